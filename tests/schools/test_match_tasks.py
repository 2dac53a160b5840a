"""Carla's first page says what waits between the match and the names."""

from datetime import date

from placements.match.run import confirm_run
from placements.proposals.answers import veto_proposal
from placements.proposals.refusals import RefusalTerms, refuse_proposal
from records.models.account import Role
from records.models.proposal import RefusalReason
from tests.factories import NOW, AccountFactory, MatchOverrideFactory
from tests.rounds import actor_of, frozen_input


def test_a_round_that_is_ready_asks_for_a_run(as_carla, session, matching_round, amina_in_round):
    frozen_input(session, matching_round)

    assert "Start de match" in as_carla.get("/school/home").text


def test_a_finished_run_asks_to_be_looked_at(as_carla, run):
    assert f"/school/match-runs/{run.id}" in as_carla.get("/school/home").text


def test_a_confirmed_run_asks_to_be_published_on_the_day(
    as_carla, session, run, carla, matching_round
):
    confirm_run(session, actor_of(carla), run, now=NOW)
    session.flush()
    assert "Maak bekend" not in as_carla.get("/school/home").text

    matching_round.results_on = date(2026, 11, 23)
    session.flush()

    assert "Maak bekend" in as_carla.get("/school/home").text


def test_an_exception_asks_the_second_person_and_not_who_asked(
    as_carla, sign_in, run, carla, school, amina_in_round
):
    MatchOverrideFactory(match_run_id=run.id, candidate_id=amina_in_round.id, requested_by=carla.id)
    second = sign_in(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))

    assert "Ga akkoord met een uitzondering" in second.get("/school/home").text
    assert "Ga akkoord met een uitzondering" not in as_carla.get("/school/home").text


def test_a_refusal_asks_for_a_verdict(as_carla, session, accepted_proposal, noor):
    terms = RefusalTerms(reason=RefusalReason.DATES, explanation="Wij verhuizen dan.")
    refusal = refuse_proposal(session, actor_of(noor), accepted_proposal, terms, now=NOW)

    assert f"/school/refusals/{refusal.id}" in as_carla.get("/school/home").text


def test_when_every_answer_is_in_it_asks_to_match_again(as_carla, session, proposal, amina):
    veto_proposal(session, actor_of(amina), proposal, now=NOW)
    session.flush()

    assert "Match opnieuw" in as_carla.get("/school/home").text
