"""The day before a meeting and the time after it: reminders, who came, and a card for each side."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.days import day_of, moment_of
from placements.errors import NotAllowed, Refusal, msgid
from placements.holds import hold
from placements.meetings.offers import log, tell_company, tell_students
from placements.policy import require
from placements.policy.meetings import may_answer_about_meeting, may_note_attendance
from records.models.meeting import Meeting, MeetingAnswer, MeetingRequest, RequestState
from records.queries.meetings import (
    list_meetings_to_ask_about,
    list_meetings_to_remind,
    list_requests,
)
from records.vault.meetings import store_reflection

REMINDED_FROM: Final = time(8, 0)
"""On the day before, in Dutch time."""
ASKED_FOR: Final = timedelta(days=14)
"""How long after a meeting its sides are still asked how it was, if nothing ran before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """What a student writes about a meeting, for nobody else."""

    saw: str
    suits: str
    wants: str


def remind_of_meetings(session: Session, *, now: datetime) -> int:
    """Mail whoever comes, and the company, the day before; return for how many meetings."""
    tomorrow = moment_of(day_of(now) + timedelta(days=2), time.min)
    if now < moment_of(day_of(now), REMINDED_FROM):
        tomorrow -= timedelta(days=1)
    due = list_meetings_to_remind(session, after=now, until=tomorrow)
    for meeting in due:
        meeting.reminded_at = now
        tell_students(session, meeting, "meeting_tomorrow", RequestState.GRANTED, now=now)
        coming = len(list_requests(session, meeting.id, RequestState.GRANTED))
        tell_company(session, meeting, "meeting_tomorrow_company", now=now, coming=coming)
    return len(due)


def ask_how_it_was(session: Session, *, now: datetime) -> int:
    """Mail both sides once a meeting is over; return for how many meetings."""
    due = list_meetings_to_ask_about(session, after=now - ASKED_FOR, until=now)
    for meeting in due:
        meeting.asked_back_at = now
        tell_students(session, meeting, "meeting_over", RequestState.GRANTED, now=now)
        if list_requests(session, meeting.id, RequestState.GRANTED):
            tell_company(session, meeting, "meeting_over_company", now=now)
    return len(due)


def note_attendance(
    session: Session, actor: Actor, meeting: Meeting, came: Collection[int], *, now: datetime
) -> None:
    """Note which of the numbers came; the others stayed away. Only school and student see who.

    Raises
    ------
    NotAllowed
        If it has not begun, the actor takes no part in it, or the company noted it already.
    """
    hold(session, meeting)
    require(
        may_note_attendance(actor, meeting, now=now),
        msgid("Who came has been noted already. The school can still correct it."),
    )
    for request in list_requests(session, meeting.id, RequestState.GRANTED):
        request.attended = request.number in came
    meeting.attendance_noted_at = now
    log(session, actor, "meeting:attended", meeting, now=now)


def reflect_on_meeting(
    session: Session, actor: Actor, request: MeetingRequest, card: Reflection, *, now: datetime
) -> None:
    """Keep the card of a student who was there; nobody else can read it.

    Raises
    ------
    NotAllowed
        If it is another student's, or this student was not there.
    Refusal
        If the meeting is not over yet, or all is empty.
    """
    if request.student_id != actor.account_id or not was_there(request):
        raise NotAllowed(msgid("This card is for who was there."))
    if now < request.meeting.ends_at:
        raise Refusal(msgid("Write this after the meeting."))
    if not (card.saw or card.suits or card.wants):
        raise Refusal(msgid("Write something at one of the questions."), field="saw")
    answers = {"saw": card.saw, "suits": card.suits, "wants": card.wants}
    store_reflection(session, request, answers)


def was_there(request: MeetingRequest) -> bool:
    """Whether a student had a place and, as far as is known, came."""
    return request.state is RequestState.GRANTED and request.attended is not False


def answer_about_meeting(
    session: Session, actor: Actor, meeting: Meeting, answer: MeetingAnswer, *, now: datetime
) -> None:
    """Keep what the company says of the meeting itself.

    Raises
    ------
    NotAllowed
        If it is not over, or not the company's own.
    """
    require(may_answer_about_meeting(actor, meeting, now=now))
    meeting.answer = answer
    log(session, actor, "meeting:answered", meeting, now=now, answer=answer.value)
