"""Scoring: one competence and one text at a time, blind to the other assessor until both lock.

Levels less than two apart stand. From two on both write what they saw and decide once more; if
the difference stays, a third assessor looks. A third looks at every text of a competence on which
the two agreed too little. The first levels are kept whatever happens.
"""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.assessments.desk import OnDesk, queue_of
from placements.assessments.differences import are_far_apart, names_level, settled_levels
from placements.assessments.queues import call_reserve, tell_assessor, tell_assessors
from placements.calibration.rights import require_practised
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.people.known import require_nobody_known
from placements.policy import require
from placements.policy.assessments import may_lock_scores, may_reconsider, may_score
from placements.reliability.judgements import judge_when_scored, wants_third
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import Round
from records.queries.desk.anchors import list_own_open_anchors
from records.queries.desk.assessments import (
    count_to_decide,
    find_cleared_evidence,
    find_other_view,
    list_final_views,
    list_own_open,
    list_views,
)
from records.queries.desk.queues import find_newest_answer
from records.queries.rounds import list_ready_assessors

BOTH_WRITE_FIRST = msgid("First both of you write what you saw.")
A_MOMENT: Final = timedelta(microseconds=1)
NO_LEVEL = msgid("Write what you saw, and no level: the other does not hear yours.")
NO_LONGER_OPEN = msgid("You can no longer change this answer: you have locked it.")


def score(
    session: Session, actor: Actor, on_desk: OnDesk, level: int | None, *, now: datetime
) -> None:
    """Give a text a level, or say with None that this competence is not observed in it yet.

    Saying the same once more changes nothing, so a page may send its answer until it hears.

    Raises
    ------
    NotAllowed
        If the text does not lie on the actor's desk, or is locked.
    NotPractised
        If the actor has to practise this competence first.
    Refusal
        If there is no text to base a level on.
    """
    _hold_open(session, actor, on_desk)
    if on_desk.is_answered and on_desk.level == level:
        return
    require_practised(session, actor, on_desk.letter, now=now)
    if isinstance(on_desk, Assessment):
        _refuse_level_without_text(session, on_desk, level)
    on_desk.level = level
    on_desk.is_not_observed = level is None
    on_desk.answered_at = _after_every_other(session, on_desk, now)
    audit.record(session, actor, "assessment:scored", on_desk.id, now=now)


def take_back(session: Session, actor: Actor, on_desk: OnDesk, *, now: datetime) -> None:
    """Take an answer back, so that the text lies there as if it was not read yet.

    Raises
    ------
    NotAllowed
        If the text does not lie on the actor's desk, or is locked.
    """
    _hold_open(session, actor, on_desk)
    on_desk.level = on_desk.answered_at = None
    on_desk.is_not_observed = False
    audit.record(session, actor, "assessment:taken_back", on_desk.id, now=now)


def recognise_student(
    session: Session, actor: Actor, on_desk: OnDesk, *, rng: random.Random, now: datetime
) -> None:
    """Step aside from a text because of knowing whose it is; a reserve gets it.

    Raises
    ------
    NotAllowed
        If the text does not lie on the actor's desk, or is locked.
    """
    round_ = _hold_round(session, on_desk)
    _hold_open(session, actor, on_desk)
    step_aside(on_desk)
    audit.record(session, actor, "assessment:recused", on_desk.id, now=now)
    settle(session, round_, on_desk.letter, rng=rng, now=now)


def step_aside(on_desk: OnDesk) -> None:
    """Take a text off a desk with what was said of it; whoever calls this settles afterwards."""
    on_desk.state = AssessmentState.RECUSED
    on_desk.level = on_desk.answered_at = None
    on_desk.is_not_observed = False


def lock_scores(
    session: Session,
    actor: Actor,
    round_: Round,
    letter: str,
    *,
    rng: random.Random,
    now: datetime,
) -> None:
    """Lock every answer of an assessor on one competence, and compare where the other has too.

    Raises
    ------
    NotAllowed
        If the actor does not score at this school, or the round is not being scored.
    TooLate
        If there is nothing left to lock.
    Refusal
        If a text has no answer yet.
    """
    hold(session, round_)
    require(may_lock_scores(actor, round_))
    texts = list_own_open(session, round_.id, assessor_id=actor.account_id, letter=letter)
    cases = list_own_open_anchors(session, round_.id, assessor_id=actor.account_id, letter=letter)
    own: list[OnDesk] = [*texts, *cases]
    if not own:
        raise TooLate(msgid("You have locked this competence already."))
    if not all(on_desk.is_answered for on_desk in own):
        raise Refusal(msgid("Give every text an answer before you lock this competence."))
    for assessment in texts:
        assessment.first_level = assessment.level
    for on_desk in own:
        on_desk.state = AssessmentState.LOCKED
        on_desk.locked_at = now
    audit.record(session, actor, "scores:locked", round_.id, now=now, letter=letter)
    settle(session, round_, letter, rng=rng, now=now)


