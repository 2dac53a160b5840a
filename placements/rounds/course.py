"""Opening a round, revising it while nobody knows of it, and moving it on phase by phase."""

import random
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.assessments.queues import prepare_queues
from placements.days import day_of, refuse_day_outside
from placements.errors import Refusal, TooLate, msgid
from placements.guidance.self_checks import keep_figures
from placements.holds import hold
from placements.match.input import await_freeze
from placements.notifications import notify
from placements.policy import require
from placements.policy.rounds import may_advance_round, may_open_round, may_revise_round
from placements.rounds.phases import PAIR, hurdles, last_day, phase_after
from placements.rubrics.rounds import keep_rubric
from records.models.round import Objective, Round, RoundPhase
from records.models.school import Programme, School
from records.queries.rounds import (
    list_invited_accounts,
    list_programmes_of_school,
    list_ready_assessors,
    list_rounds_of_school,
    list_student_ids_of_round,
)

DAYS_IN_ORDER = (
    "vacancies_open_on",
    "profiles_open_on",
    "scoring_opens_on",
    "matching_opens_on",
    "results_on",
    "period_starts_on",
    "period_ends_on",
)
USUAL_DAYS = (7, 21, 42, 56, 63, 112, 252)
"""Days from the Monday after today to each of those: two weeks for companies, three for
students, two to score, and the result seven weeks before the first working day."""

YEAR: Final = timedelta(days=365)

