"""Carla starts the match; the worker computes it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.commands.matching import perform_waiting_runs
from records.models.match import MatchRun, MatchRunState
from tests.factories import RoundFactory
from tests.rounds import frozen_input


def address(round_):
    return f"/school/rounds/{round_.id}/match"


@pytest.fixture
def frozen(session, matching_round, amina_in_round):
    """The input of the round, in which Amina takes part."""
    return frozen_input(session, matching_round)


def test_the_button_leaves_a_run_for_the_worker(as_carla, session, matching_round, frozen):
    response = as_carla.post(address(matching_round))

    assert response.status_code == 302
    run = session.scalars(select(MatchRun)).one()
    assert (run.state, run.number, run.progress_share) == (MatchRunState.WAITING, 1, 0)


def test_the_worker_finishes_it(as_carla, session, matching_round, frozen):
    as_carla.post(address(matching_round))

    perform_waiting_runs(session, now=datetime(2026, 11, 23, 9, 1, tzinfo=UTC))

    run = session.scalars(select(MatchRun)).one()
    assert (run.state, run.progress_share) == (MatchRunState.FINISHED, 100)


def test_a_run_that_fails_goes_back_with_its_reason_and_frees_the_way(
    as_carla, session, matching_round, frozen, monkeypatch
):
    as_carla.post(address(matching_round))
    monkeypatch.setattr("placements.match.run.run_round", _fail)

    perform_waiting_runs(session, now=datetime(2026, 11, 23, 9, 1, tzinfo=UTC))

    run = session.scalars(select(MatchRun)).one()
    assert run.state is MatchRunState.RETURNED
    assert run.return_reason == "ValueError"
    assert as_carla.post(address(matching_round)).status_code == 302


def test_a_worker_that_stopped_half_way_is_taken_over(as_carla, session, matching_round, frozen):
    as_carla.post(address(matching_round))
    run = session.scalars(select(MatchRun)).one()
    run.state, run.progress_share = MatchRunState.RUNNING, 40
    session.flush()

    perform_waiting_runs(session, now=datetime(2026, 11, 23, 9, 1, tzinfo=UTC))

    assert run.state is MatchRunState.FINISHED


@pytest.mark.parametrize("count", [2, 3])
def test_pressing_again_makes_no_second_run(as_carla, session, matching_round, frozen, count):
    answers = [as_carla.post(address(matching_round)).status_code for _number in range(count)]

    assert answers == [302] + [422] * (count - 1)
    assert len(session.scalars(select(MatchRun)).all()) == 1


def test_a_round_that_is_not_ready_is_refused(as_carla, matching_round):
    response = as_carla.post(address(matching_round))

    assert response.status_code == 422
    assert "nog niet klaar" in response.text


def test_a_round_of_another_school_does_not_exist(as_carla):
    assert as_carla.post(address(RoundFactory())).status_code == 404


def test_visitors_may_not_post(visitor, matching_round):
    assert visitor.post(address(matching_round)).status_code == 401


def test_a_mentor_may_not_run_a_match(as_mehmet, matching_round):
    assert as_mehmet.post(address(matching_round)).status_code == 403


def _fail(*_args, **_kwargs):
    raise ValueError("two seats in one")
