"""Telling trainer and school that an assessment opens, and that it still waits for them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.days import day_of, moment_of
from placements.notifications import notify
from placements.people.contacts import contact_ids_of
from placements.policy.trials import has_locked
from records.models.trial import Rater, Trial
from records.queries.trials import list_events_of_trials, list_trials_to_assess

ANNOUNCED = "assessment:announced"
MORNING = time(8, 0)


@dataclass(frozen=True, slots=True)
class Step:
    """One mail, so many days from the assessment; zero is the moment itself."""

    days: int
    kind: str

    def due_at(self, trial: Trial) -> datetime:
        """Return from when this mail goes out: in the morning, or when the assessment opens."""
        if self.days == 0:
            return trial.assessment_at
        return moment_of(day_of(trial.assessment_at) + timedelta(days=self.days), MORNING)


STEPS = (
    Step(-1, "assessment_opens_tomorrow"),
    Step(0, "assessment_open"),
    Step(3, "assessment_waits"),
    Step(7, "assessment_waits"),
)
EARLIEST, LATEST = timedelta(days=2), timedelta(days=30)
"""How long before and after its moment a trial is looked at for mail."""


def announce_assessments(session: Session, *, now: datetime) -> int:
    """Mail whoever still has to assess, once per step; return how many trials that was about.

    A step that was missed because nothing ran is not sent afterwards: only the latest one is.
    """
    trials = list_trials_to_assess(session, after=now - LATEST, until=now + EARLIEST)
    done = {
        (line.subject_id, line.details["days"])
        for line in list_events_of_trials(
            session, ANNOUNCED, trial_ids=[trial.id for trial in trials]
        )
    }
    announced = 0
    for trial in trials:
        due = [step for step in STEPS if step.due_at(trial) <= now]
        if due and (trial.id, due[-1].days) not in done:
            announced += 1
            _announce(session, trial, due[-1], now=now)
    return announced


def _announce(session: Session, trial: Trial, step: Step, *, now: datetime) -> None:
    waiting = list[UUID]()
    if not has_locked(trial, Rater.TRAINER):
        waiting += contact_ids_of(session, trial.proposal.vacancy)
    if not has_locked(trial, Rater.SCHOOL):
        waiting.append(trial.school_assessor_id)
    for account_id in waiting:
        notify(session, account_id, step.kind, now=now)
    school_id = trial.proposal.round.school_id
    audit.record(session, None, ANNOUNCED, trial.id, now=now, school_id=school_id, days=step.days)
