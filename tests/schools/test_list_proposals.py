"""Carla follows how the proposals stand."""

from placements.proposals.answers import veto_proposal
from placements.proposals.refusals import RefusalTerms, refuse_proposal
from records.models.proposal import RefusalReason
from tests.factories import NOW, RoundFactory
from tests.rounds import actor_of


def address(round_):
    return f"/school/rounds/{round_.id}/proposals"


def test_without_proposals_it_says_when_they_come(as_carla, matching_round):
    assert "nog geen voorstellen" in as_carla.get(address(matching_round)).text


def test_it_shows_codes_and_states_and_no_names(
    as_carla, matching_round, accepted_proposal, amina_in_round
):
    response = as_carla.get(address(matching_round))

    assert amina_in_round.label in response.text
    assert "De student zei ja; wacht op het leerbedrijf" in response.text
    assert "Amina" not in response.text


def test_a_refusal_is_linked(as_carla, session, matching_round, accepted_proposal, noor):
    terms = RefusalTerms(reason=RefusalReason.DATES, explanation="Wij verhuizen dan.")
    refusal = refuse_proposal(session, actor_of(noor), accepted_proposal, terms, now=NOW)

    response = as_carla.get(address(matching_round))

    assert f"/school/refusals/{refusal.id}" in response.text


def test_when_every_answer_is_in_it_offers_to_match_again(
    as_carla, session, matching_round, proposal, amina
):
    assert "Match opnieuw" not in as_carla.get(address(matching_round)).text
    veto_proposal(session, actor_of(amina), proposal, now=NOW)
    session.flush()

    assert "Match opnieuw" in as_carla.get(address(matching_round)).text


def test_a_round_of_another_school_does_not_exist(as_carla):
    assert as_carla.get(address(RoundFactory())).status_code == 404


def test_visitors_sign_in_first(visitor, matching_round):
    assert visitor.get(address(matching_round)).status_code == 303


def test_an_assessor_may_not_enter(as_anton, matching_round):
    assert as_anton.get(address(matching_round)).status_code == 403
