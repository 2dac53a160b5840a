"""When an assessor cannot go on: what was locked stays, everything else goes to the reserves."""

import random
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.assessments.scores import settle, step_aside
from placements.errors import TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.rounds import may_excuse_assessor
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import Round
from records.queries.desk.anchors import list_unfinished_anchors_of
from records.queries.desk.assessments import find_other_view, list_unfinished_of
from records.queries.rounds import list_round_assessors


def excuse_assessor(
    session: Session,
    actor: Actor,
    round_: Round,
    account_id: UUID,
    *,
    rng: random.Random,
    now: datetime,
) -> None:
    """Take what somebody has not locked yet off the desk, for good in this round.

    A text that the two would look at once more goes to a third assessor: one of them is gone.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or the round is not being scored.
    TooLate
        If this assessor has no seat in the round any more.
    """
    hold(session, round_)
    require(may_excuse_assessor(actor, round_), msgid("Scoring is over."))
    seats = [
        row
        for row in list_round_assessors(session, round_.id)
        if row.account_id == account_id and row.excused_at is None
    ]
    if not seats:
        raise TooLate(msgid("This assessor has stopped already."))
    for seat in seats:
        seat.excused_at = now
    texts = list_unfinished_of(session, round_.id, assessor_id=account_id)
    for case in list_unfinished_anchors_of(session, round_.id, assessor_id=account_id):
        step_aside(case)
    for view in texts:
        if view.state is AssessmentState.OPEN:
            step_aside(view)
        else:
            _let_difference_stand(session, view)
    audit.record(session, actor, "assessor:excused", round_.id, now=now, assessor=str(account_id))
    for letter in sorted({view.letter for view in texts}):
        settle(session, round_, letter, rng=rng, now=now)


def _let_difference_stand(session: Session, view: Assessment) -> None:
    """End the second look of who is gone, and of the other where there is nothing to read."""
    view.state = AssessmentState.FINAL
    other = find_other_view(session, view)
    if view.observed_behaviour is None and other is not None:
        other.state = AssessmentState.FINAL
