"""Amina looks whether there is a place, and why not when there is none."""

import pytest

from tests.rounds import published_run, scored_candidate


def test_before_a_round_it_says_so(as_amina):
    assert "nog niet in een ronde" in as_amina.get("/student/result").text


def test_before_the_result_is_out_it_says_nothing_of_it(as_amina, run):
    assert "nog geen uitkomst" in as_amina.get("/student/result").text


def test_it_brings_the_student_to_the_proposal(as_amina, proposal):
    response = as_amina.get("/student/result")

    assert response.headers["Location"] == f"/student/proposals/{proposal.id}"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"weekdays": 0b1000000}, "geen plek op de dagen dat jij kunt"),
        ({"weekdays": 0b0011111}, "meer studenten dan plekken"),
    ],
)
def test_without_a_place_it_names_what_stood_in_the_way(
    session, as_amina, matching_round, programme, carla, amina, bakery_place, facts, why
):
    scored_candidate(matching_round, programme, wishes=[bakery_place], levels=(4, 4))
    scored_candidate(
        matching_round, programme, wishes=[bakery_place], levels=(1, 1), student=amina, **facts
    )
    published_run(session, matching_round, carla)

    response = as_amina.get("/student/result")

    assert why in response.text
    assert "Uiterlijk vrijdag 11 december 2026 heeft iedereen antwoord gegeven" in response.text
    assert matching_round.school.phone in response.text


def test_visitors_sign_in_first(visitor):
    assert visitor.get("/student/result").status_code == 303


def test_an_employer_may_not_enter(as_noor):
    assert as_noor.get("/student/result").status_code == 403
