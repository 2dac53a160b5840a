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


def count_cases_laid(session: Session, *, assessor_id: UUID, letter: str) -> Counter[str]:
    """Return how often each case has lain on somebody's desk."""
    rows = session.execute(
        select(AnchorScore.case_id, func.count())
        .where(AnchorScore.assessor_id == assessor_id, AnchorScore.letter == letter)
        .group_by(AnchorScore.case_id)
    )
    return Counter({case_id: int(count) for case_id, count in rows})
