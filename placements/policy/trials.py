"""Who may do what in a trial: the student, the trainer of the place, and somebody of the school."""

from datetime import datetime
from uuid import UUID

from placements.actors import Actor, Role
from records.models.proposal import ProposalState
from records.models.trial import Rater, Trial, TrialState

COUNTED_RATERS = (Rater.TRAINER, Rater.SCHOOL)
"""The two who assess independently; the student's own view is shown and not counted."""


def rater_of(actor: Actor, trial: Trial, *, own_candidate_id: UUID | None = None) -> Rater | None:
    """Return as whom this person looks at the work, if at all.

    For the company that is the trainer who was named beforehand, or to whom that one handed it
    over; the owner may stand in.
    """
    if actor.role is Role.STUDENT:
        return Rater.STUDENT if trial.proposal.candidate_id == own_candidate_id else None
    if actor.is_employer:
        trainer_id = trial.proposal.vacancy.trainer_now_id
        stands_for_it = actor.role is Role.OWNER or trainer_id in {None, actor.account_id}
        return Rater.TRAINER if may_see_trial(actor, trial) and stands_for_it else None
    return Rater.SCHOOL if actor.account_id == trial.school_assessor_id else None


def may_see_trial(actor: Actor, trial: Trial, *, own_candidate_id: UUID | None = None) -> bool:
    """Only the student, the company of the place, the school's assessor and coordinators."""
    if actor.role is Role.STUDENT:
        return trial.proposal.candidate_id == own_candidate_id
    if actor.is_employer:
        return actor.employer_id == trial.proposal.vacancy.employer_id
    return _stands_for_school(actor, trial)


def is_assessment_open(trial: Trial, *, now: datetime) -> bool:
    """Not a minute before the agreed moment, for anyone."""
    return now >= trial.assessment_at


def has_locked(trial: Trial, rater: Rater) -> bool:
    """Whether this rater has handed in the levels."""
    return any(one.is_locked for one in trial.ratings if one.rater is rater)


def may_rate_trial(trial: Trial, rater: Rater | None, *, now: datetime) -> bool:
    """Anyone who looks at the work, from the agreed moment until handing in."""
    return (
        rater is not None
        and trial.state is not TrialState.CONCLUDED
        and is_assessment_open(trial, now=now)
        and not has_locked(trial, rater)
    )


def may_note_observation(trial: Trial, rater: Rater | None) -> bool:
    """Trainer and school, until they hand in their levels."""
    return (
        rater in COUNTED_RATERS
        and trial.state is not TrialState.CONCLUDED
        and not has_locked(trial, rater)
    )


def may_read_ratings(trial: Trial, rater: Rater | None, of: Rater) -> bool:
    """Everyone reads their own; of others only what no longer sways anybody's judgement."""
    return rater is of or (
        all(has_locked(trial, one) for one in COUNTED_RATERS) and has_locked(trial, of)
    )


def may_hold_contact(actor: Actor, trial: Trial) -> bool:
    """Only the trainer and the school, as long as the trial runs."""
    return trial.state is not TrialState.CONCLUDED and (
        rater_of(actor, trial) is Rater.TRAINER or _stands_for_school(actor, trial)
    )


def may_conclude_trial(actor: Actor, trial: Trial) -> bool:
    """Only the school, once both assessments are in: the law leaves this judgement to it."""
    return _stands_for_school(actor, trial) and trial.state is TrialState.ASSESSED


def may_reassign_trial(actor: Actor, trial: Trial) -> bool:
    """Only a coordinator of the school, as long as something is left to do for its assessor."""
    return (
        actor.role is Role.COORDINATOR
        and actor.school_id == trial.proposal.round.school_id
        and trial.state is not TrialState.CONCLUDED
    )


def may_stop_trial(actor: Actor, trial: Trial, *, own_candidate_id: UUID | None = None) -> bool:
    """Only the student and the school; a company that wants this calls the school."""
    return trial.state is not TrialState.CONCLUDED and (
        (actor.role is Role.STUDENT and trial.proposal.candidate_id == own_candidate_id)
        or _stands_for_school(actor, trial)
    )


def may_write_reaction(actor: Actor, trial: Trial, *, own_candidate_id: UUID | None = None) -> bool:
    """Only the student, once there is something to react to."""
    return (
        actor.role is Role.STUDENT
        and trial.proposal.candidate_id == own_candidate_id
        and trial.state in (TrialState.ASSESSED, TrialState.CONCLUDED)
    )


def may_read_agreement(actor: Actor, trial: Trial, *, own_candidate_id: UUID | None = None) -> bool:
    """Only its parties; the company as long as the student has shared the name with it."""
    return may_see_trial(actor, trial, own_candidate_id=own_candidate_id) and (
        not actor.is_employer or trial.proposal.state is ProposalState.REVEALED
    )


def may_record_signature(actor: Actor, trial: Trial) -> bool:
    """Only the school, which brings the agreement about."""
    return _stands_for_school(actor, trial)


def _stands_for_school(actor: Actor, trial: Trial) -> bool:
    return actor.account_id == trial.school_assessor_id or (
        actor.role is Role.COORDINATOR and actor.school_id == trial.proposal.round.school_id
    )
