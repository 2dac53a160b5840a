"""Who may sign for a company, take a step with one, publish a year, and type over paper."""

from uuid import UUID

from placements.actors import Actor, Role
from records.models.employer import Employer
from records.models.proposal import Proposal
from records.models.trial import Trial, TrialState


def may_sign_statement(actor: Actor, employer: Employer) -> bool:
    """Only an owner: whoever signs answers for the whole company."""
    return actor.role is Role.OWNER and actor.employer_id == employer.id


def may_take_step(actor: Actor, *, is_worked_with: bool) -> bool:
    """Only a coordinator, of a company the school works with: a step is always a person's."""
    return actor.role is Role.COORDINATOR and is_worked_with


def may_publish_year(actor: Actor, *, school_id: UUID) -> bool:
    """Let the coordinators and administrators of a school answer for its year."""
    return actor.role in {Role.COORDINATOR, Role.ADMINISTRATOR} and actor.school_id == school_id


def may_import_accreditations(actor: Actor) -> bool:
    """Only coordinators, who bring companies in."""
    return actor.role is Role.COORDINATOR


def may_type_over_rating(actor: Actor, trial: Trial) -> bool:
    """Only a coordinator of the school who does not assess this trial: the two stay apart."""
    return (
        actor.role is Role.COORDINATOR
        and actor.school_id == trial.proposal.round.school_id
        and actor.account_id != trial.school_assessor_id
        and trial.state is not TrialState.CONCLUDED
    )


def may_speak_for_company(actor: Actor, proposal: Proposal) -> bool:
    """Only the company whose place it is."""
    return actor.is_employer and actor.employer_id == proposal.vacancy.employer_id


def may_speak_for_student(
    actor: Actor, proposal: Proposal, *, own_candidate_id: UUID | None
) -> bool:
    """Only the student to whom the place was proposed."""
    return actor.role is Role.STUDENT and proposal.candidate_id == own_candidate_id
