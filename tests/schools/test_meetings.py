"""A coordinator offers for a company, sees who comes and who met nobody, notes who was there."""

import pytest

from records.models.account import Role
from records.models.meeting import Meeting, MeetingState
from records.models.outbox import OutboxMessage
from records.queries.meetings import find_request
from records.vault.ledger import list_reveal_lines
from tests.employers.test_meetings import OFFER
from tests.factories import AccountFactory, ProgrammeFactory, SchoolFactory
from tests.meetings import ENDS, STARTS, MeetingFactory, ask, draw


@pytest.fixture
def drawn(session, school, programme, bakery, otto, amina):
    meeting = MeetingFactory(
        school=school, employer=bakery, programmes=[programme], offered_by=otto.id
    )
    ask(session, amina, meeting)
    draw(session, meeting)
    return meeting


def page(meeting, more=""):
    return f"/school/meetings/{meeting.id}{more}"


def test_a_coordinator_offers_for_a_company_that_calls(
    session, as_carla, collecting, programme, bakery, otto, amina
):
    form = OFFER | {"programme_ids": programme.id, "employer_id": bakery.id}

    response = as_carla.post("/school/meetings/new", data=form)

    assert response.status_code == 302
    (meeting,) = session.query(Meeting)
    assert meeting.employer_id == bakery.id
    ask(session, amina, meeting)
    draw(session, meeting)
    told = {
        row.account_id
        for row in session.query(OutboxMessage).filter_by(kind="meeting_drawn_company")
    }
    assert told == {otto.id}


def test_without_a_company_what_was_typed_stays(as_carla, programme):
    response = as_carla.post("/school/meetings/new", data=OFFER | {"programme_ids": programme.id})

    assert response.status_code == 422
    assert "Kies een bedrijf" in response.text
    assert "Een ochtend meelopen in de bakkerij." in response.text


def test_what_a_school_writes_for_a_company_tells_of_no_student(
    session, as_carla, collecting, programme, bakery, amina
):
    form = OFFER | {"programme_ids": programme.id, "employer_id": bakery.id}

    response = as_carla.post("/school/meetings/new", data=form | {"bring": "Vraag naar Amina"})

    assert response.status_code == 422
    assert "Laat namen" in response.text
    assert session.query(Meeting).count() == 0


def test_who_comes_is_read_by_name_and_stands_in_the_ledger(session, as_carla, drawn, amina):
    shown, paper = as_carla.get(page(drawn)), as_carla.get(page(drawn, "/visitors"))

    assert "Amina El Idrissi (1)" in shown.text
    assert "Amina El Idrissi" in paper.text
    assert {line.purpose for line in list_reveal_lines(session, amina.id)} == {"meeting"}


def test_who_asked_stays_unknown_before_the_draw(session, as_carla, school, programme, amina):
    meeting = MeetingFactory(school=school, programmes=[programme])
    ask(session, amina, meeting)

    text = as_carla.get(page(meeting)).text

    assert "Tot nu toe vroeg 1 student een plek." in text
    assert "Amina" not in text


def test_a_meeting_where_nobody_had_a_place_says_so(
    session, as_carla, school, programme, bakery, otto, at
):
    meeting = MeetingFactory(
        school=school, employer=bakery, programmes=[programme], offered_by=otto.id
    )
    draw(session, meeting)
    before = as_carla.get(page(meeting)).text
    at(STARTS)

    text = as_carla.get(page(meeting)).text

    assert "Er komen 0 studenten" in before
    assert "Niemand had een plek." in text
    assert "Er komen" not in text


def test_the_school_corrects_who_came(session, as_carla, as_noor, drawn, amina, at):
    at(STARTS)
    as_noor.post(f"/employer/meetings/{drawn.id}/attendance", data={})

    response = as_carla.post(page(drawn, "/attendance"), data={"came": ["1"]})

    assert response.status_code == 302
    assert find_request(session, drawn.id, student_id=amina.id).attended is True


def test_a_number_that_nobody_has_is_refused(as_carla, drawn, at):
    at(STARTS)

    assert as_carla.post(page(drawn, "/attendance"), data={"came": ["7"]}).status_code == 422


def test_who_met_nobody_is_listed_by_programme_and_mailed_with_one_tap(
    session, as_carla, school, programme, amina
):
    url = f"/school/meetings/programmes/{programme.id}"
    nothing = as_carla.post(f"{url}/invite")
    MeetingFactory(school=school, programmes=[programme])

    listed, names = as_carla.get("/school/meetings").text, as_carla.get(url).text
    sent, again = (as_carla.post(f"{url}/invite") for _tap in range(2))

    assert "1 van 1" in listed
    assert "Amina El Idrissi" in names
    assert [one.status_code for one in (nothing, sent, again)] == [422, 302, 422]
    assert "minder dan een week" in again.text
    assert session.query(OutboxMessage).filter_by(kind="meetings_invitation").count() == 1


def test_the_school_calls_it_off(session, as_carla, drawn):
    form = {"held_on": "2026-12-16", "starts_at": "07:00", "ends_at": "12:00"}

    answers = [
        as_carla.post(page(drawn, "/move"), data=form),
        as_carla.post(page(drawn, "/cancel"), data={"reason": "venue"}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert drawn.state is MeetingState.CANCELLED
    assert "De ruimte is er dan niet" in as_carla.get(page(drawn)).text


def test_of_another_school_nothing_exists(session, sign_in, drawn, programme, at):
    at(ENDS)
    outsider = sign_in(AccountFactory(role=Role.COORDINATOR, school_id=SchoolFactory().id))

    for more in ("", "/visitors", "/move", "/cancel"):
        assert outsider.get(page(drawn, more)).status_code == 404
    assert outsider.post(page(drawn, "/attendance")).status_code == 404
    assert outsider.get(f"/school/meetings/programmes/{programme.id}").status_code == 404
    assert outsider.post(f"/school/meetings/programmes/{programme.id}/invite").status_code == 404


def test_it_is_for_coordinators_only(as_mehmet, as_anton, as_amina, drawn):
    for client in (as_mehmet, as_anton, as_amina):
        assert client.get(page(drawn)).status_code == 403


def test_a_programme_without_students_has_met_everybody(as_carla, school):
    empty = ProgrammeFactory(school=school)

    text = as_carla.get(f"/school/meetings/programmes/{empty.id}").text

    assert "Iedereen is ergens geweest" in text
