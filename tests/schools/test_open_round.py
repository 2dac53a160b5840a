"""Carla opens a round."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from records.models.audit import AuditEvent
from records.models.outbox import OutboxMessage
from records.models.round import Objective, Round, RoundPhase
from tests.factories import ProgrammeFactory

DAYS = {
    "vacancies_open_on": "2026-11-30",
    "profiles_open_on": "2026-12-14",
    "scoring_opens_on": "2027-01-04",
    "matching_opens_on": "2027-01-18",
    "results_on": "2027-01-25",
    "period_starts_on": "2027-03-15",
    "period_ends_on": "2027-07-09",
}
ANSWERS = DAYS | {
    "name": "Periode 4 2027",
    "objective": "stable",
    "public_value_source": "drand quicknet, eerste ronde na 18-01-2027 09:00",
}
URL = "/school/rounds/new"


@pytest.fixture
def answers(programme):
    return ANSWERS | {"programme_ids": str(programme.id)}


def test_it_begins_with_usual_days_in_order(as_carla, programme):
    page = as_carla.get(URL)

    assert page.status_code == 200
    assert 'value="2026-11-30"' in page.text
    assert programme.crebo in page.text


def test_the_usual_days_leave_seven_weeks_between_result_and_start():
    from placements.rounds.course import DAYS_IN_ORDER, usual_days

    days = usual_days(date(2026, 11, 25))

    assert [days[name] for name in DAYS_IN_ORDER] == sorted(days.values())
    assert {day.weekday() for day in days.values()} == {0}
    assert days["period_starts_on"] - days["results_on"] == timedelta(weeks=7)


def test_it_opens_the_round_and_tells_nobody(as_carla, answers, programme, school, session):
    answer = as_carla.post(URL, data=answers)

    round_ = session.scalars(select(Round)).one()
    assert answer.location.endswith(f"/school/rounds/{round_.id}")
    assert (round_.school_id, round_.phase) == (school.id, RoundPhase.PREPARING)
    assert (round_.objective, round_.results_on) == (Objective.STABLE, date(2027, 1, 25))
    assert round_.programmes == [programme]
    assert session.scalars(select(AuditEvent.event)).all() == ["round:opened"]
    assert session.scalars(select(OutboxMessage)).all() == []


def test_sending_the_form_twice_opens_one_round(as_carla, answers, session):
    as_carla.post(URL, data=answers)
    again = as_carla.post(URL, data=answers)

    assert again.status_code == 422
    assert "al een ronde met deze naam" in again.text
    assert session.query(Round).count() == 1


def test_days_out_of_order_are_pointed_out_and_what_was_typed_stays(as_carla, answers, session):
    answer = as_carla.post(URL, data=answers | {"matching_opens_on": "2026-12-31"})

    assert answer.status_code == 422
    assert 'href="#matching_opens_on"' in answer.text
    assert 'value="2026-12-31"' in answer.text
    assert 'value="Periode 4 2027"' in answer.text
    assert session.query(Round).count() == 0


def test_a_period_of_no_days_is_refused(as_carla, answers):
    answer = as_carla.post(URL, data=answers | {"period_ends_on": DAYS["period_starts_on"]})

    assert answer.status_code == 422
    assert "nadat ze is begonnen" in answer.text


def test_a_day_that_is_none_is_answered_with_an_example(as_carla, answers):
    answer = as_carla.post(URL, data=answers | {"results_on": "31-31-2027"})

    assert answer.status_code == 422
    assert answer.text.count("Vul een dag in, bijvoorbeeld 2027-03-14") == 2


@pytest.mark.parametrize("field", [*ANSWERS, "programme_ids"])
def test_every_question_must_be_answered(as_carla, answers, field, session):
    answer = as_carla.post(URL, data=answers | {field: ""})

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert session.query(Round).count() == 0


@pytest.mark.parametrize("field", ["name", "public_value_source"])
def test_spaces_are_no_answer(as_carla, answers, field):
    answer = as_carla.post(URL, data=answers | {field: "   "})

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_a_programme_of_another_school_cannot_take_part(as_carla, answers, session):
    theirs = ProgrammeFactory()

    answer = as_carla.post(URL, data=answers | {"programme_ids": str(theirs.id)})

    assert answer.status_code == 422
    assert session.query(Round).count() == 0


@pytest.mark.parametrize("browser", ["as_mehmet", "as_anton", "as_amina", "as_noor"])
def test_only_coordinators_open_rounds(browser, answers, request):
    person = request.getfixturevalue(browser)

    assert person.get(URL).status_code == 403
    assert person.post(URL, data=answers).status_code == 403


def test_visitors_sign_in_first(visitor):
    assert visitor.get(URL).status_code == 303
