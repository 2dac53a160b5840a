"""An exception to a run: a reason, a second person, and never past the law."""

import pytest
from sqlalchemy import select

from placements.errors import NotAllowed, Refusal
from placements.match.overrides import approve_override, drop_override, request_override
from placements.match.results import result_of
from placements.match.run import confirm_run, replay_run
from placements.proposals.answers import (
    publish_run,
)
from placements.proposals.refusals import RefusalTerms
from records.models.account import Role
from records.models.match import MatchRunState
from records.models.proposal import Proposal, RefusalReason
from records.queries.match_runs import find_candidate_by_code
from tests.factories import NOW, AccountFactory, HardRequirementFactory
from tests.rounds import (
    RESULTS_DAY,
    actor_of,
    finished_run,
    frozen_place,
    scored_candidate,
)

TERMS = RefusalTerms(
    reason=RefusalReason.CAPACITY_GONE, explanation="De afdeling is in januari gesloten."
)


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


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("Te ver weg.", "at least 20"),
        ("Amina heeft zelf al een afspraak gemaakt.", "tells something of a student"),
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
