"""Amina reads who looked at her name."""

from placements.proposals.reveal import open_student
from tests.factories import NOW
from tests.rounds import actor_of


def test_before_anybody_looked_it_says_so(as_amina):
    assert "Niemand heeft gekeken" in as_amina.get("/student/ledger").text


def test_it_shows_who_when_and_for_what(as_amina, session, revealed_proposal, noor):
    open_student(session, actor_of(noor), revealed_proposal, now=NOW)
    session.flush()

    response = as_amina.get("/student/ledger")

    assert "Noor" in response.text
    assert "23 november 2026, 10:00" in response.text
    assert "De proefstage" in response.text


def test_a_look_of_her_own_leaves_no_line(as_amina, revealed_proposal):
    as_amina.get(f"/student/proposals/{revealed_proposal.id}")

    assert "Niemand heeft gekeken" in as_amina.get("/student/ledger").text


def test_visitors_sign_in_first(visitor):
    assert visitor.get("/student/ledger").status_code == 303


def test_a_coordinator_may_not_enter(as_carla):
    assert as_carla.get("/student/ledger").status_code == 403
