"""The levels at the end of a trial: on the same rubric, at the agreed moment, each by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.days import day_of, refuse_day_outside
from placements.errors import NotAllowed, Refusal, TooLate, msgid
from placements.holds import hold
from placements.notifications import notify
from placements.policy import require
from placements.policy.norms import may_type_over_rating
from placements.policy.trials import (
    COUNTED_RATERS,
    has_locked,
    is_assessment_open,
    may_rate_trial,
    rater_of,
)
from placements.trials.course import (
    ObservationTerms,
    log,
    move_on,
    own_candidate_id,
    write_observation,
)
from records.models.trial import Rater, Trial, TrialRating, TrialState

CHOOSE_A_LEVEL = Refusal(msgid("Choose a level, or “not seen here”"), field="level")
WRITE_WHAT_WAS_SEEN = Refusal(
    msgid("Write what you saw and on which day, or choose “not seen here”"), field="text"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """What one person says of one competence: a level, "not seen here", or nothing yet."""

    letter: str
    level: int | None
    is_not_observed: bool
    observation: ObservationTerms | None


class RatingIncomplete(Refusal):
    """Something is missing or cannot be right: an answer per competence."""

    def __init__(self, gaps: Mapping[str, Refusal]) -> None:
        super().__init__(msgid("The assessment is not complete yet."))
        self.gaps = gaps


def rate_trial(
    session: Session,
    actor: Actor,
    trial: Trial,
    answers: Sequence[Rated],
    *,
    is_final: bool,
    now: datetime,
) -> None:
    """Keep the levels as a draft, or hand them in for good.

    Trainer and school rate apart and read each other only when both have handed in. Every level
    of theirs rests on something seen on a day. The student's own levels are shown, not counted.

    Raises
    ------
    NotAllowed
        Before the agreed moment, and for anyone who does not assess this trial.
    TooLate
        If these levels have been handed in already, or the trial has ended.
    RatingIncomplete
        If a level, or what it rests on, is missing.
    """
    own_id = own_candidate_id(session, actor, trial)
    hold(session, trial)
    rater = rater_of(actor, trial, own_candidate_id=own_id)
    require_open(trial, now=now)
    if rater is not None and (has_locked(trial, rater) or trial.state is TrialState.CONCLUDED):
        raise TooLate(msgid("This assessment has been handed in already."))
    require(may_rate_trial(trial, rater, now=now))
    assert rater is not None  # noqa: S101 - the policy said so
    _keep_all(session, trial, answers, rater=rater, now=now)
    if is_final:
        _lock(session, actor, trial, rater, now=now)


def type_over_rating(
    session: Session,
    actor: Actor,
    trial: Trial,
    answers: Sequence[Rated],
    *,
    paper_on: date,
    now: datetime,
) -> None:
    """Hand in the trainer's levels from a form on paper; the log says that it was on paper.

    What the trainer kept as a draft gives way. The levels still rest on something seen on a day.

    Raises
    ------
    NotAllowed
        Before the agreed moment, or for anyone but a coordinator who does not assess this trial.
    TooLate
        If the trainer's levels have been handed in already.
    RatingIncomplete
        If a level, or what it rests on, is missing.
    Refusal
        If the day on the paper cannot be right.
    """
    hold(session, trial)
    require(may_type_over_rating(actor, trial))
    require_open(trial, now=now)
    if has_locked(trial, Rater.TRAINER):
        raise TooLate(msgid("This assessment has been handed in already."))
    refuse_day_outside(
        paper_on, first=day_of(trial.assessment_at), last=day_of(now), field="paper_on"
    )
    _keep_all(session, trial, answers, rater=Rater.TRAINER, now=now)
    _lock(session, actor, trial, Rater.TRAINER, now=now, paper_on=paper_on.isoformat())


def require_open(trial: Trial, *, now: datetime) -> None:
    """Stop here before the agreed moment, for anyone.

    Raises
    ------
    NotAllowed
        If the moment has yet to come.
    """
    if not is_assessment_open(trial, now=now):
        raise NotAllowed(
            msgid("The assessment opens on %(moment)s, for everyone at the same time."),
            moment=trial.assessment_at,
        )


def _keep_all(
    session: Session, trial: Trial, answers: Sequence[Rated], *, rater: Rater, now: datetime
) -> None:
    gaps: dict[str, Refusal] = {}
    for answer in answers:
        try:
            _keep(session, trial, answer, rater=rater, now=now)
        except Refusal as refusal:
            gaps[answer.letter] = refusal
    if gaps:
        raise RatingIncomplete(gaps)


def _keep(session: Session, trial: Trial, answer: Rated, *, rater: Rater, now: datetime) -> None:
    if answer.observation is not None:
        write_observation(session, trial, answer.observation, rater=rater, now=now)
    if answer.level is None and not answer.is_not_observed:
        return
    kept = _ratings_of(trial, rater).get(answer.letter)
    if kept is None:
        kept = TrialRating(letter=answer.letter, rater=rater, is_locked=False)
        trial.ratings.append(kept)
    elif (kept.level, kept.is_not_observed) == (answer.level, answer.is_not_observed):
        return
    kept.level, kept.is_not_observed, kept.rated_at = answer.level, answer.is_not_observed, now


def _lock(
    session: Session, actor: Actor, trial: Trial, rater: Rater, *, now: datetime, **details: object
) -> None:
    gaps = _gaps(trial, rater)
    if gaps:
        raise RatingIncomplete(gaps)
    for rating in _ratings_of(trial, rater).values():
        rating.is_locked = True
    log(session, actor, "trial:rated", trial, now=now, rater=rater.value, **details)
    if rater in COUNTED_RATERS and all(has_locked(trial, one) for one in COUNTED_RATERS):
        move_on(trial, TrialState.ASSESSED)
        notify(session, trial.school_assessor_id, "trial_assessed", now=now)


def _gaps(trial: Trial, rater: Rater) -> dict[str, Refusal]:
    """Return what is missing, per competence; a student's level needs no evidence beside it."""
    ratings = _ratings_of(trial, rater)
    seen = {one.letter for one in trial.observations if one.rater is rater}
    gaps: dict[str, Refusal] = {}
    for criterion in trial.proposal.vacancy.criteria:
        rating = ratings.get(criterion.letter)
        if rating is None:
            gaps[criterion.letter] = CHOOSE_A_LEVEL
        elif rating.level is not None and criterion.letter not in seen and rater in COUNTED_RATERS:
            gaps[criterion.letter] = WRITE_WHAT_WAS_SEEN
    return gaps


def _ratings_of(trial: Trial, rater: Rater) -> dict[str, TrialRating]:
    return {one.letter: one for one in trial.ratings if one.rater is rater}
