"""How many signals a school had: per half year, published once, small numbers hidden."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of
from placements.errors import TooLate, msgid
from placements.policy import require
from placements.policy.signals import may_publish_figures
from placements.signals.keys import reads_here
from placements.signals.kinds import SignalKind, period_of, week_of
from placements.signals.threads import Thread
from records.models.school import School
from records.models.signal import SignalFigures
from records.queries.signals import find_confidant_key, find_figures
from scoring.disparity import releasable_counts

SMALLEST_CELL: Final = 5
IN_ALL: Final = "in_all"
OPENED: Final = "opened"
COUNTED: Final = (SignalKind.QUESTION, SignalKind.REPORT, SignalKind.PLACE)


def figures_of(kinds: Iterable[SignalKind]) -> dict[str, int | None]:
    """Return how many there were of each kind and in all, fit to be read by everybody.

    Numbers below five are hidden, and the smallest other one with them where only one is; the
    rest is rounded to fives. The number in all stands there only where nothing is hidden: beside
    hidden ones it narrows them down to one or two possibilities.

    Examples
    --------
    >>> figures_of([SignalKind.QUESTION] * 12 + [SignalKind.REPORT] * 6 + [SignalKind.PLACE])
    {'question': 10, 'report': None, 'place': None, 'in_all': None}
    """
    counts = Counter(kinds)
    cells = np.array([[counts[kind]] for kind in COUNTED])
    shown = [row[0] for row in releasable_counts(cells, smallest=SMALLEST_CELL)]
    in_all = None
    if None not in shown:
        in_all = _rounded(int(cells.sum()))
    return {kind.value: count for kind, count in zip(COUNTED, shown, strict=True)} | {
        IN_ALL: in_all
    }


def openings_in(threads: Iterable[Thread], period: str) -> int:
    """Return how often a confidant opened a case in half a year, once a day for each."""
    weeks = (week_of(line.on) for thread in threads for line in thread.openings)
    return sum(period_of(week) == period for week in weeks)


def publish_figures(
    session: Session, actor: Actor, threads: Iterable[Thread], period: str, *, now: datetime
) -> Mapping[str, int | None]:
    """Publish a half year that is over, once: what stands there never changes.

    Raises
    ------
    NotAllowed
        If the actor is no confidant who reads already.
    TooLate
        If it was published already, or is not over yet.
    """
    key = find_confidant_key(session, actor.account_id)
    require(may_publish_figures(actor, reads=reads_here(key)))
    school = session.get_one(School, actor.school_id, with_for_update=True)
    if find_figures(session, school_id=school.id, period=period) is not None:
        raise TooLate(msgid("The figures of this half year are out already, and stay as they are."))
    if period >= period_of(week_of(day_of(now))):
        raise TooLate(msgid("This half year is not over yet."))
    found = list(threads)
    counts = figures_of(one.kind for one in found if period_of(one.signal.week) == period)
    counts[OPENED] = _rounded(openings_in(found, period)) if counts[IN_ALL] is not None else None
    session.add(SignalFigures(school_id=school.id, period=period, counts=counts))
    session.flush()
    audit.record(session, actor, "signal_figures:published", school.id, now=now, period=period)
    return counts


def _rounded(count: int) -> int | None:
    ((rounded,),) = releasable_counts(np.array([[count]]))
    return rounded
