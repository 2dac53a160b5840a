"""Noor says yes to a student she does not know."""

from app.commands.work import settle_answers
from placements.proposals.second_thoughts import UNDONE_WITHIN
from records.models.proposal import ProposalState, Seat
from records.vault.ledger import list_reveal_lines
from tests.factories import NOW


def address(proposal):
    return f"/employer/proposals/{proposal.id}/confirm"


def test_one_tap_says_yes_and_nobody_hears_it_for_half_an_hour(session, as_noor, accepted_proposal):
    response = as_noor.post(address(accepted_proposal))

    assert response.status_code == 302
    assert accepted_proposal.state is ProposalState.ACCEPTED
    settle_answers(session, now=NOW + UNDONE_WITHIN)
    assert accepted_proposal.state is ProposalState.CONFIRMED


def test_pressing_twice_changes_nothing_and_says_so(as_noor, confirmed_proposal):
    response = as_noor.post(address(confirmed_proposal))

    assert response.status_code == 422
    assert "intussen verder" in response.text
    assert confirmed_proposal.state is ProposalState.CONFIRMED


def test_a_place_that_has_gone_is_refused_in_words(as_noor, accepted_proposal, session):
    session.get_one(Seat, accepted_proposal.seat_id).is_withdrawn = True
    session.flush()

    response = as_noor.post(address(accepted_proposal))

    assert response.status_code == 422
    assert "Deze plek is er niet meer" in response.text


def test_an_unaccepted_proposal_does_not_exist(as_noor, proposal):
    assert as_noor.post(address(proposal)).status_code == 404


def test_visitors_may_not_post(visitor, accepted_proposal):
    assert visitor.post(address(accepted_proposal)).status_code == 401


def test_a_student_may_not_confirm(as_amina, accepted_proposal):
    assert as_amina.post(address(accepted_proposal)).status_code == 403


def test_a_look_at_a_name_stays_in_the_ledger_when_the_act_is_refused(
    as_noor, revealed_proposal, session, amina
):
    response = as_noor.post(address(revealed_proposal))

    assert response.status_code == 422
    assert "Amina" in response.text
    assert len(list_reveal_lines(session, amina.id)) == 1
