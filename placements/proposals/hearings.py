"""Hearing both sides: before the school decides on a refusal whose reason it doubts.

Each side is asked once, reads only what it may know, and says it in its own words or has nothing
to add. The school decides when both have spoken, or when the day to answer has passed.
"""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.people.known import require_nobody_known, require_unnamed
from placements.policy import require
from placements.policy.norms import may_speak_for_company, may_speak_for_student
from placements.policy.proposals import may_review_refusal
from placements.proposals.answers import tell_employer, tell_student
from records.models.norms import Hearing, HearingSide
from records.models.proposal import Proposal
from records.models.proposal import Refusal as EmployersRefusal
from records.vault.candidates import find_candidate_id_of_student

ANSWER_WITHIN = timedelta(days=5)
TOO_LATE_TO_SPEAK = msgid("You have answered this already, or the school has decided.")


def doubt_refusal(
    session: Session, actor: Actor, refusal: EmployersRefusal, *, now: datetime
) -> None:
    """Ask the student and the company what they have to say before the school decides.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator of the school.
    TooLate
        If both have been asked already, somebody has decided, or the proposal has ended.
    """
    proposal = session.get_one(Proposal, refusal.proposal_id)
    hold(session, proposal)
    hold(session, refusal)
    if proposal.open_refusal is not refusal or refusal.hearings:
        raise TooLate(msgid("Both sides have been asked already, or it is decided. Look again."))
    require(may_review_refusal(actor, refusal, proposal))
    for side in HearingSide:
        refusal.hearings.append(
            Hearing(
                side=side,
                asked_by=actor.account_id,
                asked_at=now,
                answer_by=day_of(now) + ANSWER_WITHIN,
            )
        )
    audit.record(session, actor, "refusal:doubted", refusal.id, now=now)
    tell_student(session, proposal, "hearing_student", now=now)
    tell_employer(session, proposal, "hearing_company", now=now)


def speak(
    session: Session,
    actor: Actor,
    proposal: Proposal,
    side: HearingSide,
    said: str,
    *,
    now: datetime,
) -> None:
    """Keep what one side says, once; no words means that it has nothing to add.

    Raises
    ------
    NotAllowed
        If it is not the actor's own proposal, as the student or as the company.
    TooLate
        If this side spoke already, or the school has decided.
    Refusal
        If the words tell something of a student.
    """
    _require_own(session, actor, proposal, side)
    hearing = open_hearing(proposal, side)
    if hearing is None:
        raise TooLate(TOO_LATE_TO_SPEAK)
    refusal = session.get_one(EmployersRefusal, hearing.refusal_id)
    hold(session, refusal)
    hold(session, hearing)
    if refusal.is_upheld is not None or hearing.said_at is not None:
        raise TooLate(TOO_LATE_TO_SPEAK)
    if side is HearingSide.COMPANY:
        require_nobody_known(session, proposal.round_id, said, field="said")
    else:
        require_unnamed(session, proposal.candidate_id, said, field="said")
    hearing.said, hearing.said_at = said, now
    school_id = proposal.round.school_id
    audit.record(
        session, actor, "refusal:heard", refusal.id, now=now, school_id=school_id, side=side.value
    )


def _require_own(session: Session, actor: Actor, proposal: Proposal, side: HearingSide) -> None:
    if side is HearingSide.COMPANY:
        require(may_speak_for_company(actor, proposal))
        return
    own_id = find_candidate_id_of_student(
        session, round_id=proposal.round_id, student_id=actor.account_id
    )
    require(may_speak_for_student(actor, proposal, own_candidate_id=own_id))


def open_hearing(proposal: Proposal, side: HearingSide) -> Hearing | None:
    """Return what one side still has to be heard about, if anything."""
    refusal = proposal.open_refusal
    asked = refusal.hearings if refusal else []
    return next((one for one in asked if one.side is side and one.said_at is None), None)


def is_heard(refusal: EmployersRefusal, *, today: date) -> bool:
    """Whether every side that was asked has spoken, or let its day pass."""
    return all(one.said_at is not None or today > one.answer_by for one in refusal.hearings)


def require_heard(refusal: EmployersRefusal, *, today: date) -> None:
    """Stop here until both sides were heard.

    Raises
    ------
    Refusal
        If a side that was asked still has time to answer.
    """
    if not is_heard(refusal, today=today):
        raise Refusal(
            msgid("Both sides have been asked. Decide when they answered, or after %(day)s."),
            day=max(one.answer_by for one in refusal.hearings),
        )


def require_asked(refusal: EmployersRefusal) -> None:
    """Stop here where nobody was asked: a reason is not called untrue unheard.

    Raises
    ------
    Refusal
        If the school has not asked both sides.
    """
    if not refusal.hearings:
        raise Refusal(
            msgid("Before you say that a reason does not hold, hear the student and the company.")
        )
