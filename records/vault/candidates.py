"""The one link between a candidate code and a student."""

from collections.abc import Iterable
from typing import Final, cast
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from records.vault.opening import vault_open
from records.vault.sealing import Place, key_of
from records.vault.tables import VaultCandidate

NOBODY: Final = UUID(int=0)
"""Whom no account has; looked up where there is none."""


def link_candidate(
    session: Session, *, candidate_id: UUID, round_id: UUID, student_id: UUID
) -> None:
    """Remember which student a candidate is."""
    key = key_of(session)
    session.add(
        VaultCandidate(
            id=candidate_id,
            sealed=key.seal(place_of_link(candidate_id), str(student_id)),
            lookup=key.digest(lookup_text(round_id, student_id)),
        )
    )


def find_candidate_id_of_student(
    session: Session, *, round_id: UUID, student_id: UUID
) -> UUID | None:
    """Return the student's own candidate in this round, if there is one."""
    lookups = key_of(session).digests(lookup_text(round_id, student_id))
    return session.scalar(select(VaultCandidate.id).where(VaultCandidate.lookup.in_(lookups)))


def student_ids_of_candidates(session: Session, candidate_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the student behind each candidate. The answer goes to no page by itself.

    Behind the candidate of a student who was erased is `NOBODY`.
    """
    ids = list(candidate_ids)
    query = select(VaultCandidate).where(VaultCandidate.id.in_(ids))
    with vault_open(session):
        rows = session.scalars(query.order_by(VaultCandidate.id)).all()
    key = key_of(session)
    return dict.fromkeys(ids, NOBODY) | {
        row.id: UUID(cast("str", key.open(place_of_link(row.id), row.sealed))) for row in rows
    }


def forget_links(session: Session, candidate_ids: Iterable[UUID]) -> None:
    """Forget which student these candidates are."""
    links = VaultCandidate.id.in_(list(candidate_ids))
    session.execute(delete(VaultCandidate).where(links))


def lookup_text(round_id: UUID, student_id: UUID) -> str:
    """Return of what the digest is under which a student's candidate is found."""
    return f"candidate|{round_id}|{student_id}"


def place_of_link(candidate_id: UUID) -> Place:
    """Return where it is sealed who a candidate is."""
    return Place("vault_candidate", "sealed", candidate_id)
