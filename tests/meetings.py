"""Meetings for tests: a shadow day at the bakery, and students who ask for it."""

from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import factory

from matching.lottery import commitment
from matching.slots import draw_receipt
from placements.codes import random_code
from placements.days import day_of
from placements.meetings.asking import ask_for_meeting
from placements.meetings.draws import draw_meeting
from records.database import db
from records.models.meeting import (
    Meeting,
    MeetingKind,
    MeetingRequest,
    MeetingState,
    RequestState,
)
from records.vault.meetings import seal_secret
from tests.factories import (
    NOW,
    AccountFactory,
    EmployerFactory,
    RecordFactory,
    SchoolFactory,
    StudentFactory,
)
from tests.rounds import actor_of

LAST_DAY = date(2026, 12, 4)
STARTS = NOW + timedelta(days=16)
ENDS = STARTS + timedelta(hours=6)
DRAWN = NOW + timedelta(days=12)
"""The day after the last day to ask."""


class MeetingFactory(RecordFactory):
    """A shadow day; `drawn=True` draws it without anybody."""

    class Meta:
        model = Meeting
        exclude = ("secret",)

    class Params:
        drawn = factory.Trait(
            state=MeetingState.DRAWN,
            drawn_at=NOW,
            receipt=factory.LazyAttribute(
                lambda o: draw_receipt(str(o.id), o.places, {}, o.secret)
            ),
        )

    id = factory.LazyFunction(uuid4)
    school = factory.SubFactory(SchoolFactory)
    employer = factory.SubFactory(EmployerFactory)
    kind = MeetingKind.SHADOW_DAY
    about = "Een ochtend meelopen in de bakkerij."
    starts_at = STARTS
    ends_at = ENDS
    venue = "Dorpsstraat 1, Utrecht"
    bring = "Dichte schoenen"
    places = 1
    last_day_on = LAST_DAY
    secret = factory.LazyAttribute(lambda o: sha256(o.id.bytes).digest())
    offered_at = NOW
    offered_by = factory.LazyAttribute(
        lambda o: AccountFactory(role="owner", employer_id=o.employer.id).id
    )
    commitment = factory.LazyAttribute(lambda o: commitment(str(o.id), o.secret).hex())
    sealed_secret = factory.LazyAttribute(lambda o: seal_secret(db.session(), o.id, o.secret))

    @factory.post_generation
    def programmes(self, create, extracted, **kwargs):
        if extracted:
            self.programmes.extend(extracted)
            db.session.flush()


class RequestFactory(RecordFactory):
    class Meta:
        model = MeetingRequest

    class Params:
        granted = factory.Trait(state=RequestState.GRANTED, position=0, number=1)

    code = factory.LazyFunction(random_code)
    asked_at = NOW


def classmates(programme, count):
    """Return students of one programme."""
    return [StudentFactory(programme=programme) for _number in range(count)]


def ask(session, student, *meetings, now=NOW):
    """Let a student ask for a place at each of these."""
    for meeting in meetings:
        ask_for_meeting(session, actor_of(student), meeting, code=random_code(), now=now)
    session.flush()


def draw(session, *meetings, now=DRAWN):
    """Draw the places of these, in this order."""
    for meeting in meetings:
        draw_meeting(session, meeting, now=now)
    session.flush()


def states(session, meeting):
    """Return the state of each student's request."""
    session.flush()
    rows = session.query(MeetingRequest).filter_by(meeting_id=meeting.id)
    return {row.student_id: row.state for row in rows}


def day(meeting):
    """Return the day of a meeting."""
    return day_of(meeting.starts_at)
