"""Telling people: a mail is a row in the outbox, written in the transaction of the act."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from records.models.outbox import OutboxMessage


def notify(
    session: Session, account_id: UUID, kind: str, *, now: datetime, **facts: object
) -> None:
    """Queue one mail. `facts` never tell who a student is; the address is read when it is sent."""
    session.add(OutboxMessage(account_id=account_id, kind=kind, facts=facts, queued_at=now))
