"""The closed lists of signals, and how weeks and half years are counted."""

import enum
from datetime import date, timedelta
from typing import Final

from placements.days import working_days

WORKING_DAYS_TO_ANSWER: Final = 3
_MONDAY_TO_FRIDAY: Final = 0b0011111
_WEEKS_IN_FIRST_HALF: Final = 26


class SignalKind(enum.StrEnum):
    """What somebody wants who writes."""

    QUESTION = "question"
    NOTE = "note"
    REPORT = "report"
    PLACE = "place"


class Step(enum.StrEnum):
    """What a confidant did in a case; nobody but confidants reads it."""

    HEARD_WRITER = "heard_writer"
    HEARD_COMPANY = "heard_company"
    HEARD_SCHOOL = "heard_school"
    PLACE_HELD = "place_held"
    AGREED = "agreed"
    HANDED_ON = "handed_on"
    OTHER = "other"


class Route(enum.StrEnum):
    """The desks outside the school."""

    SBB = "sbb"
    DISCRIMINATIE_NL = "discriminatie_nl"
    COLLEGE = "college"


class SignalEnding(enum.StrEnum):
    """How a case is closed; nothing follows from it by itself."""

    SETTLED = "settled"
    PASSED_ON = "passed_on"
    NO_FURTHER = "no_further"


def answer_due(told_on: date) -> date:
    """Return the last day of the three working days after a day.

    Examples
    --------
    >>> answer_due(date(2026, 12, 23)).isoformat()
    '2026-12-29'
    """
    return working_days(told_on + timedelta(days=1), _MONDAY_TO_FRIDAY, WORKING_DAYS_TO_ANSWER)[-1]


def week_of(day: date) -> str:
    """Return the ISO week of a day.

    Examples
    --------
    >>> week_of(date(2027, 1, 1))
    '2026-W53'
    """
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def period_of(week: str) -> str:
    """Return the half year in which a week counts.

    Examples
    --------
    >>> period_of("2026-W48")
    '2026-2'
    """
    year, _dash, number = week.partition("-W")
    return f"{year}-{1 if int(number) <= _WEEKS_IN_FIRST_HALF else 2}"
