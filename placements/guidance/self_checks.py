"""Three questions about how sure a student is of itself: optional, and never about one student.

The answers are sealed apart from everything else. When a moment closes with its phase, one figure
per programme is made and kept: only where at least ten answered, in tens of a hundred, never all
or none. A figure that is made once cannot be compared with itself a day later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.errors import TooLate, msgid
from placements.holds import hold_still
from placements.policy import require
from placements.policy.guidance import may_answer_self_check, may_read_confidence
from records.models.guidance import ConfidenceFigure, SelfCheckMoment
from records.models.round import Round, RoundPhase
from records.models.student import Student
from records.models.trial import TrialState
from records.queries.guidance import list_confidence_figures
from records.queries.rounds import list_rounds_of_school
from records.queries.students import get_student
from records.queries.trials import list_trials_of_student
from records.vault.guidance import (
    answers_of_cohorts,
    forget_self_check,
    open_self_checks,
    store_self_check,
)

MOMENTS: Final = MappingProxyType(
    {
        RoundPhase.PROFILES: SelfCheckMoment.BEFORE,
        RoundPhase.PROPOSALS: SelfCheckMoment.AFTER_MATCH,
        RoundPhase.TRIALS: SelfCheckMoment.AFTER_TRIAL,
    }
)
"""In which phase which moment is open; it closes when the round moves on."""
QUESTIONS: Final = 3
SCALE: Final = (1, 2, 3, 4, 5)
SURE: Final = 4
"""From this answer on somebody is sure."""
FEWEST_ANSWERS: Final = 10
LOWEST_PERCENT, HIGHEST_PERCENT = 10, 90

Answers = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """What the students of a programme answered in one round, by moment."""

    round: Round
    programme: str
    figures: Mapping[SelfCheckMoment, Sequence[int]]
    """Per question the share that was sure; empty where fewer than ten answered."""


def find_open_moment(session: Session, actor: Actor, round_: Round) -> SelfCheckMoment | None:
    """Return the moment at which this student may answer now, if there is one.

    The one after the trial opens once a trial of the student in this round was assessed.
    """
    moment = MOMENTS.get(round_.phase)
    if moment is not SelfCheckMoment.AFTER_TRIAL:
        return moment
    trials = list_trials_of_student(session, student_id=actor.account_id)
    is_assessed = any(
        trial.proposal.round_id == round_.id
        and trial.state in {TrialState.ASSESSED, TrialState.CONCLUDED}
        for trial in trials
    )
    return moment if is_assessed else None


def answer_self_check(
    session: Session,
    actor: Actor,
    round_: Round,
    answers: Answers | None,
    *,
    moment: SelfCheckMoment,
) -> None:
    """Keep what a student answers at this moment, or with None forget it.

    Raises
    ------
    NotAllowed
        If the round is not for this student.
    TooLate
        If the moment has passed.
    """
    session.get_one(Student, actor.account_id, with_for_update=True)  # of two tabs one is second
    hold_still(session, round_)
    if find_open_moment(session, actor, round_) is not moment:
        raise TooLate(msgid("These questions are closed now."))
    require(may_answer_self_check(actor, get_student(session, actor.account_id), round_))
    if answers is None:
        forget_self_check(session, actor.account_id, round_id=round_.id, moment=moment)
    else:
        store_self_check(
            session, actor.account_id, round_id=round_.id, moment=moment, answers=answers
        )


def own_answers(session: Session, actor: Actor, round_: Round) -> Mapping[SelfCheckMoment, Answers]:
    """Return what the actor answered in this round."""
    found = open_self_checks(session, actor.account_id)
    return {
        moment: tuple(answers)
        for (round_id, moment), answers in found.items()
        if round_id == round_.id
    }


def keep_figures(session: Session, round_: Round, *, leaving: RoundPhase) -> None:
    """Make the figures of the moment that closes with this phase, once and for good."""
    moment = MOMENTS.get(leaving)
    if moment is None:
        return
    cohorts = answers_of_cohorts(session, round_.id, moment)
    for programme in round_.programmes:
        session.add(
            ConfidenceFigure(
                round_id=round_.id,
                programme_id=programme.id,
                moment=moment,
                sure_percents=sure_percents(cohorts.get(programme.id, ())),
            )
        )


def sure_percents(answers: Sequence[Sequence[int]]) -> list[int]:
    """Return per question the share that is sure, in tens; nothing where too few answered.

    Examples
    --------
    >>> sure_percents([(4, 1, 5)] * 9)
    []
    >>> sure_percents([(4, 1, 5)] * 7 + [(1, 1, 5)] * 4)
    [60, 10, 90]
    """
    if len(answers) < FEWEST_ANSWERS:
        return []
    return [_share(one[question] for one in answers) for question in range(QUESTIONS)]


def cohorts_of_school(session: Session, actor: Actor) -> Sequence[Cohort]:
    """Return what cohorts of the actor's school answered, the latest round first.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate.
    """
    rounds = list_rounds_of_school(session, school_id=actor.school_id)
    for round_ in rounds:
        require(may_read_confidence(actor, round_.school_id))
    kept = list_confidence_figures(session, round_ids=[round_.id for round_ in rounds])
    return [
        Cohort(
            round=round_,
            programme=programme.name,
            figures={
                one.moment: one.sure_percents
                for one in kept
                if (one.round_id, one.programme_id) == (round_.id, programme.id)
            },
        )
        for round_ in rounds
        for programme in round_.programmes
        if any((one.round_id, one.programme_id) == (round_.id, programme.id) for one in kept)
    ]


def _share(answers: Iterable[int]) -> int:
    """Return how many in a hundred are sure, to the nearest ten, and never none or all."""
    given = list(answers)
    tens = (20 * sum(one >= SURE for one in given) + len(given)) // (2 * len(given))
    return min(max(10 * tens, LOWEST_PERCENT), HIGHEST_PERCENT)
