"""Staff sign in and see what waits for them."""

import pytest

from records.models.account import Role
from records.models.round import RoundPhase
from tests.desks import desk_of, round_on_desks
from tests.factories import AccountFactory, FrozenInputFactory, ProgrammeFactory, RoundFactory


@pytest.fixture
def as_vera(sign_in, school):
    """Vera is confidant."""
    return sign_in(AccountFactory(role=Role.CONFIDANT, school_id=school.id))


@pytest.fixture
def as_ad(sign_in, school):
    """Ad is administrator."""
    return sign_in(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))


def test_a_coordinator_sees_which_rounds_wait_and_for_how_much(as_carla, round_):
    page = as_carla.get("/school/home")

    assert f'href="/school/rounds/{round_.id}"' in page.text
    assert "2 dingen te doen" in page.text


def test_a_coordinator_of_a_new_school_is_helped_to_begin(as_carla):
    page = as_carla.get("/school/home")

    assert 'href="/school/rounds/new"' in page.text


def test_an_assessor_sees_the_competences_and_the_time_they_take(
    as_anton, school, programme, anton, berna
):
    round_ = round_on_desks(school, programme, anton, berna)

    page = as_anton.get("/school/home")

    assert page.text.count("Ongeveer 5 minuten") == 2
    assert f"/school/rounds/{round_.id}" not in page.text
    assert not [view for view in desk_of(anton) if view.desk_code in page.text]


def test_a_mentor_sees_how_far_the_own_students_are(as_mehmet, round_, amina):
    page = as_mehmet.get("/school/home")

    assert "0 van je 1 studenten zijn klaar" in page.text


def test_the_parties_hear_that_a_secret_is_wanted(as_vera, as_ad, round_):
    for browser in (as_vera, as_ad):
        page = browser.get("/school/home")
        assert f"/school/rounds/{round_.id}/lottery" in page.text


def test_once_the_input_is_frozen_the_coordinator_hears_that_the_public_value_is_wanted(
    as_carla, school, programme
):
    round_ = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.MATCHING)
    asked = "Vul de uitkomst van de openbare trekking in"

    assert asked not in as_carla.get("/school/home").text
    FrozenInputFactory(round_id=round_.id)
    assert asked in as_carla.get("/school/home").text


def test_rounds_of_another_school_and_closed_ones_are_not_there(as_carla, school, programme):
    RoundFactory(programmes=[ProgrammeFactory()], name="Van een ander")
    RoundFactory(school=school, programmes=[programme], phase=RoundPhase.CLOSED, name="Van vroeger")

    page = as_carla.get("/school/home")

    assert "Van een ander" not in page.text
    assert "Van vroeger" not in page.text


@pytest.mark.parametrize("browser", ["as_amina", "as_noor", "as_otto"])
def test_students_and_companies_have_a_home_of_their_own(browser, request):
    assert request.getfixturevalue(browser).get("/school/home").status_code == 403


def test_visitors_sign_in_first(visitor):
    assert visitor.get("/school/home").status_code == 303
