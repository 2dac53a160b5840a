"""Who may answer a proposal, refuse it, judge a refusal and share a name."""

from uuid import UUID

from placements.actors import Actor, Role
from records.models.proposal import Proposal, ProposalState, Refusal

BEFORE_REVEAL = (ProposalState.PROPOSED, ProposalState.ACCEPTED, ProposalState.CONFIRMED)
"""Until the name is shared the student may still use the veto of this round."""


def may_accept_proposal(actor: Actor, proposal: Proposal, *, own_candidate_id: UUID | None) -> bool:
    """Only the student to whom it was made, and only once."""
    return _is_own(actor, proposal, own_candidate_id) and proposal.state is ProposalState.PROPOSED


def may_veto_proposal(
    actor: Actor, proposal: Proposal, *, own_candidate_id: UUID | None, has_vetoed: bool
) -> bool:
    """Only the student to whom it was made, before the name is shared, once in a round."""
    return (
        _is_own(actor, proposal, own_candidate_id)
        and proposal.state in BEFORE_REVEAL
        and not has_vetoed
    )


def may_reveal_identity(actor: Actor, proposal: Proposal, *, own_candidate_id: UUID | None) -> bool:
    """Only the student, once both sides have said yes."""
    return _is_own(actor, proposal, own_candidate_id) and proposal.state is ProposalState.CONFIRMED


def may_decide_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Only the company whose place it is, once the student wants the place."""
    return _offers(actor, proposal) and proposal.state is ProposalState.ACCEPTED


def may_open_student(actor: Actor, proposal: Proposal) -> bool:
    """Only the company whose place it is, after the student's own last tap."""
    return _offers(actor, proposal) and proposal.state is ProposalState.REVEALED


def may_review_refusal(actor: Actor, refusal: Refusal, proposal: Proposal) -> bool:
    """Only a coordinator of the school whose round it is, once."""
    return (
        actor.role is Role.COORDINATOR
        and actor.school_id == proposal.round.school_id
        and refusal.is_upheld is None
    )


def _is_own(actor: Actor, proposal: Proposal, own_candidate_id: UUID | None) -> bool:
    return actor.role is Role.STUDENT and proposal.candidate_id == own_candidate_id


def _offers(actor: Actor, proposal: Proposal) -> bool:
    return actor.is_employer and actor.employer_id == proposal.vacancy.employer_id
