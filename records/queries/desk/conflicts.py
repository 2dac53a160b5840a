"""Reads of who should not score whom, and of how much lies on whose desk."""

from collections import Counter
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models.desk.assessment import Assessment, AssessmentState
from records.models.student import Student


def list_mentors_of(session: Session, student_ids: Collection[UUID]) -> Sequence[tuple[UUID, UUID]]:
    """Return each of these students with a mentor, and who that is."""
    rows = session.execute(
        select(Student.id, Student.mentor_id)
        .where(Student.id.in_(student_ids), Student.mentor_id.is_not(None))
        .order_by(Student.id)
    )
    return [(student_id, mentor_id) for student_id, mentor_id in rows if mentor_id]


def list_candidates_of_other_rounds(
    session: Session, round_id: UUID, *, assessor_ids: Collection[UUID]
) -> Sequence[tuple[UUID, UUID]]:
    """Return assessor and candidate of everything these people were given in other rounds."""
    rows = session.execute(
        select(Assessment.assessor_id, Assessment.candidate_id)
        .where(Assessment.round_id != round_id, Assessment.assessor_id.in_(assessor_ids))
        .distinct()
        .order_by(Assessment.assessor_id, Assessment.candidate_id)
    )
    return [(assessor_id, candidate_id) for assessor_id, candidate_id in rows]


def count_texts_on_desks(session: Session, round_id: UUID) -> Counter[UUID]:
    """Return how many texts of students lie on each desk of a round."""
    rows = session.execute(
        select(Assessment.assessor_id, func.count())
        .where(Assessment.round_id == round_id, Assessment.state != AssessmentState.RECUSED)
        .group_by(Assessment.assessor_id)
    )
    return Counter({assessor_id: int(count) for assessor_id, count in rows})


def count_in_queue(session: Session, round_id: UUID, *, assessor_id: UUID, letter: str) -> int:
    """Return how many texts of students were laid in one queue."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Assessment)
            .where(
                Assessment.round_id == round_id,
                Assessment.assessor_id == assessor_id,
                Assessment.letter == letter,
            )
        )
        or 0
    )
