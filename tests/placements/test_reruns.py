"""A match run again: only what has come free, by the same lots."""

from sqlalchemy import select

from placements.match.overrides import approve_override, request_override
from placements.match.results import result_of
from placements.match.run import confirm_run, replay_run
from placements.proposals.answers import (
    accept_proposal,
    publish_run,
    veto_proposal,
)
from placements.proposals.refusals import RefusalTerms, refuse_proposal, uphold_refusal
from records.models.account import Account, Role
from records.models.proposal import Proposal, ProposalState, RefusalReason
from records.vault.candidates import student_ids_of_candidates
from tests.factories import AccountFactory
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


def result_winner(run, bakery_place):
    result = result_of(run)
    return next(code for code in result.codes if result.place_of(code) == str(bakery_place.id))


def actor_of_candidate(session, proposal):
    student = student_ids_of_candidates(session, [proposal.candidate_id])[proposal.candidate_id]
    return actor_of(session.get_one(Account, student))
