"""How a trial ends: continue, continue with agreements, stop; or before its date for a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from placements.actors import Actor, Role
from placements.days import day_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.notifications import notify
from placements.people.contacts import contact_ids_of
from placements.people.known import require_unnamed
from placements.policy import require
from placements.policy.trials import COUNTED_RATERS, may_conclude_trial, may_stop_trial
from placements.trials.course import log, own_candidate_id, student_id_of
from records.models.proposal import ProposalState
from records.models.trial import EarlyStopReason, Outcome, Trial, TrialState
from records.models.vacancy import Criterion
from records.queries.accounts import list_staff_of_school

FEWEST_OBSERVATIONS = 2
"""How often it must have been seen that an essential level was not reached."""
REASONS_OF_STUDENT = (
    EarlyStopReason.STUDENT_WISH,
    EarlyStopReason.SAFETY,
    EarlyStopReason.MISCONDUCT_BY_EMPLOYER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What the school decides after the assessment, having heard all three."""

    outcome: Outcome
    agreements: str | None
    three_way_talk_on: date | None


def conclude_trial(
    session: Session, actor: Actor, trial: Trial, conclusion: Conclusion, *, now: datetime
) -> None:
    """Decide what follows from the assessment.

    Raises
    ------
    NotAllowed
        If the actor is not of the school, or an assessment is still missing.
    TooLate
        If the trial has ended already.
    Refusal
        If the rules for this outcome are not met, or the agreements name the student.
    """
    _hold_running(session, trial)
    require(
        may_conclude_trial(actor, trial),
        msgid("This is possible once trainer and school have both handed in their levels."),
    )
    _check_rules(trial, conclusion, now=now)
    candidate_id = trial.proposal.candidate_id
    require_unnamed(session, candidate_id, conclusion.agreements, field="agreements")
    trial.outcome = conclusion.outcome
    if conclusion.outcome is Outcome.CONTINUE_WITH_AGREEMENTS:
        trial.outcome_agreements = conclusion.agreements
    trial.three_way_talk_on = conclusion.three_way_talk_on
    _end(session, actor, trial, now=now)
    log(session, actor, "trial:concluded", trial, now=now, outcome=conclusion.outcome.value)


def stop_early(
    session: Session, actor: Actor, trial: Trial, reason: EarlyStopReason, *, now: datetime
) -> None:
    """End a trial before its assessment, for one of the listed reasons.

    Raises
    ------
    NotAllowed
        If the actor is neither the student nor of the school.
    TooLate
        If the trial has ended already.
    Refusal
        If the reason is not one that this person can give.
    """
    own_id = own_candidate_id(session, actor, trial)
    _hold_running(session, trial)
    require(may_stop_trial(actor, trial, own_candidate_id=own_id))
    if actor.role is Role.STUDENT and reason not in REASONS_OF_STUDENT:
        raise Refusal(msgid("Choose one of the reasons"), field="reason")
    trial.outcome, trial.early_stop = Outcome.STOP, reason
    _end(session, actor, trial, now=now)
    log(session, actor, "trial:stopped", trial, now=now, reason=reason.value)


def essentials_not_reached(trial: Trial) -> list[Criterion]:
    """Return the criteria that allow stopping: below what was agreed, and seen often enough.

    As in the match, an essential counts as not reached only when everyone who observed it says
    so; "not seen here" says nothing.
    """
    return [
        criterion
        for criterion in trial.proposal.vacancy.criteria
        if criterion.is_essential and _is_not_reached(trial, criterion)
    ]


def _is_not_reached(trial: Trial, criterion: Criterion) -> bool:
    levels = [
        one.level
        for one in trial.ratings
        if one.letter == criterion.letter and one.rater in COUNTED_RATERS and one.level is not None
    ]
    observations = sum(
        one.letter == criterion.letter and one.rater in COUNTED_RATERS for one in trial.observations
    )
    return (
        bool(levels)
        and max(levels) < criterion.level_at_end
        and observations >= FEWEST_OBSERVATIONS
    )


def _check_rules(trial: Trial, conclusion: Conclusion, *, now: datetime) -> None:
    if conclusion.outcome is Outcome.CONTINUE_WITH_AGREEMENTS and not conclusion.agreements:
        raise Refusal(msgid("Write down what you agreed with each other"), field="agreements")
    if conclusion.outcome is not Outcome.STOP:
        return
    if not essentials_not_reached(trial):
        raise Refusal(
            msgid(
                "Stopping is only possible when a level the place cannot do without stayed below "
                "what was agreed, and this was seen at least twice. Choose to continue."
            ),
            field="outcome",
        )
    talk = conclusion.three_way_talk_on
    if talk is None or not trial.starts_on <= talk <= day_of(now):
        raise Refusal(
            msgid("Enter the day on which student, company and school talked about it"),
            field="three_way_talk_on",
        )


def _hold_running(session: Session, trial: Trial) -> None:
    hold(session, trial.proposal)
    hold(session, trial)
    if trial.state is TrialState.CONCLUDED:
        raise TooLate(msgid("This trial has ended already."))


def _end(session: Session, actor: Actor, trial: Trial, *, now: datetime) -> None:
    """Close the trial, free the student when it stops, and tell who waits."""
    trial.state, trial.concluded_at = TrialState.CONCLUDED, now
    if trial.outcome is Outcome.STOP:
        trial.proposal.state, trial.proposal.ended_at = ProposalState.STOPPED, now
        _tell_coordinators(session, actor, trial, now=now)
    student_id = student_id_of(session, trial)
    if actor.account_id != student_id:
        notify(session, student_id, "trial_outcome", now=now)
    for trainer_id in contact_ids_of(session, trial.proposal.vacancy):
        notify(session, trainer_id, "trial_concluded", now=now)


def _tell_coordinators(session: Session, actor: Actor, trial: Trial, *, now: datetime) -> None:
    coordinators = list_staff_of_school(
        session, school_id=trial.proposal.round.school_id, role=Role.COORDINATOR
    )
    waiting = {account.id for account in coordinators} | {trial.school_assessor_id}
    for account_id in sorted(waiting - {actor.account_id}):
        notify(session, account_id, "trial_stopped", now=now)
