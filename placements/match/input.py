"""The input of a match: frozen when scoring closes, before any secret or public value is known.

The worker freezes it, because reading a large round takes a while. From then on the match rests
on these bytes alone. Nobody can steer the lots by a change in the rows: whoever knows something
of the draw can no longer change what it decides.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from matching.receipt import canonical_bytes
from matching.replay import Data
from placements import audit
from placements.actors import Actor, Role
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.match.snapshot import take_snapshot
from placements.notifications import notify
from placements.people.known import require_nobody_known
from placements.policy import require
from placements.policy.match import may_freeze_input, may_reopen_input
from records.models.match import FrozenInput, InputState
from records.models.round import Round
from records.queries.accounts import list_staff_of_school
from records.queries.match_runs import (
    count_unfinished_assessments,
    find_standing_input,
    list_certified_candidates,
    list_inputs_of_round,
    list_places_of_round,
)
from records.queries.rounds import list_parties

DRAW_HAS_BEGUN = msgid(
    "A secret or the public value is known already. The input can no longer be reopened."
)


class NotAsFrozen(Exception):  # noqa: N818 - what stands in the way
    """The stored bytes are not those whose digest was published: nothing may rest on them."""


@dataclass(frozen=True, slots=True)
class Input:
    """What a run rests on, read back from the stored bytes."""

    frozen: Data
    digest: str
    obstacles: dict[str, str]


def await_freeze(session: Session, round_: Round) -> FrozenInput:
    """Leave the input of a round for the worker to freeze."""
    waiting = FrozenInput(
        round_id=round_.id, number=len(list_inputs_of_round(session, round_.id)) + 1
    )
    session.add(waiting)
    session.flush()
    return waiting


def freeze_input(session: Session, actor: Actor, round_: Round, *, now: datetime) -> FrozenInput:
    """Freeze the input again after it was reopened; the worker does it.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or the round is in another phase.
    TooLate
        If the input is frozen already, or is being frozen.
    Refusal
        If there is nothing to match, or a score is not final.
    """
    hold(session, round_)
    require(may_freeze_input(actor, round_))
    if find_standing_input(session, round_.id) is not None:
        raise TooLate(msgid("The input is frozen already, or the service is busy with it."))
    require_complete(session, round_)
    waiting = await_freeze(session, round_)
    audit.record(
        session, actor, "input:freeze_requested", round_.id, now=now, number=waiting.number
    )
    return waiting


def perform_freeze(session: Session, waiting: FrozenInput, *, now: datetime) -> Iterator[None]:
    """Read the round and keep its input. Reads until the first yield, writes only after it.

    The caller commits at the yield. Safe to interrupt and to start again.

    Raises
    ------
    Refusal
        If there is nothing to match, or a score is not final.
    """
    round_ = waiting.round
    require_complete(session, round_)
    snapshot = take_snapshot(session, round_)
    content = canonical_bytes(snapshot.frozen)
    yield
    hold(session, waiting)
    if waiting.state is not InputState.WAITING:
        return
    waiting.content, waiting.digest = content, sha256(content).hexdigest()
    waiting.obstacles = dict(snapshot.obstacles)
    waiting.state, waiting.frozen_at = InputState.FROZEN, now
    audit.record(
        session,
        None,
        "input:frozen",
        waiting.round_id,
        now=now,
        school_id=waiting.round.school_id,
        number=waiting.number,
        digest=waiting.digest,
    )
    tell_parties(session, waiting.round, "input_frozen", now=now, digest=waiting.digest)


def give_up_freeze(session: Session, waiting: FrozenInput, reason: str, *, now: datetime) -> None:
    """Reopen an input that the service could not freeze."""
    waiting.state, waiting.reason, waiting.reopened_at = InputState.REOPENED, reason[:300], now
    _log_reopened(session, None, waiting, now=now)
    tell_parties(session, waiting.round, "input_reopened", now=now)


def reopen_input(
    session: Session, actor: Actor, round_: Round, reason: str, *, now: datetime
) -> None:
    """Let something that is wrong in the input be mended, before anybody knows of the draw.

    The reason and the former digest stand in the public report.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or the round is in another phase.
    TooLate
        If a secret or the public value is known, or the input is not frozen.
    Refusal
        If the reason tells something of a student.
    """
    hold(session, round_)
    require(may_reopen_input(actor, round_))
    if has_draw_begun(session, round_):
        raise TooLate(DRAW_HAS_BEGUN)
    standing = find_standing_input(session, round_.id)
    if standing is None or standing.state is not InputState.FROZEN:
        raise TooLate(msgid("The input is not frozen now. Look at how it stands."))
    hold(session, standing)
    require_nobody_known(session, round_.id, reason, field="reason")
    standing.state, standing.reason = InputState.REOPENED, reason
    standing.reopened_at, standing.reopened_by = now, actor.account_id
    _log_reopened(session, actor, standing, now=now)
    tell_parties(session, round_, "input_reopened", now=now)


def has_draw_begun(session: Session, round_: Round) -> bool:
    """Return whether a secret has been handed in or the public value is known."""
    shown = any(party.secret for party, _role in list_parties(session, round_.id))
    return shown or round_.public_value is not None


def require_complete(session: Session, round_: Round) -> None:
    """Stop unless there is something to match and all of it is final.

    Raises
    ------
    Refusal
        If there is nothing to match, or a score is not final.
    """
    if count_unfinished_assessments(session, round_.id):
        raise Refusal(msgid("The input cannot be frozen: not every score is final."))
    if not list_certified_candidates(session, round_.id):
        raise Refusal(msgid("The input cannot be frozen: no student takes part."))
    if not list_places_of_round(session, round_.id):
        raise Refusal(msgid("The input cannot be frozen: there is no place."))


def read_input(session: Session, round_id: UUID) -> Input:
    """Return the frozen input of a round, from the stored bytes and nothing else.

    Raises
    ------
    Refusal
        If it is not frozen.
    NotAsFrozen
        If the bytes are not those of the digest.
    """
    standing = find_standing_input(session, round_id)
    if standing is None or standing.content is None or standing.digest is None:
        raise Refusal(msgid("The input of this round is not frozen."))
    if sha256(standing.content).hexdigest() != standing.digest:
        raise NotAsFrozen(f"the input of round {round_id} is not that of its digest")
    return Input(json.loads(standing.content), standing.digest, standing.obstacles or {})


def tell_parties(
    session: Session, round_: Round, kind: str, *, now: datetime, **facts: object
) -> None:
    """Queue a mail to the parties to the lottery and to the coordinators of the school."""
    told = {party.account_id for party, _role in list_parties(session, round_.id)}
    told |= {
        account.id
        for account in list_staff_of_school(
            session, school_id=round_.school_id, role=Role.COORDINATOR
        )
    }
    for account_id in sorted(told):
        notify(session, account_id, kind, now=now, round=round_.name, **facts)


def _log_reopened(
    session: Session, actor: Actor | None, reopened: FrozenInput, *, now: datetime
) -> None:
    audit.record(
        session,
        actor,
        "input:reopened",
        reopened.round_id,
        now=now,
        school_id=reopened.round.school_id,
        number=reopened.number,
        digest=reopened.digest,
        reason=reopened.reason,
    )
