"""Amina says no to the bakery, once and without a reason."""

from sqlalchemy import select

from records.models.account import Account
from records.models.proposal import Proposal, ProposalState
from tests.factories import StudentFactory
from tests.rounds import published_run


def address(proposal):
    return f"/student/proposals/{proposal.id}/veto"


def test_it_asks_for_no_reason(as_amina, proposal):
    response = as_amina.get(address(proposal))

    assert "<textarea" not in response.text
    assert proposal.state is ProposalState.PROPOSED


def test_the_button_says_no_and_tells_what_happens_now(as_amina, proposal):
    response = as_amina.post(address(proposal), follow_redirects=True)

    assert proposal.state is ProposalState.VETOED
    assert "Je school zoekt een andere" in response.text


def test_a_second_veto_is_refused_in_words(as_amina, session, matching_round, carla, proposal):
    as_amina.post(address(proposal))
    published_run(session, matching_round, carla)
    second = session.scalars(select(Proposal).where(Proposal.state == ProposalState.PROPOSED)).one()

    response = as_amina.post(address(second))

    assert response.status_code == 422
    assert "al een keer nee gezegd" in response.text
    assert second.state is ProposalState.PROPOSED


def test_another_student_cannot_veto_it(session, sign_in, proposal, programme):
    other = sign_in(session.get_one(Account, StudentFactory(programme=programme).id))

    assert other.post(address(proposal)).status_code == 404


def test_visitors_sign_in_first(visitor, proposal):
    assert visitor.get(address(proposal)).status_code == 303


def test_an_employer_may_not_enter(as_noor, proposal):
    assert as_noor.post(address(proposal)).status_code == 403
