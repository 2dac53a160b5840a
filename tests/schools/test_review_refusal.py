"""Carla judges whether a company's reason holds."""

from datetime import timedelta

import pytest

from placements.proposals.hearings import doubt_refusal, speak
from placements.proposals.refusals import RefusalTerms, refuse_proposal
from records.models.account import Role
from records.models.norms import HearingSide
from records.models.proposal import ProposalState, RefusalReason
from tests.factories import NOW, AccountFactory
from tests.rounds import actor_of


@pytest.fixture
def refusal(session, accepted_proposal, noor):
    terms = RefusalTerms(reason=RefusalReason.CAPACITY_GONE, explanation="De zaak is dicht.")
    return refuse_proposal(session, actor_of(noor), accepted_proposal, terms, now=NOW)


@pytest.fixture
def heard(session, refusal, accepted_proposal, by_carla, by_noor, by_amina):
    """Carla doubted the reason, and both sides have spoken."""
    doubt_refusal(session, by_carla, refusal, now=NOW)
    session.flush()
    session.expire(accepted_proposal)
    speak(session, by_noor, accepted_proposal, HearingSide.COMPANY, "Sinds maandag.", now=NOW)
    speak(session, by_amina, accepted_proposal, HearingSide.STUDENT, "", now=NOW)
    return refusal


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


def test_a_reason_that_does_not_hold_asks_again(as_carla, heard, refusal, accepted_proposal):
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


def test_a_reason_is_not_called_untrue_unheard(as_carla, refusal):
    page = as_carla.post(address(refusal), data={"verdict": "reject"})

    assert page.status_code == 422
    assert "Hoor eerst de student en het bedrijf" in page.text
    assert refusal.is_upheld is None


def test_both_sides_speak_and_only_the_school_reads_it(
    session, as_carla, as_noor, as_amina, refusal, accepted_proposal
):
    as_carla.post(f"{address(refusal)}/hearing")
    waits = as_carla.post(address(refusal), data={"verdict": "uphold"})
    asked = as_amina.get(f"/student/proposals/{accepted_proposal.id}").text
    page = f"/student/proposals/{accepted_proposal.id}/hearing"
    shown = as_amina.get(page).text
    named = as_amina.post(page, data={"said": "Ik ben Amina El Idrissi."})
    as_amina.post(page, data={"said": "Gisteren was de winkel nog open."})
    as_noor.post(
        f"/employer/proposals/{accepted_proposal.id}/hearing", data={"said": "Sinds maandag dicht."}
    )
    own = as_noor.get(f"/employer/proposals/{accepted_proposal.id}").text
    read = as_carla.get(address(refusal)).text

    assert (waits.status_code, named.status_code) == (422, 422)
    assert page in asked
    assert "De zaak is dicht." not in shown
    assert "nog open" in read
    assert "Sinds maandag dicht." in read
    assert "nog open" not in own


def test_a_side_that_lets_its_day_pass_holds_nothing_up(
    session, as_carla, at, refusal, accepted_proposal
):
    as_carla.post(f"{address(refusal)}/hearing")
    at(NOW + timedelta(days=6))

    as_carla.post(address(refusal), data={"verdict": "uphold"})

    assert refusal.is_upheld is True


def test_what_was_said_is_said_once(as_noor, heard, accepted_proposal):
    page = f"/employer/proposals/{accepted_proposal.id}/hearing"

    assert as_noor.post(page, data={"said": "Toch niet."}).status_code == 422
    assert {one.said for one in heard.hearings} == {"Sinds maandag.", ""}


def test_strangers_say_nothing(sign_in, accepted_proposal):
    stranger = sign_in(AccountFactory(role=Role.OWNER))

    answer = stranger.post(f"/employer/proposals/{accepted_proposal.id}/hearing", data={})

    assert answer.status_code == 404
