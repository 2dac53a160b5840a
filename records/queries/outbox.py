"""Reads of the outbox."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models.outbox import OutboxMessage


def list_waiting_messages(
    session: Session, *, limit: int, attempts: int
) -> Sequence[OutboxMessage]:
    """Return the oldest mail that has not gone and has been tried fewer times than that."""
    return session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.sent_at.is_(None), OutboxMessage.attempt_count < attempts)
        .order_by(OutboxMessage.queued_at, OutboxMessage.id)
        .limit(limit)
    ).all()


def list_newest_messages(session: Session, *, limit: int) -> Sequence[OutboxMessage]:
    """Return the newest mail, sent or not."""
    return session.scalars(
        select(OutboxMessage)
        .order_by(OutboxMessage.queued_at.desc(), OutboxMessage.id)
        .limit(limit)
    ).all()
