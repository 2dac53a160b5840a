"""A student's own words, before blinding: only the student reads them back."""

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.vault.sealing import Place, key_of
from records.vault.tables import VaultEvidence


def store_words(session: Session, evidence_id: UUID, words: str) -> None:
    """Seal the words behind one piece of evidence, replacing what was there."""
    sealed = key_of(session).seal(_place(evidence_id), words)
    row = session.get(VaultEvidence, evidence_id)
    if row is None:
        session.add(VaultEvidence(id=evidence_id, sealed=sealed))
    else:
        row.sealed = sealed


def open_words(session: Session, evidence_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the student's own words for each piece of evidence."""
    rows = session.scalars(
        select(VaultEvidence)
        .where(VaultEvidence.id.in_(list(evidence_ids)))
        .order_by(VaultEvidence.id)
    )
    key = key_of(session)
    return {row.id: cast("str", key.open(_place(row.id), row.sealed)) for row in rows}


def _place(evidence_id: UUID) -> Place:
    return Place("vault_evidence", "sealed", evidence_id)
