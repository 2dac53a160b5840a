"""Meetings of students and companies: offered, drawn, moved on from a waiting list, over, off."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from app.demo.people import DemoPlace, DemoStudent
from app.demo.stage import Stage
from placements.actors import Role
from placements.days import day_of, working_days
from placements.meetings.afterwards import (
    Reflection,
    answer_about_meeting,
    note_attendance,
    reflect_on_meeting,
)
from placements.meetings.asking import ask_for_meeting, withdraw_request
from placements.meetings.draws import draw_meeting
from placements.meetings.offers import MeetingTerms, cancel_meeting, offer_meeting
from placements.trials.calendars import address_of
from records.models.employer import Employer
from records.models.meeting import CancelReason, Meeting, MeetingAnswer, MeetingKind, RequestState
from records.queries.meetings import list_requests

ICT, NURSING, MECHATRONICS, HOSPITALITY = "25191", "25480", "25342", "25168"
SCHOOL_WEEK = 0b0011111
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


def play_meetings(stage: Stage) -> None:
    """Play a school year's meetings up to today, most of them for students of ICT."""
    stage.tell("Students who meet companies")
    today, students = day_of(stage.now), stage.cast.students[ICT]
    places = stage.cast.places[ICT]
    visit = _offer(
        stage,
        places[0],
        ICT,
        MeetingKind.COMPANY_VISIT,
        today - 3 * A_WEEK,
        4,
        "Een rondleiding langs de serverruimte en de servicedesk, met tijd voor vragen.",
    )
    _ask(stage, visit, students[:6])
    _draw(stage, visit, visit.last_day_on + A_DAY)
    _end(stage, visit, places[0], answer=MeetingAnswer.LARGER_GROUP)
    shadow = _offer(
        stage,
        places[1],
        ICT,
        MeetingKind.SHADOW_DAY,
        today - 4 * A_DAY,
        2,
        "Een dag meelopen met een collega die werkplekken inricht en storingen oplost.",
        bring="Dichte schoenen",
    )
    _ask(stage, shadow, students[2:7])
    _draw(stage, shadow, shadow.last_day_on + A_DAY)
    coming = _offer(
        stage,
        places[2],
        ICT,
        MeetingKind.PRACTICE_INTERVIEW,
        today + 5 * A_DAY,
        3,
        "Een half uur oefenen met vertellen over je werk. Daarna hoor je wat sterk was.",
    )
    _ask(stage, coming, students[1:9])
    _draw(stage, coming, coming.last_day_on + A_DAY)
    _say_no(stage, coming)
    lesson = _offer(
        stage,
        places[3],
        ICT,
        MeetingKind.GUEST_LESSON,
        today + 3 * A_WEEK,
        25,
        "Hoe we in de nacht een storing oplosten: wat we deden en wat we anders zouden doen.",
    )
    _ask(stage, lesson, students[:4])
    off = _offer(
        stage,
        places[4],
        ICT,
        MeetingKind.COMPANY_VISIT,
        today + 2 * A_WEEK,
        6,
        "Een kijkje in het magazijn en bij het pakken van bestellingen.",
    )
    _ask(stage, off, students[3:6])
    cancel_meeting(
        stage.session,
        places[4].owner,
        off,
        reason=CancelReason.ANOTHER_TIME,
        now=stage.now,
    )
    _offer(
        stage,
        stage.cast.places[NURSING][0],
        NURSING,
        MeetingKind.SHADOW_DAY,
        today + 3 * A_WEEK,
        2,
        "Een dagdeel meelopen op een afdeling, met een vaste begeleider.",
    )
    _offer(
        stage,
        stage.cast.places[MECHATRONICS][0],
        MECHATRONICS,
        MeetingKind.COMPANY_VISIT,
        today + 3 * A_WEEK,
        12,
        "Een ronde door de werkplaats en zelf een kleine storing zoeken.",
        bring="Veiligheidsschoenen als je die hebt; anders krijg je ze te leen",
    )
    _offer(
        stage,
        stage.cast.places[HOSPITALITY][0],
        HOSPITALITY,
        MeetingKind.GUEST_LESSON,
        today + 3 * A_WEEK,
        30,
        "Wat een gast wel en niet ziet: een kok vertelt en laat proeven.",
    )


def _offer(
    stage: Stage,
    place: DemoPlace,
    crebo: str,
    kind: MeetingKind,
    held_on: date,
    places: int,
    about: str,
    *,
    bring: str = "",
) -> Meeting:
    """Offer something three weeks and some days before its day, or a fortnight ago if later."""
    (held_on,) = working_days(held_on, SCHOOL_WEEK, 1)
    offered = min(held_on - 4 * A_WEEK, day_of(stage.now) - A_WEEK)
    employer = stage.session.get_one(Employer, place.owner.employer_id)
    programme = stage.cast.programmes[crebo]
    last_day = min(held_on - 6 * A_DAY, max(held_on - 2 * A_WEEK, day_of(stage.now) - A_DAY))
    terms = MeetingTerms(
        id=stage.chance.draw_id(),
        kind=kind,
        about=about,
        held_on=held_on,
        starts_at=time(9, 30),
        ends_at=time(12, 0) if places > 3 else time(16, 0),
        venue=(
            f"{programme.school.name}, {programme.school.street}"
            if kind is MeetingKind.GUEST_LESSON
            else address_of(employer)
        ),
        bring=bring,
        places=places,
        last_day_on=last_day,
    )
    secret = bytes.fromhex(stage.chance.draw_secret())
    now = stage.between(offered, offered)
    return offer_meeting(
        stage.session, place.owner, employer.id, [programme], terms, secret=secret, now=now
    )


def _ask(stage: Stage, meeting: Meeting, students: Sequence[DemoStudent]) -> None:
    first = day_of(meeting.offered_at) + A_DAY
    for student in students:
        now = stage.between(first, min(meeting.last_day_on, day_of(stage.now) - A_DAY))
        code = stage.chance.draw_code()
        ask_for_meeting(stage.session, student.actor, meeting, code=code, now=now)


def _draw(stage: Stage, meeting: Meeting, day: date) -> None:
    draw_meeting(stage.session, meeting, now=stage.between(day, day))
    meeting.reminded_at = meeting.drawn_at if meeting.starts_at <= stage.now else None


def _say_no(stage: Stage, meeting: Meeting) -> None:
    """Let somebody give a place up in time, so that the first of the waiting list moves up."""
    first = list_requests(stage.session, meeting.id, RequestState.GRANTED)[0]
    withdraw_request(stage.session, stage.cast.actors[first.student_id], meeting, now=stage.now)


def _end(stage: Stage, meeting: Meeting, place: DemoPlace, *, answer: MeetingAnswer) -> None:
    """Note who came, all but one; keep a card of the first, and the company's answer."""
    coming = list_requests(stage.session, meeting.id, RequestState.GRANTED)
    came = {one.number for one in coming[:-1] if one.number is not None}
    school = stage.cast.staff[meeting.school_id, Role.COORDINATOR][0]
    note_attendance(stage.session, school, meeting, came, now=meeting.ends_at)
    card = Reflection(
        saw="Dat twee mensen de hele dag alleen maar bellen en toch nooit haast hebben.",
        suits="Werkplekken inrichten, want dan zie je meteen of het werkt.",
        wants="Of je ook naar klanten toe gaat.",
    )
    own = coming[0]
    actor = stage.cast.actors[own.student_id]
    reflect_on_meeting(stage.session, actor, own, card, now=meeting.ends_at)
    answer_about_meeting(stage.session, place.owner, meeting, answer, now=meeting.ends_at)
    meeting.asked_back_at = meeting.ends_at
