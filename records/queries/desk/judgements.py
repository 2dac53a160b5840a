"""Reads of judgements: how alike a competence was scored."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import Session, joinedload

from records.models.candidate import Candidate
from records.models.desk.assessment import Assessment, AssessmentState, RoundAssessor
from records.models.desk.judgement import JudgedLight, Judgement
from records.models.round import Round


def find_judgement(session: Session, round_id: UUID, *, letter: str) -> Judgement | None:
    """Return how one competence of a round was judged, if it was."""
    return session.scalar(
        select(Judgement).where(Judgement.round_id == round_id, Judgement.letter == letter)
    )


def list_judgements_of_round(session: Session, round_id: UUID) -> Sequence[Judgement]:
    """Return how the competences of a round were judged, by letter."""
    return session.scalars(
        select(Judgement)
        .where(Judgement.round_id == round_id)
        .order_by(Judgement.letter, Judgement.id)
    ).all()


def list_judgements_of_school(session: Session, *, school_id: UUID | None) -> Sequence[Judgement]:
    """Return how the competences of every round of a school were judged, the oldest first."""
    return session.scalars(
        select(Judgement)
        .join(Judgement.round)
        .options(joinedload(Judgement.round))
        .where(Round.school_id == school_id)
        .order_by(Judgement.judged_at, Judgement.letter, Judgement.id)
    ).all()


def get_lights_of_school(
    session: Session, *, school_id: UUID | None
) -> Mapping[str, tuple[JudgedLight, datetime]]:
    """Return how and when each competence was judged last at a school, in whatever words."""
    rows = session.execute(
        select(Judgement.letter, Judgement.light, Judgement.judged_at)
        .join(Round, Round.id == Judgement.round_id)
        .where(Round.school_id == school_id)
        .order_by(Judgement.judged_at, Judgement.letter, Judgement.id)
    )
    return {letter: (light, judged_at) for letter, light, judged_at in rows}


def list_judgements_of_competence(
    session: Session, *, school_id: UUID, letter: str, rubric_version: str
) -> Sequence[Judgement]:
    """Return how one competence was judged in every round scored with the same words."""
    return session.scalars(
        select(Judgement)
        .join(Round, Round.id == Judgement.round_id)
        .where(
            Round.school_id == school_id,
            Judgement.letter == letter,
            Judgement.rubric_version == rubric_version,
        )
        .order_by(Judgement.judged_at, Judgement.id)
    ).all()


def count_readings(session: Session, *, school_id: UUID | None) -> tuple[int, int]:
    """Return how often an assessor recognised a student, and of how many texts off the desk.

    What left a desk because its assessor could not go on, or its student took no part, is neither.
    """
    has_left = exists().where(
        RoundAssessor.round_id == Assessment.round_id,
        RoundAssessor.account_id == Assessment.assessor_id,
        RoundAssessor.excused_at.is_not(None),
    )
    is_recused = Assessment.state == AssessmentState.RECUSED
    row = session.execute(
        select(func.coalesce(func.sum(case((is_recused, 1), else_=0)), 0), func.count())
        .select_from(Assessment)
        .join(Round, Round.id == Assessment.round_id)
        .join(Candidate, Candidate.id == Assessment.candidate_id)
        .where(
            Round.school_id == school_id,
            Assessment.state != AssessmentState.OPEN,
            ~(is_recused & (has_left | Candidate.certified_at.is_(None))),
        )
    ).one()
    return int(row[0]), int(row[1])
