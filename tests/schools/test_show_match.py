"""Carla looks whether the round can be matched."""

from placements.match.run import request_run
from tests.factories import NOW, RoundFactory
from tests.rounds import actor_of, frozen_input


def address(round_):
    return f"/school/rounds/{round_.id}/match"


def test_it_says_what_is_missing_and_gives_no_button(as_carla, round_):
    response = as_carla.get(address(round_))

    assert response.status_code == 200
    assert response.text.count("Ontbreekt") == 4
    assert "Start de match" not in response.text


def test_a_round_that_is_ready_gives_the_button(as_carla, session, matching_round, amina_in_round):
    frozen_input(session, matching_round)

    response = as_carla.get(address(matching_round))

    assert "Ontbreekt" not in response.text
    assert "Start de match" in response.text


def test_a_run_that_is_computed_shows_its_progress_and_asks_again(
    as_carla, session, matching_round, carla, amina_in_round
):
    frozen_input(session, matching_round)
    run = request_run(session, actor_of(carla), matching_round, now=NOW)
    run.progress_share = 40
    session.flush()

    response = as_carla.get(address(matching_round))

    assert "40% klaar" in response.text
    assert 'hx-trigger="every 1s"' in response.text
    assert "Kijk hoe ver het is" in response.text


def test_a_finished_run_waits_for_a_person_and_asks_no_more(as_carla, matching_round, run):
    response = as_carla.get(address(matching_round))

    assert "Bekijk de uitkomst" in response.text
    assert "hx-trigger" not in response.text


def test_a_round_of_another_school_does_not_exist(as_carla):
    assert as_carla.get(address(RoundFactory())).status_code == 404


def test_visitors_sign_in_first(visitor, matching_round):
    assert visitor.get(address(matching_round)).status_code == 303


def test_an_assessor_may_not_enter(as_anton, matching_round):
    assert as_anton.get(address(matching_round)).status_code == 403
