"""Exceptions to a match: a reason, a second person, and a line in the public report."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.match.results import final_places, result_of
from placements.people.known import require_nobody_known
from placements.policy import require
from placements.policy.match import (
    may_approve_override,
    may_drop_override,
    may_request_override,
)
from placements.profiles.suitability import Obstacle, obstacles
from records.models.candidate import Candidate
from records.models.match import MatchOverride, MatchRun
from records.models.proposal import ACTIVE_STATES
from records.models.vacancy import Vacancy
from records.queries.match_runs import list_certified_candidates, list_overrides_of_run
from records.queries.proposals import list_free_seats, list_proposals_of_round

SHORTEST_REASON = 20
LEGAL = frozenset({Obstacle.DOCUMENT, Obstacle.AGE})
"""What no exception can set aside; travel and days are for people to weigh."""


def request_override(
    session: Session,
    actor: Actor,
    run: MatchRun,
    candidate: Candidate,
    vacancy: Vacancy | None,
    reason: str,
    *,
    now: datetime,
) -> MatchOverride:
    """Ask for another place, or none, for one candidate of a finished run.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator of this school, or the run is not under review.
    Refusal
        If the reason is too short or tells something of a student, the place is not of this
        round or has no free seat, or the candidate already has a proposal or an exception.
    """
    hold(session, run)
    require(may_request_override(actor, run))
    _require_reason(session, run, reason)
    planned = planned_places(session, run)
    if candidate.code not in planned:
        raise Refusal(msgid("This student already has a proposal in this round."))
    if any(one.candidate_id == candidate.id for one in list_overrides_of_run(session, run.id)):
        raise TooLate(msgid("There is an exception for this student already."))
    if vacancy is not None:
        _require_possible(session, run, planned, candidate, vacancy)
    override = MatchOverride(
        match_run_id=run.id,
        candidate_id=candidate.id,
        vacancy_id=vacancy.id if vacancy else None,
        reason=reason,
        requested_by=actor.account_id,
    )
    session.add(override)
    session.flush()
    audit.record(session, actor, "match_override:requested", override.id, now=now)
    return override


def approve_override(
    session: Session, actor: Actor, run: MatchRun, override: MatchOverride, *, now: datetime
) -> None:
    """Let a second person agree to an exception.

    Raises
    ------
    NotAllowed
        If the actor asked for it, is not of this school, or the exception is settled.
    """
    hold(session, run)
    hold(session, override)
    require(
        may_approve_override(actor, run, override),
        msgid("An exception needs a second person: somebody else than who asked for it."),
    )
    override.approved_by = actor.account_id
    audit.record(
        session, actor, "match_override:approved", override.id, now=now, reason=override.reason
    )


def drop_override(
    session: Session, actor: Actor, run: MatchRun, override: MatchOverride, *, now: datetime
) -> None:
    """Take back an exception that nobody has agreed to yet.

    Raises
    ------
    NotAllowed
        If the actor is not of this school, or the exception is settled.
    """
    hold(session, run)
    require(may_drop_override(actor, run, override))
    audit.record(
        session, actor, "match_override:dropped", override.id, now=now, reason=override.reason
    )
    session.delete(override)


def planned_places(session: Session, run: MatchRun) -> dict[str, UUID | None]:
    """Return what publishing this run would give each candidate who has no proposal now.

    Every exception counts, approved or not: a seat is promised once.
    """
    candidates = {one.id: one.code for one in list_certified_candidates(session, run.round_id)}
    overrides: Mapping[str, UUID | None] = {
        candidates[one.candidate_id]: one.vacancy_id
        for one in list_overrides_of_run(session, run.id)
    }
    settled = {
        proposal.candidate.code
        for proposal in list_proposals_of_round(session, run.round_id)
        if proposal.state in ACTIVE_STATES
    }
    return {
        code: place
        for code, place in final_places(result_of(run), overrides).items()
        if code not in settled
    }


def _require_reason(session: Session, run: MatchRun, reason: str) -> None:
    if len(reason) < SHORTEST_REASON:
        raise Refusal(
            msgid("Give the reason in at least %(count)d characters. Everyone can read it."),
            field="reason",
            count=SHORTEST_REASON,
        )
    require_nobody_known(session, run.round_id, reason, field="reason")


def _require_possible(
    session: Session,
    run: MatchRun,
    planned: Mapping[str, UUID | None],
    candidate: Candidate,
    vacancy: Vacancy,
) -> None:
    free = sum(seat.vacancy_id == vacancy.id for seat in list_free_seats(session, run.round_id))
    taken = sum(place == vacancy.id for code, place in planned.items() if code != candidate.code)
    if vacancy.programme_id != candidate.programme_id or taken >= free:
        raise Refusal(
            msgid("This place has no free seat for this student. Choose another one."),
            field="place",
        )
    if LEGAL.intersection(obstacles(candidate, vacancy, minutes=None)):
        raise Refusal(
            msgid("This place asks for a document or an age that the student does not have."),
            field="place",
        )
