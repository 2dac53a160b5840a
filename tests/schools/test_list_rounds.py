"""Staff look at the rounds of their school."""

import pytest

from tests.factories import ProgrammeFactory, RoundFactory


def test_it_lists_the_own_rounds_and_offers_a_coordinator_a_new_one(as_carla, round_):
    RoundFactory(programmes=[ProgrammeFactory()], name="Van een ander")

    page = as_carla.get("/school/rounds")

    assert f"/school/rounds/{round_.id}" in page.text
    assert "/school/rounds/new" in page.text
    assert "Van een ander" not in page.text


def test_a_mentor_sees_the_rounds_but_opens_none(as_mehmet, round_):
    page = as_mehmet.get("/school/rounds")

    assert round_.name in page.text
    assert "/school/rounds/new" not in page.text


@pytest.mark.parametrize("browser", ["as_carla", "as_mehmet"])
def test_without_rounds_it_says_so(browser, request):
    page = request.getfixturevalue(browser).get("/school/rounds")

    assert "Nog geen ronde" in page.text


@pytest.mark.parametrize("browser", ["as_anton", "as_amina", "as_noor"])
def test_others_stay_out(browser, request):
    assert request.getfixturevalue(browser).get("/school/rounds").status_code == 403


def test_visitors_sign_in_first(visitor):
    assert visitor.get("/school/rounds").status_code == 303
