"""Reads of judgements: how alike a competence was scored."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from records.models.desk.judgement import Judgement
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
