"""Carla sends a run back with a reason."""

from records.models.account import Role
from records.models.match import MatchRunState
from tests.factories import AccountFactory

REASON = "De dagen van een plek klopten niet."


def address(run):
    return f"/school/match-runs/{run.id}/return"


def test_a_reason_sends_it_back(as_carla, run):
    response = as_carla.post(address(run), data={"reason": REASON})

    assert response.status_code == 302
    assert (run.state, run.return_reason) == (MatchRunState.RETURNED, REASON)


def test_a_short_reason_is_refused_and_stays_in_the_field(as_carla, run):
    response = as_carla.post(address(run), data={"reason": "Foutje."})

    assert response.status_code == 422
    assert "Foutje." in response.text
    assert run.state is MatchRunState.FINISHED


def test_a_run_that_went_back_already_is_not_sent_twice(as_carla, run):
    as_carla.post(address(run), data={"reason": REASON})

    response = as_carla.post(address(run), data={"reason": REASON})

    assert response.status_code == 422
    assert "Iemand was je voor" in response.text


def test_visitors_sign_in_first(visitor, run):
    assert visitor.get(address(run)).status_code == 303


def test_an_administrator_may_not_send_it_back(sign_in, run, school):

    administrator = sign_in(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))

    assert administrator.get(address(run)).status_code == 403
