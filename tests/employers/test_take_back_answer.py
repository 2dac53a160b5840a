"""Half an hour in which a company can take its answer back, and nobody hears it."""

from datetime import UTC, datetime, timedelta

import pytest

from app.commands.work import settle_answers
from placements.proposals.answers import expire_proposals, veto_proposal
from placements.proposals.second_thoughts import UNDONE_WITHIN
from records.models.account import Role
from records.models.outbox import OutboxMessage
from records.models.proposal import ProposalState, Refusal
from records.queries.proposals import list_proposals_waiting_for_company
from tests.factories import NOW, AccountFactory
from tests.rounds import actor_of

NO = {"reason": "dates", "explanation": "De hal wordt dan verbouwd."}
LATER = NOW + UNDONE_WITHIN


def page(proposal, more=""):
    return f"/employer/proposals/{proposal.id}{more}"


@pytest.fixture
def answered(session, as_noor, accepted_proposal):
    """Noor has just said yes."""
    as_noor.post(page(accepted_proposal, "/confirm"))
    return accepted_proposal


def kinds(session):
    session.flush()
    return [row.kind for row in session.query(OutboxMessage)]


@pytest.mark.parametrize(("act", "form"), [("/confirm", {}), ("/refuse", NO)])
def test_what_is_taken_back_was_never_said(
    session, as_noor, as_amina, accepted_proposal, act, form
):
    before = kinds(session)
    as_noor.post(page(accepted_proposal, act), data=form)
    shown = as_noor.get(page(accepted_proposal)).text

    response = as_noor.post(page(accepted_proposal, "/take-back"))
    settle_answers(session, now=LATER)

    assert "Niemand hoort dit vóór 10:30" in shown
    assert response.status_code == 302
    assert accepted_proposal.state is ProposalState.ACCEPTED
    assert session.query(Refusal).count() == 0
    assert kinds(session) == before
    assert "Ja, deze student kan komen" in as_noor.get(page(accepted_proposal)).text


def test_until_then_the_student_reads_what_stood_there(session, as_amina, answered):
    text = as_amina.get(f"/student/proposals/{answered.id}").text
    assert "proposal_confirmed" not in kinds(session)

    settle_answers(session, now=LATER)

    assert as_amina.get(f"/student/proposals/{answered.id}").text != text
    assert "proposal_confirmed" in kinds(session)


def test_it_settles_once_and_not_a_minute_before(session, answered):
    settle_answers(session, now=LATER - timedelta(minutes=1))
    early = answered.state

    settle_answers(session, now=LATER)
    settle_answers(session, now=LATER)

    assert (early, answered.state) == (ProposalState.ACCEPTED, ProposalState.CONFIRMED)
    assert kinds(session).count("proposal_confirmed") == 1


def test_two_answers_are_one(as_noor, answered):
    for act, form in (("/confirm", {}), ("/refuse", NO)):
        response = as_noor.post(page(answered, act), data=form)

        assert response.status_code == 422
        assert "U kunt dat terugnemen tot" in response.text


def test_after_half_an_hour_it_is_said(as_noor, answered, at):
    at(LATER)

    response = as_noor.post(page(answered, "/take-back"))

    assert response.status_code == 422
    assert "kan niet meer terug" in response.text


def test_a_yes_on_the_last_evening_counts_the_day_after(session, as_noor, accepted_proposal, at):
    last = accepted_proposal.employer_decides_by
    evening = datetime(last.year, last.month, last.day, 22, 45, tzinfo=UTC)
    at(evening)
    as_noor.post(page(accepted_proposal, "/confirm"))
    after = evening + UNDONE_WITHIN + timedelta(hours=1)

    expired = expire_proposals(session, now=after)
    settle_answers(session, now=after)

    assert expired == 0
    assert accepted_proposal.state is ProposalState.CONFIRMED


def test_a_student_who_says_no_meanwhile_is_first(session, as_noor, answered, amina):
    veto_proposal(session, actor_of(amina), answered, now=NOW)
    session.flush()

    settle_answers(session, now=LATER)

    assert answered.state is ProposalState.VETOED
    assert answered.pending is None
    assert "proposal_confirmed" not in kinds(session)


def test_who_has_answered_is_not_asked_again(session, as_noor, answered):
    assert list_proposals_waiting_for_company(session) == []
    assert "Zeg of" not in as_noor.get("/employer/home").text


def test_a_proposal_of_another_company_does_not_exist(sign_in, answered):
    stranger = sign_in(AccountFactory(role=Role.OWNER))

    assert stranger.post(page(answered, "/take-back")).status_code == 404
    assert answered.pending is not None
