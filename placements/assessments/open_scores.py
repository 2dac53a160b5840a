"""What is still to be scored in a round: what is open, and never who said what."""

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from placements.assessments.differences import are_far_apart
from records.models.desk.assessment import Assessment, AssessmentState
from records.queries.desk.assessments import list_views_of_round


class Waits(enum.StrEnum):
    """For what a text waits."""

    FIRST_LOOK = "first_look"
    BEHAVIOUR = "behaviour"
    DECISION = "decision"
    THIRD_LOOK = "third_look"
    RESERVE = "reserve"


OpenScores: TypeAlias = Mapping[tuple[UUID, str], Counter[Waits]]
"""How many texts wait for what, by programme and competence."""


def open_scores_of(session: Session, round_id: UUID) -> OpenScores:
    """Return what is still open in a round; a competence that is done is not in it."""
    found: dict[tuple[UUID, str], Counter[Waits]] = {}
    views = list_views_of_round(session, round_id)
    for (programme_id, letter, _candidate_id), group in groupby(
        views, key=lambda view: (view.candidate.programme_id, view.letter, view.candidate_id)
    ):
        waits = waits_for(list(group))
        if waits is not None:
            found.setdefault((programme_id, letter), Counter())[waits] += 1
    return found


def waits_for(views: Sequence[Assessment]) -> Waits | None:
    """Return for what one text waits, or None when its levels are final."""
    pair = [view for view in views if not view.is_tiebreak]
    third = next((view for view in views if view.is_tiebreak), None)
    states = {view.state for view in pair}
    if len(pair) < 2:
        return Waits.RESERVE
    if states & {AssessmentState.OPEN, AssessmentState.LOCKED}:
        return Waits.FIRST_LOOK
    if AssessmentState.RECONSIDERING in states:
        both_wrote = all(view.observed_behaviour for view in pair)
        return Waits.DECISION if both_wrote else Waits.BEHAVIOUR
    if third is not None:
        return None if third.state is AssessmentState.FINAL else Waits.THIRD_LOOK
    return Waits.RESERVE if are_far_apart(pair[0].level, pair[1].level) else None
