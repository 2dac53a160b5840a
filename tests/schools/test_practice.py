"""Practising at the desk: one case after the other, with the reason right after each answer."""

from html import unescape

import pytest

from placements.calibration.cases import practice_cases
from placements.calibration.practice import case_at
from placements.calibration.rights import rights_of
from records.models.desk.practice import Practice
from tests.desks import desk_of, round_on_desks
from tests.factories import NOW
from tests.practices import PracticeFactory, practised
from tests.rounds import actor_of


@pytest.fixture
def practice(anton):
    return PracticeFactory(account_id=anton.id)


def page_of(practice, place=1):
    return f"/school/desk/practice/{practice.id}/{place}"


def answer(client, practice, place, error=0):
    level = case_at(practice, place).level + error
    level = level if 1 <= level <= 4 else case_at(practice, place).level - error
    return client.post(page_of(practice, place), data={"level": str(level)})


def test_a_case_shows_its_reason_only_after_an_answer(as_anton, practice):
    case = case_at(practice, 1)

    before = unescape(as_anton.get(page_of(practice)).text)
    given = answer(as_anton, practice, 1, error=1)
    after = unescape(as_anton.get(given.location).text)

    assert case.text("nl") in before
    assert case.reason("nl") not in before
    assert "pp-scale__level--chosen" not in before
    assert case.reason("nl") in after
    assert "pp-scale__level--chosen" in after
    assert f"het is {case.level}" in after
    assert f'action="{page_of(practice, 2)}"' in after


def test_six_good_answers_open_the_desk(as_anton, session, school, programme, anton, berna):
    practised(anton, letters="K")
    round_on_desks(school, programme, anton, berna)
    text = desk_of(anton, letter="E")[0]
    closed = as_anton.get(f"/school/desk/{text.desk_code}")
    assert closed.location == "/school/desk/practice/E"
    assert "/school/desk/practice/E" in as_anton.get("/school/desk").text
    assert "/school/desk/practice/E" in as_anton.get("/school/home").text

    begun = as_anton.post("/school/desk/practice/E/begin")
    practice = session.query(Practice).filter_by(letter="E", account_id=anton.id).one()
    assert begun.location == page_of(practice)
    for place in range(1, 7):
        answer(as_anton, practice, place)

    assert rights_of(session, actor_of(anton), now=NOW).keys() == {"E", "K"}
    assert as_anton.get(f"/school/desk/{text.desk_code}").status_code == 200
    assert "/school/desk/practice/E" not in as_anton.get("/school/desk").text
    assert "6 van de 6" in as_anton.get("/school/desk/practice/E").text


def test_an_answer_without_practice_is_refused_and_stays_on_the_page(
    as_anton, school, programme, anton, berna
):
    practised(anton, letters="K")
    round_on_desks(school, programme, anton, berna)
    text = desk_of(anton, letter="E")[0]

    refused = as_anton.post(f"/school/desk/{text.desk_code}", data={"level": "3"})

    assert refused.status_code == 422
    assert text.level is None


def test_who_did_not_pass_reads_every_reason_and_begins_again(as_anton, session, anton, practice):
    for place in range(1, 7):
        answer(as_anton, practice, place, error=2)

    page = unescape(as_anton.get("/school/desk/practice/E").text)
    again = as_anton.post("/school/desk/practice/E/begin")

    assert practice.is_passed is False
    assert all(case.reason("nl") in page for case in practice_cases("E"))
    second = session.query(Practice).filter_by(number=2).one()
    assert again.location == page_of(second)
    assert second.case_ids != practice.case_ids
    half_way = unescape(as_anton.get("/school/desk/practice/E").text)
    assert half_way.count("jij zei") == page.count("jij zei") == 6


def test_an_answer_from_a_second_window_is_told_that_the_first_counts(as_anton, practice):
    answer(as_anton, practice, 1)

    second = answer(as_anton, practice, 1, error=1)

    assert second.status_code == 422
    assert practice.levels == {practice.case_ids[0]: case_at(practice, 1).level}


def test_nobody_runs_ahead(as_anton, practice):
    assert as_anton.get(page_of(practice, 4)).location == page_of(practice, 1)
    assert as_anton.post(page_of(practice, 4), data={"level": "1"}).location == page_of(practice, 1)
    assert as_anton.get(page_of(practice, 7)).status_code == 404
    assert as_anton.get(page_of(practice, 0)).status_code == 404


@pytest.mark.parametrize("level", ["", "0", "5", "not_observed"])
def test_only_the_four_levels_can_be_given(as_anton, practice, level):
    assert as_anton.post(page_of(practice), data={"level": level}).status_code == 422
    assert practice.levels == {}


def test_the_practice_of_a_colleague_does_not_exist(as_berna, as_carla, practice):
    assert as_berna.get(page_of(practice)).status_code == 404
    assert as_berna.post(page_of(practice), data={"level": "1"}).status_code == 404
    assert as_carla.get(page_of(practice)).status_code == 403


def test_every_competence_with_cases_says_until_when_it_may_be_scored(as_anton, anton):
    practised(anton, letters="E")

    page = as_anton.get("/school/desk/practice").text

    assert page.count("/school/desk/practice/") == 8
    assert "zondag 23 mei 2027" in page or "dinsdag 25 mei 2027" in page
    assert as_anton.get("/school/desk/practice/A").status_code == 404
