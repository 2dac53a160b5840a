"""``flask matching``: run a match and recompute one, without a page."""

from uuid import uuid4

from sqlalchemy import select

from app.commands.matching import close_overdue_proposals
from matching.receipt import canonical_bytes
from placements.match.results import result_of
from records.models.match import MatchRun, MatchRunState
from records.models.proposal import ProposalState
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
