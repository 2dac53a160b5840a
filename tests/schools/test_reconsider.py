"""Anton and Berna differ: each writes what was seen and decides once more."""

import re

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


@pytest.mark.parametrize("words", ["Dit is voor mij niveau 2, want", "My level is a three."])
def test_a_level_is_no_behaviour(as_anton, url, of_anton, words):
    answer = as_anton.post(url, data={"behaviour": f"{words} {SEEN}"})

    assert answer.status_code == 422
    assert "geen niveau: de ander hoort dat van jou niet" in answer.text
    assert words in answer.text
    assert of_anton.observed_behaviour is None


def pages_of(browser, *addresses):
    """Return what stands on these pages, without the token that is new every second."""
    token = re.compile(r'name="csrf_token" value="[^"]+"')
    return [token.sub("", browser.get(address).text) for address in addresses]


def test_no_byte_of_a_page_depends_on_which_level_the_other_chose(
    as_anton, url, of_anton, of_berna, berna, session
):
    def seen():
        as_anton.get(url)  # what was said of an answer is said once
        found = []
        for level in (3, 4):
            of_berna.level = of_berna.first_level = level
            session.flush()
            found.append(pages_of(as_anton, url, "/school/desk"))
        return found

    before = seen()
    as_anton.post(url, data={"behaviour": SEEN})
    waiting = seen()
    look_again(of_berna, berna, "later", behaviour="Hielp een ander en paste het plan aan.")
    deciding = seen()

    assert "Hielp een ander" in deciding[0][0]
    assert len({page for pages, _again in (before, waiting, deciding) for page in pages}) == 6
    assert all(pages == again for pages, again in (before, waiting, deciding))


def test_no_byte_of_what_a_coordinator_sees_depends_on_who_said_what(
    as_carla, of_anton, of_berna, berna, session
):
    round_id = of_anton.round_id
    look_again(of_berna, berna, "later")
    addresses = (f"/school/rounds/{round_id}/scores", f"/school/rounds/{round_id}")
    addresses += ("/school/reliability", "/school/home", f"/school/rounds/{round_id}/assessors")

    one_way = pages_of(as_carla, *addresses)
    of_anton.level, of_berna.level = of_berna.level, of_anton.level
    of_anton.first_level, of_berna.first_level = of_berna.first_level, of_anton.first_level
    of_anton.observed_behaviour, of_berna.observed_behaviour = of_berna.observed_behaviour, None
    session.flush()

    assert pages_of(as_carla, *addresses) == one_way


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
