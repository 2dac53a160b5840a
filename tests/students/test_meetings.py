"""A student asks, gets a place or waits, checks the draw and writes an own card."""

import pytest

from matching.slots import check_receipt
from records.models.account import Account
from records.models.meeting import MeetingRequest, RequestState
from records.queries.meetings import find_request
from records.vault.meetings import open_reflection
from tests.factories import ProgrammeFactory, StudentFactory
from tests.meetings import DRAWN, ENDS, STARTS, MeetingFactory, ask, classmates, draw, states


@pytest.fixture
def meeting(school, programme, bakery, otto):
    return MeetingFactory(
        school=school, employer=bakery, programmes=[programme], offered_by=otto.id
    )


def page(meeting, more=""):
    return f"/student/meetings/{meeting.id}{more}"


def test_what_suits_the_programme_is_asked_for_with_one_tap(
    session, as_amina, amina, meeting, school
):
    MeetingFactory(school=school, programmes=[ProgrammeFactory(school=school)], about="Anders.")
    before = as_amina.get("/student/meetings").text

    answers = [as_amina.post(page(meeting, "/ask")) for _tab in range(2)]

    assert "Meeloopdag: Bakkerij De Vries" in before
    assert "Anders." not in before
    assert [answer.status_code for answer in answers] == [302, 302]
    assert states(session, meeting) == {amina.id: RequestState.ASKED}
    assert "Je hebt een plek gevraagd" in as_amina.get(page(meeting)).text


def test_after_the_last_day_the_page_says_until_when(session, as_amina, meeting, at):
    at(DRAWN)

    response = as_amina.post(page(meeting, "/ask"))

    assert response.status_code == 422
    assert "vrijdag 4 december 2026" in response.text
    assert session.query(MeetingRequest).count() == 0


def test_a_place_has_a_number_a_calendar_file_and_a_draw_to_check(
    session, as_amina, amina, meeting
):
    ask(session, amina, meeting)
    draw(session, meeting)
    request = find_request(session, meeting.id, student_id=amina.id)

    shown, receipt = as_amina.get(page(meeting)).text, as_amina.get(page(meeting, "/draw.json"))

    assert "Je hebt een plek" in shown
    assert "Je nummer voor bij de deur: 1." in shown
    assert "Dichte schoenen" in shown
    assert "DTSTART:20261209T090000Z" in as_amina.get(page(meeting, "/meeting.ics")).text
    assert check_receipt(receipt.data) == [request.code]
    assert request.code in as_amina.get(page(meeting, "/draw")).text
    assert "Je hebt een plek" in as_amina.get("/student/meetings").text


def test_who_took_no_part_in_the_draw_cannot_read_it(session, as_amina, programme, meeting):
    ask(session, classmates(programme, 1)[0], meeting)
    draw(session, meeting)

    assert as_amina.get(page(meeting, "/draw")).status_code == 404
    assert as_amina.get(page(meeting, "/draw.json")).status_code == 404


def test_who_waits_reads_until_when_and_who_says_no_in_time_makes_room(
    session, as_amina, amina, programme, meeting, at
):
    other = classmates(programme, 1)[0]
    for student in (amina, other):
        ask(session, student, meeting)
    draw(session, meeting)
    found = states(session, meeting)
    at(DRAWN)
    waits = found[amina.id] is RequestState.WAITING

    text = as_amina.get(page(meeting)).text
    as_amina.post(page(meeting, "/withdraw"))

    assert ("Je staat op de wachtlijst" in text) is waits
    assert "dinsdag 8 december 2026" in text
    assert states(session, meeting)[other.id] is RequestState.GRANTED


def test_a_card_is_for_afterwards_and_stays_the_students_own(
    session, as_amina, as_carla, as_noor, amina, meeting, at
):
    ask(session, amina, meeting)
    draw(session, meeting)
    card = {"saw": "Hoe deeg rijst.", "suits": "", "wants": "Hoe laat ze beginnen."}
    early = as_amina.post(page(meeting, "/reflection"), data=card)
    at(ENDS)
    empty = as_amina.post(page(meeting, "/reflection"), data={"saw": " "})
    kept = as_amina.post(page(meeting, "/reflection"), data=card)

    assert [one.status_code for one in (early, empty, kept)] == [422, 422, 302]
    assert "Hoe deeg rijst." in early.text
    assert "Hoe deeg rijst." in as_amina.get(page(meeting, "/reflection")).text
    request = find_request(session, meeting.id, student_id=amina.id)
    assert open_reflection(session, request) == card
    for other, room in ((as_carla, "school"), (as_noor, "employer")):
        assert "deeg" not in other.get(f"/{room}/meetings/{meeting.id}").text


def test_what_was_noted_about_the_own_presence_is_shown(session, as_amina, amina, meeting, at):
    ask(session, amina, meeting)
    draw(session, meeting)
    find_request(session, meeting.id, student_id=amina.id).attended = False
    at(ENDS)

    text = as_amina.get(page(meeting)).text

    assert "Je was er niet" in text
    assert "Alleen je school en jij lezen dit" in text


def test_after_its_beginning_nobody_says_no_any_more(session, as_amina, amina, meeting, at):
    ask(session, amina, meeting)
    draw(session, meeting)
    at(STARTS)

    response = as_amina.post(page(meeting, "/withdraw"))

    assert response.status_code == 422
    assert "al begonnen" in response.text


def test_a_meeting_for_another_programme_does_not_exist(session, sign_in, school, meeting):
    other = StudentFactory(programme=ProgrammeFactory(school=school))
    client = sign_in(session.get_one(Account, other.id))

    assert client.get(page(meeting)).status_code == 404
    assert client.post(page(meeting, "/ask")).status_code == 404
    assert states(session, meeting) == {}
