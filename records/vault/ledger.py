"""The reveal ledger: who looked at a student's identity, when and for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models.account import Account
from records.vault.opening import vault_open
from records.vault.people import read_for_service
from records.vault.tables import RevealLine


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One look, as the student reads it."""

    read_at: datetime
    reader_name: str
    reader_role: str
    purpose: str


def list_reveal_lines(session: Session, student_id: UUID) -> Sequence[LedgerLine]:
    """Return every look at this student's identity, the latest first."""
    query = (
        select(RevealLine, Account.role)
        .join(Account, Account.id == RevealLine.reader_id)
        .where(RevealLine.student_id == student_id)
        .order_by(RevealLine.read_at.desc(), RevealLine.id)
    )
    with vault_open(session):
        rows = session.execute(query).all()
    readers = read_for_service(session, list({line.reader_id for line, _ in rows}))
    return [
        LedgerLine(line.read_at, readers[line.reader_id].full_name, role.value, line.purpose)
        for line, role in rows
    ]