MAIL_OF_PHASE: Final = {
    RoundPhase.VACANCIES: "vacancies_open",
    RoundPhase.PROFILES: "profiles_open",
    RoundPhase.SCORING: "scoring_open",
}
"""The mail with which a phase begins, for those who have something to do in it."""
OPENED_BY: Final = {RoundPhase.VACANCIES: {"opens": "openings"}}
"""Which page the link in that mail opens, where it is not the first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTerms:
    """What a coordinator decides about a round: everything before anyone takes part."""

    name: str
    programme_ids: tuple[UUID, ...]
    objective: Objective
    vacancies_open_on: date
    profiles_open_on: date
    scoring_opens_on: date
    matching_opens_on: date
    results_on: date
    period_starts_on: date
    period_ends_on: date
    public_value_source: str


def usual_days(today: date) -> dict[str, date]:
    """Return the days that a new round begins with: every phase on a Monday."""
    monday = today - timedelta(days=today.weekday())
    return {
        name: monday + timedelta(days=days)
        for name, days in zip(DAYS_IN_ORDER, USUAL_DAYS, strict=True)
    }


def open_round(session: Session, actor: Actor, terms: RoundTerms, *, now: datetime) -> Round:
    """Open a round for some programmes of the coordinator's school, with its rubric of today.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate.
    Refusal
        If the name is taken, the days are not in order, or a programme is not the school's.
    """
    require(may_open_round(actor))
    school = session.get_one(School, actor.school_id, with_for_update=True)
    round_ = Round(school_id=school.id, **_columns(terms))
    round_.programmes = _checked_programmes(session, school.id, terms)
    _refuse_wrong_terms(session, round_, terms, today=day_of(now))
    session.add(round_)
    session.flush()
    keep_rubric(session, round_)
    audit.record(session, actor, "round:opened", round_.id, now=now)
    return round_


def revise_round(
    session: Session, actor: Actor, round_: Round, terms: RoundTerms, *, now: datetime
) -> None:
    """Replace the terms of a round that nobody has been told of yet.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or the round has begun.
    Refusal
        If the name is taken, the days are not in order, or a programme is not the school's.
    """
    hold(session, round_)
    require(
        may_revise_round(actor, round_),
        msgid("Companies have been told about this round. It can no longer change."),
    )
    programmes = _checked_programmes(session, round_.school_id, terms)
    _refuse_wrong_terms(session, round_, terms, today=day_of(now))
    changed = [name for name, value in _columns(terms).items() if getattr(round_, name) != value]
    for name in changed:
        setattr(round_, name, getattr(terms, name))
    if {programme.id for programme in round_.programmes} != set(terms.programme_ids):
        round_.programmes = programmes
        changed.append("programmes")
    if changed:
        audit.record(session, actor, "round:revised", round_.id, now=now, changed=changed)


def advance_round(
    session: Session,
    actor: Actor,
    round_: Round,
    *,
    leaving: RoundPhase,
    rng: random.Random,
    now: datetime,
) -> None:
    """Move a round one phase on and tell those who can act now.

    `leaving` is the phase that the coordinator saw: of two who press at once, one moves the
    round and the other hears so. `rng` orders the texts on the assessors' desks. When scoring
    closes, the input of the match is left for the worker to freeze.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school.
    TooLate
        If the round has left that phase already.
    Refusal
        If something still stands in the way.
    """
    hold(session, round_)
    require(may_advance_round(actor, round_))
    ahead = phase_after(leaving)
    if round_.phase is not leaving or ahead is None:
        raise TooLate(msgid("Somebody else has just moved this round on. This is where it is now."))
    if hurdles(session, round_, now=now):
        raise Refusal(msgid("Something still stands in the way. The list below says what."))
    round_.phase = ahead
    keep_figures(session, round_, leaving=leaving)
    if ahead is RoundPhase.SCORING:
        prepare_queues(session, round_, rng=rng)
    if ahead is RoundPhase.MATCHING:
        await_freeze(session, round_)
    audit.record(session, actor, "round:advanced", round_.id, now=now, phase=ahead.value)
    _tell_who_can_act(session, round_, now=now)


def _columns(terms: RoundTerms) -> dict[str, object]:
    return {
        field.name: getattr(terms, field.name)
        for field in fields(terms)
        if field.name != "programme_ids"
    }


def _checked_programmes(session: Session, school_id: UUID, terms: RoundTerms) -> list[Programme]:
    chosen = set(terms.programme_ids)
    programmes = [
        programme
        for programme in list_programmes_of_school(session, school_id=school_id)
        if programme.id in chosen
    ]
    if not programmes or len(programmes) != len(chosen):
        raise Refusal(msgid("Choose programmes of your own school"), field="programme_ids")
    return programmes


def _refuse_wrong_terms(session: Session, round_: Round, terms: RoundTerms, *, today: date) -> None:
    """Stop at the first name or day that cannot stand."""
    namesakes = [
        other
        for other in list_rounds_of_school(session, school_id=round_.school_id)
        if other is not round_ and other.name.casefold() == terms.name.casefold()
    ]
    if namesakes:
        raise Refusal(
            msgid("There is a round with this name already. Choose another name."), field="name"
        )
    for name in DAYS_IN_ORDER:
        day, (first, last) = getattr(terms, name), (today - YEAR, today + 3 * YEAR)
        refuse_day_outside(day, first=first, last=last, field=name)
    for earlier, later in pairwise(DAYS_IN_ORDER):
        if getattr(terms, later) < getattr(terms, earlier):
            raise Refusal(msgid("This day cannot be before the day above it"), field=later)
    if terms.period_ends_on == terms.period_starts_on:
        raise Refusal(msgid("The period must end after it starts"), field="period_ends_on")


def _tell_who_can_act(session: Session, round_: Round, *, now: datetime) -> None:
    """Mail those for whom the new phase brings something to do, with the last day for it."""
    until = last_day(round_, round_.phase)
    for account_id in _who_can_act(session, round_):
        notify(
            session,
            account_id,
            MAIL_OF_PHASE[round_.phase],
            now=now,
            round=round_.name,
            school=round_.school.name,
            until_on=until.isoformat() if until else None,
            **OPENED_BY.get(round_.phase, {}),
            round_id=str(round_.id),
        )


def _who_can_act(session: Session, round_: Round) -> list[UUID]:
    match round_.phase:
        case RoundPhase.VACANCIES:
            return list(list_invited_accounts(session, round_.id, until=round_.period_ends_on))
        case RoundPhase.PROFILES:
            return list(list_student_ids_of_round(session, round_.id))
        case RoundPhase.SCORING:
            pairs = [row for row in list_ready_assessors(session, round_.id) if row.seat in PAIR]
            return sorted({row.account_id for row in pairs})
        case _:
            return []
