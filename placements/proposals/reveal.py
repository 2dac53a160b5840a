"""What an employer sees: requirement rows before the student's last tap, a name after it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of
from placements.errors import TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.proposals import may_open_student, may_reveal_identity
from placements.proposals.answers import ANSWERED_ALREADY, tell_employer
from placements.proposals.blind import BlindProposal, blind_of
from placements.trials.course import plan_trial
from records.models.proposal import Proposal, ProposalState
from records.queries.proposals import find_proposal_of_employer, list_proposals_of_employer
from records.vault.candidates import find_candidate_id_of_student, student_ids_of_candidates
from records.vault.people import Person, open_person

SHOWN_AFTERWARDS = timedelta(weeks=4)
"""How long after the period a company still reads who was there."""
LOOKED_FOR_TRIAL = "trial"
"""The purpose that the student reads in the ledger."""


def list_blind_proposals(session: Session, actor: Actor) -> Sequence[BlindProposal]:
    """Return the proposals for places of the actor's company that their students accepted.

    Those that wait for the company come first, then the rest; both by title. The order tells
    nothing of who answered when.
    """
    found = list_proposals_of_employer(session, employer_id=actor.employer_id)
    return sorted(
        (blind_of(proposal) for proposal in found),
        key=lambda one: (not one.waits_for_employer, one.title.casefold(), str(one.id)),
    )


def find_blind_proposal(session: Session, actor: Actor, proposal_id: UUID) -> BlindProposal | None:
    """Return one proposal for a place of the actor's company."""
    proposal = find_proposal_of_employer(session, proposal_id, employer_id=actor.employer_id)
    return blind_of(proposal) if proposal else None


def reveal_identity(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> None:
    """Let the student share name and contact data with this one employer; plan the trial.

    Raises
    ------
    NotAllowed
        If it is not the student's own proposal.
    TooLate
        If the employer has not confirmed, or the proposal has moved on.
    """
    own_id = find_candidate_id_of_student(
        session, round_id=proposal.round_id, student_id=actor.account_id
    )
    hold(session, proposal)
    if proposal.state is not ProposalState.CONFIRMED:
        raise TooLate(ANSWERED_ALREADY)
    require(may_reveal_identity(actor, proposal, own_candidate_id=own_id))
    proposal.state, proposal.revealed_at = ProposalState.REVEALED, now
    session.flush()
    plan_trial(session, proposal, now=now)
    audit.record(session, actor, "proposal:revealed", proposal.id, now=now)
    tell_employer(session, proposal, "identity_revealed", now=now)


def is_long_over(proposal: Proposal, *, now: datetime) -> bool:
    """Whether the period ended so long ago that a company reads no name any more."""
    return day_of(now) > proposal.round.period_ends_on + SHOWN_AFTERWARDS


def open_student(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> Person:
    """Return who the student is, for the employer; every look is a line in the ledger.

    Raises
    ------
    NotAllowed
        If it is another company's proposal, the student has not shared the name, or the
        internship is long over.
    """
    require(
        may_open_student(actor, proposal) and not is_long_over(proposal, now=now),
        msgid("The student shares no name with you now."),
    )
    student_id = student_ids_of_candidates(session, [proposal.candidate_id])[proposal.candidate_id]
    return open_person(
        session, student_id, reader_id=actor.account_id, purpose=LOOKED_FOR_TRIAL, now=now
    )


def open_learning_wishes(actor: Actor, proposal: Proposal) -> Sequence[str]:
    """Return what the student wants to learn, as letters, once the name is shared.

    Raises
    ------
    NotAllowed
        If it is another company's proposal, or the student has not shared the name.
    """
    require(may_open_student(actor, proposal))
    return [wish.letter for wish in proposal.candidate.learning_wishes]
