"""Carla takes a step with a company; others of the school read it, and nobody else."""

import pytest

from records.models.account import Role
from tests.factories import NOW, AccountFactory
from tests.placements.test_ladder import REASON, step

ANSWERS = {"step": "talk", "taken_on": NOW.date().isoformat(), "reason": REASON}


@pytest.fixture
def page(draft, bakery):
    return f"/school/companies/{bakery.id}/ladder"


def test_a_step_is_noted_with_the_name_of_who_took_it(as_carla, page, bakery):
    before = as_carla.get(page).text
    answer = as_carla.post(f"{page}/step", data=ANSWERS)
    after = as_carla.get(page).text

    assert "De volgende stap: Gesprek" in before
    assert answer.status_code == 302
    assert "Carla" in after
    assert REASON in after
    assert "De volgende stap: Afspraken op papier" in after
    assert "Gesprek" in as_carla.get("/school/companies").text


def test_a_page_that_is_out_of_date_takes_no_second_step(as_carla, page):
    as_carla.post(f"{page}/step", data=ANSWERS)

    answer = as_carla.post(f"{page}/step", data=ANSWERS)

    assert answer.status_code == 422
    assert "Iemand was je voor" in answer.text
    assert REASON in answer.text


def test_without_a_reason_what_was_typed_stays(as_carla, page):
    answer = as_carla.post(f"{page}/step", data=ANSWERS | {"reason": "Kort."})

    assert answer.status_code == 422
    assert "Kort." in answer.text


def test_a_pause_is_told_where_a_form_is_sent(
    session, as_carla, as_otto, page, sent, bakery, carla
):
    for which in ("talk", "written_agreement", "pause"):
        step(session, carla, bakery, which)

    answer = as_carla.post(f"/school/vacancies/{sent.id}", data={"button": "freeze"})

    assert answer.status_code == 422


def test_it_is_lifted_with_a_reason(session, as_carla, page, bakery, carla):
    step(session, carla, bakery, "talk")

    short = as_carla.post(f"{page}/lift", data={"reason": "Ok."})
    done = as_carla.post(f"{page}/lift", data={"reason": REASON})

    assert (short.status_code, done.status_code) == (422, 302)
    assert "Er lopen geen stappen" in as_carla.get(page).text


def test_an_administrator_reads_and_takes_none(session, sign_in, page, school):
    reader = sign_in(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))

    assert "Ik heb deze stap gezet" not in reader.get(page).text
    assert reader.post(f"{page}/step", data=ANSWERS).status_code == 403


def test_a_school_that_does_not_work_with_it_finds_nothing(sign_in, page):
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))

    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}/step", data=ANSWERS).status_code == 404
