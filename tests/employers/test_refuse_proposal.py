"""Noor cannot host, for a reason about the place."""

from sqlalchemy import select

from app.commands.work import settle_answers
from placements.proposals.second_thoughts import UNDONE_WITHIN
from records.models.account import Role
from records.models.proposal import ProposalState, Refusal
from tests.factories import NOW, AccountFactory

ANSWERS = {"reason": "capacity_gone", "explanation": "De vestiging gaat in januari dicht."}


def address(proposal):
    return f"/employer/proposals/{proposal.id}/refuse"


def test_it_offers_only_the_listed_reasons(as_noor, accepted_proposal):
    response = as_noor.get(address(accepted_proposal))

    assert response.text.count('type="radio"') == 5


def test_a_refusal_goes_to_the_school_after_half_an_hour(as_noor, accepted_proposal, session):
    response = as_noor.post(address(accepted_proposal), data=ANSWERS)

    assert response.status_code == 302
    assert session.scalars(select(Refusal)).all() == []
    settle_answers(session, now=NOW + UNDONE_WITHIN)
    refusal = session.scalars(select(Refusal)).one()
    assert (refusal.reason.value, refusal.explanation) == tuple(ANSWERS.values())
    assert accepted_proposal.state is ProposalState.ACCEPTED


def test_another_reason_is_refused_and_the_words_stay(as_noor, accepted_proposal, session):
    answers = ANSWERS | {"reason": "no_click"}

    response = as_noor.post(address(accepted_proposal), data=answers)

    assert response.status_code == 422
    assert ANSWERS["explanation"] in response.text
    assert session.scalars(select(Refusal)).all() == []


def test_it_asks_for_both_at_the_top_and_at_the_question(as_noor, accepted_proposal):
    response = as_noor.post(address(accepted_proposal), data={})

    assert response.status_code == 422
    assert response.text.count("Kies een reden. Staat de uwe er niet bij?") == 2


def test_a_second_refusal_waits_for_the_first(as_noor, accepted_proposal, session):
    as_noor.post(address(accepted_proposal), data=ANSWERS)
    settle_answers(session, now=NOW + UNDONE_WITHIN)

    response = as_noor.post(address(accepted_proposal), data=ANSWERS)

    assert response.status_code == 422
    assert "ligt bij de school" in response.text
    assert len(session.scalars(select(Refusal)).all()) == 1


def test_a_proposal_of_another_company_does_not_exist(sign_in, accepted_proposal):
    stranger = sign_in(AccountFactory(role=Role.OWNER))

    assert stranger.post(address(accepted_proposal), data=ANSWERS).status_code == 404


def test_visitors_sign_in_first(visitor, accepted_proposal):
    assert visitor.get(address(accepted_proposal)).status_code == 303


def test_a_coordinator_may_not_enter(as_carla, accepted_proposal):
    assert as_carla.get(address(accepted_proposal)).status_code == 403
