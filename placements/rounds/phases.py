"""The phases of a round: when each begins, and what must be done before the next one can."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from placements.assessments.differences import FAR_APART
from placements.days import day_of
from placements.errors import msgid
from records.models.round import Round, RoundPhase
from records.queries.desk.assessments import count_open_scores
from records.queries.rounds import (
    count_frozen_vacancies,
    count_open_proposals,
    count_running_trials,
    count_texts_to_review,
    count_vacancies_to_check,
    list_certified_candidate_ids,
    list_parties,
    list_ready_assessors,
)

PHASES: Final = tuple(RoundPhase)
CLOSING: Final = frozenset(
    {RoundPhase.VACANCIES, RoundPhase.PROFILES, RoundPhase.SCORING, RoundPhase.MATCHING}
)
"""The phases after which something can no longer be handed in."""
FEWEST_PARTIES: Final = 2
PAIR: Final = (1, 2)
"""The seats of the two who score everybody; higher seats are reserves."""


class StageState(enum.StrEnum):
    """Where a stage of the time line stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One phase on the dated time line that everybody sees."""

    phase: RoundPhase
    starts_on: date
    ends_on: date | None
    """The last day, where something closes on it."""
    state: StageState


class HurdleKind(enum.StrEnum):
    """What can stand in the way of the next phase."""

    DAY = "day"
    FORMS_TO_CHECK = "forms_to_check"
    PLACES = "places"
    ASSESSORS = "assessors"
    TEXTS_TO_REVIEW = "texts_to_review"
    PROFILES = "profiles"
    SCORES = "scores"
    LOTTERY = "lottery"
    MATCH = "match"
    PROPOSALS = "proposals"
    TRIALS = "trials"


@dataclass(frozen=True, slots=True)
class Hurdle:
    """One thing that stands in the way; the page translates it and links to where it is solved."""

    kind: HurdleKind
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)


def first_day(round_: Round, phase: RoundPhase) -> date | None:
    """Return the announced first day of a phase; preparing has none."""
    return {
        RoundPhase.VACANCIES: round_.vacancies_open_on,
        RoundPhase.PROFILES: round_.profiles_open_on,
        RoundPhase.SCORING: round_.scoring_opens_on,
        RoundPhase.MATCHING: round_.matching_opens_on,
        RoundPhase.PROPOSALS: round_.results_on,
        RoundPhase.TRIALS: round_.period_starts_on,
        RoundPhase.CLOSED: round_.period_ends_on,
    }.get(phase)


def phase_after(phase: RoundPhase) -> RoundPhase | None:
    """Return the next phase, or None after the last."""
    return next(iter(PHASES[PHASES.index(phase) + 1 :]), None)


def stages(round_: Round) -> tuple[Stage, ...]:
    """Return the time line of a round: what happens when, and where it stands."""
    reached = PHASES.index(round_.phase)
    return tuple(
        Stage(
            phase=phase,
            starts_on=day,
            ends_on=last_day(round_, phase),
            state=_state(PHASES.index(phase), reached),
        )
        for phase in PHASES
        if (day := first_day(round_, phase)) is not None
    )


def hurdles(session: Session, round_: Round, *, now: datetime) -> tuple[Hurdle, ...]:
    """Return everything that stands between a round and its next phase."""
    ahead = phase_after(round_.phase)
    if ahead is None:
        return ()
    return (*_too_early(round_, ahead, now), *_unfinished(session, round_))


def last_day(round_: Round, phase: RoundPhase) -> date | None:
    """Return the last day of a phase in which something can be handed in."""
    starts_on, ahead = first_day(round_, phase), phase_after(phase)
    next_day = first_day(round_, ahead) if ahead and phase in CLOSING else None
    return max(starts_on, next_day - timedelta(days=1)) if starts_on and next_day else None


def _state(place: int, reached: int) -> StageState:
    if place == reached:
        return StageState.DONE if PHASES[place] is RoundPhase.CLOSED else StageState.NOW
    return StageState.DONE if place < reached else StageState.NEXT


def _too_early(round_: Round, ahead: RoundPhase, now: datetime) -> tuple[Hurdle, ...]:
    """Everybody was told a day; a round may run late but never early. It may close any day."""
    day = first_day(round_, ahead)
    if day is None or ahead is RoundPhase.CLOSED or day_of(now) >= day:
        return ()
    return (
        Hurdle(
            HurdleKind.DAY, msgid("Everybody was told that this begins on %(day)s."), {"day": day}
        ),
    )


def _unfinished(session: Session, round_: Round) -> tuple[Hurdle, ...]:
    """Return what this phase still has to deliver."""
    match round_.phase:
        case RoundPhase.VACANCIES:
            return _unfinished_vacancies(session, round_)
        case RoundPhase.PROFILES:
            return _unfinished_profiles(session, round_)
        case RoundPhase.SCORING:
            return _unfinished_scoring(session, round_)
        case RoundPhase.MATCHING:
            said = msgid("The round moves on by itself when you publish the match.")
            return (Hurdle(HurdleKind.MATCH, said),)
        case RoundPhase.PROPOSALS:
            said = msgid("Proposals that still wait for an answer: %(count)s.")
            return _some(HurdleKind.PROPOSALS, said, count_open_proposals(session, round_.id))
        case RoundPhase.TRIALS:
            said = msgid("Trial internships without an outcome: %(count)s.")
            return _some(HurdleKind.TRIALS, said, count_running_trials(session, round_.id))
        case _:
            return ()


def _unfinished_vacancies(session: Session, round_: Round) -> tuple[Hurdle, ...]:
    """Every form is frozen before the first profile opens."""
    frozen = count_frozen_vacancies(session, round_.id)
    return (
        *_some(
            HurdleKind.FORMS_TO_CHECK,
            msgid("Forms of companies that wait for your check: %(count)s."),
            count_vacancies_to_check(session, round_.id),
        ),
        *(
            Hurdle(
                HurdleKind.PLACES,
                msgid("There is no place yet for %(programme)s."),
                {"programme": programme.name},
            )
            for programme in round_.programmes
            if not frozen.get(programme.id)
        ),
    )


def _unfinished_profiles(session: Session, round_: Round) -> tuple[Hurdle, ...]:
    """Nobody scores before there are a pair and a reserve, and every text has been read."""
    seats = {(row.programme_id, row.seat) for row in list_ready_assessors(session, round_.id)}
    needed = (*PAIR, PAIR[-1] + 1)
    nobody = msgid("Nobody has said yet that profile and ranking are ready.")
    return (
        *(
            Hurdle(
                HurdleKind.ASSESSORS,
                msgid("%(programme)s needs two assessors and a reserve."),
                {"programme": programme.name},
            )
            for programme in round_.programmes
            if not all((programme.id, seat) in seats for seat in needed)
        ),
        *_some(
            HurdleKind.TEXTS_TO_REVIEW,
            msgid("Texts that still have to be read for names: %(count)s."),
            count_texts_to_review(session, round_.id),
        ),
        *(
            ()
            if list_certified_candidate_ids(session, round_.id)
            else (Hurdle(HurdleKind.PROFILES, nobody),)
        ),
    )


def _unfinished_scoring(session: Session, round_: Round) -> tuple[Hurdle, ...]:
    """Every score is final, and the lottery is bound before anyone knows what it decides."""
    roles = {role for _party, role in list_parties(session, round_.id)}
    unbound = msgid("Two parties with different roles must each keep a secret for the lottery.")
    return (
        *_some(
            HurdleKind.SCORES,
            msgid("Texts that are not scored to the end: %(count)s."),
            count_open_scores(session, round_.id, far_apart=FAR_APART),
        ),
        *(() if len(roles) >= FEWEST_PARTIES else (Hurdle(HurdleKind.LOTTERY, unbound),)),
    )


def _some(kind: HurdleKind, message: str, count: int) -> tuple[Hurdle, ...]:
    return (Hurdle(kind, message, {"count": count}),) if count else ()
