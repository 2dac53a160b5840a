"""What a company does: answers in time, refuses with reasons that hold, assesses on the day.

A badge is for these habits of the past year and never for words. Nobody gives it and nobody takes
it away: it follows from the rows, and ends when they are too old or tell something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from placements.days import day_of
from placements.norms.cells import SMALLEST
from records.models.proposal import Proposal, ProposalState
from records.models.trial import EarlyStopReason, Rater, Trial
from records.queries.habits import list_asked_proposals, list_trials_due
from records.queries.norms import list_open_escalations_of_employer
from records.queries.trials import list_events_of_trials

YEAR = timedelta(days=365)
FEWEST_ANSWERS = 3
FEWEST_ASSESSMENTS = 2
DAYS_TO_ASSESS = timedelta(days=3)
"""How long after the agreed moment an assessment still counts as on the date."""
RATED = "trial:rated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What the rows of the past year say of a company."""

    asked: int
    """Proposals that it answered, or let pass."""
    in_time: int
    refused: int
    unfounded: int
    """Refusals of which the school said that the reason does not hold."""
    assessed: int
    """Trials that were to be assessed."""
    on_date: int
    is_on_ladder: bool

    @property
    def answers_in_time(self) -> bool:
        """Whether it answered every proposal in time, and enough of them to tell."""
        return self.asked >= FEWEST_ANSWERS and self.in_time == self.asked

    @property
    def refuses_with_reasons(self) -> bool:
        """Whether every reason it gave held."""
        return self.asked >= FEWEST_ANSWERS and self.unfounded == 0

    @property
    def assesses_on_date(self) -> bool:
        """Whether it assessed every trial on its date, and enough of them to tell."""
        return self.assessed >= FEWEST_ASSESSMENTS and self.on_date == self.assessed

    @property
    def has_badge(self) -> bool:
        """Whether it has all three habits, and no school is on the ladder with it."""
        return (
            self.answers_in_time
            and self.refuses_with_reasons
            and self.assesses_on_date
            and not self.is_on_ladder
        )


def habits_of(session: Session, employer_id: UUID, *, now: datetime) -> Habits:
    """Return what a company did in the year until now."""
    since = now - YEAR
    proposals = [
        one
        for one in list_asked_proposals(session, since=since, until=now, employer_id=employer_id)
        if is_decided(one)
    ]
    trials = [
        one
        for one in list_trials_due(
            session, since=since, until=now - DAYS_TO_ASSESS, employer_id=employer_id
        )
        if one.early_stop is None
    ]
    refusals = [refusal for one in proposals for refusal in one.refusals]
    return Habits(
        asked=len(proposals),
        in_time=sum(is_in_time(one) for one in proposals),
        refused=len(refusals),
        unfounded=sum(refusal.is_upheld is False for refusal in refusals),
        assessed=len(trials),
        on_date=len(list_on_date(session, trials)),
        is_on_ladder=bool(list_open_escalations_of_employer(session, employer_id=employer_id)),
    )


def is_decided(proposal: Proposal) -> bool:
    """Whether a company said yes or no, or let the day pass."""
    return proposal.confirmed_at is not None or (
        proposal.state in {ProposalState.REFUSED, ProposalState.EXPIRED}
    )


def is_in_time(proposal: Proposal) -> bool:
    """Whether the first answer of a company came on its last day or before."""
    moments = [refusal.refused_at for refusal in proposal.refusals]
    if proposal.confirmed_at is not None:
        moments.append(proposal.confirmed_at)
    return bool(moments) and day_of(min(moments)) <= proposal.employer_decides_by


def list_on_date(session: Session, trials: Sequence[Trial]) -> list[Trial]:
    """Return the trials whose trainer handed in the levels within days of the agreed moment."""
    handed_in = handed_in_on(session, trials)
    return [
        trial
        for trial in trials
        if (day := handed_in.get(trial.id)) is not None
        and day <= day_of(trial.assessment_at + DAYS_TO_ASSESS)
    ]


def handed_in_on(session: Session, trials: Sequence[Trial]) -> dict[UUID, date]:
    """Return on which day each trainer handed in; on paper, the day that stands there."""
    lines = list_events_of_trials(session, RATED, trial_ids=[trial.id for trial in trials])
    return {
        line.subject_id: date.fromisoformat(str(line.details["paper_on"]))
        if "paper_on" in line.details
        else day_of(line.happened_at)
        for line in lines
        if line.details.get("rater") == Rater.TRAINER.value
    }


def paper_day_of(session: Session, trial: Trial) -> date | None:
    """Return which day stands on the paper from which the trainer's levels were typed over."""
    lines = list_events_of_trials(session, RATED, trial_ids=[trial.id])
    days = [str(line.details["paper_on"]) for line in lines if "paper_on" in line.details]
    return date.fromisoformat(days[0]) if days else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """What one school knows of a company in the past year; nothing where it is too little."""

    asked: int
    refused: int
    """Before the name was known."""
    trials: int
    ended_early: int
    """After the name was known; the student's own wish is not counted."""


def pattern_of(
    session: Session, *, school_id: UUID, employer_id: UUID, now: datetime
) -> Pattern | None:
    """Return how often a company said no before the reveal, and a trial ended early after it.

    Only where it was asked often enough to say anything at all. It is a fact to ask about and
    never a verdict.
    """
    since = now - YEAR
    where = {"school_id": school_id, "employer_id": employer_id}
    asked = [
        one
        for one in list_asked_proposals(session, since=since, until=now, **where)
        if is_decided(one) or one.refusals
    ]
    if len(asked) < SMALLEST:
        return None
    trials = list_trials_due(session, since=since, until=now, **where)
    return Pattern(
        asked=len(asked),
        refused=sum(bool(one.refusals) for one in asked),
        trials=len(trials),
        ended_early=sum(
            one.early_stop not in {None, EarlyStopReason.STUDENT_WISH} for one in trials
        ),
    )
