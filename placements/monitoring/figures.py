"""Publishing what happened in half a school year: by itself, once it is over, and once only."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.days import day_of
from placements.monitoring.counts import (
    PLACED,
    Answer,
    Ending,
    Happened,
    Second,
    Spread,
    Taught,
    Tries,
    Wait,
    tables_of,
    wait_of,
)
from placements.monitoring.periods import Half, last_half
from placements.proposals.answers import STUDENT_DECIDES_WITHIN
from records.models.match import MatchRun
from records.models.monitoring import MonitoringFigures
from records.models.proposal import Proposal, ProposalState
from records.models.school import Programme, School
from records.models.trial import EarlyStopReason, Trial
from records.queries.monitoring import (
    list_ended_trials,
    list_first_results,
    list_proposals_of_school,
    list_schools_without_figures,
    list_views_given,
)


def publish_due_figures(session: Session, *, now: datetime) -> int:
    """Publish the half that was over last for every school that has none of it; count them."""
    half = last_half(now)
    schools = list_schools_without_figures(
        session, starts_on=half.starts_on, until=half.next.starts_on
    )
    for school in schools:
        publish_figures(session, school, half, happened_in(session, school, half), now=now)
    return len(schools)


def publish_figures(
    session: Session, school: School, half: Half, happened: Happened, *, now: datetime
) -> MonitoringFigures:
    """Add the figures of a half year; what stands there never changes."""
    figures = MonitoringFigures(
        school_id=school.id,
        starts_on=half.starts_on,
        published_at=now,
        tables=tables_of(happened),
    )
    session.add(figures)
    session.flush()
    audit.record(
        session,
        None,
        "monitoring_figures:published",
        figures.id,
        now=now,
        school_id=school.id,
        starts_on=half.starts_on.isoformat(),
    )
    return figures


def happened_in(session: Session, school: School, half: Half) -> Happened:
    """Return what happened at a school in half a year.

    What counts is when it happened, and that never moves: nothing is in two halves.
    """
    period = {"since": half.begins_at, "until": half.next.begins_at}
    proposals = list_proposals_of_school(session, school_id=school.id)
    views = list_views_given(session, school_id=school.id, **period)
    trials = list_ended_trials(session, school_id=school.id, **period)
    results = list_first_results(session, school_id=school.id, **period)
    by_candidate = [list(own) for _id, own in groupby(proposals, lambda one: one.candidate_id)]
    levels = _levels(views)
    return Happened(
        answers=[
            (_taught(one.candidate.programme), one.vacancy.employer.name, answer)
            for one in proposals
            if (answer := _answer_in(one, half)) is not None
        ],
        endings=[(_taught(one.proposal.candidate.programme), _ending(one)) for one in trials],
        proposed=[wait for own in by_candidate for wait in _first_wait(own, half)],
        placed=[wait for own in by_candidate for wait in _place_waits(own, half)],
        tries=[tries for own in by_candidate for tries in _tries(own, half)],
        views=[Second.TWO_VIEWS if len(own) > 1 else Second.ONE_VIEW for own in levels],
        spreads=[spread for own in levels for spread in _spread(own)],
        limits=_limits(results),
    )


def _taught(programme: Programme) -> Taught:
    return Taught(programme.level, programme.name)


def _answer_in(proposal: Proposal, half: Half) -> Answer | None:
    """Return what a company answered in this half, before any name was shared."""
    if half.holds(proposal.confirmed_at):
        return Answer.SAID_YES
    if proposal.confirmed_at or not proposal.accepted_at or not half.holds(proposal.ended_at):
        return None
    if proposal.state is ProposalState.REFUSED:
        return Answer.SAID_NO
    return Answer.NO_ANSWER if proposal.state is ProposalState.EXPIRED else None


def _ending(trial: Trial) -> Ending:
    if trial.early_stop is None:
        return Ending.TO_THE_DATE
    by_student = {EarlyStopReason.STUDENT_WISH, EarlyStopReason.MISCONDUCT_BY_EMPLOYER}
    return Ending.EARLY_BY_STUDENT if trial.early_stop in by_student else Ending.EARLY


def _first_wait(own: Sequence[Proposal], half: Half) -> Iterable[tuple[Taught, Wait]]:
    """Return how long the wait for the first proposal was, if it came in this half."""
    first = own[0]
    made_on = first.student_decides_by - STUDENT_DECIDES_WITHIN
    if half.holds_day(made_on) and first.candidate.certified_at:
        waited = (made_on - day_of(first.candidate.certified_at)).days
        yield _taught(first.candidate.programme), wait_of(waited)


def _place_waits(own: Sequence[Proposal], half: Half) -> Iterable[tuple[Taught, Wait]]:
    for one in own:
        if one.revealed_at and half.holds(one.revealed_at) and one.candidate.certified_at:
            waited = (day_of(one.revealed_at) - day_of(one.candidate.certified_at)).days
            yield _taught(one.candidate.programme), wait_of(waited)


def _tries(own: Sequence[Proposal], half: Half) -> Iterable[Tries]:
    for number, one in enumerate(own):
        if half.holds(one.revealed_at):
            yield list(Tries)[min(number, 2)]


def _levels(views: Sequence[tuple[UUID, str, int | None]]) -> list[list[int | None]]:
    """Return the first levels of everybody who scored the same text."""
    together: defaultdict[tuple[UUID, str], list[int | None]] = defaultdict(list)
    for candidate_id, letter, level in views:
        together[candidate_id, letter].append(level)
    return list(together.values())


def _spread(levels: Sequence[int | None]) -> Iterable[Spread]:
    seen = [level for level in levels if level is not None]
    if len(seen) > 1:
        yield list(Spread)[min(max(seen) - min(seen), 2)]


def _limits(results: Iterable[MatchRun]) -> Mapping[str, int]:
    """Return how many got no place in the first match of each round, by what bound."""
    counted: Counter[str] = Counter()
    for run in results:
        summary = run.summary or {}
        counted.update(cast("Mapping[str, str]", summary.get("unmatched", {})).values())
        counted[PLACED] += cast("int", summary.get("placed", 0))
    return counted
