"""A proposal from its publication to the shared name, and every way in which it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from placements.errors import NotAllowed, Refusal, TooLate
from placements.match_results import result_of
from placements.match_run import confirm_run, replay_run
from placements.overrides import approve_override, drop_override, request_override
from placements.proposals import (
    accept_proposal,
    confirm_proposal,
    expire_proposals,
    publish_run,
    veto_proposal,
)
from placements.refusals import RefusalTerms, refuse_proposal, reject_refusal, uphold_refusal
from placements.reveal import (
    find_blind_proposal,
    list_blind_proposals,
    open_student,
    reveal_identity,
)
from records.models.account import Account, Role
from records.models.match import MatchRun, MatchRunState
from records.models.outbox import OutboxMessage
from records.models.proposal import Proposal, ProposalState, RefusalReason, Seat
from records.models.round import RoundPhase
from records.models.trial import Trial
from records.queries.match_runs import find_candidate_by_code
from records.vault.candidates import student_ids_of_candidates
from records.vault.ledger import list_reveal_lines
from tests.factories import NOW, AccountFactory, HardRequirementFactory, StudentFactory
from tests.rounds import (
    RESULTS_DAY,
    actor_of,
    finished_run,
    frozen_place,
    published_run,
    scored_candidate,
)

TERMS = RefusalTerms(
    reason=RefusalReason.CAPACITY_GONE, explanation="De afdeling is in januari gesloten."
)


@pytest.fixture
def by_amina(session, amina):
    return actor_of(amina)


@pytest.fixture
def by_noor(session, noor):
    return actor_of(noor)


@pytest.fixture
def by_carla(session, carla):
    return actor_of(carla)


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


def test_a_rerun_locks_the_accepted_bans_the_declined_and_keeps_the_lots(
    session,
    matching_round,
    carla,
    programme,
    amina_in_round,
    bakery_place,
    lunch_place,
    by_amina,
    by_carla,
):
    rival = scored_candidate(matching_round, programme, wishes=[bakery_place], levels=(3, 3))
    bystander = scored_candidate(matching_round, programme, wishes=[lunch_place], levels=(3, 3))
    first = published_run(session, matching_round, carla)
    by_code = {one.candidate.code: one for one in session.scalars(select(Proposal))}
    winner = by_code[result_winner(first, bakery_place)]
    student = {amina_in_round.code: by_amina}.get(winner.candidate.code)
    actor = student or actor_of_candidate(session, winner)
    veto_proposal(session, actor, winner, now=RESULTS_DAY)
    others = [one for one in by_code.values() if one is not winner]
    for one in others:
        accept_proposal(session, actor_of_candidate(session, one), one, now=RESULTS_DAY)

    second = published_run(session, matching_round, carla)

    before, after = result_of(first), result_of(second)
    assert second.digest == first.digest
    assert replay_run(second) is None
    assert after.receipt["seed"] == before.receipt["seed"]
    for one in others:
        assert after.place_of(one.candidate.code) == before.place_of(one.candidate.code)
        assert one.state is ProposalState.ACCEPTED
    assert after.place_of(winner.candidate.code) != str(bakery_place.id)
    assert {rival.code, bystander.code, amina_in_round.code} == set(after.codes)


def test_a_rerun_does_not_give_away_a_seat_that_has_gone(
    session,
    matching_round,
    carla,
    programme,
    amina_in_round,
    bakery_place,
    lunch_place,
    by_noor,
    by_carla,
    by_amina,
):
    waiting = scored_candidate(
        matching_round, programme, wishes=[bakery_place], levels=(1, 1), adds_remaining=False
    )
    published_run(session, matching_round, carla)
    proposal = session.scalars(select(Proposal)).one()
    accept_proposal(session, by_amina, proposal, now=RESULTS_DAY)
    refusal = refuse_proposal(session, by_noor, proposal, TERMS, now=RESULTS_DAY)
    uphold_refusal(session, by_carla, refusal, now=RESULTS_DAY)

    second = published_run(session, matching_round, carla)

    result = result_of(second)
    assert result.place_of(amina_in_round.code) == str(lunch_place.id)
    assert result.place_of(waiting.code) is None
    assert second.summary["seats"] == 1


def test_an_exception_needs_a_second_person_and_then_counts(
    session, matching_round, carla, by_carla, amina_in_round, bakery_place, lunch_place
):
    run = finished_run(session, matching_round, carla)
    reason = "De student kan deze plek niet bereiken zolang de brug dicht is."
    override = request_override(
        session, by_carla, run, amina_in_round, lunch_place, reason, now=RESULTS_DAY
    )
    second = actor_of(AccountFactory(role=Role.COORDINATOR, school_id=matching_round.school_id))

    with pytest.raises(NotAllowed, match="second person"):
        approve_override(session, by_carla, run, override, now=RESULTS_DAY)
    with pytest.raises(Refusal, match="second person"):
        confirm_run(session, by_carla, run, now=RESULTS_DAY)
    approve_override(session, second, run, override, now=RESULTS_DAY)
    confirm_run(session, by_carla, run, now=RESULTS_DAY)
    publish_run(session, by_carla, run, now=RESULTS_DAY)

    proposal = session.scalars(select(Proposal)).one()
    assert proposal.vacancy_id == lunch_place.id
    assert proposal.explanation["is_exception"] is True
    assert replay_run(run) is None


def test_a_rerun_leaves_an_accepted_exception_alone(
    session,
    matching_round,
    carla,
    by_carla,
    by_amina,
    programme,
    amina_in_round,
    bakery_place,
    lunch_place,
):
    rival = scored_candidate(matching_round, programme, wishes=[lunch_place], levels=(4, 4))
    third_place = frozen_place(matching_round, programme, title="Magazijn", weekdays=0b0100000)
    run = finished_run(session, matching_round, carla)
    reason = "De student kan deze plek niet bereiken zolang de brug dicht is."
    override = request_override(
        session, by_carla, run, amina_in_round, third_place, reason, now=RESULTS_DAY
    )
    second = actor_of(AccountFactory(role=Role.COORDINATOR, school_id=matching_round.school_id))
    approve_override(session, second, run, override, now=RESULTS_DAY)
    confirm_run(session, by_carla, run, now=RESULTS_DAY)
    publish_run(session, by_carla, run, now=RESULTS_DAY)
    for one in session.scalars(select(Proposal)).all():
        act = accept_proposal if one.candidate_id == amina_in_round.id else veto_proposal
        act(session, actor_of_candidate(session, one), one, now=RESULTS_DAY)

    rerun = published_run(session, matching_round, carla)

    states = {
        (one.candidate.code, one.vacancy_id): one.state for one in session.scalars(select(Proposal))
    }
    assert states[amina_in_round.code, third_place.id] is ProposalState.ACCEPTED
    assert states[rival.code, bakery_place.id] is ProposalState.PROPOSED
    assert rerun.summary["candidates"] == 1


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("Te ver weg.", "at least 20"),
        ("Amina heeft zelf al een afspraak gemaakt.", "tells who the student is"),
    ],
)
def test_an_exception_needs_a_real_reason_without_a_name(
    session, matching_round, carla, by_carla, amina_in_round, lunch_place, reason, message
):
    run = finished_run(session, matching_round, carla)

    with pytest.raises(Refusal, match=message):
        request_override(session, by_carla, run, amina_in_round, lunch_place, reason, now=NOW)


def test_an_exception_does_not_take_a_seat_from_somebody(
    session, matching_round, carla, by_carla, programme, amina_in_round, bakery_place
):
    scored_candidate(matching_round, programme, wishes=[bakery_place], levels=(1, 1))
    run = finished_run(session, matching_round, carla)
    loser = next(
        code
        for code in result_of(run).codes
        if result_of(run).place_of(code) != str(bakery_place.id)
    )
    unlucky = find_candidate_by_code(session, round_id=matching_round.id, code=loser)

    with pytest.raises(Refusal, match="no free seat"):
        request_override(
            session, by_carla, run, unlucky, bakery_place, "Deze student woont om de hoek.", now=NOW
        )


def test_an_exception_cannot_set_aside_what_the_law_asks(
    session, matching_round, carla, by_carla, programme, amina_in_round
):
    care = frozen_place(matching_round, programme, title="Zorg")
    HardRequirementFactory(vacancy_id=care.id)
    session.refresh(care)
    run = finished_run(session, matching_round, carla)

    with pytest.raises(Refusal, match="document or an age"):
        request_override(
            session, by_carla, run, amina_in_round, care, "Deze student woont om de hoek.", now=NOW
        )


def test_an_exception_that_nobody_agreed_to_can_be_dropped(
    session, matching_round, carla, by_carla, amina_in_round, lunch_place
):
    run = finished_run(session, matching_round, carla)
    reason = "De student kan deze plek niet bereiken zolang de brug dicht is."
    override = request_override(
        session, by_carla, run, amina_in_round, lunch_place, reason, now=NOW
    )

    drop_override(session, by_carla, run, override, now=NOW)
    confirm_run(session, by_carla, run, now=NOW)

    assert run.state is MatchRunState.CONFIRMED


def result_winner(run, bakery_place):
    result = result_of(run)
    return next(code for code in result.codes if result.place_of(code) == str(bakery_place.id))


def actor_of_candidate(session, proposal):
    student = student_ids_of_candidates(session, [proposal.candidate_id])[proposal.candidate_id]
    return actor_of(session.get_one(Account, student))
