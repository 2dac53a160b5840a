"""Reads of candidates: by the vault's link for the student, by round for everyone else."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from records.models.candidate import Candidate
from records.models.round import RoundProgramme
from records.models.student import Student
from records.vault.candidates import find_candidate_id_of_student

WHOLE_PROFILE = (
    joinedload(Candidate.round),
    selectinload(Candidate.evidence),
    selectinload(Candidate.wishes),
    selectinload(Candidate.learning_wishes),
    selectinload(Candidate.documents),
)


def find_candidate_of_student(
    session: Session, *, round_id: UUID, student_id: UUID
) -> Candidate | None:
    """Return the student's own profile in a round, if it was started."""
    candidate_id = find_candidate_id_of_student(session, round_id=round_id, student_id=student_id)
    return session.get(Candidate, candidate_id, options=WHOLE_PROFILE) if candidate_id else None


def list_candidate_ids_of_student(session: Session, *, student_id: UUID) -> Sequence[UUID]:
    """Return the student's own candidates in every round of the programme."""
    rounds = session.scalars(
        select(RoundProgramme.round_id)
        .join(Student, Student.programme_id == RoundProgramme.programme_id)
        .where(Student.id == student_id)
        .order_by(RoundProgramme.round_id, RoundProgramme.id)
    )
    own = [
        find_candidate_id_of_student(session, round_id=round_id, student_id=student_id)
        for round_id in rounds
    ]
    return [one for one in own if one is not None]


def count_candidates(session: Session, *, round_id: UUID, programme_id: UUID) -> int:
    """Return how many students of a programme have a profile in a round."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Candidate)
            .where(Candidate.round_id == round_id, Candidate.programme_id == programme_id)
        )
        or 0
    )
