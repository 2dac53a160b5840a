"""Amina shares her name with the bakery: the last tap is hers."""

from sqlalchemy import select

from records.models.account import Account
from records.models.proposal import ProposalState
from records.models.trial import Trial
from tests.factories import StudentFactory


def address(proposal):
    return f"/student/proposals/{proposal.id}/reveal"


def test_looking_at_the_question_shares_nothing(as_amina, confirmed_proposal):
    response = as_amina.get(address(confirmed_proposal))

    assert response.status_code == 200
    assert confirmed_proposal.state is ProposalState.CONFIRMED


def test_the_tap_shares_the_name_and_plans_the_trial(as_amina, confirmed_proposal, session):
    response = as_amina.post(address(confirmed_proposal))

    assert response.status_code == 302
    assert confirmed_proposal.state is ProposalState.REVEALED
    assert session.scalars(select(Trial)).one().proposal_id == confirmed_proposal.id


def test_before_the_company_said_yes_nothing_is_shared(as_amina, accepted_proposal, session):
    response = as_amina.post(address(accepted_proposal))

    assert response.status_code == 422
    assert accepted_proposal.state is ProposalState.ACCEPTED
    assert session.scalars(select(Trial)).all() == []


def test_tapping_twice_plans_one_trial(as_amina, revealed_proposal, session):
    response = as_amina.post(address(revealed_proposal))

    assert response.status_code == 422
    assert len(session.scalars(select(Trial)).all()) == 1


def test_another_student_shares_nothing(session, sign_in, confirmed_proposal, programme):
    other = sign_in(session.get_one(Account, StudentFactory(programme=programme).id))

    assert other.post(address(confirmed_proposal)).status_code == 404


def test_visitors_sign_in_first(visitor, confirmed_proposal):
    assert visitor.get(address(confirmed_proposal)).status_code == 303


def test_an_employer_may_not_enter(as_noor, confirmed_proposal):
    assert as_noor.post(address(confirmed_proposal)).status_code == 403
