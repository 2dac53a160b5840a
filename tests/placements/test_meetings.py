"""Meeting companies: who comes, what moves, what ends; and nothing of it reaches a match."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import event, update
from sqlalchemy.exc import IntegrityError

from matching.receipt import canonical_bytes
from matching.slots import check_receipt
from placements.errors import NotAllowed, Refusal, TooLate
from placements.match.snapshot import take_snapshot
from placements.meetings.afterwards import (
    Reflection,
    ask_how_it_was,
    note_attendance,
    reflect_on_meeting,
    remind_of_meetings,
)
from placements.meetings.asking import withdraw_request
from placements.meetings.offers import (
    MeetingTerms,
    cancel_meeting,
    free_until,
    move_meeting,
    offer_meeting,
)
from placements.meetings.unmet import invite_unmet, list_unmet, who_met_nobody
from records.models.meeting import Meeting, MeetingKind, MeetingRequest, MeetingState, RequestState
from records.models.outbox import OutboxMessage
from records.queries.meetings import find_meeting_to_draw, find_request
from records.vault.meetings import open_reflection
from tests.factories import NOW, ProgrammeFactory, StudentFactory
from tests.house.house import ROOT
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

    cancel_meeting(session, actor_of(carla), meeting, reason="De oven is stuk.", now=DRAWN)

    assert {(amina.id, "meeting_cancelled"), (otto.id, "meeting_cancelled_company")} <= mails(
        session
    )
    assert who_met_nobody(session, actor_of(carla), meeting.programmes[0], now=DRAWN) == [amina.id]
    with pytest.raises(NotAllowed):
        cancel_meeting(session, actor_of(otto), meeting, reason="Nog eens.", now=DRAWN)
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


def test_both_sides_hear_the_day_before_and_afterwards_and_only_once(session, meeting, amina, otto):
    ask(session, amina, meeting)
    draw(session, meeting)
    eve = STARTS - timedelta(days=1)

    sent = [
        remind_of_meetings(session, now=eve.replace(hour=6)),
        remind_of_meetings(session, now=eve.replace(hour=7)),
        remind_of_meetings(session, now=eve.replace(hour=8)),
        ask_how_it_was(session, now=ENDS - timedelta(minutes=1)),
        ask_how_it_was(session, now=ENDS),
        ask_how_it_was(session, now=ENDS),
    ]

    assert sent == [0, 1, 0, 0, 1, 0]
    assert {
        (amina.id, "meeting_tomorrow"),
        (otto.id, "meeting_tomorrow_company"),
        (amina.id, "meeting_over"),
        (otto.id, "meeting_over_company"),
    } <= mails(session)


def test_who_stayed_away_has_met_nobody_and_writes_no_card(session, meeting, amina, carla):
    ask(session, amina, meeting)
    draw(session, meeting)
    (programme,) = meeting.programmes
    assert [
        (line.students, line.unmet) for line in list_unmet(session, actor_of(carla), now=DRAWN)
    ] == [(1, 0)]

    note_attendance(session, actor_of(carla), meeting, set(), now=STARTS)

    request = find_request(session, meeting.id, student_id=amina.id)
    assert who_met_nobody(session, actor_of(carla), programme, now=ENDS) == [amina.id]
    with pytest.raises(NotAllowed):
        reflect_on_meeting(
            session, actor_of(amina), request, Reflection(saw="x", suits="", wants=""), now=ENDS
        )


def test_a_card_is_sealed_and_only_the_students_own(session, meeting, amina, programme):
    ask(session, amina, meeting)
    draw(session, meeting)
    request = find_request(session, meeting.id, student_id=amina.id)
    card = Reflection(saw="Hoe deeg rijst", suits="", wants="")

    for wrong, who, now in (
        (Refusal, amina, STARTS),
        (NotAllowed, classmates(programme, 1)[0], ENDS),
    ):
        with pytest.raises(wrong):
            reflect_on_meeting(session, actor_of(who), request, card, now=now)
    reflect_on_meeting(session, actor_of(amina), request, card, now=ENDS)

    assert b"deeg" not in request.sealed_reflection
    assert open_reflection(session, request)["saw"] == "Hoe deeg rijst"


def test_who_met_nobody_is_invited_once_a_week_and_only_to_something(
    session, meeting, amina, carla, programme
):
    with pytest.raises(Refusal, match="nothing to ask"):
        invite_unmet(session, actor_of(carla), programme, now=DRAWN)

    assert invite_unmet(session, actor_of(carla), programme, now=NOW) == 1
    session.flush()

    assert (amina.id, "meetings_invitation") in mails(session)
    with pytest.raises(Refusal, match="week"):
        invite_unmet(session, actor_of(carla), programme, now=NOW + timedelta(days=6))
    with pytest.raises(NotAllowed):
        invite_unmet(session, actor_of(amina), programme, now=NOW)


def test_having_met_a_company_changes_no_byte_of_a_match_and_is_not_even_read(
    session, matching_round, amina_in_round, amina, meeting, carla
):
    before = canonical_bytes(take_snapshot(session, matching_round).frozen)
    ask(session, amina, meeting)
    draw(session, meeting)
    note_attendance(session, actor_of(carla), meeting, {1}, now=STARTS)
    session.flush()
    read = []

    def note(*asked):
        read.append(asked[2])

    event.listen(session.connection(), "before_cursor_execute", note)
    try:
        after = canonical_bytes(take_snapshot(session, matching_round).frozen)
    finally:
        event.remove(session.connection(), "before_cursor_execute", note)

    assert after == before
    assert read
    assert not any("meeting" in statement for statement in read)


def test_nothing_that_scores_or_matches_knows_meetings():
    rooms = ("scoring", "placements/match", "placements/assessments", "placements/profiles")
    sources = [path for room in rooms for path in (ROOT / room).rglob("*.py")]

    assert len(sources) > 25
    assert [path.name for path in sources if "meeting" in path.read_text("utf-8")] == []
