"""Offering a meeting, moving it to another day, and calling it off."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from matching.lottery import commitment
from placements import audit
from placements.actors import Actor
from placements.days import day_of, moment_of, refuse_day_outside
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.notifications import notify
from placements.people.known import require_nobody_of_school
from placements.policy import require
from placements.policy.meetings import may_change_meeting, may_offer_meeting
from records.models.account import Account, Role
from records.models.meeting import CancelReason, Meeting, MeetingKind, MeetingState, RequestState
from records.models.school import Programme
from records.queries.accounts import list_accounts_of_employer
from records.queries.employers import get_employer
from records.queries.meetings import find_same_offer, list_requests
from records.vault.meetings import seal_secret

AHEAD: Final = timedelta(days=2)
"""So many days there are at least between the last day to ask and the meeting, and between the
moment it is moved and its new beginning: enough to hear of it and to say no."""
FURTHEST: Final = timedelta(days=365)
FREE_UNTIL: Final = timedelta(hours=24)
"""Until so long before the beginning a place that comes free goes to somebody else."""
STILL_IN: Final = (RequestState.ASKED, RequestState.GRANTED, RequestState.WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTerms:
    """What a company offers. The id is drawn by the page."""

    id: UUID
    kind: MeetingKind
    about: str
    held_on: date
    starts_at: time
    ends_at: time
    venue: str
    bring: str
    places: int
    last_day_on: date


def offer_meeting(
    session: Session,
    actor: Actor,
    employer_id: UUID,
    programmes: list[Programme],
    terms: MeetingTerms,
    *,
    secret: bytes,
    now: datetime,
) -> Meeting:
    """Offer a meeting to students of some programmes, and bind the draw to its secret.

    Nobody approves it: the school sees it and can call it off. Sending it twice offers it once.

    Raises
    ------
    NotAllowed
        If the actor is neither of a company nor a coordinator.
    Refusal
        If the programmes are of several schools, a day or hour cannot be right, or a school
        writes something of a student.
    """
    require(may_offer_meeting(actor))
    if len({programme.school_id for programme in programmes}) != 1:
        raise Refusal(
            msgid("Choose programmes of one school. Offer it to another school once more."),
            field="programme_ids",
        )
    starts_at, ends_at = _checked_hours(terms.held_on, terms.starts_at, terms.ends_at)
    hold(session, get_employer(session, employer_id))
    sent_before = find_same_offer(
        session, employer_id=employer_id, kind=terms.kind, starts_at=starts_at, about=terms.about
    )
    if sent_before is not None:
        return sent_before
    _check_days(terms, now=now)
    if not actor.is_employer:
        _refuse_names(session, programmes[0].school_id, terms)
    meeting = Meeting(
        id=terms.id,
        school_id=programmes[0].school_id,
        employer_id=employer_id,
        kind=terms.kind,
        about=terms.about,
        starts_at=starts_at,
        ends_at=ends_at,
        venue=terms.venue,
        bring=terms.bring,
        places=terms.places,
        last_day_on=terms.last_day_on,
        offered_by=actor.account_id,
        offered_at=now,
        commitment=commitment(str(terms.id), secret).hex(),
        sealed_secret=seal_secret(session, terms.id, secret),
    )
    meeting.programmes.extend(programmes)
    session.add(meeting)
    session.flush()
    log(session, actor, "meeting:offered", meeting, now=now, commitment=meeting.commitment)
    return meeting


def move_meeting(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    *,
    held_on: date,
    starts_at: time,
    ends_at: time,
    now: datetime,
) -> None:
    """Move a meeting to another time; whoever asked hears it, keeps the place and can say no.

    Raises
    ------
    NotAllowed
        If the actor takes no part in it, or it was called off.
    TooLate
        If it has begun.
    Refusal
        If the new time is too near, too far, or before the draw.
    """
    hold(session, meeting)
    require(may_change_meeting(actor, meeting))
    _refuse_begun(meeting, now=now)
    former = meeting.starts_at
    begins, ends = _checked_hours(held_on, starts_at, ends_at)
    first = day_of(now) + AHEAD
    if meeting.state is MeetingState.OFFERED:
        first = max(first, meeting.last_day_on + AHEAD)
    refuse_day_outside(held_on, first=first, last=day_of(now) + FURTHEST, field="held_on")
    if (begins, ends) == (meeting.starts_at, meeting.ends_at):
        return
    meeting.starts_at, meeting.ends_at, meeting.reminded_at = begins, ends, None
    log(session, actor, "meeting:moved", meeting, now=now, former_at=former.isoformat())
    tell_students(session, meeting, "meeting_moved", *STILL_IN, now=now)


def cancel_meeting(
    session: Session, actor: Actor, meeting: Meeting, *, reason: CancelReason, now: datetime
) -> None:
    """Call a meeting off; whoever asked hears why, and has used up nothing.

    Raises
    ------
    NotAllowed
        If the actor takes no part in it, or it was called off already.
    TooLate
        If it has begun.
    """
    hold(session, meeting)
    require(may_change_meeting(actor, meeting), msgid("This meeting has been called off already."))
    _refuse_begun(meeting, now=now)
    meeting.state, meeting.cancelled_at, meeting.cancel_reason = MeetingState.CANCELLED, now, reason
    log(session, actor, "meeting:cancelled", meeting, now=now, reason=reason.value)
    tell_students(session, meeting, "meeting_cancelled", *STILL_IN, now=now)
    if not actor.is_employer:
        tell_company(session, meeting, "meeting_cancelled_company", now=now)


def is_open(meeting: Meeting, *, now: datetime) -> bool:
    """Whether students can still ask for a place."""
    return meeting.state is MeetingState.OFFERED and day_of(now) <= meeting.last_day_on


def free_until(meeting: Meeting) -> datetime:
    """Return until when a place that comes free goes to somebody else."""
    return meeting.starts_at - FREE_UNTIL


def tell_students(
    session: Session, meeting: Meeting, kind: str, *states: RequestState, now: datetime
) -> None:
    """Mail the students whose request is in one of these states, in the order of accounts."""
    ids = sorted(one.student_id for one in list_requests(session, meeting.id, *states))
    for student_id in ids:
        notify(session, student_id, kind, now=now, **facts_of(meeting))


def tell_company(
    session: Session, meeting: Meeting, kind: str, *, now: datetime, **facts: object
) -> None:
    """Mail who offered the meeting for the company, or its owners where the school did."""
    for account in contacts_of(session, meeting):
        notify(session, account.id, kind, now=now, opens="meetings", **facts_of(meeting), **facts)


def contacts_of(session: Session, meeting: Meeting) -> list[Account]:
    """Return who of the company this meeting is with."""
    everyone = list_accounts_of_employer(session, employer_id=meeting.employer_id)
    offering = [account for account in everyone if account.id == meeting.offered_by]
    return offering or [account for account in everyone if account.role is Role.OWNER]


def facts_of(meeting: Meeting) -> dict[str, object]:
    """Return what a mail says of a meeting."""
    return {
        "meeting_id": str(meeting.id),
        "meeting_kind": meeting.kind.value,
        "company": meeting.employer.name,
        "venue": meeting.venue,
        "bring": meeting.bring,
        "starts_at": meeting.starts_at.isoformat(),
        "free_until_at": free_until(meeting).isoformat(),
        "cancel_reason": meeting.cancel_reason.value if meeting.cancel_reason else "",
    }


def log(
    session: Session,
    actor: Actor | None,
    event: str,
    meeting: Meeting,
    *,
    now: datetime,
    **details: object,
) -> None:
    """Write a line in the log of the school whose students it is for."""
    audit.record(session, actor, event, meeting.id, now=now, school_id=meeting.school_id, **details)


def _checked_hours(day: date, starts_at: time, ends_at: time) -> tuple[datetime, datetime]:
    if ends_at <= starts_at:
        raise Refusal(msgid("It ends before it begins. Look at the two times."), field="ends_at")
    return moment_of(day, starts_at).astimezone(UTC), moment_of(day, ends_at).astimezone(UTC)


def _check_days(terms: MeetingTerms, *, now: datetime) -> None:
    today = day_of(now)
    refuse_day_outside(terms.held_on, first=today + AHEAD, last=today + FURTHEST, field="held_on")
    refuse_day_outside(
        terms.last_day_on, first=today, last=terms.held_on - AHEAD, field="last_day_on"
    )


def _refuse_names(session: Session, school_id: UUID, terms: MeetingTerms) -> None:
    """Stop where what a school writes for a company tells something of one of its students."""
    for field in ("about", "venue", "bring"):
        require_nobody_of_school(session, school_id, getattr(terms, field), field=field)


def _refuse_begun(meeting: Meeting, *, now: datetime) -> None:
    if now >= meeting.starts_at:
        raise TooLate(msgid("This meeting has begun. It can no longer change."))
