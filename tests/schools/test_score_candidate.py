"""Anton reads a text without a name and gives it a level."""

import pytest
from sqlalchemy import select

from records.models.account import Role
from records.models.candidate import Evidence
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import RoundPhase
from tests.desks import desk_of, lock_levels, round_on_desks
from tests.factories import AccountFactory

CHOSEN = "checked"


@pytest.fixture
def round_(school, programme, anton, berna):
    """A round with two texts per competence on the desks of Anton and Berna."""
    return round_on_desks(school, programme, anton, berna)


def page_of(view):
    return f"/school/desk/{view.desk_code}"


def test_it_shows_text_anchors_and_code_and_chooses_nothing(as_anton, round_, anton):
    view, other = desk_of(anton, letter="E")

    page = as_anton.get(page_of(view))

    assert page.status_code == 200
    assert "In een groepje verdeelde ik de taken" in page.text
    assert page.text.count('type="radio"') == 5
    assert CHOSEN not in page.text
    assert f"{view.desk_code[:4]}-{view.desk_code[4:8]}" in page.text
    assert page_of(other) in page.text


def test_it_tells_nothing_of_the_student_or_the_other_assessor(
    as_anton, round_, anton, berna, session
):
    lock_levels(round_, berna, 4)
    view = desk_of(anton, letter="E")[0]
    rows = session.scalars(select(Assessment)).all()
    told = {view.desk_code, *(row.desk_code for row in desk_of(anton, letter="E"))}

    pages = as_anton.get(page_of(view)).text + as_anton.get("/school/desk").text

    secrets = {str(row.candidate_id) for row in rows} | {row.candidate.code for row in rows}
    secrets |= {row.candidate.label for row in rows} | {str(berna.id)}
    secrets |= {str(key) for key in session.scalars(select(Evidence.id))}
    secrets |= {row.desk_code for row in rows if row.assessor_id == berna.id}
    assert told & {view.desk_code}
    assert [secret for secret in secrets if secret in pages] == []
    assert "09:00" not in pages


def test_saving_goes_on_to_the_next_text_and_then_back_to_the_desk(as_anton, round_, anton):
    first, second = desk_of(anton, letter="E")

    on = as_anton.post(page_of(first), data={"level": "3"})
    done = as_anton.post(page_of(second), data={"level": "not_observed"})

    assert on.location == page_of(second)
    assert done.location == "/school/desk"
    assert (first.level, second.level, second.is_not_observed) == (3, None, True)


def test_the_last_text_leads_back_to_one_that_was_skipped(as_anton, round_, anton):
    first, second = desk_of(anton, letter="E")

    answer = as_anton.post(page_of(second), data={"level": "2"})

    assert answer.location == page_of(first)


def test_saving_twice_is_saving_once(as_anton, round_, anton):
    first, second = desk_of(anton, letter="E")

    answers = [as_anton.post(page_of(first), data={"level": "3"}) for _time in "12"]

    assert [answer.location for answer in answers] == [page_of(second)] * 2
    assert first.level == 3


def test_an_answer_is_shown_again_and_can_be_taken_back(as_anton, round_, anton):
    first = desk_of(anton, letter="E")[0]
    as_anton.post(page_of(first), data={"level": "3"})

    answered = as_anton.get(page_of(first))
    taken_back = as_anton.post(f"{page_of(first)}/take-back")

    assert answered.text.count(CHOSEN) == 1
    assert taken_back.location == page_of(first)
    assert first.level is None
    assert CHOSEN not in as_anton.get(page_of(first)).text


@pytest.mark.parametrize("level", ["", "0", "5", "2.5", "four"])
def test_only_the_levels_that_are_there_can_be_given(as_anton, round_, anton, level):
    first = desk_of(anton, letter="E")[0]

    answer = as_anton.post(page_of(first), data={"level": level})

    assert answer.status_code == 422
    assert 'href="#level"' in answer.text
    assert not first.is_answered


def test_recognising_a_student_takes_the_text_off_the_desk(as_anton, round_, anton):
    first, second = desk_of(anton, letter="E")

    answer = as_anton.post(f"{page_of(first)}/recognise")

    assert answer.location == page_of(second)
    assert first.state is AssessmentState.RECUSED
    assert as_anton.get(page_of(first)).location == "/school/desk"
    assert as_anton.post(f"{page_of(first)}/recognise").location == "/school/desk"
    assert first.desk_code not in as_anton.get("/school/desk").text


def test_what_is_locked_no_longer_changes(as_anton, round_, anton):
    first = desk_of(anton, letter="E")[0]
    lock_levels(round_, anton, 3)

    answers = [
        as_anton.get(page_of(first)),
        as_anton.post(page_of(first), data={"level": "1"}),
        as_anton.post(f"{page_of(first)}/take-back"),
        as_anton.post(f"{page_of(first)}/recognise"),
    ]

    assert {answer.location for answer in answers} == {"/school/desk"}
    assert (first.level, first.state) == (3, AssessmentState.LOCKED)


def test_what_lies_on_another_desk_does_not_exist(as_anton, round_, berna):
    theirs = desk_of(berna)[0]

    for action in ("", "/take-back", "/recognise", "/again"):
        answer = as_anton.post(f"{page_of(theirs)}{action}", data={"level": "3"})
        assert answer.status_code == 404
    assert theirs.state is AssessmentState.OPEN


def test_outside_the_scoring_phase_the_desk_is_empty(as_anton, round_, anton, session):
    first = desk_of(anton)[0]
    round_.phase = RoundPhase.MATCHING
    session.flush()

    assert as_anton.post(page_of(first), data={"level": "3"}).location == "/school/desk"
    assert not first.is_answered
    assert "Je scoretafel is leeg" in as_anton.get("/school/desk").text


@pytest.mark.parametrize("browser", ["as_carla", "as_mehmet", "as_amina", "as_noor"])
def test_only_assessors_score(browser, round_, anton, request):
    first = desk_of(anton)[0]

    answer = request.getfixturevalue(browser).post(page_of(first), data={"level": "3"})

    assert answer.status_code == 403
    assert not first.is_answered


def test_visitors_sign_in_first(visitor, round_, anton):
    assert visitor.get(page_of(desk_of(anton)[0])).status_code == 303


def test_an_assessor_without_texts_hears_so(sign_in, round_, school):
    idle = sign_in(AccountFactory(role=Role.ASSESSOR, school_id=school.id))

    assert "Je scoretafel is leeg" in idle.get("/school/desk").text
