"""Reads of the outbox."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from records.models.outbox import OutboxMessage


def list_due_messages(
    session: Session, *, limit: int, attempts: int, now: datetime
) -> Sequence[OutboxMessage]:
    """Return the oldest mail that has not gone and is due for its next try.

    The first try is at once; then 1, 3, 7, 15 … minutes after the mail was queued.
    """
    due = [
        and_(
            OutboxMessage.attempt_count == tried,
            OutboxMessage.queued_at <= now - timedelta(minutes=2**tried - 1),
        )
        for tried in range(attempts)
    ]
    return session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.sent_at.is_(None), or_(*due))
        .order_by(OutboxMessage.queued_at, OutboxMessage.id)
        .limit(limit)
    ).all()


def list_waiting_messages(session: Session) -> Sequence[OutboxMessage]:
    """Return every mail that has not gone, however often it was tried."""
    return session.scalars(
        select(OutboxMessage).where(OutboxMessage.sent_at.is_(None)).order_by(OutboxMessage.id)
    ).all()


def list_newest_messages(session: Session, *, limit: int) -> Sequence[OutboxMessage]:
    """Return the newest mail, sent or not."""
    return session.scalars(
        select(OutboxMessage)
        .order_by(OutboxMessage.queued_at.desc(), OutboxMessage.id)
        .limit(limit)
    ).all()
