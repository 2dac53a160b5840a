"""Reads for the staff who check profiles before anyone scores them."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from records.models.candidate import Candidate, Document, Evidence, ReviewState
from records.models.desk.assessment import RoundAssessor
from records.models.round import Round, RoundPhase
from records.models.vacancy import HardRequirementKind

T = TypeVar("T")


def list_evidence_to_review(
    session: Session, *, school_id: UUID, reviewer_id: UUID
) -> Sequence[Evidence]:
    """Return the approved texts that wait for a reviewer, the doubtful first, then by chance.

    Texts of a round in which the reviewer scores are not among them.
    """
    return session.scalars(
        _waiting(select(Evidence), school_id, reviewer_id).order_by(
            Evidence.is_doubtful.desc(), Evidence.id
        )
    ).all()


def count_evidence_to_review(session: Session, *, school_id: UUID, reviewer_id: UUID) -> int:
    """Return how many approved texts wait for this reviewer."""
    counted = select(func.count()).select_from(Evidence)
    return session.scalar(_waiting(counted, school_id, reviewer_id)) or 0


def find_evidence_to_review(
    session: Session, evidence_id: UUID, *, school_id: UUID, reviewer_id: UUID
) -> Evidence | None:
    """Return a text that waits for this reviewer."""
    return session.scalar(
        _waiting(select(Evidence), school_id, reviewer_id).where(Evidence.id == evidence_id)
    )


def count_assessor_seats(session: Session, *, round_id: UUID, account_id: UUID) -> int:
    """Return for how many programmes of a round somebody scores."""
    return (
        session.scalar(
            select(func.count())
            .select_from(RoundAssessor)
            .where(RoundAssessor.round_id == round_id, RoundAssessor.account_id == account_id)
        )
        or 0
    )


def list_documents_of_school(
    session: Session, *, school_id: UUID, kinds: Sequence[HardRequirementKind]
) -> Sequence[tuple[Document, str]]:
    """Return the documents that students of a school say they have, with the name of the round."""
    rows = session.execute(
        _documents(school_id, kinds).add_columns(Round.name).order_by(Document.id)
    )
    return [(document, round_name) for document, round_name in rows]


def find_document_of_school(
    session: Session,
    document_id: UUID,
    *,
    school_id: UUID,
    kinds: Sequence[HardRequirementKind],
) -> Document | None:
    """Return one such document of the school."""
    return session.scalar(_documents(school_id, kinds).where(Document.id == document_id))


def _documents(school_id: UUID, kinds: Sequence[HardRequirementKind]) -> Select[Document]:
    return (
        select(Document)
        .join(Candidate, Candidate.id == Document.candidate_id)
        .join(Round, Round.id == Candidate.round_id)
        .where(
            Round.school_id == school_id,
            Round.phase != RoundPhase.CLOSED,
            Document.kind.in_(kinds),
        )
    )


def _waiting(query: Select[T], school_id: UUID, reviewer_id: UUID) -> Select[T]:
    scores_too = exists().where(
        RoundAssessor.round_id == Candidate.round_id, RoundAssessor.account_id == reviewer_id
    )
    return (
        query.join(Candidate, Candidate.id == Evidence.candidate_id)
        .join(Round, Round.id == Candidate.round_id)
        .where(
            Round.school_id == school_id,
            Round.phase == RoundPhase.PROFILES,
            Evidence.review == ReviewState.WAITING,
            Evidence.blind_text.is_not(None),
            Candidate.approved_digest.is_not(None),
            ~scores_too,
        )
    )
