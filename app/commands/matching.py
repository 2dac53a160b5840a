"""``flask matching``: run the match of a round, and recompute a run from its receipt."""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import click
import structlog
from flask.cli import AppGroup
from flask_babel import force_locale
from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.days import day_of
from placements.errors import Refusal, TooLate
from placements.holds import hold
from placements.match.input import give_up_freeze, perform_freeze
from placements.match.proof import find_differences, finish_proof
from placements.match.run import (
    perform_run,
    refuse_publication,
    refuse_run,
    replay_run,
    request_run,
)
from placements.proposals.answers import expire_proposals, publish_due_run, publishes_at
from records.database import current_session, transaction_writes
from records.models.account import Role
from records.models.match import ExchangeProof, FrozenInput, InputState, MatchRun, MatchRunState
from records.models.round import Round
from records.queries.accounts import list_staff_of_school
from records.queries.match_runs import (
    list_confirmed_runs,
    list_inputs_to_freeze,
    list_proofs_to_perform,
    list_runs_to_perform,
)
from web.formatting import spoken
from web.guards import utc_now

matching = AppGroup("matching", help="Run a match and recompute one.")
log = structlog.get_logger()


@matching.command("run")
@click.argument("round_id", type=click.UUID)
def run(round_id: UUID) -> None:
    """Run the match of round ROUND_ID now, in the name of its school's coordinator.

    Safe to interrupt: the run then waits, and the worker or this command goes on with it.
    """
    session, now = current_session(), utc_now()
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise click.ClickException(f"there is no round {round_id}")
    try:
        match_run = request_run(session, _coordinator(session, round_), round_, now=now)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    session.commit()
    with click.progressbar(length=100, label="Matching", file=sys.stderr) as bar:
        for share in perform_run(session, match_run, now=now):
            session.commit()
            bar.update(share - bar.pos)
    summary = match_run.summary or {}
    click.echo(f"run {match_run.id}")
    click.echo(f"placed {summary['placed']} of {summary['candidates']}")
    click.echo(f"digest {match_run.digest}")


@matching.command("replay")
@click.argument("run_id", type=click.UUID)
def replay(run_id: UUID) -> None:
    """Recompute run RUN_ID from its receipt; say "agrees" or name the first difference."""
    match_run = current_session().get(MatchRun, run_id)
    if match_run is None or match_run.receipt is None:
        raise click.ClickException(f"there is no receipt of a run {run_id}")
    difference = replay_run(match_run)
    if difference is not None:
        raise click.ClickException(f"differs: {difference}")
    click.echo("agrees")


def freeze_waiting_inputs(session: Session, *, now: datetime) -> None:
    """Freeze every input that waits; one that cannot be frozen is reopened with the reason.

    A large round takes a while to read. It is read in a transaction that does not write, so that
    nobody at the pages waits for it on SQLite.
    """
    for input_id in [one.id for one in list_inputs_to_freeze(session)]:
        session.commit()
        try:
            with _only_reading(session):
                steps = perform_freeze(session, session.get_one(FrozenInput, input_id), now=now)
                next(steps)
            for _step in steps:
                pass
        except Exception as error:
            log.exception("freezing failed", input=str(input_id))
            session.rollback()
            failed = session.get_one(FrozenInput, input_id, with_for_update=True)
            if failed.state is InputState.WAITING:
                give_up_freeze(session, failed, _reason(error), now=now)
        session.commit()


@contextmanager
def _only_reading(session: Session) -> Iterator[None]:
    """Let one transaction take no write lock; it ends here, whatever happens."""
    token = transaction_writes.set(False)
    try:
        yield
    finally:
        session.rollback()
        transaction_writes.reset(token)


def _reason(error: Exception) -> str:
    """Return what the public report says: an answer of the office in words, of a bug its kind."""
    return str(error) if isinstance(error, Refusal) else type(error).__name__


def perform_waiting_runs(session: Session, *, now: datetime) -> None:
    """Compute every run that waits, and those whose worker stopped half-way.

    A run that fails is sent back with its reason, so that it does not hold up the others.
    """
    for match_run in list_runs_to_perform(session):
        run_id = match_run.id
        try:
            for _share in perform_run(session, match_run, now=now):
                session.commit()
        except Exception as error:
            log.exception("match run failed", run=str(run_id))
            session.rollback()
            failed = session.get_one(MatchRun, run_id, with_for_update=True)
            if failed.state in (MatchRunState.WAITING, MatchRunState.RUNNING):
                refuse_run(session, failed, _reason(error), now=now)
            session.commit()


def make_waiting_proofs(session: Session, *, now: datetime) -> None:
    """Make the proofs that were asked for, read in transactions that do not write.

    One that fails is forgotten, so that it does not hold up the others and can be asked for anew.
    """
    for proof_id in [one.id for one in list_proofs_to_perform(session)]:
        session.commit()
        try:
            with _only_reading(session):
                round_ = session.get_one(ExchangeProof, proof_id).round
                found = find_differences(session, round_, random.SystemRandom())
            finish_proof(session, session.get_one(ExchangeProof, proof_id), *found, now=now)
        except Exception:
            log.exception("proof failed", proof=str(proof_id))
            session.rollback()
            session.delete(session.get_one(ExchangeProof, proof_id))
        session.commit()


def publish_confirmed_runs(session: Session, *, now: datetime) -> None:
    """Publish what waits for its announced time; what cannot go out goes back with the reason."""
    for run_id in [run.id for run in list_confirmed_runs(session, until=day_of(now))]:
        session.commit()
        run = session.get_one(MatchRun, run_id)
        if now < publishes_at(run):
            continue
        try:
            publish_due_run(session, run, now=now)
        except TooLate:
            session.rollback()
        except Refusal as refusal:
            session.rollback()
            hold(session, run)
            if run.state is MatchRunState.CONFIRMED:
                refuse_publication(session, run, _in_dutch(refusal), now=now)
        session.commit()


def _in_dutch(refusal: Refusal) -> str:
    """Return what stands in the report for everybody, as coordinators write there."""
    with force_locale("nl"):
        return spoken(refusal)


def close_overdue_proposals(session: Session, *, now: datetime) -> None:
    """End the proposals whose day to answer has passed."""
    if expire_proposals(session, now=now):
        session.commit()


def _coordinator(session: Session, round_: Round) -> Actor:
    for account in list_staff_of_school(session, school_id=round_.school_id, role=Role.COORDINATOR):
        return Actor(account_id=account.id, role=account.role, school_id=account.school_id)
    raise click.ClickException("the school of this round has no coordinator")
