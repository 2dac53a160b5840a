"""The periods that figures are about: halves of a school year, and no others.

Nobody chooses a first and a last day: whoever could would subtract two answers, and find the one
person in between.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from placements.days import day_of, moment_of

FIRST_MONTHS = (2, 8)


@dataclass(frozen=True, slots=True, order=True)
class Half:
    """Half a school year: August to January, or February to July."""

    starts_on: date

    @property
    def next(self) -> "Half":
        """The half after this one."""
        if self.starts_on.month == FIRST_MONTHS[0]:
            return Half(date(self.starts_on.year, 8, 1))
        return Half(date(self.starts_on.year + 1, 2, 1))

    @property
    def last_month(self) -> date:
        """The first day of its last month, for its name."""
        return date(self.next.starts_on.year, self.next.starts_on.month - 1, 1)

    def is_over(self, now: datetime) -> bool:
        """Return whether nothing can happen in it any more."""
        return day_of(now) >= self.next.starts_on

    def holds(self, moment: datetime | None) -> bool:
        """Return whether something happened in it."""
        return moment is not None and self.holds_day(day_of(moment))

    def holds_day(self, day: date) -> bool:
        """Return whether a day is in it."""
        return self.starts_on <= day < self.next.starts_on

    @property
    def begins_at(self) -> datetime:
        """Its first moment."""
        return moment_of(self.starts_on, time())


def half_of(day: date) -> Half:
    """Return the half in which a day is.

    Examples
    --------
    >>> half_of(date(2027, 1, 31)).starts_on.isoformat(), half_of(date(2027, 2, 1)).next
    ('2026-08-01', Half(starts_on=datetime.date(2027, 8, 1)))
    """
    if day.month in range(2, 8):
        return Half(date(day.year, 2, 1))
    return Half(date(day.year - (day.month == 1), 8, 1))


def last_half(now: datetime) -> Half:
    """Return the half that was over last.

    Examples
    --------
    >>> from datetime import UTC
    >>> last_half(datetime(2026, 11, 26, tzinfo=UTC)).starts_on.isoformat()
    '2026-02-01'
    """
    return half_of(half_of(day_of(now)).starts_on - timedelta(days=1))
