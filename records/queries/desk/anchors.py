"""Reads of anchors: what assessors said of cases whose level is known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import AssessmentState


class AnchorAnswer(NamedTuple):
    """What an assessor said of one case, once it could no longer change."""

    case_id: str
    letter: str
    level: int | None
    """None for "not yet observed"."""
    locked_at: datetime


def list_anchor_scores(session: Session, *, assessor_id: UUID) -> Sequence[AnchorAnswer]:
    """Return what an assessor said of the anchors, the oldest first."""
    rows = session.execute(
        select(AnchorScore.case_id, AnchorScore.letter, AnchorScore.level, AnchorScore.locked_at)
        .where(
            AnchorScore.assessor_id == assessor_id,
            AnchorScore.state == AssessmentState.LOCKED,
        )
        .order_by(AnchorScore.locked_at, AnchorScore.letter, AnchorScore.position, AnchorScore.id)
    )
    return [AnchorAnswer(*row) for row in cast("Iterable[AnchorAnswer]", rows)]


def list_own_open_anchors(
    session: Session, round_id: UUID, *, assessor_id: UUID, letter: str
) -> Sequence[AnchorScore]:
    """Return the open cases of one queue, held still for whoever locks them."""
    return session.scalars(
        select(AnchorScore)
        .where(
            AnchorScore.round_id == round_id,
            AnchorScore.assessor_id == assessor_id,
            AnchorScore.letter == letter,
            AnchorScore.state == AssessmentState.OPEN,
        )
        .order_by(AnchorScore.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def list_unfinished_anchors_of(
    session: Session, round_id: UUID, *, assessor_id: UUID
) -> Sequence[AnchorScore]:
    """Return the open cases on somebody's desk in a round."""
    return session.scalars(
        select(AnchorScore)
        .where(
            AnchorScore.round_id == round_id,
            AnchorScore.assessor_id == assessor_id,
            AnchorScore.state == AssessmentState.OPEN,
        )
        .order_by(AnchorScore.id)
    ).all()


def list_case_ids_laid(
    session: Session, round_id: UUID, *, assessor_id: UUID, letter: str
) -> Sequence[str]:
    """Return which cases lie between the texts of one queue."""
    return session.scalars(
        select(AnchorScore.case_id)
        .where(
            AnchorScore.round_id == round_id,
            AnchorScore.assessor_id == assessor_id,
            AnchorScore.letter == letter,
        )
        .order_by(AnchorScore.position, AnchorScore.id)
    ).all()


def count_cases_laid(session: Session, *, assessor_id: UUID, letter: str) -> Counter[str]:
    """Return how often each case has lain on somebody's desk."""
    rows = session.execute(
        select(AnchorScore.case_id, func.count())
        .where(AnchorScore.assessor_id == assessor_id, AnchorScore.letter == letter)
        .group_by(AnchorScore.case_id)
    )
    return Counter({case_id: int(count) for case_id, count in rows})
