"""Delivering the outbox to SMTP."""

import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import structlog
from flask import Flask
from sqlalchemy.orm import Session

from records.models.outbox import OutboxMessage
from records.queries.outbox import list_waiting_messages
from web.mail import compose

AT_ONCE = 100
ATTEMPTS = 12
"""Tries before a mail is left alone; the worker tries once a second, then the school calls."""

log = structlog.get_logger()


def deliver_waiting(session: Session, app: Flask, *, now: datetime) -> int:
    """Send what waits and return how many went; without a mail host everything counts as sent.

    Each mail is committed by itself, so that a broken connection repeats at most the one that
    was under way.
    """
    messages = list_waiting_messages(session, limit=AT_ONCE, attempts=ATTEMPTS)
    if not messages:
        return 0
    if not app.config["MAIL_HOST"]:
        for message in messages:
            message.sent_at = now
        session.commit()
        return len(messages)
    sent = 0
    try:
        with smtplib.SMTP(app.config["MAIL_HOST"], app.config["MAIL_PORT"], timeout=10) as smtp:
            for message in messages:
                sent += _deliver(session, smtp, app, message, now=now)
    except OSError as error:
        log.warning("mail host does not answer", error=type(error).__name__)
    return sent


def _deliver(
    session: Session, smtp: smtplib.SMTP, app: Flask, message: OutboxMessage, *, now: datetime
) -> int:
    """Send one mail and remember it; a refusal is counted and tried again later."""
    message.attempt_count += 1
    try:
        smtp.send_message(_as_email(app, message, now=now))
    except smtplib.SMTPResponseException as error:
        log.warning("mail refused", message=str(message.id), code=error.smtp_code)
        session.commit()
        return 0
    message.sent_at = now
    session.commit()
    return 1


def _as_email(app: Flask, message: OutboxMessage, *, now: datetime) -> EmailMessage:
    """Return the mail with its headers: one recipient, no copy, an id that says nothing."""
    mail = compose(message)
    sender = app.config["MAIL_FROM"]
    email = EmailMessage()
    email["From"] = f"Proefplek <{sender}>"
    email["To"] = mail.address
    email["Subject"] = mail.subject
    email["Date"] = format_datetime(now)
    email["Message-ID"] = make_msgid(domain=sender.partition("@")[2])
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(mail.text)
    return email
