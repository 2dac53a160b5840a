"""Where a proposal ends, whoever waits for it hears; and what has ended stays ended."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from placements.errors import TooLate
from placements.match.run import checks_before_run
from placements.proposals.answers import expire_proposals, veto_proposal
from placements.proposals.hearings import doubt_refusal
from placements.proposals.refusals import (
    RefusalTerms,
    refuse_proposal,
    reject_refusal,
    uphold_refusal,
)
from records.models.match import MatchRun, MatchRunState
from records.models.outbox import OutboxMessage
from records.models.proposal import Proposal, ProposalState, RefusalReason
from records.queries.proposals import list_open_refusals
from tests.rounds import RESULTS_DAY, published_run, scored_candidate
from web.mail import compose

TERMS = RefusalTerms(
    reason=RefusalReason.CAPACITY_GONE, explanation="De afdeling is in januari gesloten."
)
LATE = RESULTS_DAY + timedelta(days=70)
"""After the period has begun: every proposal is overdue."""
ENDINGS = (
    ProposalState.VETOED,
    ProposalState.REFUSED,
    ProposalState.EXPIRED,
    ProposalState.STOPPED,
)


def told(session, kind):
    """Return who was mailed this, in the order of the outbox."""
    return session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.kind == kind)).all()


def ended_by_itself(session):
    expire_proposals(session, now=LATE)
    session.flush()


def test_when_the_student_let_the_day_pass_the_company_that_knew_of_nothing_hears_nothing(
    session, proposal, amina, carla
):
    ended_by_itself(session)

    assert told(session, "proposal_ended") == [amina.id]
    assert carla.id in told(session, "proposal_expired_school")
    assert told(session, "proposal_ended_employer") == []


def test_when_the_company_let_the_day_pass_everybody_hears(
    session, accepted_proposal, amina, carla, noor
):
    ended_by_itself(session)

    assert told(session, "proposal_ended") == [amina.id]
    assert carla.id in told(session, "proposal_expired_school")
    assert told(session, "proposal_ended_employer") == [noor.id]


def test_when_the_name_never_came_the_company_hears(session, confirmed_proposal, noor):
    ended_by_itself(session)

    assert confirmed_proposal.state is ProposalState.EXPIRED
    assert told(session, "proposal_ended_employer") == [noor.id]


def test_a_mail_of_an_end_says_nothing_of_who_or_which(session, accepted_proposal, amina):
    ended_by_itself(session)

    mail = session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind == "proposal_ended_employer")
    ).one()
    text = compose(mail).text
    assert mail.facts.keys() == {"link_id", "opens"}
    assert "next=/employer/proposals\n" in text
    assert str(accepted_proposal.id) not in text


def test_however_many_end_on_one_day_each_person_gets_one_mail(
    session, matching_round, programme, carla, bakery_place, lunch_place, amina_in_round
):
    scored_candidate(matching_round, programme, wishes=[lunch_place, bakery_place])
    published_run(session, matching_round, carla)
    for one in session.scalars(select(Proposal)).all():
        one.state, one.accepted_at = ProposalState.ACCEPTED, RESULTS_DAY
    session.flush()

    assert expire_proposals(session, now=LATE) == 2

    session.flush()
    assert told(session, "proposal_expired_school").count(carla.id) == 1
    students = told(session, "proposal_ended")
    assert len(students) == 2
    assert students == sorted(students)


def test_a_veto_before_the_company_was_asked_is_no_mail_to_it(session, proposal, by_amina):
    veto_proposal(session, by_amina, proposal, now=RESULTS_DAY)

    assert told(session, "proposal_ended_employer") == []


@pytest.mark.parametrize("stage", ["accepted_proposal", "confirmed_proposal"])
def test_a_veto_after_the_company_was_asked_is(session, request, stage, by_amina, noor):
    veto_proposal(session, by_amina, request.getfixturevalue(stage), now=RESULTS_DAY)

    assert told(session, "proposal_ended_employer") == [noor.id]


@pytest.mark.parametrize(
    ("settle", "kind"),
    [(uphold_refusal, "refusal_upheld"), (reject_refusal, "refusal_rejected")],
)
def test_the_company_hears_what_the_school_thinks_of_its_reason(
    session, accepted_proposal, by_noor, by_carla, noor, settle, kind
):
    refusal = refuse_proposal(session, by_noor, accepted_proposal, TERMS, now=RESULTS_DAY)

    doubt_refusal(session, by_carla, refusal, now=RESULTS_DAY)

    settle(session, by_carla, refusal, now=RESULTS_DAY + timedelta(days=6))

    assert told(session, kind) == [noor.id]


def test_a_refusal_waits_no_longer_once_the_student_said_no(
    session, accepted_proposal, by_noor, by_carla, by_amina
):
    refusal = refuse_proposal(session, by_noor, accepted_proposal, TERMS, now=RESULTS_DAY)
    veto_proposal(session, by_amina, accepted_proposal, now=RESULTS_DAY)

    assert list_open_refusals(session, school_id=by_carla.school_id) == []
    checks = checks_before_run(session, accepted_proposal.round)
    assert all(check.is_met for check in checks), "the round can be matched again"
    with pytest.raises(TooLate):
        doubt_refusal(session, by_carla, refusal, now=RESULTS_DAY)
    assert told(session, "hearing_student") == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_step_leads_out_of_an_end(session, proposal, ending):
    proposal.state = ending
    session.flush()

    for state in set(ProposalState) - {ending}:
        with pytest.raises(IntegrityError, match="proposal_"), session.begin_nested():
            session.execute(update(Proposal).values(state=state))
    session.execute(update(Proposal).values(state=ending))


def test_a_name_that_was_shared_can_only_be_followed_by_a_stop(session, revealed_proposal):
    for state in set(ProposalState) - {ProposalState.REVEALED, ProposalState.STOPPED}:
        with pytest.raises(IntegrityError, match="proposal_"), session.begin_nested():
            session.execute(update(Proposal).values(state=state))
    session.execute(update(Proposal).values(state=ProposalState.STOPPED))


def test_a_run_that_was_heard_of_is_not_sent_back(session, proposal):
    with pytest.raises(IntegrityError, match="match_run_ends_once"), session.begin_nested():
        session.execute(update(MatchRun).values(state=MatchRunState.RETURNED))
