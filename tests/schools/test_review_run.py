"""Carla looks at what a run gives everybody, confirms it, and publishes it on the day."""

from datetime import date

import pytest
from sqlalchemy import select

from placements.match.results import result_of
from records.models.account import Role
from records.models.match import MatchRunState
from records.models.proposal import Proposal
from records.models.round import RoundPhase
from scoring.bands import EVERYONE_EQUAL
from tests.factories import AccountFactory
from tests.rounds import finished_run, frozen_place, scored_candidate


def address(run, act=""):
    return f"/school/match-runs/{run.id}{act}"


def test_it_shows_codes_places_and_explanations_and_no_names(as_carla, run, amina_in_round):
    response = as_carla.get(address(run))

    assert response.status_code == 200
    assert amina_in_round.label in response.text
    assert "Banketbakker, Bakkerij De Vries" in response.text
    assert "Keuze 1, groep 0." in response.text
    assert run.digest in response.text
    assert "Amina" not in response.text


def test_it_names_what_bound_whoever_has_no_place(
    as_carla, session, matching_round, programme, carla, bakery_place
):
    scored_candidate(matching_round, programme, wishes=[bakery_place], weekdays=0b1000000)
    run = finished_run(session, matching_round, carla)

    response = as_carla.get(address(run))

    assert "Dagen: geen plek op de dagen van de student" in response.text


def test_it_says_where_the_assessors_agree_too_little(as_carla, run, bakery_place, monkeypatch):
    result = result_of(run)
    result.receipt["result"]["squared_errors"][str(bakery_place.id)] = EVERYONE_EQUAL
    before = as_carla.get(address(run)).text
    monkeypatch.setattr("schools.match.rows.result_of", lambda _run: result)

    after = as_carla.get(address(run)).text

    assert "Plekken waar iedereen gelijk telt" not in before
    assert "Plekken waar iedereen gelijk telt" in after


def test_twenty_five_a_page(as_carla, session, matching_round, programme, carla):
    for _number in range(26):
        scored_candidate(matching_round, programme, levels=())
    frozen_place(matching_round, programme)
    run = finished_run(session, matching_round, carla)

    first, second = as_carla.get(address(run)), as_carla.get(address(run, "?page=2"))

    assert first.text.count('class="pp-result"') == 25
    assert second.text.count('class="pp-result"') == 1


def test_confirming_names_who_stands_for_it(as_carla, run):
    response = as_carla.post(address(run, "/confirm"), follow_redirects=True)

    assert run.state is MatchRunState.CONFIRMED
    assert "Carla" in response.text
    assert "staat voor deze uitkomst" in response.text


def test_confirming_twice_says_that_somebody_was_first(as_carla, run):
    as_carla.post(address(run, "/confirm"))

    response = as_carla.post(address(run, "/confirm"))

    assert response.status_code == 422
    assert "Iemand was je voor" in response.text


def test_publishing_before_the_day_is_refused(as_carla, run, session):
    as_carla.post(address(run, "/confirm"))

    response = as_carla.post(address(run, "/publish"))

    assert response.status_code == 422
    assert "niet eerder" in response.text
    assert session.scalars(select(Proposal)).all() == []


def test_publishing_on_the_day_opens_the_phase_of_proposals(as_carla, run, session, matching_round):
    matching_round.results_on = date(2026, 11, 23)
    session.flush()
    as_carla.post(address(run, "/confirm"))

    response = as_carla.post(address(run, "/publish"))

    assert response.headers["Location"] == f"/school/rounds/{matching_round.id}/proposals"
    assert matching_round.phase is RoundPhase.PROPOSALS
    assert len(session.scalars(select(Proposal)).all()) == 1


@pytest.mark.parametrize("act", ["", "/confirm", "/publish", "/return"])
def test_a_run_of_another_school_does_not_exist(sign_in, run, act):
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))
    ask = stranger.post if act in ("/confirm", "/publish") else stranger.get

    assert ask(address(run, act)).status_code == 404


def test_visitors_sign_in_first(visitor, run):
    assert visitor.get(address(run)).status_code == 303


def test_an_assessor_may_not_enter(as_anton, run):
    assert as_anton.get(address(run)).status_code == 403
