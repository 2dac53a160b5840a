"""Days as the office counts them: in Dutch time, without weekends and public holidays."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import holidays

from placements.errors import Refusal, msgid

HOME_ZONE = ZoneInfo("Europe/Amsterdam")


def day_of(now: datetime) -> date:
    """Return which day it is in the Netherlands.

    Examples
    --------
    >>> day_of(datetime(2026, 11, 26, 23, 30, tzinfo=UTC))
    datetime.date(2026, 11, 27)
    """
    return now.astimezone(HOME_ZONE).date()


def moment_of(day: date, clock: time) -> datetime:
    """Return the moment, in UTC, at which a Dutch clock shows this time on this day.

    Examples
    --------
    >>> moment_of(date(2027, 2, 12), time(15, 0)).isoformat()
    '2027-02-12T14:00:00+00:00'
    """
    return datetime.combine(day, clock, HOME_ZONE).astimezone(UTC)


def working_days(start: date, weekdays: int, count: int) -> list[date]:
    """Return the first days of work from a day on.

    Parameters
    ----------
    start : date
        The first day that may be one of them.
    weekdays : int
        The days of the week on which there is work: Monday = 1 … Sunday = 64.
    count : int
        How many days.

    Examples
    --------
    >>> [day.isoformat() for day in working_days(date(2027, 4, 26), 0b0011111, 2)]
    ['2027-04-26', '2027-04-28']
    """
    return list(islice(_days_of_work(start, weekdays), count))


def working_days_until(start: date, weekdays: int, end: date) -> list[date]:
    """Return the days of work from a day up to and including another.

    Examples
    --------
    >>> len(working_days_until(date(2027, 4, 26), 0b0011111, date(2027, 4, 30)))
    4
    """
    return list(takewhile(lambda day: day <= end, _days_of_work(start, weekdays)))


def refuse_day_outside(day: date, *, first: date, last: date, field: str) -> None:
    """Stop at a day so far away that the year must be a slip.

    Raises
    ------
    Refusal
        If the day is not one from the first up to and including the last.
    """
    if not first <= day <= last:
        raise Refusal(
            msgid("Look at the year. Enter a day from %(first)s to %(last)s."),
            field=field,
            first=first,
            last=last,
        )


def _days_of_work(start: date, weekdays: int) -> Iterator[date]:
    day = start
    while True:
        if weekdays >> day.weekday() & 1 and day not in _public_holidays(day.year):
            yield day
        day += timedelta(days=1)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))
