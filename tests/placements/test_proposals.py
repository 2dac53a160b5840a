"""A proposal from its publication to the shared name, and every way in which it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from placements.errors import NotAllowed, Refusal, TooLate
from placements.match.run import confirm_run
from placements.proposals.answers import (
    accept_proposal,
    confirm_proposal,
    expire_proposals,
    publish_run,
    veto_proposal,
)
from placements.proposals.hearings import doubt_refusal
from placements.proposals.refusals import (
    RefusalTerms,
    refuse_proposal,
    reject_refusal,
    uphold_refusal,
)
from placements.proposals.reveal import (
    find_blind_proposal,
    list_blind_proposals,
    open_student,
    reveal_identity,
)
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.match import MatchRun
from records.models.outbox import OutboxMessage
from records.models.proposal import Proposal, ProposalState, RefusalReason, Seat
from records.models.round import RoundPhase
from records.models.trial import Trial
from records.vault.ledger import list_reveal_lines
from tests.factories import NOW, AccountFactory, StudentFactory
from tests.rounds import (
    RESULTS_DAY,
    actor_of,
    finished_run,
    published_run,
    scored_candidate,
)

TERMS = RefusalTerms(
    reason=RefusalReason.CAPACITY_GONE, explanation="De afdeling is in januari gesloten."
)


def kinds_mailed(session):
    return set(session.scalars(select(OutboxMessage.kind)).all())


def test_publishing_makes_one_proposal_on_a_seat_and_opens_the_phase(
    session, matching_round, proposal, bakery_place, amina_in_round
):
    assert (proposal.vacancy_id, proposal.candidate_id) == (bakery_place.id, amina_in_round.id)
    assert (proposal.state, proposal.wish_rank) == (ProposalState.PROPOSED, 1)
    assert matching_round.phase is RoundPhase.PROPOSALS
    assert matching_round.published_at == RESULTS_DAY


def test_everyone_of_the_round_hears_at_the_same_time_in_the_same_words(
    session, matching_round, carla, programme, amina_in_round
):
    scored_candidate(matching_round, programme, adds_remaining=False)

    published_run(session, matching_round, carla)

    told = session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind == "results_are_out")
    ).all()
    assert len(told) == 2
    assert all(mail.facts == {} for mail in told)


def test_no_result_comes_out_before_the_announced_day(
    session, matching_round, by_carla, carla, amina_in_round
):
    run = finished_run(session, matching_round, carla)
    confirm_run(session, by_carla, run, now=NOW)

    with pytest.raises(Refusal, match="not before"):
        publish_run(session, by_carla, run, now=NOW)

    assert session.scalars(select(Proposal)).all() == []


def test_a_run_that_nobody_confirmed_is_not_published(
    session, matching_round, by_carla, carla, amina_in_round
):
    run = finished_run(session, matching_round, carla)

    with pytest.raises(TooLate):
        publish_run(session, by_carla, run, now=RESULTS_DAY)


def test_publishing_twice_makes_nothing_double(session, matching_round, by_carla, proposal):
    run = session.get_one(MatchRun, proposal.match_run_id)

    with pytest.raises(TooLate):
        publish_run(session, by_carla, run, now=RESULTS_DAY)

    assert len(session.scalars(select(Proposal)).all()) == 1


def test_accepting_asks_the_trainer(session, accepted_proposal, noor):
    assert accepted_proposal.state is ProposalState.ACCEPTED
    mail = session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind == "proposal_to_confirm")
    ).one()
    assert mail.account_id == noor.id


def test_only_the_student_itself_accepts(session, proposal, programme):
    other = StudentFactory(programme=programme)

    with pytest.raises(NotAllowed):
        accept_proposal(session, actor_of(other), proposal, now=RESULTS_DAY)


def test_accepting_after_the_last_day_is_too_late(session, proposal, by_amina):
    late = RESULTS_DAY + timedelta(days=8)

    with pytest.raises(TooLate, match="day to answer"):
        accept_proposal(session, by_amina, proposal, now=late)


def test_a_veto_needs_no_reason_and_tells_the_school(session, proposal, by_amina, carla):
    veto_proposal(session, by_amina, proposal, now=RESULTS_DAY)

    assert proposal.state is ProposalState.VETOED
    assert "proposal_ended_school" in kinds_mailed(session)


def test_a_veto_is_possible_until_the_name_is_shared(session, confirmed_proposal, by_amina):
    veto_proposal(session, by_amina, confirmed_proposal, now=RESULTS_DAY)

    assert confirmed_proposal.state is ProposalState.VETOED


def test_after_the_reveal_there_is_no_veto(session, revealed_proposal, by_amina):
    with pytest.raises(TooLate):
        veto_proposal(session, by_amina, revealed_proposal, now=RESULTS_DAY)


def test_a_second_veto_in_the_round_is_refused(
    session, matching_round, carla, proposal, by_amina, lunch_place
):
    veto_proposal(session, by_amina, proposal, now=RESULTS_DAY)
    published_run(session, matching_round, carla)
    second = session.scalars(select(Proposal).where(Proposal.state == ProposalState.PROPOSED)).one()

    with pytest.raises(NotAllowed, match="used your veto"):
        veto_proposal(session, by_amina, second, now=RESULTS_DAY)

    assert second.vacancy_id == lunch_place.id


def test_the_employer_confirms_only_what_the_student_accepted(session, proposal, by_noor):
    with pytest.raises(TooLate):
        confirm_proposal(session, by_noor, proposal, now=RESULTS_DAY)


def test_another_company_confirms_nothing(session, accepted_proposal):
    stranger = actor_of(AccountFactory(role=Role.OWNER))

    with pytest.raises(NotAllowed):
        confirm_proposal(session, stranger, accepted_proposal, now=RESULTS_DAY)


def test_a_place_that_has_gone_is_not_confirmed(session, accepted_proposal, by_noor):
    session.get_one(Seat, accepted_proposal.seat_id).is_withdrawn = True

    with pytest.raises(TooLate, match="has gone"):
        confirm_proposal(session, by_noor, accepted_proposal, now=RESULTS_DAY)


def test_a_refusal_waits_for_the_school(session, accepted_proposal, by_noor):
    refuse_proposal(session, by_noor, accepted_proposal, TERMS, now=RESULTS_DAY)

    assert accepted_proposal.state is ProposalState.ACCEPTED
    assert "refusal_to_review" in kinds_mailed(session)
    with pytest.raises(TooLate, match="with the school"):
        confirm_proposal(session, by_noor, accepted_proposal, now=RESULTS_DAY)


@pytest.mark.parametrize(
    ("reason", "is_gone"),
    [
        (RefusalReason.CAPACITY_GONE, True),
        (RefusalReason.DATES, True),
        (RefusalReason.SUPERVISION_GONE, True),
        (RefusalReason.DOCUMENT_MISSING, False),
        (RefusalReason.FACTUAL_ERROR, False),
    ],
)
def test_an_upheld_refusal_takes_the_seat_away_if_nobody_can_have_it(
    session, accepted_proposal, by_noor, by_carla, reason, is_gone
):
    terms = RefusalTerms(reason=reason, explanation="Zo is het nu.")
    refusal = refuse_proposal(session, by_noor, accepted_proposal, terms, now=RESULTS_DAY)

    uphold_refusal(session, by_carla, refusal, now=RESULTS_DAY)

    assert accepted_proposal.state is ProposalState.REFUSED
    assert session.get_one(Seat, accepted_proposal.seat_id).is_withdrawn is is_gone
    assert "proposal_ended" in kinds_mailed(session)


def test_a_rejected_refusal_asks_the_employer_again(session, accepted_proposal, by_noor, by_carla):
    refusal = refuse_proposal(session, by_noor, accepted_proposal, TERMS, now=RESULTS_DAY)

    doubt_refusal(session, by_carla, refusal, now=RESULTS_DAY)

    reject_refusal(session, by_carla, refusal, now=RESULTS_DAY + timedelta(days=13))

    assert refusal.is_upheld is False
    assert accepted_proposal.employer_decides_by == (RESULTS_DAY + timedelta(days=20)).date()
    confirm_proposal(session, by_noor, accepted_proposal, now=RESULTS_DAY + timedelta(days=20))
    assert accepted_proposal.state is ProposalState.CONFIRMED


def test_an_assessor_reviews_no_refusal(session, accepted_proposal, by_noor, anton):
    refusal = refuse_proposal(session, by_noor, accepted_proposal, TERMS, now=RESULTS_DAY)

    with pytest.raises(NotAllowed):
        uphold_refusal(session, actor_of(anton), refusal, now=RESULTS_DAY)


def test_the_last_tap_plans_the_trial(session, revealed_proposal):
    trial = session.scalars(select(Trial)).one()

    assert revealed_proposal.state is ProposalState.REVEALED
    assert (trial.starts_on.isoformat(), trial.ends_on.isoformat()) == ("2027-02-01", "2027-02-12")
    assert trial.assessment_at.isoformat() == "2027-02-12T14:00:00+00:00"


def test_the_name_is_not_shared_before_the_employer_confirmed(session, accepted_proposal, by_amina):
    with pytest.raises(TooLate):
        reveal_identity(session, by_amina, accepted_proposal, now=RESULTS_DAY)


def test_the_employer_opens_no_name_before_the_last_tap(
    session, confirmed_proposal, by_noor, amina
):
    with pytest.raises(NotAllowed):
        open_student(session, by_noor, confirmed_proposal, now=RESULTS_DAY)

    assert list_reveal_lines(session, amina.id) == []


def test_every_look_at_the_name_is_a_line_in_the_ledger(session, revealed_proposal, by_noor, amina):
    person = open_student(session, by_noor, revealed_proposal, now=RESULTS_DAY)
    open_student(session, by_noor, revealed_proposal, now=RESULTS_DAY)
    session.flush()

    assert person.full_name == "Amina El Idrissi"
    lines = list_reveal_lines(session, amina.id)
    assert [(line.reader_name.split()[0], line.purpose) for line in lines] == [
        ("Noor", "trial")
    ] * 2


def test_the_employer_sees_rows_and_nothing_that_tells_who(
    session, accepted_proposal, by_noor, amina_in_round
):
    blind = find_blind_proposal(session, by_noor, accepted_proposal.id)

    assert [(row.letter, row.standing.value) for row in blind.rows] == [
        ("E", "more"),
        ("K", "more"),
    ]
    assert amina_in_round.code not in repr(blind)
    assert str(amina_in_round.id) not in repr(blind)


def test_the_employer_hears_of_no_proposal_that_the_student_has_not_accepted(
    session, proposal, by_noor
):
    assert list_blind_proposals(session, by_noor) == []
    assert find_blind_proposal(session, by_noor, proposal.id) is None


def test_proposals_expire_when_the_day_to_answer_has_passed(session, proposal):
    last_day = RESULTS_DAY + timedelta(days=7)

    assert expire_proposals(session, now=last_day) == 0
    assert expire_proposals(session, now=last_day + timedelta(days=1)) == 1

    assert proposal.state is ProposalState.EXPIRED


def test_the_log_of_an_answer_names_no_account(session, by_amina, proposal):
    accept_proposal(session, by_amina, proposal, now=NOW)
    session.flush()

    line = session.scalars(select(AuditEvent).where(AuditEvent.event == "proposal:accepted")).one()

    assert (line.actor_id, line.subject_id) == (None, proposal.id)
