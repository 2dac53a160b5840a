"""An employer's no: a listed reason, looked at by the school before it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of
from placements.errors import TooLate, msgid
from placements.holds import hold
from placements.people.known import require_nobody_known
from placements.policy import require
from placements.policy.proposals import may_review_refusal
from placements.proposals.answers import (
    hold_for_decision,
    tell_coordinators,
    tell_employer,
    tell_student,
)
from placements.proposals.hearings import require_asked, require_heard
from records.models.proposal import Proposal, ProposalState, Refusal, RefusalReason, Seat

THE_PLACE_IS_GONE: Final = frozenset(
    {RefusalReason.CAPACITY_GONE, RefusalReason.DATES, RefusalReason.SUPERVISION_GONE}
)
"""Reasons that hold for every student: when they stand, the seat leaves the round."""

ASKED_AGAIN_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalTerms:
    """Why a company cannot host, and what changed since the form was frozen."""

    reason: RefusalReason
    explanation: str


def refuse_proposal(
    session: Session, actor: Actor, proposal: Proposal, terms: RefusalTerms, *, now: datetime
) -> Refusal:
    """Let a company say that it cannot host; the school looks at the reason first.

    Raises
    ------
    NotAllowed
        If it is not a proposal for this company.
    TooLate
        If it was answered already, or a refusal waits for the school.
    errors.Refusal
        If the explanation tells something of a student.
    """
    hold_for_decision(session, actor, proposal, now=now)
    require_nobody_known(session, proposal.round_id, terms.explanation, field="explanation")
    refusal = Refusal(
        proposal_id=proposal.id,
        reason=terms.reason,
        explanation=terms.explanation,
        refused_by=actor.account_id,
        refused_at=now,
    )
    session.add(refusal)
    session.flush()
    audit.record(
        session,
        actor,
        "proposal:refused",
        proposal.id,
        now=now,
        school_id=proposal.round.school_id,
        reason=terms.reason.value,
    )
    tell_coordinators(session, proposal, "refusal_to_review", now=now)
    return refusal


def uphold_refusal(session: Session, actor: Actor, refusal: Refusal, *, now: datetime) -> None:
    """Let the school say that a refusal stands: the student is matched again first.

    A seat that nobody can have leaves the round; else it opens again for the next match.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator of the school.
    TooLate
        If somebody has looked at it already, or the proposal has ended.
    errors.Refusal
        If a side that was asked still has time to answer.
    """
    proposal = _hold(session, actor, refusal)
    require_heard(refusal, today=day_of(now))
    refusal.is_upheld, refusal.reviewed_by = True, actor.account_id
    proposal.state, proposal.ended_at = ProposalState.REFUSED, now
    is_gone = refusal.reason in THE_PLACE_IS_GONE
    session.get_one(Seat, proposal.seat_id, with_for_update=True).is_withdrawn = is_gone
    audit.record(session, actor, "refusal:upheld", refusal.id, now=now, seat_withdrawn=is_gone)
    tell_student(session, proposal, "proposal_ended", now=now)
    tell_employer(session, proposal, "refusal_upheld", now=now)


def reject_refusal(session: Session, actor: Actor, refusal: Refusal, *, now: datetime) -> None:
    """Let the school say that a refusal does not stand: the company is asked again.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator of the school.
    TooLate
        If somebody has looked at it already, or the proposal has ended.
    errors.Refusal
        If the two sides were not asked, or one of them still has time to answer.
    """
    proposal = _hold(session, actor, refusal)
    require_asked(refusal)
    require_heard(refusal, today=day_of(now))
    refusal.is_upheld, refusal.reviewed_by = False, actor.account_id
    proposal.employer_decides_by = max(proposal.employer_decides_by, day_of(now) + ASKED_AGAIN_FOR)
    audit.record(session, actor, "refusal:rejected", refusal.id, now=now)
    tell_employer(session, proposal, "refusal_rejected", now=now)


def _hold(session: Session, actor: Actor, refusal: Refusal) -> Proposal:
    """Lock a refusal that waits for the school, and its proposal."""
    proposal = session.get_one(Proposal, refusal.proposal_id)
    hold(session, proposal)
    hold(session, refusal)
    if refusal.is_upheld is not None or proposal.state is not ProposalState.ACCEPTED:
        raise TooLate(msgid("Somebody was first, or the student has withdrawn. Nothing changed."))
    require(may_review_refusal(actor, refusal, proposal))
    return proposal
