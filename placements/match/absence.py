"""A party that lost its secret, or keeps it back: declared absent by two people, in the open.

Withholding must not pay. A secret that is handed in stays closed until no party can choose any
more, so whoever keeps one back cannot compute what it would have given. And the draw then falls
to a public value that is drawn after the declaration, so nobody can compute that one either.
See decision 0006.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of, refuse_day_outside
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.match.input import tell_parties
from placements.people.known import require_nobody_known
from placements.policy import require
from placements.policy.match import (
    may_approve_absence,
    may_drop_absence,
    may_request_absence,
)
from records.models.round import LotteryAbsence, LotterySecret, Round
from records.queries.rounds import find_absence, list_parties

SHORTEST_REASON = 20
LATEST_DRAW = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceTerms:
    """Why a party is absent, and which draw takes the place of the first."""

    reason: str
    source: str
    drawn_on: date


def missing_parties(session: Session, round_: Round) -> Sequence[LotterySecret]:
    """Return the parties that have not handed in their secret."""
    return [party for party, _role in list_parties(session, round_.id) if party.secret is None]


def is_declared(absence: LotteryAbsence | None) -> bool:
    """Return whether a second person has agreed that parties are absent."""
    return absence is not None and absence.approved_by is not None


def has_every_secret(session: Session, round_: Round) -> bool:
    """Return whether no party can choose any more: each handed in its secret, or is absent."""
    parties = [party for party, _role in list_parties(session, round_.id)]
    if not any(party.secret for party in parties):
        return False
    absent = is_declared(find_absence(session, round_.id))
    return absent or all(party.secret for party in parties)


def request_absence(
    session: Session, actor: Actor, round_: Round, terms: AbsenceTerms, *, now: datetime
) -> LotteryAbsence:
    """Ask a second person to agree that every party without a secret is absent.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or the round is in another phase.
    TooLate
        If somebody has asked already, or every secret is in.
    Refusal
        If no secret is in, the reason is too short or tells something of a student, or the draw
        is not after today.
    """
    hold(session, round_)
    require(may_request_absence(actor, round_))
    if find_absence(session, round_.id) is not None:
        raise TooLate(msgid("Somebody has asked this already. Look at how it stands."))
    _require_some(session, round_)
    if len(terms.reason) < SHORTEST_REASON:
        raise Refusal(
            msgid("Give the reason in at least %(count)d characters. Everyone can read it."),
            field="reason",
            count=SHORTEST_REASON,
        )
    require_nobody_known(session, round_.id, terms.reason, field="reason")
    if terms.drawn_on <= day_of(now):
        raise Refusal(msgid("Choose a draw on a later day than today"), field="drawn_on")
    latest = day_of(now) + LATEST_DRAW
    refuse_day_outside(terms.drawn_on, first=day_of(now), last=latest, field="drawn_on")
    if terms.source.casefold() == round_.public_value_source.casefold():
        raise Refusal(msgid("Name another draw than the first one"), field="source")
    absence = LotteryAbsence(
        round_id=round_.id,
        reason=terms.reason,
        source=terms.source,
        drawn_on=terms.drawn_on,
        requested_by=actor.account_id,
        requested_at=now,
    )
    session.add(absence)
    session.flush()
    _log(session, actor, absence, "lottery:absence_requested", now=now)
    return absence


def approve_absence(session: Session, actor: Actor, round_: Round, *, now: datetime) -> None:
    """Let a second person agree: from now on only the later draw counts, and no secret comes in.

    Raises
    ------
    NotAllowed
        If the actor coordinates, asked for it, is of another school, or is itself missing.
    TooLate
        If it was taken back or agreed to already, or every secret is in.
    Refusal
        If the day of the named draw has come: then somebody may know what it gave.
    """
    absence = _hold_request(session, round_)
    missing = _require_some(session, round_)
    require(
        may_approve_absence(
            actor,
            round_,
            absence,
            is_missing=any(party.account_id == actor.account_id for party in missing),
        ),
        msgid("This needs a second person who does not coordinate and is not absent."),
    )
    if day_of(now) >= absence.drawn_on:
        raise Refusal(msgid("The day of that draw has come. Take this back and name a later draw."))
    absence.approved_by, absence.approved_at = actor.account_id, now
    absence.void_value, round_.public_value = round_.public_value, None
    parties = [party.party for party in missing]
    _log(session, actor, absence, "lottery:absence_declared", now=now, parties=parties)
    tell_parties(
        session, round_, "party_absent", now=now, source=absence.source, parties=", ".join(parties)
    )


def drop_absence(session: Session, actor: Actor, round_: Round, *, now: datetime) -> None:
    """Take a request back that nobody has agreed to yet.

    Raises
    ------
    NotAllowed
        If the actor may not be a party to this lottery.
    TooLate
        If it was taken back or agreed to already.
    """
    absence = _hold_request(session, round_)
    require(may_drop_absence(actor, round_, absence))
    _drop(session, actor, absence, now=now)


def drop_needless_absence(session: Session, actor: Actor, round_: Round, *, now: datetime) -> None:
    """Take a request back by itself, once the last secret is in."""
    absence = find_absence(session, round_.id)
    if absence is not None and not missing_parties(session, round_):
        _drop(session, actor, absence, now=now)


def _hold_request(session: Session, round_: Round) -> LotteryAbsence:
    hold(session, round_)
    absence = find_absence(session, round_.id)
    if absence is None or is_declared(absence):
        raise TooLate(msgid("Somebody was first: this has been settled. Look at how it stands."))
    hold(session, absence)
    return absence


def _require_some(session: Session, round_: Round) -> Sequence[LotterySecret]:
    """Return who is missing; stop if nobody is, or if no secret at all would be left."""
    missing = missing_parties(session, round_)
    if not missing:
        raise TooLate(msgid("Every secret is in. Nobody is absent."))
    if len(missing) == len(list_parties(session, round_.id)):
        raise Refusal(msgid("No secret has been handed in. A draw needs at least one."))
    return missing


def _drop(session: Session, actor: Actor, absence: LotteryAbsence, *, now: datetime) -> None:
    _log(session, actor, absence, "lottery:absence_dropped", now=now)
    session.delete(absence)
    session.flush()


def _log(
    session: Session,
    actor: Actor,
    absence: LotteryAbsence,
    event: str,
    *,
    now: datetime,
    parties: Sequence[str] = (),
) -> None:
    audit.record(
        session,
        actor,
        event,
        absence.round_id,
        now=now,
        parties=list(parties),
        reason=absence.reason,
        source=absence.source,
        drawn_on=absence.drawn_on.isoformat(),
    )
