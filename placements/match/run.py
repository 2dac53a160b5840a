"""One match of a round: asked for by a coordinator, computed by the worker, judged by people.

It rests on the input that `placements.match.input` froze and on nothing that was changed after;
`matching.receipt` computes; what comes back is kept as the very bytes that anyone can recompute.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from matching.receipt import canonical_bytes, check_receipt, run_round
from matching.replay import Data
from placements import audit
from placements.actors import Actor
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.match.absence import has_every_secret
from placements.match.input import NotAsFrozen, read_input
from placements.match.results import ranks_of, result_of, summary_of
from placements.match.snapshot import code_version
from placements.notifications import notify
from placements.people.known import require_nobody_known
from placements.policy import require
from placements.policy.match import may_confirm_run, may_request_run, may_return_run
from records.models.match import MatchRun, MatchRunState
from records.models.proposal import ACTIVE_STATES, ProposalState
from records.models.round import Round, RoundPhase
from records.queries.match_runs import (
    count_runs_of_round,
    find_open_run,
    find_published_run,
    is_input_frozen,
    list_certified_candidates,
    list_overrides_of_run,
)
from records.queries.proposals import list_proposals_of_round, list_withdrawn_seats
from records.queries.rounds import list_parties

ANOTHER_RUN_IS_OPEN = msgid("There is another run of this round. Finish or return that one first.")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be so before a match can run."""

    question: str
    """An English msgid."""
    is_met: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What proposals have settled since the first run: only the rest is matched again."""

    accepted: Mapping[str, str]
    declined: Sequence[tuple[str, str]]
    withdrawn: Mapping[str, int]
    outside: frozenset[str]
    """Who has a place by exception, and so no part in this match."""


def checks_before_run(session: Session, round_: Round) -> Sequence[Check]:
    """Return what must be so before the first run of a round, or before it is run again."""
    if find_published_run(session, round_.id) is not None:
        return _checks_before_rerun(session, round_)
    return [
        Check(msgid("The round is in the match phase"), round_.phase is RoundPhase.MATCHING),
        Check(msgid("The input is frozen"), is_input_frozen(session, round_.id)),
        Check(
            msgid("Every party has handed in its lottery secret, or was declared absent"),
            has_every_secret(session, round_),
        ),
        Check(msgid("The public value of the lottery is known"), bool(round_.public_value)),
    ]


def request_run(session: Session, actor: Actor, round_: Round, *, now: datetime) -> MatchRun:
    """Ask for a match of this round; a worker computes it.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator of this school, or the round is not ready for a match.
    Refusal
        If one of the checks does not hold.
    TooLate
        If another run of this round is open.
    """
    hold(session, round_)
    require(may_request_run(actor, round_))
    if find_open_run(session, round_.id) is not None:
        raise TooLate(ANOTHER_RUN_IS_OPEN)
    if not all(check.is_met for check in checks_before_run(session, round_)):
        raise Refusal(msgid("The round is not ready for a match. See what is still missing."))
    run = MatchRun(
        round_id=round_.id,
        number=count_runs_of_round(session, round_.id) + 1,
        requested_by=actor.account_id,
        requested_at=now,
    )
    session.add(run)
    session.flush()
    audit.record(session, actor, "match_run:requested", run.id, now=now, number=run.number)
    return run


def perform_run(session: Session, run: MatchRun, *, now: datetime) -> Iterator[int]:
    """Compute a run, yielding after each step how far it is, in percent.

    The caller commits at every yield, so that a page can show the progress. Safe to interrupt
    and to start again: the same input gives the same bytes, and only the last step keeps them.

    Raises
    ------
    matching.replay.Unstable
        If the result is not stable though it should be; nothing is kept.
    matching.shapes.NotAsShaped
        If the input contradicts itself.
    placements.match.input.NotAsFrozen
        If the input is not the one whose digest was published.
    """
    yield _progress(run, 5)
    input_ = read_input(session, run.round_id)
    settled = _settled(session, run.round)
    parties = [party for party, _role in list_parties(session, run.round_id)]
    secrets = [None if one.secret is None else bytes.fromhex(one.secret) for one in parties]
    public_value = run.round.public_value or ""
    yield _progress(run, 40)
    receipt = run_round(
        input_.frozen,
        secrets=secrets,
        public_value=public_value,
        accepted=settled.accepted,
        declined=settled.declined,
        withdrawn=settled.withdrawn,
    )
    if receipt["digest"] != input_.digest:
        raise NotAsFrozen("the receipt has another digest than the one that was published")
    yield _progress(run, 90)
    hold(session, run)
    if run.state is not MatchRunState.RUNNING:
        return
    _keep_result(session, run, receipt, input_.obstacles, settled.outside, now=now)
    yield run.progress_share


def refuse_run(session: Session, run: MatchRun, reason: str, *, now: datetime) -> None:
    """Send a run back that did not pass the service's own checks."""
    run.state, run.return_reason, run.finished_at = MatchRunState.RETURNED, reason[:300], now
    audit.record(session, None, "match_run:refused", run.id, now=now, school_id=run.round.school_id)


