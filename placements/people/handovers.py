"""Handing over to a colleague: one address, half an hour to take it back, and then one mail.

Whoever hands over stays the one who is asked until the colleague has been there: so a wrong
address, or one that belongs to somebody elsewhere, loses nothing and tells nobody anything.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.notifications import notify
from placements.people.invitations import invite
from placements.policy import require
from placements.policy.handovers import (
    may_hand_over_place,
    may_hand_over_round,
    may_take_handover_back,
)
from records.models.account import Account
from records.models.employer import Employer
from records.models.handover import Handover
from records.models.round import Round, RoundPhase
from records.models.vacancy import Vacancy
from records.queries.accounts import find_account_by_email, list_accounts_of_employer
from records.queries.settling.handovers import (
    find_handover_of_place,
    find_handover_of_round,
    list_handovers_to_take,
)
from records.vault.handovers import open_address, seal_address
from records.vault.people import Person, email_digests

UNDONE_WITHIN: Final = timedelta(minutes=30)
OPENS: Final = {RoundPhase.PROPOSALS: "proposals", RoundPhase.TRIALS: "trials"}
"""Which list the button in the mail opens."""


def hand_over_place(
    session: Session, actor: Actor, vacancy: Vacancy, email: str, *, now: datetime
) -> Handover:
    """Hand over a place, with its proposals and its trials, and mail nobody yet.

    Raises
    ------
    NotAllowed
        If the actor does not train at this place, or its round is closed.
    TooLate
        If it is being handed over already.
    Refusal
        If the address is the actor's own, or of who has it already.
    """
    hold(session, vacancy)
    require(may_hand_over_place(actor, vacancy))
    _require_none_waits(find_handover_of_place(session, vacancy.id))
    known = find_account_by_email(session, email)
    if known is not None and known.id == vacancy.trainer_now_id:
        raise Refusal(msgid("This colleague has it already."), field="email")
    made = _hand_over(session, actor, email, now=now)
    made.vacancy_id = vacancy.id
    session.add(made)
    _log(session, actor, "place:handed_over", made, now=now)
    return made


def hand_over_round(
    session: Session, actor: Actor, round_: Round, email: str, *, now: datetime
) -> Handover:
    """Hand over the question for places of a round, and mail nobody yet.

    Raises
    ------
    NotAllowed
        If the actor is not of a company, or the round does not take forms.
    TooLate
        If it is being handed over already.
    Refusal
        If the address is the actor's own.
    """
    require(may_hand_over_round(actor, round_))
    _require_none_waits(find_handover_of_round(session, round_.id, from_id=actor.account_id))
    made = _hand_over(session, actor, email, now=now)
    made.round_id = round_.id
    session.add(made)
    _log(session, actor, "place:handed_over", made, now=now)
    return made


def take_handover_back(
    session: Session, actor: Actor, handover: Handover, *, now: datetime
) -> None:
    """Forget a handover, with the address.

    Raises
    ------
    NotAllowed
        If it is not the actor's, or the colleague has the mail.
    TooLate
        If half an hour has passed.
    """
    hold(session, handover)
    require(
        may_take_handover_back(actor, handover),
        msgid("Your colleague has the mail. Call, or let your colleague hand it back to you."),
    )
    if now >= handover.settles_at:
        raise TooLate(msgid("Half an hour has passed. Let your colleague hand it back to you."))
    _log(session, actor, "place:handover_taken_back", handover, now=now)
    session.delete(handover)


def settle_handover(session: Session, handover: Handover, *, now: datetime) -> None:
    """Mail the colleague, who is invited if nobody knows the address; the address is forgotten.

    What belongs to somebody elsewhere gets nothing, and nobody is told that it does.
    """
    hold(session, handover)
    if handover.settled_at is not None:  # another worker was first
        return
    email = open_address(session, handover)
    handover.sealed_address, handover.settled_at = None, now
    known = find_account_by_email(session, email)
    facts = _facts(session, handover)
    if known is None:
        person = Person(given_name=email.partition("@")[0], family_name="", email=email)
        invited = invite(
            session,
            None,
            Role.TRAINER,
            person,
            now=now,
            employer_id=handover.employer_id,
            mail="handed_over",
            facts=facts,
        )
        handover.to_id = invited.id if invited else None
        _tell_owners(session, handover, now=now)
    elif known.employer_id == handover.employer_id:
        handover.to_id = known.id
        notify(session, known.id, "handed_over", now=now, **facts)
    _log(session, None, "place:handover_mailed", handover, now=now)


def note_taken_handovers(session: Session, *, now: datetime) -> int:
    """Let a handover count from when its colleague has been here; return how many began to."""
    taken = list_handovers_to_take(session)
    for handover in taken:
        handover.taken_at = now
        to_id, from_id = str(handover.to_id), str(handover.from_id)
        _log(session, None, "place:taken_over", handover, now=now, from_id=from_id, to_id=to_id)
    return len(taken)


def _require_none_waits(last: Handover | None) -> None:
    if last is not None and last.settled_at is None:
        raise TooLate(
            msgid("This is being handed over already. You can take that back until %(moment)s."),
            moment=last.settles_at,
        )


def _hand_over(session: Session, actor: Actor, email: str, *, now: datetime) -> Handover:
    assert actor.employer_id is not None  # noqa: S101 - the policy said so
    own = session.get_one(Account, actor.account_id)
    if own.email_digest in email_digests(session, email):
        raise Refusal(
            msgid("This is your own address. Enter that of your colleague."), field="email"
        )
    handover_id = uuid4()
    return Handover(
        id=handover_id,
        employer_id=actor.employer_id,
        from_id=actor.account_id,
        sealed_address=seal_address(session, handover_id, email),
        made_at=now,
        settles_at=now + UNDONE_WITHIN,
    )


def _facts(session: Session, handover: Handover) -> dict[str, str]:
    """Return what the mail says: which company, and which list its button opens."""
    facts = {"employer": session.get_one(Employer, handover.employer_id).name}
    if handover.round_id is not None:
        return facts | {"opens": "openings", "round_id": str(handover.round_id)}
    phase = session.get_one(Vacancy, handover.vacancy_id).round.phase
    return facts | {"opens": OPENS.get(phase, "home")}


def _tell_owners(session: Session, handover: Handover, *, now: datetime) -> None:
    """Tell the owners that somebody new was invited, whom they can send away."""
    for account in list_accounts_of_employer(session, employer_id=handover.employer_id):
        if account.role is Role.OWNER and account.id != handover.from_id:
            notify(session, account.id, "colleague_invited", now=now, opens="colleagues")


def _log(
    session: Session,
    actor: Actor | None,
    event: str,
    handover: Handover,
    *,
    now: datetime,
    **details: object,
) -> None:
    """Write a line in the log of the school whose round it is."""
    if handover.vacancy_id is not None:
        subject_id = handover.vacancy_id
        school_id = session.get_one(Vacancy, subject_id).round.school_id
    else:
        assert handover.round_id is not None  # noqa: S101 - one of both, the database says so
        subject_id = handover.round_id
        school_id = session.get_one(Round, subject_id).school_id
    audit.record(session, actor, event, subject_id, now=now, school_id=school_id, **details)
