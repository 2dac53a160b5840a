"""Delivering the outbox to SMTP."""

import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from uuid import UUID

import structlog
from flask import Flask, current_app
from sqlalchemy.orm import Session

from placements.actors import Actor, actor_of
from placements.guarding.incidents import raise_incident
from placements.guarding.watch import BLIND_ROLES, Finding, Watch
from placements.holds import hold
from placements.people.links import code_of
from records.models.account import Account
from records.models.outbox import OutboxMessage
from records.queries.outbox import list_due_messages
from web.mail import compose

AT_ONCE = 100
ATTEMPTS = 12
"""Tries before a mail is left alone, each after twice as long: the last after a day and a half."""

DRAWN_OR_OWN = frozenset({"To", "Date", "Message-ID"})
"""Headers that hold the reader's own address, or nothing but chance and the day."""

log = structlog.get_logger()


def deliver_waiting(session: Session, *, now: datetime) -> int:
    """Send what is due and return how many went; without a mail host everything counts as sent.

    No transaction is open while the mail host is talked to: a slow one holds up nobody's page.
    A mail is claimed before it goes, so that two workers never send it both; after a crash in
    between it goes once more.
    """
    app: Flask = current_app
    messages = list_due_messages(session, limit=AT_ONCE, attempts=ATTEMPTS, now=now)
    claims = [(message, message.attempt_count) for message in messages]
    session.commit()
    if not claims:
        return 0
    if not app.config["MAIL_HOST"]:
        return sum(_claim(session, app, *claim, now=now) is not None for claim in claims)
    sent = 0
    try:
        with smtplib.SMTP(app.config["MAIL_HOST"], app.config["MAIL_PORT"], timeout=10) as smtp:
            for claim in claims:
                sent += _deliver(session, smtp, app, *claim, now=now)
    except OSError as error:
        log.warning("mail host does not answer", error=type(error).__name__)
    return sent


def _deliver(
    session: Session,
    smtp: smtplib.SMTP,
    app: Flask,
    message: OutboxMessage,
    tried: int,
    *,
    now: datetime,
) -> bool:
    """Send one mail and remember it; a mail that is refused stays for a later try."""
    email = _claim(session, app, message, tried, now=now)
    if email is None:
        return False
    try:
        smtp.send_message(email)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException as error:
        log.warning("mail refused", message=str(message.id), error=type(error).__name__)
        session.commit()
        return False
    # What was sent is not kept: its moment would tie an account to what happened then.
    session.delete(message)
    session.commit()
    return True


def _claim(
    session: Session, app: Flask, message: OutboxMessage, tried: int, *, now: datetime
) -> EmailMessage | None:
    """Count a try and return the mail, or None if another worker was first or it fails."""
    hold(session, message)
    email = None
    if message.sent_at is None and message.attempt_count == tried:
        message.attempt_count += 1
        email = _written(session, app, message, now=now)
        if email and not app.config["MAIL_HOST"]:
            message.sent_at = now
    session.commit()
    return email


def _written(
    session: Session, app: Flask, message: OutboxMessage, *, now: datetime
) -> EmailMessage | None:
    """Return the mail in words, or None if that failed: it then holds up no other mail.

    A mail that would tell a blind reader who a student is never goes, and raises an incident.
    """
    try:
        with session.begin_nested():
            email = _as_email(app, message, now=now)
            actor = actor_of(session.get_one(Account, message.account_id))
            finding = _leak_in(session, app, actor, message, email)
            if finding is None:
                return email
            message.attempt_count = ATTEMPTS
            where = f"mail:{message.kind}"
            raise_incident(session, actor, finding, where=where, now=now)
    except Exception:
        log.exception("mail cannot be written", message=str(message.id))
    return None


def _leak_in(
    session: Session, app: Flask, actor: Actor, message: OutboxMessage, email: EmailMessage
) -> Finding | None:
    """Return what a mail to a blind reader tells of a student, in its headers or its text."""
    if actor.role not in BLIND_ROLES:
        return None
    headers = (str(value) for name, value in email.items() if name not in DRAWN_OR_OWN)
    text = "\n".join((*headers, *(str(part.get_content()) for part in email.iter_parts())))
    if "link_id" in message.facts:  # its six digits are drawn by chance and tell nothing
        text = text.replace(code_of(session, UUID(str(message.facts["link_id"]))), "")
    watch: Watch = app.extensions["watch"]
    return watch.look(session, actor, text)


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
    email.add_alternative(mail.html, subtype="html")
    return email
