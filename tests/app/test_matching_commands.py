"""``flask matching``: run a match and recompute one, without a page."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app.commands.matching import close_overdue_proposals, publish_confirmed_runs
from matching.receipt import canonical_bytes
from placements.match.results import result_of
from placements.match.run import confirm_run
from placements.proposals.answers import publishes_at
from records.models.audit import AuditEvent
from records.models.match import MatchRun, MatchRunState
from records.models.outbox import OutboxMessage
from records.models.proposal import Proposal, ProposalState, Seat
from records.models.round import RoundPhase
from tests.factories import NOW
from tests.rounds import frozen_input


def test_run_computes_the_round_and_says_what_came_of_it(
    app, session, matching_round, carla, amina_in_round
):
    frozen_input(session, matching_round)

    result = app.test_cli_runner().invoke(args=["matching", "run", str(matching_round.id)])

    run = session.scalars(select(MatchRun)).one()
    assert result.exit_code == 0
    assert run.state is MatchRunState.FINISHED
    assert "placed 1 of 1" in result.output
    assert f"digest {run.digest}" in result.output


def test_run_says_why_a_round_is_not_ready(app, session, matching_round, carla):
    result = app.test_cli_runner().invoke(args=["matching", "run", str(matching_round.id)])

    assert result.exit_code == 1
    assert "not ready for a match" in result.output


def test_replay_says_that_a_stored_run_agrees(app, run):
    result = app.test_cli_runner().invoke(args=["matching", "replay", str(run.id)])

    assert (result.exit_code, result.output) == (0, "agrees\n")


def test_replay_names_the_first_difference(app, session, run):
    receipt = result_of(run).receipt
    receipt["public_value"] = "drand 4712"
    run.receipt = canonical_bytes(receipt)
    session.flush()

    result = app.test_cli_runner().invoke(args=["matching", "replay", str(run.id)])

    assert result.exit_code == 1
    assert "differs: receipt." in result.output


def test_replay_of_nothing_says_so(app, session):
    result = app.test_cli_runner().invoke(args=["matching", "replay", str(uuid4())])

    assert result.exit_code == 1
    assert "there is no receipt" in result.output


def test_the_worker_ends_what_nobody_answered(session, proposal):
    proposal.student_decides_by = NOW.date()
    session.flush()

    close_overdue_proposals(session, now=NOW.replace(day=24))

    assert proposal.state is ProposalState.EXPIRED


@pytest.fixture
def confirmed_run(session, run, by_carla):
    """A run that Carla stands for; its result was announced for 27 November."""
    confirm_run(session, by_carla, run, now=NOW)
    session.flush()
    return run


ANNOUNCED = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
"""Three o'clock in the Netherlands."""
SECOND = timedelta(seconds=1)


def test_the_worker_publishes_at_the_announced_time_and_not_a_second_before(
    session, matching_round, confirmed_run
):
    publish_confirmed_runs(session, now=ANNOUNCED - SECOND)
    before = confirmed_run.state
    publish_confirmed_runs(session, now=ANNOUNCED)
    publish_confirmed_runs(session, now=ANNOUNCED + SECOND)

    assert (before, confirmed_run.state) == (MatchRunState.CONFIRMED, MatchRunState.PUBLISHED)
    assert (matching_round.phase, matching_round.published_at) == (RoundPhase.PROPOSALS, ANNOUNCED)
    assert len(session.scalars(select(Proposal)).all()) == 1
    line = session.scalars(
        select(AuditEvent).where(AuditEvent.event == "match_run:published")
    ).one()
    assert (line.actor_id, line.school_id) == (None, matching_round.school_id)


def test_a_run_nobody_stands_for_does_not_go_out(session, run):
    publish_confirmed_runs(session, now=ANNOUNCED)

    assert run.state is MatchRunState.FINISHED


@pytest.mark.parametrize(
    ("confirmed_at", "goes_out_at"),
    [
        (ANNOUNCED - SECOND, ANNOUNCED),
        (ANNOUNCED, ANNOUNCED + timedelta(days=1)),
        (ANNOUNCED + timedelta(days=5, hours=-1), ANNOUNCED + timedelta(days=5)),
    ],
)
def test_what_is_confirmed_later_goes_out_the_first_time_after(
    session, confirmed_run, confirmed_at, goes_out_at
):
    confirmed_run.confirmed_at = confirmed_at

    assert publishes_at(confirmed_run) == goes_out_at


def test_a_run_whose_seat_has_gone_goes_back_and_who_stood_for_it_hears(
    session, confirmed_run, carla
):
    session.execute(update(Seat).values(is_withdrawn=True))

    publish_confirmed_runs(session, now=ANNOUNCED)
    publish_confirmed_runs(session, now=ANNOUNCED + SECOND)

    assert confirmed_run.state is MatchRunState.RETURNED
    assert "opnieuw" in confirmed_run.return_reason
    assert session.scalars(select(Proposal)).all() == []
    mails = session.scalars(
        select(OutboxMessage.account_id).where(OutboxMessage.kind == "result_held_back")
    ).all()
    assert mails == [carla.id]
