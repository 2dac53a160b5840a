"""Carla asks to go on without a lost secret; a second person agrees, and the report prints it."""

import pytest
from sqlalchemy import select

from placements.match.lottery import record_public_value
from placements.match.run import confirm_run
from placements.proposals.answers import publish_run
from records.models.account import Account, Role
from records.models.outbox import OutboxMessage
from records.queries.rounds import find_absence, list_parties
from tests.factories import AccountFactory, RoundFactory
from tests.rounds import RESULTS_DAY, actor_of, finished_run, frozen_input
from web.mail import compose

ANSWERS = {
    "reason": "De studentenraad heeft haar geheim niet meer.",
    "source": "drand quicknet, eerste ronde na 25-11-2026 12:00",
    "drawn_on": "2026-11-25",
}


@pytest.fixture
def url(session, matching_round, amina_in_round):
    """Where the draw waits for the second party's secret."""
    list_parties(session, matching_round.id)[1][0].secret = None
    frozen_input(session, matching_round)
    return f"/school/rounds/{matching_round.id}/lottery"


@pytest.fixture
def as_ada(sign_in, school):
    """Ada is administrator: a second person."""
    return sign_in(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))


def test_it_is_asked_agreed_to_and_printed(
    as_carla, as_ada, as_mehmet, url, session, matching_round, carla
):
    offered = as_carla.get(url).text
    page = as_carla.get(f"{url}/absence")
    asked = as_carla.post(f"{url}/absence", data=ANSWERS)
    task = as_ada.get("/school/home").text
    agreed = as_ada.post(f"{url}/absence/approve")
    after = as_ada.get(url).text

    assert "Ga verder zonder een geheim" in offered
    assert "Partij 2" in page.text
    assert (asked.status_code, agreed.status_code) == (302, 302)
    assert "Ga akkoord dat een partij afwezig is" in task
    assert ANSWERS["source"] in after
    assert "Afwezig" in after
    record_public_value(
        session, actor_of(carla), matching_round, value="het latere getal", now=RESULTS_DAY
    )
    run = finished_run(session, matching_round, carla, now=RESULTS_DAY)
    confirm_run(session, actor_of(carla), run, now=RESULTS_DAY)
    publish_run(session, actor_of(carla), run, now=RESULTS_DAY)
    report = as_mehmet.get(f"/school/rounds/{matching_round.id}/report").text
    lost = list_parties(session, matching_round.id)[1][0]
    for printed in (
        ANSWERS["reason"],
        ANSWERS["source"],
        "het latere getal",
        "drand 4711",
        lost.commitment,
        "deze partij is afwezig verklaard",
    ):
        assert printed in report


@pytest.mark.parametrize("wrong", [{"reason": "Kwijt."}, {"source": " "}, {"drawn_on": "morgen"}])
def test_wrong_answers_are_refused_and_what_was_typed_stays(
    as_carla, url, session, matching_round, wrong
):
    answer = as_carla.post(f"{url}/absence", data=ANSWERS | wrong)

    assert answer.status_code == 422
    assert f'href="#{next(iter(wrong))}"' in answer.text
    assert next(iter(wrong.values())) in answer.text
    assert find_absence(session, matching_round.id) is None


def test_it_can_be_taken_back_before_somebody_agrees(
    as_carla, as_ada, url, session, matching_round
):
    as_carla.post(f"{url}/absence", data=ANSWERS)

    dropped = as_carla.post(f"{url}/absence/drop")
    late = as_ada.post(f"{url}/absence/approve")

    assert (dropped.status_code, late.status_code) == (302, 422)
    assert find_absence(session, matching_round.id) is None


def test_the_parties_read_in_a_mail_which_draw_counts(as_carla, as_ada, url, session):
    as_carla.post(f"{url}/absence", data=ANSWERS)
    as_ada.post(f"{url}/absence/approve")

    told = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "party_absent")).all()
    mail = compose(told[0])

    assert "Partij 2" in mail.text
    assert ANSWERS["source"] in mail.text


def test_a_coordinator_may_not_agree(as_carla, url):
    as_carla.post(f"{url}/absence", data=ANSWERS)

    assert as_carla.post(f"{url}/absence/approve").status_code == 403


def test_a_confidant_may_not_ask(sign_in, url, session, matching_round):
    confidant = session.get_one(Account, list_parties(session, matching_round.id)[1][0].account_id)

    assert sign_in(confidant).get(f"{url}/absence").status_code == 403


def test_a_round_of_another_school_does_not_exist(as_carla, as_ada):
    theirs = f"/school/rounds/{RoundFactory().id}/lottery/absence"

    assert as_carla.get(theirs).status_code == 404
    assert as_ada.post(f"{theirs}/approve").status_code == 404
    assert as_ada.post(f"{theirs}/drop").status_code == 404


def test_visitors_sign_in_first(visitor, url):
    assert visitor.get(f"{url}/absence").status_code == 303