def refuse_publication(session: Session, run: MatchRun, reason: str, *, now: datetime) -> None:
    """Send a run back that could not go out at its time, and tell who stood for it."""
    run.state, run.return_reason = MatchRunState.RETURNED, reason
    audit.record(session, None, "match_run:refused", run.id, now=now, school_id=run.round.school_id)
    assert run.confirmed_by is not None  # noqa: S101 - a confirmed run has its coordinator
    notify(session, run.confirmed_by, "result_held_back", now=now)


def replay_run(run: MatchRun) -> str | None:
    """Recompute a run from its receipt alone.

    Returns
    -------
    str or None
        The first difference in words, or None if every byte agrees.
    """
    return check_receipt(run.receipt or b"")


def confirm_run(session: Session, actor: Actor, run: MatchRun, *, now: datetime) -> None:
    """Let a named coordinator stand for a run.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator of this school.
    TooLate
        If somebody has confirmed or returned it already.
    Refusal
        If an exception still waits for a second person.
    """
    hold(session, run)
    _require_state(run, MatchRunState.FINISHED)
    require(may_confirm_run(actor, run))
    if any(one.approved_by is None for one in list_overrides_of_run(session, run.id)):
        raise Refusal(msgid("An exception still waits for a second person. Settle that first."))
    run.state = MatchRunState.CONFIRMED
    run.confirmed_by, run.confirmed_at = actor.account_id, now
    audit.record(session, actor, "match_run:confirmed", run.id, now=now, digest=run.digest)


def return_run(
    session: Session, actor: Actor, run: MatchRun, reason: str, *, now: datetime
) -> None:
    """Send a run back: nobody hears its result, and the reason stands in the public report.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator of this school.
    TooLate
        If the result is out, or the run was returned already.
    Refusal
        If the reason tells something of a student.
    """
    hold(session, run)
    _require_state(run, MatchRunState.FINISHED, MatchRunState.CONFIRMED)
    require(may_return_run(actor, run))
    require_nobody_known(session, run.round_id, reason, field="reason")
    run.state, run.return_reason = MatchRunState.RETURNED, reason
    audit.record(session, actor, "match_run:returned", run.id, now=now, reason=reason)


def _require_state(run: MatchRun, *states: MatchRunState) -> None:
    if run.state not in states:
        raise TooLate(msgid("Somebody was first: this run has moved on. Look at how it stands."))


def _checks_before_rerun(session: Session, round_: Round) -> Sequence[Check]:
    proposals = list_proposals_of_round(session, round_.id)
    return [
        Check(
            msgid("The round is in the phase of proposals"), round_.phase is RoundPhase.PROPOSALS
        ),
        Check(
            msgid("Every student has answered, or the day to answer has passed"),
            all(proposal.state is not ProposalState.PROPOSED for proposal in proposals),
        ),
        Check(
            msgid("The school has looked at every refusal"),
            all(proposal.open_refusal is None for proposal in proposals),
        ),
        Check(
            msgid("At least one proposal has ended"),
            any(proposal.state not in ACTIVE_STATES for proposal in proposals),
        ),
    ]


def _settled(session: Session, round_: Round) -> Settled:
    """Return who has accepted what, which pairs are out and which seats have gone.

    Someone who accepted a place by exception keeps it outside the match: the seat is gone from
    it, and so is the student.
    """
    accepted: dict[str, str] = {}
    declined: set[tuple[str, str]] = set()
    withdrawn: dict[str, int] = {}
    outside: set[str] = set()
    for seat in list_withdrawn_seats(session, round_.id):
        place = str(seat.vacancy_id)
        withdrawn[place] = withdrawn.get(place, 0) + 1
    for proposal in list_proposals_of_round(session, round_.id):
        code, place = proposal.candidate.code, str(proposal.vacancy_id)
        if proposal.state not in ACTIVE_STATES:
            declined.add((code, place))
        elif proposal.explanation.get("is_exception"):
            withdrawn[place] = withdrawn.get(place, 0) + 1
            outside.add(code)
            declined |= _every_pair_of(session, proposal.match_run_id, code)
        else:
            accepted[code] = place
    return Settled(accepted, sorted(declined), withdrawn, frozenset(outside))


def _every_pair_of(session: Session, run_id: UUID, code: str) -> set[tuple[str, str]]:
    result = result_of(session.get_one(MatchRun, run_id))
    return {(code, wish) for wish in result.wishes_of(code)}


def _progress(run: MatchRun, share: int) -> int:
    if run.state is MatchRunState.WAITING:
        run.state = MatchRunState.RUNNING
    run.progress_share = share
    return share


def _keep_result(
    session: Session,
    run: MatchRun,
    receipt: Data,
    obstacles: Mapping[str, str],
    outside: frozenset[str],
    *,
    now: datetime,
) -> None:
    run.receipt = canonical_bytes(receipt)
    run.digest, run.code_version = receipt["digest"], code_version()
    ranks = ranks_of(list_certified_candidates(session, run.round_id))
    run.summary = summary_of(result_of(run), ranks, obstacles, outside)
    run.state, run.progress_share, run.finished_at = MatchRunState.FINISHED, 100, now
    audit.record(
        session,
        None,
        "match_run:finished",
        run.id,
        now=now,
        school_id=run.round.school_id,
        digest=run.digest,
        code_version=run.code_version,
    )
    notify(session, run.requested_by, "match_finished", now=now)
