"""Amina reads which place is proposed and why."""

import pytest
from sqlalchemy import select

from placements.catalogue import competence
from records.models.account import Account
from records.models.proposal import Proposal
from tests.double_scores import RED, JudgementFactory
from tests.factories import StudentFactory
from tests.rounds import frozen_place, published_run, scored_candidate


def address(proposal):
    return f"/student/proposals/{proposal.id}"


def test_it_shows_the_place_the_wish_and_what_is_met(as_amina, proposal):
    response = as_amina.get(address(proposal))

    assert response.status_code == 200
    assert "Banketbakker" in response.text
    assert "op je lijst als nummer 1" in response.text
    assert "op 2 punten" in response.text


def test_a_competence_that_was_scored_too_differently_did_not_count(
    session, as_amina, matching_round, carla, amina_in_round
):
    JudgementFactory(round_id=matching_round.id, letter="E", counts=RED, red=True)
    published_run(session, matching_round, carla)
    proposal = session.scalars(
        select(Proposal).where(Proposal.candidate_id == amina_in_round.id)
    ).one()

    page = as_amina.get(address(proposal)).text

    assert "Telde niet mee: twee beoordelaars zagen het te verschillend" in page
    assert "op 1 punt " in page


def test_where_everybody_was_equal_it_says_so(session, as_amina, proposal):
    proposal.explanation = proposal.explanation | {"all_equal": True}
    session.flush()

    assert "Hier telde iedereen als gelijk" in as_amina.get(address(proposal)).text


@pytest.mark.parametrize(
    ("own_levels", "rival_levels", "why"),
    [
        ((1, 1), (3, 3), "ging naar studenten die daar meer lieten zien"),
        ((2, 2), (1, 1), None),
    ],
)
def test_it_says_why_a_higher_choice_went_to_others(
    session,
    as_amina,
    matching_round,
    programme,
    carla,
    amina,
    bakery_place,
    lunch_place,
    own_levels,
    rival_levels,
    why,
):
    own = scored_candidate(
        matching_round,
        programme,
        wishes=[bakery_place, lunch_place],
        levels=own_levels,
        student=amina,
    )
    scored_candidate(matching_round, programme, wishes=[bakery_place], levels=rival_levels)
    published_run(session, matching_round, carla)
    proposal = session.scalars(select(Proposal).where(Proposal.candidate_id == own.id)).one()

    response = as_amina.get(address(proposal))

    assert ("Keuze 1" in response.text) is (why is not None)
    assert why is None or why in response.text


def test_it_says_on_what_one_level_more_would_have_been_enough(
    session, as_amina, matching_round, programme, carla, amina, lunch_place
):
    wanted = frozen_place(matching_round, programme, title="Banketbakker", criteria=["E"])
    scored_candidate(
        matching_round, programme, wishes=[wanted, lunch_place], levels=(1, 1), student=amina
    )
    scored_candidate(matching_round, programme, wishes=[wanted], levels=(1, 2))
    published_run(session, matching_round, carla)

    page = as_amina.get("/student/result", follow_redirects=True).text

    name = competence("E").name("nl").lower()
    assert f"Eén niveau hoger op {name} was genoeg geweest." in page


def test_equals_go_by_lot_and_the_page_says_so(
    session, sign_in, matching_round, programme, carla, bakery_place, lunch_place
):
    students = [StudentFactory(programme=programme) for _number in range(2)]
    for student in students:
        scored_candidate(
            matching_round, programme, wishes=[bakery_place, lunch_place], student=student
        )
    published_run(session, matching_round, carla)

    pages = [
        sign_in(session.get_one(Account, student.id))
        .get("/student/result", follow_redirects=True)
        .text
        for student in students
    ]

    assert sum("het lot besliste" in page for page in pages) == 1


def test_a_proposal_of_another_student_does_not_exist(session, sign_in, proposal, programme):
    other = sign_in(session.get_one(Account, StudentFactory(programme=programme).id))

    assert other.get(address(proposal)).status_code == 404


def test_visitors_sign_in_first(visitor, proposal):
    assert visitor.get(address(proposal)).status_code == 303


def test_an_employer_may_not_enter(as_noor, proposal):
    assert as_noor.get(address(proposal)).status_code == 403


def test_what_nobody_has_seen_is_a_line_of_its_own_in_the_sum(session, as_amina, proposal):
    seen, unseen = (
        {"is_met": False, "required": 3, "level": "1", "loss": "2/3", "letter": "E"},
        {"is_met": False, "required": 2, "level": None, "loss": "0", "letter": "K"},
    )
    proposal.explanation = proposal.explanation | {"rows": [seen, unseen], "clip_loss": "-1/12"}
    session.flush()

    page = " ".join(as_amina.get(address(proposal)).text.split())

    for cell in ("-66,7<", "Wat nog niemand heeft gezien", ">8,4<", ">41,7<"):
        assert cell in page, cell
