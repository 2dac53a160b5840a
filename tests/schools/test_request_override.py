"""Carla asks for an exception; a second person agrees, or it is dropped."""

import pytest
from sqlalchemy import select

from records.models.account import Role
from records.models.match import MatchOverride
from tests.factories import AccountFactory

REASON = "De bus naar deze plek rijdt sinds vorige week niet meer."


@pytest.fixture
def dirk(school):
    """Dirk administers the service for the school: a second person."""
    return AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id)


@pytest.fixture
def as_dirk(sign_in, dirk):
    return sign_in(dirk)


def address(run, candidate):
    return f"/school/match-runs/{run.id}/candidates/{candidate.code}/override"


@pytest.fixture
def override(as_carla, session, run, amina_in_round, lunch_place):
    as_carla.post(
        address(run, amina_in_round), data={"place": str(lunch_place.id), "reason": REASON}
    )
    return session.scalars(select(MatchOverride)).one()


def test_it_waits_for_a_second_person(override, lunch_place, carla):
    assert (override.vacancy_id, override.reason) == (lunch_place.id, REASON)
    assert (override.requested_by, override.approved_by) == (carla.id, None)


def test_the_page_shows_no_name(as_carla, run, amina_in_round):
    response = as_carla.get(address(run, amina_in_round))

    assert amina_in_round.label in response.text
    assert "Amina" not in response.text


def test_a_reason_that_tells_who_it_is_is_refused(
    as_carla, session, run, amina_in_round, lunch_place
):
    answers = {"place": str(lunch_place.id), "reason": "Amina kan daar niet op tijd komen."}

    response = as_carla.post(address(run, amina_in_round), data=answers)

    assert response.status_code == 422
    assert "vertelt iets over een student" in response.text
    assert session.scalars(select(MatchOverride)).all() == []


def test_a_short_reason_is_refused_and_the_choice_stays(as_carla, run, amina_in_round, lunch_place):
    answers = {"place": str(lunch_place.id), "reason": "Te ver."}

    response = as_carla.post(address(run, amina_in_round), data=answers)

    assert response.status_code == 422
    assert f'<option selected value="{lunch_place.id}">' in response.text


def test_the_second_person_agrees(as_dirk, override, dirk):
    response = as_dirk.post(f"/school/match-overrides/{override.id}/approve")

    assert response.status_code == 302
    assert override.approved_by == dirk.id


def test_who_asked_cannot_agree(as_carla, override):
    response = as_carla.post(f"/school/match-overrides/{override.id}/approve")

    assert response.status_code == 422
    assert "tweede persoon" in response.text
    assert override.approved_by is None


def test_it_can_be_taken_back(as_carla, override, session):
    as_carla.post(f"/school/match-overrides/{override.id}/drop")

    assert session.scalars(select(MatchOverride)).all() == []


def test_a_code_of_another_round_does_not_exist(as_carla, run):
    response = as_carla.get(f"/school/match-runs/{run.id}/candidates/NOSUCHCODE/override")

    assert response.status_code == 404


@pytest.mark.parametrize("act", ["approve", "drop"])
def test_an_exception_of_another_school_does_not_exist(sign_in, override, act):
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))

    assert stranger.post(f"/school/match-overrides/{override.id}/{act}").status_code == 404


def test_visitors_sign_in_first(visitor, run, amina_in_round):
    assert visitor.get(address(run, amina_in_round)).status_code == 303


def test_a_mentor_may_not_enter(as_mehmet, run, amina_in_round):
    assert as_mehmet.get(address(run, amina_in_round)).status_code == 403
