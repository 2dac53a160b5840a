"""Telling people: a mail is a row in the outbox, written in the transaction of the act."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements.people.links import NOTICE_LASTS, create_link
from records.models.account import EMPLOYER_ROLES, Account, LinkKind
from records.models.outbox import OutboxMessage


def notify(
    session: Session, account_id: UUID, kind: str, *, now: datetime, **facts: object
) -> None:
    """Queue one mail. `facts` never tell who a student is; the address is read when it is sent.

    Someone at an employer has no password: every mail brings a link to sign in with.
    """
    if session.get_one(Account, account_id).role in EMPLOYER_ROLES and "link_id" not in facts:
        link = create_link(session, account_id, LinkKind.SIGN_IN, lasts=NOTICE_LASTS, now=now)
        facts["link_id"] = str(link.id)
    session.add(OutboxMessage(account_id=account_id, kind=kind, facts=facts, queued_at=now))
