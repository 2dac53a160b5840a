"""Reads of what one assessor gave, beside what the other of the pair gave independently."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, cast
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import Round, RoundPhase

SCORING_IS_OVER: Final = (
    RoundPhase.MATCHING,
    RoundPhase.PROPOSALS,
    RoundPhase.TRIALS,
    RoundPhase.CLOSED,
)


class OwnView(NamedTuple):
    """One first level of an assessor, and the first level of the other of the pair."""

    round_id: UUID
    round_name: str
    candidate_id: UUID
    letter: str
    level: int
    other: int | None
    locked_at: datetime


def list_own_views(session: Session, *, assessor_id: UUID) -> Sequence[OwnView]:
    """Return the first levels of an assessor, queue by queue, each in the order it was read in.

    Only of rounds whose scoring is over: before that the two are blind to each other. A third
    view is left out, for it is only asked of texts on which two differ.
    """
    other = aliased(Assessment)
    rows = session.execute(
        select(
            Assessment.round_id,
            Round.name,
            Assessment.candidate_id,
            Assessment.letter,
            Assessment.first_level,
            other.first_level,
            Assessment.locked_at,
        )
        .join(Round, Round.id == Assessment.round_id)
        .outerjoin(
            other,
            and_(
                other.candidate_id == Assessment.candidate_id,
                other.letter == Assessment.letter,
                other.id != Assessment.id,
                other.is_tiebreak.is_(False),
                other.state != AssessmentState.RECUSED,
            ),
        )
        .where(
            Assessment.assessor_id == assessor_id,
            Assessment.is_tiebreak.is_(False),
            Assessment.state != AssessmentState.RECUSED,
            Assessment.first_level.is_not(None),
            Assessment.locked_at.is_not(None),
            Round.phase.in_(SCORING_IS_OVER),
        )
        .order_by(
            Round.scoring_opens_on,
            Round.id,
            Assessment.letter,
            Assessment.position,
            Assessment.id,
        )
    )
    return [OwnView(*row) for row in cast("Iterable[OwnView]", rows)]
