"""Anton and Berna differ: each writes what was seen and decides once more."""

import pytest

from records.models.desk.assessment import AssessmentState
from tests.desks import desk_of, lock_levels, look_again, round_on_desks

SEEN = "De student verdeelde de taken en vroeg elke dag hoe het ging."


@pytest.fixture
def of_anton(school, programme, anton, berna):
    """Anton's view on a text that he gave a 1 and Berna a 4."""
    round_ = round_on_desks(school, programme, anton, berna, students=1, letters=["E"])
    lock_levels(round_, anton, 1)
    lock_levels(round_, berna, 4)
    return desk_of(anton)[0]


@pytest.fixture
def of_berna(of_anton, berna):
    return desk_of(berna)[0]


@pytest.fixture
def url(of_anton):
    return f"/school/desk/{of_anton.desk_code}/again"


def test_first_it_asks_what_was_seen_and_shows_the_own_level_only(as_anton, url):
    page = as_anton.get(url)

    assert "Jij koos niveau 1" in page.text
    assert 'name="behaviour"' in page.text
    assert 'type="radio"' not in page.text
    assert "niveau 4" not in page.text


def test_then_it_waits_for_the_other(as_anton, url, of_anton, of_berna):
    answer = as_anton.post(url, data={"behaviour": SEEN})

    assert answer.location == "/school/desk"
    assert of_anton.observed_behaviour == SEEN
    assert "nog niet geschreven" in as_anton.get(url).text


def test_then_both_read_each_other_and_decide(as_anton, as_berna, url, of_anton, of_berna):
    theirs = f"/school/desk/{of_berna.desk_code}/again"
    as_anton.post(url, data={"behaviour": SEEN})
    as_berna.post(theirs, data={"behaviour": "Hielp een ander en paste het plan zelf aan."})

    page = as_anton.get(url)
    mine, yours = (
        as_anton.post(url, data={"level": "3"}),
        as_berna.post(theirs, data={"level": "4"}),
    )

    assert "Hielp een ander en paste het plan zelf aan." in page.text
    assert page.text.count('type="radio"') == 5
    assert "checked" not in page.text
    assert (mine.location, yours.location) == ("/school/desk", "/school/desk")
    assert (of_anton.level, of_anton.first_level, of_anton.state) == (3, 1, AssessmentState.FINAL)
    assert as_anton.get(url).location == "/school/desk"


def test_deciding_before_the_other_has_written_is_refused(as_anton, url, of_anton):
    as_anton.post(url, data={"behaviour": SEEN})

    answer = as_anton.post(url, data={"level": "3"})

    assert answer.status_code == 422
    assert "Eerst schrijven jullie allebei" in answer.text
    assert of_anton.level == 1


@pytest.mark.parametrize("behaviour", ["", "Goed gedaan", "x" * 601])
def test_too_little_or_too_much_is_refused_and_stays(as_anton, url, of_anton, behaviour):
    answer = as_anton.post(url, data={"behaviour": behaviour})

    assert answer.status_code == 422
    assert behaviour in answer.text
    assert of_anton.observed_behaviour is None


def test_deciding_twice_leaves_the_first_decision(as_anton, url, of_anton, of_berna, berna):
    look_again(of_berna, berna, "later")
    as_anton.post(url, data={"behaviour": SEEN})
    as_anton.post(url, data={"level": "3"})

    again = as_anton.post(url, data={"level": "4"})

    assert again.location == "/school/desk"
    assert of_anton.level == 3


def test_the_scoring_page_leads_here(as_anton, url, of_anton):
    assert as_anton.get(f"/school/desk/{of_anton.desk_code}").location == url


def test_what_lies_on_another_desk_does_not_exist(as_berna, url):
    assert as_berna.get(url).status_code == 404


@pytest.mark.parametrize("browser", ["as_carla", "as_mehmet", "as_amina", "as_noor"])
def test_only_assessors_look_again(browser, url, request):
    assert request.getfixturevalue(browser).get(url).status_code == 403


def test_visitors_sign_in_first(visitor, url):
    assert visitor.get(url).status_code == 303
