"""What may be read about groups: one half at a time, once, and nothing about a few."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from placements import audit
from placements.days import day_of
from placements.errors import TooLate, msgid
from placements.monitoring.counts import FEWEST_TO_QUOTE, SEED
from placements.monitoring.groups import is_running
from placements.monitoring.periods import Half, last_half
from placements.monitoring.questions import ANSWER_WITHIN, Group
from records.groups.store import Result, forget_answers, groups_key, read_answers
from records.models.monitoring import GroupFigures, GroupMonitoring, Route
from records.queries.monitoring import find_group_figures, list_standing_monitoring
from scoring.disparity import Stratum, compare_rates, releasable_counts

DECIMALS: Final = 1
"""Of a ratio: more would say more than was counted."""


def placement_rate_by_group(strata: Sequence[Stratum]) -> dict[str, object]:
    """Return what may be read of two groups; a ratio only where every count may be read.

    Examples
    --------
    >>> one = Stratum(placed=31, count=60, other_placed=108, other_count=120)
    >>> found = placement_rate_by_group([one])
    >>> found["cells"], found["light"]
    ([[30, 30], [110, 10]], 'alarm')
    """
    cells = np.array(
        [
            [sum(one.placed for one in strata), sum(one.count - one.placed for one in strata)],
            [
                sum(one.other_placed for one in strata),
                sum(one.other_count - one.other_placed for one in strata),
            ],
        ],
        dtype=np.int64,
    )
    shown = releasable_counts(cells)
    content: dict[str, object] = {
        "cells": shown,
        "may_leave": [bool(total >= FEWEST_TO_QUOTE) for total in cells.sum(axis=1)],
        "ratio": None,
        "low": None,
        "high": None,
        "light": None,
    }
    if any(cell is None for row in shown for cell in row):
        return content
    if len(strata) == 1:
        # Beside the counts of its only stratum an exact ratio would undo their rounding.
        strata = [_rounded(shown)]
    found = compare_rates(strata, rng=np.random.default_rng(SEED))
    if found.ratio.value is None or found.low is None or found.high is None:
        return content
    return content | {
        "ratio": round(found.ratio.value, DECIMALS),
        "low": round(found.low, DECIMALS),
        "high": round(found.high, DECIMALS),
        "light": found.light.value,
    }


def publish_groups(
    session: Session,
    monitoring: GroupMonitoring,
    half: Half,
    strata: Sequence[Stratum],
    *,
    now: datetime,
) -> GroupFigures:
    """Add what may be read about the groups of a half; what stands there never changes.

    Raises
    ------
    TooLate
        If it was published already, the half is not over, or the school no longer compares.
    """
    if not is_running(monitoring, now=now):
        raise TooLate(msgid("This school does not compare groups now."))
    if not half.is_over(now):
        raise TooLate(msgid("This half year is not over yet."))
    if find_group_figures(session, school_id=monitoring.school_id, starts_on=half.starts_on):
        raise TooLate(msgid("The figures of this half year are out already, and stay as they are."))
    figures = GroupFigures(
        school_id=monitoring.school_id,
        starts_on=half.starts_on,
        published_at=now,
        route=monitoring.route,
        content=placement_rate_by_group(strata),
    )
    session.add(figures)
    session.flush()
    audit.record(
        session,
        None,
        "group_figures:published",
        figures.id,
        now=now,
        school_id=monitoring.school_id,
        starts_on=half.starts_on.isoformat(),
    )
    return figures


def publish_due_groups(session: Session, *, now: datetime) -> int:
    """Count the answers of the half that was over last, publish, and delete them.

    Not before the last link of that half has expired; return how many schools it was.
    """
    half, published = last_half(now), 0
    if day_of(now) <= half.next.starts_on + ANSWER_WITHIN:
        return 0
    for monitoring in list_standing_monitoring(session):
        if not _is_due(session, monitoring, half, now=now):
            continue
        key = groups_key(session)
        if key is None:
            continue
        answers = read_answers(session, key, monitoring_id=monitoring.id, starts_on=half.starts_on)
        publish_groups(session, monitoring, half, strata_of(answers), now=now)
        forget_answers(session, monitoring_id=monitoring.id, starts_on=half.starts_on)
        published += 1
    return published


def strata_of(answers: Iterable[tuple[str, Result]]) -> list[Stratum]:
    """Return the groups beside each other within every qualification and level."""
    counts = Counter(
        (result.crebo, result.level, group, result.is_placed) for group, result in answers
    )
    within = sorted({(crebo, level) for crebo, level, _group, _placed in counts})
    return [
        Stratum(
            placed=counts[crebo, level, Group.ELSEWHERE, True],
            count=sum(counts[crebo, level, Group.ELSEWHERE, placed] for placed in (True, False)),
            other_placed=counts[crebo, level, Group.HERE, True],
            other_count=sum(counts[crebo, level, Group.HERE, placed] for placed in (True, False)),
        )
        for crebo, level in within
    ]


def _rounded(shown: Sequence[Sequence[int | None]]) -> Stratum:
    (placed, unplaced), (other_placed, other_unplaced) = [
        [cell or 0 for cell in row] for row in shown
    ]
    return Stratum(
        placed=placed,
        count=placed + unplaced,
        other_placed=other_placed,
        other_count=other_placed + other_unplaced,
    )


def _is_due(session: Session, monitoring: GroupMonitoring, half: Half, *, now: datetime) -> bool:
    return (
        monitoring.route is Route.QUESTION
        and is_running(monitoring, now=now)
        and monitoring.approved_at is not None
        and monitoring.approved_at < half.next.begins_at
        and not find_group_figures(
            session, school_id=monitoring.school_id, starts_on=half.starts_on
        )
    )
