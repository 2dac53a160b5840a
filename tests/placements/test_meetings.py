"""Meeting companies: who comes, what moves and what ends."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from matching.slots import check_receipt
from placements.errors import NotAllowed, Refusal, TooLate
from placements.meetings.asking import withdraw_request
from placements.meetings.needs import needs_for
from placements.meetings.offers import (
    MeetingTerms,
    cancel_meeting,
    free_until,
    move_meeting,
    offer_meeting,
)
from placements.meetings.unmet import who_met_nobody
from records.models.meeting import (
    CancelReason,
    Meeting,
    MeetingKind,
    MeetingRequest,
    MeetingState,
    RequestState,
)
from records.models.outbox import OutboxMessage
from records.queries.meetings import find_meeting_to_draw, find_request
from tests.factories import NOW, ProgrammeFactory, StudentFactory
from tests.meetings import (
    DRAWN,
    ENDS,
    LAST_DAY,
    STARTS,
    MeetingFactory,
    ask,
    classmates,
    draw,
    states,
)
from tests.rounds import actor_of

GRANTED, WAITING, ASKED = RequestState.GRANTED, RequestState.WAITING, RequestState.ASKED
WITHDRAWN, LATE = RequestState.WITHDRAWN, RequestState.LATE


@pytest.fixture
def meeting(school, programme, bakery, otto):
    """A shadow day at the bakery with one place."""
    return MeetingFactory(
        school=school, employer=bakery, programmes=[programme], offered_by=otto.id
    )


def mails(session):
    """Return the kinds of mail that wait, by account."""
    session.flush()
    return {(row.account_id, row.kind) for row in session.query(OutboxMessage)}


def terms(**changes):
    return MeetingTerms(
        **{
            "id": uuid4(),
            "kind": MeetingKind.COMPANY_VISIT,
            "about": "Een rondleiding.",
            "held_on": date(2026, 12, 9),
            "starts_at": time(9),
            "ends_at": time(12),
            "venue": "Dorpsstraat 1",
            "bring": "",
            "places": 8,
            "last_day_on": LAST_DAY,
        }
        | changes
    )


def test_who_met_nobody_goes_first_and_the_day_decides_what_counts(session, school, programme):
    later, sooner = (
        MeetingFactory(
            school=school,
            programmes=[programme],
            starts_at=STARTS + timedelta(days=d),
            ends_at=ENDS + timedelta(days=d),
        )
        for d in (1, 0)
    )
    greedy, modest = classmates(programme, 2)
    ask(session, greedy, sooner, later)
    ask(session, modest, later)

    first = find_meeting_to_draw(session, today=DRAWN.date())
    draw(session, first)
    draw(session, find_meeting_to_draw(session, today=DRAWN.date()))

    assert first is sooner
    assert states(session, sooner) == {greedy.id: GRANTED}
    assert states(session, later) == {greedy.id: WAITING, modest.id: GRANTED}


def test_a_student_who_asks_for_every_slot_gets_one_before_the_others_have_theirs(
    session, school, programme
):
    days = [
        MeetingFactory(
            school=school,
            programmes=[programme],
            starts_at=STARTS + timedelta(days=n),
            ends_at=ENDS + timedelta(days=n),
        )
        for n in range(3)
    ]
    greedy, one, other = classmates(programme, 3)
    ask(session, greedy, *days)
    ask(session, one, *days)
    ask(session, other, *days)

    draw(session, *days)

    placed = [
        student
        for meeting in days
        for student, state in states(session, meeting).items()
        if state is GRANTED
    ]
    assert sorted(placed) == sorted([greedy.id, one.id, other.id])


def test_last_year_does_not_count(session, school, programme):
    year_ago = timedelta(days=300)
    former = MeetingFactory(
        school=school, programmes=[programme], starts_at=STARTS - year_ago, ends_at=ENDS - year_ago
    )
    now = MeetingFactory(school=school, programmes=[programme])
    (student,) = classmates(programme, 1)
    session.add(
        MeetingRequest(
            meeting_id=former.id,
            student_id=student.id,
            code="F",
            asked_at=NOW,
            state=GRANTED,
            position=0,
            number=1,
        )
    )
    ask(session, student, now)

    draw(session, now)

    assert b'"order":[["' in now.receipt
    assert (
        f'"{find_request(session, now.id, student_id=student.id).code}",0,' in now.receipt.decode()
    )


def test_the_draw_is_bound_beforehand_and_can_be_made_again(session, meeting, programme, otto):
    students = classmates(programme, 4)
    for student in students:
        ask(session, student, meeting)
    bound = meeting.commitment

    draw(session, meeting)
    order = check_receipt(meeting.receipt)
    draw(session, meeting)  # a second worker changes nothing

    requests = session.query(MeetingRequest).filter_by(meeting_id=meeting.id).all()
    assert bound in meeting.receipt.decode()
    assert [one.code for one in sorted(requests, key=lambda one: one.position)] == order
    assert [one.number for one in sorted(requests, key=lambda one: one.code)] == [1, 2, 3, 4]
    assert not any(str(student.id) in meeting.receipt.decode() for student in students)
    assert (otto.id, "meeting_drawn_company") in mails(session)
    for statement in ({"receipt": b"{}"}, {"commitment": "0" * 64}, {"receipt": None}):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(update(Meeting).where(Meeting.id == meeting.id).values(statement))
    with pytest.raises(IntegrityError, match="meeting_moves_forward"), session.begin_nested():
        session.execute(update(Meeting).values(state=MeetingState.OFFERED))


def test_asking_twice_is_asking_once_and_late_is_too_late(session, meeting, amina, programme):
    ask(session, amina, meeting)
    ask(session, amina, meeting)

    assert states(session, meeting) == {amina.id: ASKED}
    with pytest.raises(TooLate):
        ask(session, classmates(programme, 1)[0], meeting, now=DRAWN)
    with pytest.raises(NotAllowed):
        ask(session, StudentFactory(programme=ProgrammeFactory()), meeting)


def test_a_place_that_comes_free_in_time_goes_to_who_has_met_the_fewest(
    session, meeting, school, programme
):
    waiting = classmates(programme, 2)
    (first,) = classmates(programme, 1)
    ask(session, first, meeting)
    draw(session, meeting)
    elsewhere = MeetingFactory(school=school, programmes=[programme])
    for position, student in enumerate(waiting, start=1):
        session.add(
            MeetingRequest(
                meeting_id=meeting.id,
                student_id=student.id,
                code=f"W{position}",
                asked_at=NOW,
                state=WAITING,
                position=position,
                number=position + 1,
            )
        )
    ask(session, waiting[0], elsewhere)
    draw(session, elsewhere)

    withdraw_request(session, actor_of(first), meeting, now=DRAWN)

    assert states(session, meeting) == {
        first.id: WITHDRAWN,
        waiting[0].id: WAITING,
        waiting[1].id: GRANTED,
    }
    assert (waiting[1].id, "meeting_moved_up") in mails(session)


def test_a_place_given_up_too_late_stays_empty_and_counts(session, meeting, programme, school):
    one, other = classmates(programme, 2)
    for student in (one, other):
        ask(session, student, meeting)
    draw(session, meeting)
    found = states(session, meeting)
    placed, waits = sorted((one, other), key=lambda student: found[student.id] is WAITING)

    withdraw_request(session, actor_of(placed), meeting, now=free_until(meeting))

    assert states(session, meeting) == {placed.id: LATE, waits.id: WAITING}
    following = MeetingFactory(school=school, programmes=[programme])
    for student in (placed, waits):
        ask(session, student, following)
    draw(session, following)
    assert states(session, following) == {placed.id: WAITING, waits.id: GRANTED}
    with pytest.raises(TooLate):
        withdraw_request(session, actor_of(waits), meeting, now=STARTS)


def test_a_request_taken_back_before_the_draw_is_gone(session, meeting, amina):
    ask(session, amina, meeting)

    withdraw_request(session, actor_of(amina), meeting, now=NOW)

    assert states(session, meeting) == {}
    with pytest.raises(Refusal):
        withdraw_request(session, actor_of(amina), meeting, now=NOW)


def test_what_is_called_off_counts_for_nobody_and_is_told(session, meeting, amina, otto, carla):
    ask(session, amina, meeting)
    draw(session, meeting)

    cancel_meeting(session, actor_of(carla), meeting, reason=CancelReason.VENUE, now=DRAWN)

    assert {(amina.id, "meeting_cancelled"), (otto.id, "meeting_cancelled_company")} <= mails(
        session
    )
    assert who_met_nobody(session, actor_of(carla), meeting.programmes[0], now=DRAWN) == [amina.id]
    following = MeetingFactory(school=meeting.school, programmes=list(meeting.programmes))
    assert needs_for(session, following, [amina.id]) == {amina.id: 0}
    with pytest.raises(NotAllowed):
        cancel_meeting(session, actor_of(otto), meeting, reason=CancelReason.VENUE, now=DRAWN)
    with pytest.raises(TooLate):
        ask(session, amina, meeting)


def test_another_day_is_told_and_is_neither_too_near_nor_before_the_draw(
    session, meeting, amina, otto
):
    ask(session, amina, meeting)
    hours = {"starts_at": time(9), "ends_at": time(12), "now": NOW}

    for wrong in (LAST_DAY, date(2026, 11, 24), date(2028, 1, 10)):
        with pytest.raises(Refusal, match="year"):
            move_meeting(session, actor_of(otto), meeting, held_on=wrong, **hours)
    move_meeting(session, actor_of(otto), meeting, held_on=date(2026, 12, 15), **hours)

    assert meeting.starts_at.day == 15
    assert (amina.id, "meeting_moved") in mails(session)
    with pytest.raises(TooLate):
        move_meeting(
            session,
            actor_of(otto),
            meeting,
            held_on=date(2026, 12, 20),
            **hours | {"now": meeting.starts_at},
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": time(9)}, "ends_at"),
        ({"held_on": date(2026, 11, 24)}, "held_on"),
        ({"last_day_on": date(2026, 12, 8)}, "last_day_on"),
        ({"last_day_on": date(2026, 11, 22)}, "last_day_on"),
    ],
)
def test_an_offer_with_a_day_or_hour_that_cannot_be_is_refused(
    session, otto, programme, changes, field
):
    with pytest.raises(Refusal) as refusal:
        offer_meeting(
            session,
            actor_of(otto),
            otto.employer_id,
            [programme],
            terms(**changes),
            secret=bytes(32),
            now=NOW,
        )

    assert refusal.value.field == field


def test_an_offer_is_for_one_school_at_a_time(session, otto, programme):
    with pytest.raises(Refusal, match="one school"):
        offer_meeting(
            session,
            actor_of(otto),
            otto.employer_id,
            [programme, ProgrammeFactory()],
            terms(),
            secret=bytes(32),
            now=NOW,
        )
