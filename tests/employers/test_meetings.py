"""A company offers a meeting on one screen, and hears how many come, never who."""

import pytest

from records.models.account import Role
from records.models.meeting import Meeting, MeetingAnswer, MeetingKind, MeetingState, RequestState
from records.queries.meetings import find_request
from tests.factories import AccountFactory, EmployerFactory
from tests.meetings import DRAWN, ENDS, STARTS, MeetingFactory, ask, classmates, draw

OFFER = {
    "kind": "shadow_day",
    "about": "Een ochtend meelopen in de bakkerij.",
    "held_on": "2026-12-09",
    "starts_at": "07:00",
    "ends_at": "12:00",
    "places": "2",
    "venue": "Dorpsstraat 1",
    "bring": "Dichte schoenen",
    "last_day_on": "2026-12-04",
}


@pytest.fixture
def drawn(session, school, programme, bakery, otto, amina):
    """A drawn shadow day to which Amina goes."""
    meeting = MeetingFactory(
        school=school, employer=bakery, programmes=[programme], offered_by=otto.id
    )
    ask(session, amina, meeting)
    draw(session, meeting)
    return meeting


def page(meeting, more=""):
    return f"/employer/meetings/{meeting.id}{more}"


def test_it_is_offered_on_one_screen_and_the_draw_is_bound_at_once(
    session, as_noor, collecting, programme, noor
):
    form = OFFER | {"programme_ids": programme.id}

    response, again = (as_noor.post("/employer/meetings/new", data=form) for _tap in range(2))

    assert (response.status_code, again.status_code) == (302, 302)
    (meeting,) = session.query(Meeting)
    assert (meeting.kind, meeting.places) == (MeetingKind.SHADOW_DAY, 2)
    assert (meeting.school_id, meeting.offered_by) == (programme.school_id, noor.id)
    assert len(meeting.commitment) == 64
    assert meeting.commitment in as_noor.get(response.location).text


def test_what_a_company_writes_itself_is_not_stopped(
    session, as_noor, collecting, programme, amina
):
    form = OFFER | {"programme_ids": programme.id, "bring": "Vraag bij de deur naar Amina"}

    offered = as_noor.post("/employer/meetings/new", data=form)

    assert offered.status_code == 302
    assert "naar Amina" in as_noor.get(offered.location).text


def test_what_is_wrong_is_said_and_what_was_typed_stays(session, as_noor, collecting):
    wrong = {"held_on": "morgen", "places": "veel", "kind": "borrel"}

    response = as_noor.post("/employer/meetings/new", data=OFFER | wrong)

    assert response.status_code == 422
    for words in ("2027-03-14", "een getal van 1 tot en met 200", "Kies minstens één opleiding"):
        assert words in response.text
    assert "Een ochtend meelopen in de bakkerij." in response.text
    assert session.query(Meeting).count() == 0


def test_it_ends_after_it_begins(as_noor, collecting, programme):
    wrong = {"programme_ids": programme.id, "ends_at": "06:00"}

    response = as_noor.post("/employer/meetings/new", data=OFFER | wrong)

    assert response.status_code == 422
    assert "Het eindigt voordat het begint" in response.text


def test_a_company_without_a_programme_reads_whom_to_call(as_noor):
    assert "Bel de school" in as_noor.get("/employer/meetings/new").text


def test_it_hears_how_many_come_and_no_name_before_or_after(session, as_noor, drawn, amina, at):
    request = find_request(session, drawn.id, student_id=amina.id)
    seen = []
    for moment in (DRAWN, STARTS, ENDS):
        at(moment)
        seen += [as_noor.get(page(drawn)), as_noor.get("/employer/meetings")]

    assert {answer.status_code for answer in seen} == {200}
    assert "Er komt 1 student." in seen[0].text
    for answer in seen:
        for secret in ("Amina", "Idrissi", request.code, str(request.student_id)):
            assert secret not in answer.text


def test_who_came_is_ticked_by_number_once_and_not_shown_again(session, as_noor, drawn, amina, at):
    at(STARTS)
    assert 'name="came"' in as_noor.get(page(drawn)).text

    first = as_noor.post(page(drawn, "/attendance"), data={})
    again = as_noor.post(page(drawn, "/attendance"), data={"came": ["1"]})

    assert (first.status_code, again.status_code) == (302, 422)
    assert "al genoteerd" in again.text
    assert find_request(session, drawn.id, student_id=amina.id).attended is False
    assert 'name="came"' not in as_noor.get(page(drawn)).text


def test_a_guest_lesson_has_no_door_and_no_numbers(session, as_noor, drawn, at):
    drawn.kind = MeetingKind.GUEST_LESSON
    at(STARTS)

    assert "Nummers voor bij de deur" not in as_noor.get(page(drawn)).text
    assert as_noor.post(page(drawn, "/attendance"), data={}).status_code == 422


