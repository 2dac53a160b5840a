"""A student's own words, before blinding: only the student reads them back."""

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from records.vault.opening import vault_open
from records.vault.sealing import Place, key_of
from records.vault.tables import VaultEvidence


def store_words(session: Session, evidence_id: UUID, words: str) -> None:
    """Seal the words behind one piece of evidence, replacing what was there."""
    sealed = key_of(session).seal(place_of_words(evidence_id), words)
    with vault_open(session):
        row = session.get(VaultEvidence, evidence_id)
    if row is None:
        session.add(VaultEvidence(id=evidence_id, sealed=sealed))
    else:
        row.sealed, row.former = sealed, None


def open_words(session: Session, evidence_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the student's own words for each piece of evidence."""
    query = select(VaultEvidence).where(VaultEvidence.id.in_(list(evidence_ids)))
    with vault_open(session):
        rows = session.scalars(query.order_by(VaultEvidence.id)).all()
    key = key_of(session)
    return {row.id: cast("str", key.open(place_of_words(row.id), row.sealed)) for row in rows}


def place_of_words(evidence_id: UUID) -> Place:
    """Return where a student's own words are sealed."""
    return Place("vault_evidence", "sealed", evidence_id)


def store_former(session: Session, evidence_id: UUID, blind_text: str | None) -> None:
    """Seal the blind text of before new rules, or forget it with None."""
    place = place_of_former(evidence_id)
    with vault_open(session):
        row = session.get_one(VaultEvidence, evidence_id)
    row.former = None if blind_text is None else key_of(session).seal(place, blind_text)


def forget_former(session: Session, evidence_ids: Iterable[UUID]) -> None:
    """Forget the blind texts of before new rules."""
    of_these = VaultEvidence.id.in_(list(evidence_ids))
    session.execute(update(VaultEvidence).where(of_these).values(former=None))


def find_changed_ids(session: Session, evidence_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return the evidence whose blind text of before new rules is kept."""
    query = select(VaultEvidence.id).where(
        VaultEvidence.id.in_(list(evidence_ids)), VaultEvidence.former.is_not(None)
    )
    with vault_open(session):
        return frozenset(session.scalars(query))


def open_former(session: Session, evidence_id: UUID) -> str | None:
    """Return the blind text of before new rules, as long as it is kept."""
    with vault_open(session):
        row = session.get(VaultEvidence, evidence_id)
    if row is None or row.former is None:
        return None
    place = place_of_former(evidence_id)
    return cast("str", key_of(session).open(place, row.former))


def place_of_former(evidence_id: UUID) -> Place:
    """Return where the blind text of before new rules is sealed."""
    return Place("vault_evidence", "former", evidence_id)
