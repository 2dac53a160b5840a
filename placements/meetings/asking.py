"""A student asks for a place, says no again, and the waiting list moves up."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.meetings.needs import needs_for
from placements.meetings.offers import facts_of, free_until, is_open, log
from placements.notifications import notify
from placements.policy import require
from placements.policy.meetings import may_ask_for_meeting
from records.models.meeting import Meeting, MeetingRequest, MeetingState, RequestState
from records.queries.meetings import find_request, list_requests, list_requests_of_student
from records.queries.students import get_student


def ask_for_meeting(
    session: Session, actor: Actor, meeting: Meeting, *, code: str, now: datetime
) -> None:
    """Ask for a place. Asking twice, in two tabs or with two taps, is asking once.

    Raises
    ------
    NotAllowed
        If the meeting is not for this student.
    TooLate
        If it was called off, or the last day to ask is over.
    """
    hold(session, meeting)
    require(may_ask_for_meeting(actor, get_student(session, actor.account_id), meeting))
    if meeting.state is MeetingState.CANCELLED:
        raise TooLate(msgid("This meeting has been called off."))
    if not is_open(meeting, now=now):
        raise TooLate(msgid("You could ask until %(day)s."), day=meeting.last_day_on)
    if find_request(session, meeting.id, student_id=actor.account_id) is None:
        session.add(
            MeetingRequest(
                meeting_id=meeting.id, student_id=actor.account_id, code=code, asked_at=now
            )
        )
        log(session, actor, "meeting:requested", meeting, now=now)


def withdraw_request(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Take a request back, or give up a place; in time, somebody else comes instead.

    Raises
    ------
    Refusal
        If this student asked nothing.
    TooLate
        If the meeting has begun.
    """
    hold(session, meeting)
    request = find_request(session, meeting.id, student_id=actor.account_id)
    if request is None:
        raise Refusal(msgid("You have not asked for a place at this meeting."))
    if now >= meeting.starts_at:
        raise TooLate(msgid("This meeting has begun. It can no longer change."))
    _give_up(session, meeting, request, now=now)
    log(session, actor, "meeting:declined", meeting, now=now)


def leave_meetings(session: Session, student_id: UUID, *, now: datetime) -> None:
    """Take a student who is erased out of every meeting; a place in time goes to somebody else."""
    for request in list_requests_of_student(session, student_id=student_id):
        hold(session, request.meeting)
        if now < request.meeting.starts_at:
            _give_up(session, request.meeting, request, now=now)
        session.delete(request)
    session.flush()


def _give_up(session: Session, meeting: Meeting, request: MeetingRequest, *, now: datetime) -> None:
    had_place = request.state is RequestState.GRANTED
    if request.state is RequestState.ASKED:
        session.delete(request)
    elif request.state is RequestState.WAITING or (had_place and now < free_until(meeting)):
        request.state = RequestState.WITHDRAWN
        if had_place and meeting.state is MeetingState.DRAWN:
            _move_up(session, meeting, now=now)
    elif had_place:
        request.state = RequestState.LATE


def _move_up(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """Give a place that came free to who has met the fewest, and then by the draw."""
    waiting = list_requests(session, meeting.id, RequestState.WAITING)
    if not waiting:
        return
    needs = needs_for(session, meeting, [one.student_id for one in waiting])
    first = min(waiting, key=lambda one: (needs[one.student_id], one.position))
    first.state = RequestState.GRANTED
    notify(session, first.student_id, "meeting_moved_up", now=now, **facts_of(meeting))
