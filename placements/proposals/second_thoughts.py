"""A company has half an hour to take its answer back, before anybody else hears it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, actor_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.people.known import require_nobody_known
from placements.policy import require
from placements.policy.proposals import may_decide_proposal
from placements.proposals.answers import confirm_proposal, hold_for_decision, require_place
from placements.proposals.refusals import RefusalTerms, refuse_proposal
from records.models.account import Account
from records.models.proposal import PendingAnswer, Proposal

UNDONE_WITHIN: Final = timedelta(minutes=30)


def answer_proposal(
    session: Session,
    actor: Actor,
    proposal: Proposal,
    refusal: RefusalTerms | None,
    *,
    now: datetime,
) -> None:
    """Keep a company's yes, or its no with a reason, and tell nobody yet.

    Raises
    ------
    NotAllowed
        If it is not a proposal for this company.
    TooLate
        If it was answered already, has expired, or the place has gone.
    errors.Refusal
        If the explanation tells something of a student.
    """
    hold_for_decision(session, actor, proposal, now=now)
    if proposal.pending is not None:
        raise TooLate(
            msgid("You have answered. You can take that back until %(moment)s."),
            moment=proposal.pending.settles_at,
        )
    if refusal is None:
        require_place(session, proposal)
    else:
        require_nobody_known(session, proposal.round_id, refusal.explanation, field="explanation")
    proposal.pending = PendingAnswer(
        reason=refusal and refusal.reason,
        explanation=refusal and refusal.explanation,
        answered_by=actor.account_id,
        answered_at=now,
        settles_at=now + UNDONE_WITHIN,
    )
    _log(session, actor, "proposal:answered", proposal, now=now)


def take_answer_back(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> None:
    """Forget a company's answer; it is asked again.

    Raises
    ------
    NotAllowed
        If it is not a proposal for this company, or it has moved on.
    TooLate
        If there is no answer, or half an hour has passed.
    """
    hold(session, proposal)
    require(
        may_decide_proposal(actor, proposal),
        msgid("This proposal has moved on in the meantime. See how it stands now."),
    )
    if proposal.pending is None or now >= proposal.pending.settles_at:
        raise TooLate(msgid("Your answer can no longer be taken back. Call the school."))
    proposal.pending = None
    _log(session, actor, "proposal:reconsidered", proposal, now=now)


def settle_answer(session: Session, answer: PendingAnswer, *, now: datetime) -> None:
    """Let an answer count as of when it was given; where it no longer can, it is forgotten.

    So a yes on the last day counts, though it is passed on the day after.
    """
    proposal = session.get_one(Proposal, answer.proposal_id)
    hold(session, proposal)
    session.refresh(proposal, ["pending"])
    if proposal.pending is None:  # another worker was first
        return
    actor = actor_of(session.get_one(Account, answer.answered_by))
    reason, explanation, answered_at = answer.reason, answer.explanation, answer.answered_at
    proposal.pending = None
    session.flush()
    try:
        with session.begin_nested():
            if reason is None:
                confirm_proposal(session, actor, proposal, now=answered_at)
            else:
                terms = RefusalTerms(reason=reason, explanation=explanation or "")
                refuse_proposal(session, actor, proposal, terms, now=answered_at)
    except Refusal:
        _log(session, None, "proposal:overtaken", proposal, now=now)


def _log(
    session: Session, actor: Actor | None, event: str, proposal: Proposal, *, now: datetime
) -> None:
    school_id = proposal.round.school_id
    audit.record(session, actor, event, proposal.id, now=now, school_id=school_id)
