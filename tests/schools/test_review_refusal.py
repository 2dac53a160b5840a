"""Carla judges whether a company's reason holds."""

import pytest

from placements.proposals.refusals import RefusalTerms, refuse_proposal
from records.models.account import Role
from records.models.proposal import ProposalState, RefusalReason
from tests.factories import NOW, AccountFactory
from tests.rounds import actor_of


@pytest.fixture
def refusal(session, accepted_proposal, noor):
    terms = RefusalTerms(reason=RefusalReason.CAPACITY_GONE, explanation="De zaak is dicht.")
    return refuse_proposal(session, actor_of(noor), accepted_proposal, terms, now=NOW)


def address(refusal):
    return f"/school/refusals/{refusal.id}"


def test_it_shows_the_reason_and_what_follows(as_carla, refusal):
    response = as_carla.get(address(refusal))

    assert "De zaak is dicht." in response.text
    assert "vervalt de plek" in response.text
    assert "checked" not in response.text


def test_a_reason_that_holds_ends_the_proposal(as_carla, refusal, accepted_proposal):
    response = as_carla.post(address(refusal), data={"verdict": "uphold"})

    assert response.status_code == 302
    assert accepted_proposal.state is ProposalState.REFUSED


def test_a_reason_that_does_not_hold_asks_again(as_carla, refusal, accepted_proposal):
    as_carla.post(address(refusal), data={"verdict": "reject"})

    assert refusal.is_upheld is False
    assert accepted_proposal.state is ProposalState.ACCEPTED


def test_without_a_verdict_it_asks_for_one(as_carla, refusal):
    response = as_carla.post(address(refusal), data={})

    assert response.status_code == 422
    assert response.text.count("Kies of de reden klopt") == 2


def test_a_second_verdict_changes_nothing(as_carla, refusal, accepted_proposal):
    as_carla.post(address(refusal), data={"verdict": "uphold"})

    response = as_carla.post(address(refusal), data={"verdict": "reject"})

    assert response.status_code == 422
    assert refusal.is_upheld is True


def test_a_refusal_of_another_school_does_not_exist(sign_in, refusal):
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))

    assert stranger.get(address(refusal)).status_code == 404


def test_visitors_sign_in_first(visitor, refusal):
    assert visitor.get(address(refusal)).status_code == 303


def test_the_employer_may_not_enter(as_noor, refusal):
    assert as_noor.get(address(refusal)).status_code == 403
