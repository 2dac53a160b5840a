"""What stands between a student and a place: facts that a student sees before ranking.

The same answer decides which places are offered for the ranking and what the match may propose.
"""

import enum
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from records.models.candidate import Candidate
from records.models.vacancy import HardRequirementKind, Vacancy

LEGAL_AGES: Mapping[HardRequirementKind, int] = MappingProxyType(
    {HardRequirementKind.MINIMUM_AGE_16: 16, HardRequirementKind.MINIMUM_AGE_18: 18}
)


class Obstacle(enum.StrEnum):
    """Why a place cannot be proposed to a student; never a matter of taste."""

    TRAVEL = "travel"
    DAYS = "days"
    DOCUMENT = "document"
    AGE = "age"


def obstacles(
    candidate: Candidate, vacancy: Vacancy, *, minutes: int | None
) -> tuple[Obstacle, ...]:
    """Return everything that stands in the way; nothing means the place is suitable.

    `minutes` is the student's way to work. Where the school does not know where a student
    lives it is None, and travel stands in nobody's way.
    """
    missing = missing_requirements(candidate, vacancy)
    found = {
        Obstacle.TRAVEL: minutes is not None and minutes > candidate.travel_limit_minutes,
        Obstacle.DAYS: bool(missing_weekdays(candidate, vacancy)),
        Obstacle.DOCUMENT: any(kind not in LEGAL_AGES for kind in missing),
        Obstacle.AGE: any(kind in LEGAL_AGES for kind in missing),
    }
    return tuple(obstacle for obstacle, stands in found.items() if stands)


def missing_weekdays(candidate: Candidate, vacancy: Vacancy) -> int:
    """Return the days of the place on which the student cannot work, a bit per day."""
    return vacancy.weekdays & ~candidate.weekdays


def missing_requirements(candidate: Candidate, vacancy: Vacancy) -> tuple[HardRequirementKind, ...]:
    """Return the documents and ages the place demands and the student does not have."""
    has = {document.kind for document in candidate.documents}
    return tuple(one.kind for one in vacancy.hard_requirements if one.kind not in has)


def ages_reached(birth_date: date | None, on: date) -> frozenset[HardRequirementKind]:
    """Return which legal ages someone has on a day; none when the birth date is unknown.

    Examples
    --------
    >>> sorted(kind.value for kind in ages_reached(date(2009, 2, 1), date(2027, 2, 1)))
    ['minimum_age_16', 'minimum_age_18']
    >>> sorted(kind.value for kind in ages_reached(date(2009, 2, 2), date(2027, 2, 1)))
    ['minimum_age_16']
    """
    if birth_date is None:
        return frozenset()
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    age = on.year - birth_date.year - (0 if had_birthday else 1)
    return frozenset(kind for kind, years in LEGAL_AGES.items() if age >= years)