def describe_behaviour(
    session: Session, actor: Actor, assessment: Assessment, behaviour: str, *, now: datetime
) -> None:
    """Write what was seen in a text, before reading what the other assessor saw.

    Raises
    ------
    NotAllowed
        If the text does not lie on the actor's desk to be reconsidered.
    TooLate
        If it was written already.
    Refusal
        If it tells something of a student, or which level was chosen.
    """
    round_ = _hold_round(session, assessment)
    _hold_reconsidering(session, actor, assessment)
    if assessment.observed_behaviour is not None:
        raise TooLate(msgid("You have written already what you saw."))
    require_nobody_known(session, round_.id, behaviour, field="behaviour")
    if names_level(behaviour):
        raise Refusal(NO_LEVEL, field="behaviour")
    assessment.observed_behaviour = behaviour
    audit.record(session, actor, "assessment:described", assessment.id, now=now)
    other = find_other_view(session, assessment)
    if other is not None and other.observed_behaviour is not None:
        _tell_who_can_decide(session, round_, other.assessor_id, now=now)


def other_behaviour(session: Session, assessment: Assessment) -> str | None:
    """Return what the other assessor saw, once both have written it; never the other's level."""
    if assessment.observed_behaviour is None:
        return None
    other = find_other_view(session, assessment)
    return other.observed_behaviour if other else None


def reconsider(
    session: Session,
    actor: Actor,
    assessment: Assessment,
    level: int | None,
    *,
    rng: random.Random,
    now: datetime,
) -> None:
    """Decide once more, knowing what the other assessor saw. This level is final.

    Raises
    ------
    NotAllowed
        If the text does not lie on the actor's desk to be reconsidered.
    Refusal
        If one of the two has not written yet what was seen.
    """
    round_ = _hold_round(session, assessment)
    _hold_reconsidering(session, actor, assessment)
    if other_behaviour(session, assessment) is None:
        raise Refusal(BOTH_WRITE_FIRST)
    assessment.level = level
    assessment.is_not_observed = level is None
    assessment.state = AssessmentState.FINAL
    audit.record(session, actor, "assessment:reconsidered", assessment.id, now=now)
    settle(session, round_, assessment.letter, rng=rng, now=now)


def settle(
    session: Session, round_: Round, letter: str, *, rng: random.Random, now: datetime
) -> None:
    """Bring every text of one competence to where it stands: final, back to both, or a reserve.

    Whoever calls this holds the round, so that two locks at once are compared one by one.
    """
    session.flush()
    again: Counter[UUID] = Counter()
    more: Counter[UUID] = Counter()
    ready = {row.account_id for row in list_ready_assessors(session, round_.id)}
    views = list_views(session, round_.id, letter=letter)
    texts = [list(of) for _id, of in groupby(views, key=lambda view: view.candidate_id)]
    for of_text in texts:
        again.update(_compare(of_text, ready))
    judged = judge_when_scored(session, round_, letter, texts, now=now)
    for of_text in texts:
        is_tiebreak = _lacks_a_view(of_text, always_third=wants_third(judged, of_text))
        if is_tiebreak is not None:
            called = call_reserve(session, round_, of_text, is_tiebreak=is_tiebreak, rng=rng)
            more.update([called] if called else [])
    looking_again = AssessmentState.RECONSIDERING
    tell_assessors(session, round_, again, looking_again, "scores_to_reconsider", now=now)
    tell_assessors(session, round_, more, AssessmentState.OPEN, "scores_wanted", now=now)


def levels_of_round(
    session: Session, round_id: UUID, *, candidate_id: UUID | None = None
) -> Mapping[UUID, Mapping[str, tuple[int, ...]]]:
    """Return the final levels by candidate and competence, ready for the match.

    Of the whole round, or of one candidate.

    The pair stands in the order of its seats, the same throughout a programme. Where a third
    was needed the median stands for all three. "Not yet observed" is no level.
    """
    return _levels_of_texts(
        session,
        round_id,
        lambda views: settled_levels([view.level for view in views if view.level is not None]),
        candidate_id=candidate_id,
    )


