"""Amina says yes to the bakery."""

from records.models.account import Account
from records.models.proposal import ProposalState
from tests.factories import StudentFactory


def address(proposal):
    return f"/student/proposals/{proposal.id}/accept"


def test_looking_at_the_question_changes_nothing(as_amina, proposal):
    response = as_amina.get(address(proposal))

    assert response.status_code == 200
    assert proposal.state is ProposalState.PROPOSED


def test_the_button_says_yes(as_amina, proposal):
    response = as_amina.post(address(proposal))

    assert response.status_code == 302
    assert proposal.state is ProposalState.ACCEPTED


def test_pressing_twice_says_that_it_has_moved_on(as_amina, accepted_proposal):
    response = as_amina.post(address(accepted_proposal))

    assert response.status_code == 422
    assert "intussen verder" in response.text


def test_another_student_cannot_accept_it(session, sign_in, proposal, programme):
    other = sign_in(session.get_one(Account, StudentFactory(programme=programme).id))

    assert other.post(address(proposal)).status_code == 404


def test_visitors_sign_in_first(visitor, proposal):
    assert visitor.get(address(proposal)).status_code == 303


def test_an_employer_may_not_enter(as_noor, proposal):
    assert as_noor.post(address(proposal)).status_code == 403
