"""When an assessor cannot go on: what was locked stays, everything else goes to the reserves."""

import random
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.assessments.open_scores import Waits, open_scores_of
from placements.assessments.scores import settle, step_aside
from placements.errors import TooLate, msgid
from placements.holds import hold
from placements.notifications import notify
from placements.policy import require
from placements.policy.rounds import BEFORE_THE_DEADLINE, may_excuse_assessor
from records.models.desk.assessment import Assessment, AssessmentState, RoundAssessor
from records.models.round import Round, RoundPhase
from records.queries.accounts import list_staff_of_school
from records.queries.desk.anchors import list_unfinished_anchors_of
from records.queries.desk.assessments import find_other_view, list_unfinished_of
from records.queries.rounds import list_assessed_rounds, list_round_assessors


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
    seats = _seats_of(session, round_, account_id)
    if not seats:
        raise TooLate(msgid("This assessor has stopped already."))
    _excuse(session, actor, round_, seats, rng=rng, now=now)


def hold_rounds_of(session: Session, account_id: UUID) -> Sequence[Round]:
    """Hold the rounds in which somebody scores; always before the account of that somebody."""
    rounds = list_assessed_rounds(session, assessor_id=account_id)
    for round_ in sorted(rounds, key=lambda one: one.id):
        hold(session, round_)
    return rounds


def leave_rounds(
    session: Session,
    actor: Actor,
    rounds: Sequence[Round],
    account_id: UUID,
    *,
    rng: random.Random,
    now: datetime,
) -> None:
    """Excuse who was closed in every round that is not scored to its end, and tell coordinators.

    Whoever calls this holds the rounds and has closed the account.
    """
    for round_ in rounds:
        seats = _seats_of(session, round_, account_id)
        if seats and round_.phase in BEFORE_THE_DEADLINE:
            _excuse(session, actor, round_, seats, rng=rng, now=now)
            _tell_coordinators(session, actor, round_, now=now)


def _seats_of(session: Session, round_: Round, account_id: UUID) -> list[RoundAssessor]:
    return [
        row
        for row in list_round_assessors(session, round_.id)
        if row.account_id == account_id and row.excused_at is None
    ]


def _excuse(
    session: Session,
    actor: Actor,
    round_: Round,
    seats: Sequence[RoundAssessor],
    *,
    rng: random.Random,
    now: datetime,
) -> None:
    """Give up the seats of one assessor, and hand on what is open."""
    account_id = seats[0].account_id
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


def _tell_coordinators(session: Session, actor: Actor, round_: Round, *, now: datetime) -> None:
    """Mail every coordinator but who closed the account, with how many texts nobody is free for."""
    session.flush()
    waiting = open_scores_of(session, round_.id).values()
    for account in list_staff_of_school(session, school_id=round_.school_id, role=Role.COORDINATOR):
        if account.id != actor.account_id:
            notify(
                session,
                account.id,
                "assessor_left",
                now=now,
                round=round_.name,
                is_scoring=round_.phase is RoundPhase.SCORING,
                stuck=sum(counts[Waits.RESERVE] for counts in waiting),
            )


def _let_difference_stand(session: Session, view: Assessment) -> None:
    """End the second look of who is gone, and of the other where there is nothing to read."""
    view.state = AssessmentState.FINAL
    other = find_other_view(session, view)
    if view.observed_behaviour is None and other is not None:
        other.state = AssessmentState.FINAL