def first_levels_of_round(
    session: Session, round_id: UUID
) -> Mapping[UUID, Mapping[str, tuple[int, ...]]]:
    """Return what the pair gave before either knew of the other: what reliability rests on."""
    return _levels_of_texts(
        session,
        round_id,
        lambda views: tuple(
            view.first_level
            for view in views
            if view.first_level is not None and not view.is_tiebreak
        ),
    )


def _levels_of_texts(
    session: Session,
    round_id: UUID,
    levels_of: Callable[[list[Assessment]], tuple[int, ...]],
    *,
    candidate_id: UUID | None = None,
) -> Mapping[UUID, Mapping[str, tuple[int, ...]]]:
    levels: dict[UUID, dict[str, tuple[int, ...]]] = {}
    final = list_final_views(session, round_id, candidate_id=candidate_id)
    for (owner_id, letter), views in groupby(
        final, key=lambda view: (view.candidate_id, view.letter)
    ):
        levels.setdefault(owner_id, {})[letter] = levels_of(list(views))
    return levels


def _pair(views: Iterable[Assessment]) -> list[Assessment]:
    """Return the views of the two who score independently."""
    return [view for view in views if view.is_given and not view.is_tiebreak]


def _compare(views: Sequence[Assessment], ready: Collection[UUID]) -> list[UUID]:
    """Settle what both have locked; return who must look again.

    Where one of the two can no longer look again the difference stays, and a third looks.
    """
    pair = _pair(views)
    for view in views:
        if view.is_tiebreak and view.state is AssessmentState.LOCKED:
            view.state = AssessmentState.FINAL
    if len(pair) < 2 or any(view.state is not AssessmentState.LOCKED for view in pair):
        return []
    both = [view.assessor_id for view in pair]
    look_again = are_far_apart(pair[0].level, pair[1].level) and set(both) <= set(ready)
    for view in pair:
        view.state = AssessmentState.RECONSIDERING if look_again else AssessmentState.FINAL
    return both if look_again else []


def _lacks_a_view(views: Sequence[Assessment], *, always_third: bool) -> bool | None:
    """Say whether a text lacks one of its pair (False), a third view (True) or nothing (None)."""
    pair = _pair(views)
    if len(pair) < 2:
        return False
    is_decided = all(view.state is AssessmentState.FINAL for view in pair)
    has_third = any(view.is_given and view.is_tiebreak for view in views)
    differ = is_decided and are_far_apart(pair[0].level, pair[1].level)
    return True if (differ or always_third) and not has_third else None


def _tell_who_can_decide(
    session: Session, round_: Round, assessor_id: UUID, *, now: datetime
) -> None:
    """Mail the one who wrote first, unless another text waits for the same decision already."""
    session.flush()
    if count_to_decide(session, round_.id, assessor_id=assessor_id) == 1:
        tell_assessor(session, round_, assessor_id, "scores_to_decide", now=now)


def _after_every_other(session: Session, on_desk: OnDesk, now: datetime) -> datetime:
    """Return the time of an answer: later than every other, also when a clock was set back."""
    newest = find_newest_answer(session, queue_of(on_desk))
    return max(now, newest + A_MOMENT) if newest else now


def _hold_round(session: Session, on_desk: OnDesk) -> Round:
    """Hold the round still; always before a row of it, so that nobody waits in a circle."""
    return session.get_one(Round, on_desk.round_id, with_for_update=True, populate_existing=True)


def _hold_open(session: Session, actor: Actor, on_desk: OnDesk) -> None:
    round_ = session.get_one(
        Round, on_desk.round_id, with_for_update={"read": True}, populate_existing=True
    )
    hold(session, on_desk)
    require(may_score(actor, on_desk, round_), NO_LONGER_OPEN)


def _hold_reconsidering(session: Session, actor: Actor, assessment: Assessment) -> None:
    hold(session, assessment)
    round_ = session.get_one(Round, assessment.round_id)
    require(
        may_reconsider(actor, assessment, round_),
        msgid("You have decided on this text already."),
    )


def _refuse_level_without_text(session: Session, assessment: Assessment, level: int | None) -> None:
    evidence = find_cleared_evidence(
        session, candidate_id=assessment.candidate_id, letter=assessment.letter
    )
    is_there = evidence is not None and (evidence.blind_text or evidence.facts)
    if level is not None and not is_there:
        raise Refusal(msgid("There is no text here to base a level on."))
