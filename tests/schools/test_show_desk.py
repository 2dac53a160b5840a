"""Anton sees which competences wait, and locks the ones that are complete."""

import re

import pytest

import schools.desk.scores
from records.models.desk.assessment import AssessmentState
from tests.desks import desk_of, lock_levels, look_again, round_on_desks
from tests.factories import ProgrammeFactory, RoundFactory


@pytest.fixture
def round_(school, programme, anton, berna):
    """A round with two texts on competence E on the desks of Anton and Berna."""
    return round_on_desks(school, programme, anton, berna, letters=["E"])


@pytest.fixture
def lock(as_anton, round_):
    return lambda: as_anton.post(f"/school/desk/{round_.id}/E/lock")


def answer_all(browser, account, level="3"):
    for view in desk_of(account):
        browser.post(f"/school/desk/{view.desk_code}", data={"level": level})


def test_it_leads_to_the_first_text_and_says_how_long_it_takes(as_anton, round_, anton):
    page = as_anton.get("/school/desk")

    assert f'href="/school/desk/{desk_of(anton)[0].desk_code}"' in page.text
    assert "ongeveer 5 minuten" in page.text
    assert not re.search(r"\b2 (van|teksten|studenten)\b", page.text)


def test_a_complete_competence_is_locked_in_one_go(as_anton, round_, anton, lock):
    answer_all(as_anton, anton)

    offered = as_anton.get("/school/desk")
    answer = lock()

    assert f"/school/desk/{round_.id}/E/lock" in offered.text
    assert answer.location == "/school/desk"
    assert {view.state for view in desk_of(anton)} == {AssessmentState.LOCKED}


def test_an_incomplete_competence_stays_open(as_anton, round_, anton, lock):
    first = desk_of(anton)[0]
    as_anton.post(f"/school/desk/{first.desk_code}", data={"level": "3"})

    answer = lock()

    assert answer.status_code == 422
    assert "Geef eerst bij elke tekst een antwoord" in answer.text
    assert first.state is AssessmentState.OPEN


def test_locking_twice_says_that_it_was_done(as_anton, anton, lock):
    answer_all(as_anton, anton)

    answers = lock(), lock()

    assert [answer.status_code for answer in answers] == [302, 422]
    assert "al vastgezet" in answers[1].text


def test_a_difference_comes_back_with_what_has_to_be_done(as_anton, round_, anton, berna):
    lock_levels(round_, anton, 1)
    lock_levels(round_, berna, 4)
    first, second = desk_of(anton)
    look_again(first, anton, "later")

    page = as_anton.get("/school/desk")

    assert "Wacht op de andere beoordelaar" in page.text
    assert f"/school/desk/{second.desk_code}/again" in page.text


def test_a_round_of_another_school_does_not_exist(as_anton, round_):
    theirs = RoundFactory(programmes=[ProgrammeFactory()])

    assert as_anton.post(f"/school/desk/{theirs.id}/E/lock").status_code == 404


@pytest.mark.parametrize("browser", ["as_carla", "as_mehmet", "as_amina", "as_noor"])
def test_only_assessors_have_a_desk(browser, round_, request):
    person = request.getfixturevalue(browser)

    assert person.get("/school/desk").status_code == 403
    assert person.post(f"/school/desk/{round_.id}/E/lock").status_code == 403


def test_visitors_sign_in_first(visitor):
    assert visitor.get("/school/desk").status_code == 303


def test_the_texts_of_a_pile_are_shown_some_at_a_time(as_anton, round_, anton, monkeypatch):
    monkeypatch.setattr(schools.desk.scores, "TEXTS_A_PAGE", 1)
    first, second = desk_of(anton)
    as_anton.post(f"/school/desk/{first.desk_code}", data={"level": "3"})
    address = f"/school/desk/{round_.id}/E"

    one, other = as_anton.get(address), as_anton.get(f"{address}?page=2")

    assert f'href="{address}"' in as_anton.get("/school/desk").text
    assert first.desk_code in one.text
    assert second.desk_code not in one.text
    assert "Beantwoord" in one.text
    assert f'href="{address}?page=2"' in one.text
    assert second.desk_code in other.text
    assert "Nog lezen" in other.text
    assert f'href="{address}?page=1"' in other.text
    assert "page=3" not in other.text
    for beyond in ("?page=3", f"?page={10**30}"):
        assert as_anton.get(address + beyond).location == "/school/desk"


def test_the_texts_of_another_round_do_not_exist(as_anton, round_, as_carla):
    theirs = RoundFactory(programmes=[ProgrammeFactory()])

    assert as_anton.get(f"/school/desk/{theirs.id}/E").status_code == 404
    assert as_carla.get(f"/school/desk/{round_.id}/E").status_code == 403
