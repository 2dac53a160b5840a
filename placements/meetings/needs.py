"""How many meetings a student was given this school year: the fewest go first."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from placements.days import day_of, moment_of
from records.models.meeting import Meeting
from records.queries.meetings import count_places_given

FIRST_MONTH = 8
"""A Dutch school year begins in August."""


def school_year(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of the school year of a day, and of the next.

    Examples
    --------
    >>> [moment.year for moment in school_year(date(2027, 2, 12))]
    [2026, 2027]
    """
    year = day.year if day.month >= FIRST_MONTH else day.year - 1
    first, following = date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1)
    return moment_of(first, time.min), moment_of(following, time.min)


def needs_for(
    session: Session, meeting: Meeting, student_ids: Collection[UUID]
) -> Mapping[UUID, int]:
    """Return by student how many other meetings of this school year gave them a place."""
    after, until = school_year(day_of(meeting.starts_at))
    given = count_places_given(session, student_ids, after=after, until=until, but=meeting.id)
    return {student_id: given.get(student_id, 0) for student_id in student_ids}