def test_afterwards_there_is_one_question_about_the_meeting(session, as_noor, drawn, at):
    early = as_noor.post(page(drawn, "/answer"), data={"answer": "more_time"})
    at(ENDS)

    assert "Vertel hoe het was: Meeloopdag" in as_noor.get("/employer/home").text
    empty = as_noor.post(page(drawn, "/answer"), data={})
    kept = as_noor.post(page(drawn, "/answer"), data={"answer": "more_time"})

    assert [one.status_code for one in (early, empty, kept)] == [422, 422, 302]
    assert drawn.answer is MeetingAnswer.MORE_TIME
    assert "Vertel hoe het was" not in as_noor.get("/employer/home").text


def test_it_moves_and_is_called_off_with_a_reason(session, as_noor, drawn):
    moved = as_noor.post(
        page(drawn, "/move"),
        data={"held_on": "2026-12-16", "starts_at": "07:00", "ends_at": "12:00"},
    )
    empty = as_noor.post(page(drawn, "/cancel"), data={"reason": "geen zin"})
    off = as_noor.post(page(drawn, "/cancel"), data={"reason": "venue"})
    again = as_noor.post(page(drawn, "/cancel"), data={"reason": "venue"})

    assert [one.status_code for one in (moved, empty, off, again)] == [302, 422, 302, 422]
    assert drawn.state is MeetingState.CANCELLED
    assert "De ruimte is er dan niet" in as_noor.get(page(drawn)).text
    assert "al afgezegd" in again.text


def test_a_time_that_is_too_near_is_refused(as_noor, drawn):
    response = as_noor.post(
        page(drawn, "/move"),
        data={"held_on": "2026-11-24", "starts_at": "07:00", "ends_at": "12:00"},
    )

    assert response.status_code == 422
    assert 'value="2026-11-24"' in response.text


def test_it_is_put_in_a_calendar(as_noor, drawn):
    response = as_noor.get(page(drawn, "/meeting.ics"))

    assert response.mimetype == "text/calendar"
    assert "SUMMARY:Meeloopdag: Bakkerij De Vries" in response.text


def test_a_student_who_says_no_is_no_longer_expected(session, as_noor, as_amina, drawn):
    as_amina.post(f"/student/meetings/{drawn.id}/withdraw")

    assert "Er komen 0 studenten." in as_noor.get(page(drawn)).text


def test_a_meeting_of_another_company_does_not_exist(sign_in, drawn):
    outsider = sign_in(AccountFactory(role=Role.OWNER, employer_id=EmployerFactory().id))

    for more in ("", "/move", "/cancel", "/meeting.ics"):
        assert outsider.get(page(drawn, more)).status_code == 404
    assert outsider.post(page(drawn, "/attendance")).status_code == 404
    assert drawn.state is MeetingState.DRAWN


def test_only_numbers_tell_how_many_wait(session, as_noor, school, programme, bakery, otto):
    meeting = MeetingFactory(
        school=school, employer=bakery, programmes=[programme], offered_by=otto.id
    )
    for student in classmates(programme, 3):
        ask(session, student, meeting)
    assert "Tot nu toe vroegen 3 studenten een plek." in as_noor.get(page(meeting)).text

    draw(session, meeting)

    assert "nog 2 op de wachtlijst" in as_noor.get(page(meeting)).text
    assert RequestState.WAITING not in as_noor.get(page(meeting)).text


def test_it_says_what_was_once_it_has_been(session, as_noor, at, drawn, amina):
    before = as_noor.get(page(drawn)).text
    at(STARTS)
    meanwhile = as_noor.get(page(drawn)).text
    at(ENDS)
    over = as_noor.get(page(drawn)).text
    number = find_request(session, drawn.id, student_id=amina.id).number
    as_noor.post(page(drawn, "/attendance"), data={"came": [number]})
    noted = as_noor.get(page(drawn)).text

    assert "Er komt 1 student" in before
    assert "Het is nu bezig" in meanwhile
    assert "Het is voorbij. 1 student had een plek." in over
    assert "1 van de 1 student is gekomen" in noted
    for text in (meanwhile, over, noted):
        assert "Er komt 1 student" not in text
    assert "Nummers voor bij de deur" in before
    assert "Nummers voor bij de deur" not in over


def test_of_a_guest_lesson_the_company_hears_that_the_school_notes_who_came(
    session, as_noor, at, drawn
):
    drawn.kind = MeetingKind.GUEST_LESSON
    at(ENDS)

    assert "De school noteert nog wie er was" in as_noor.get(page(drawn)).text
