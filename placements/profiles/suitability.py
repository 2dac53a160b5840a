"""What stands between a student and a place: facts that a student sees before ranking.

The same answer decides which places are offered for the ranking and what the match may propose.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from records.models.candidate import Candidate
from records.models.vacancy import HardRequirementKind, Vacancy

LEGAL_AGES: Mapping[HardRequirementKind, int] = MappingProxyType(
    {HardRequirementKind.MINIMUM_AGE_16: 16, HardRequirementKind.MINIMUM_AGE_18: 18}
)

UNKNOWN_WAY: Final = -1
"""The minutes of a way that is not known."""

Integers: TypeAlias = npt.NDArray[np.int64]
Booleans: TypeAlias = npt.NDArray[np.bool_]


def _bits(kinds: Iterable[HardRequirementKind]) -> int:
    return sum(1 << BIT_OF[kind] for kind in set(kinds))


BIT_OF: Final = MappingProxyType({kind: bit for bit, kind in enumerate(HardRequirementKind)})
AGE_BITS: Final = _bits(LEGAL_AGES)


class Obstacle(enum.StrEnum):
    """Why a place cannot be proposed to a student; never a matter of taste."""

    TRAVEL = "travel"
    DAYS = "days"
    DOCUMENT = "document"
    AGE = "age"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What places ask of anybody, an int64 per place."""

    weekdays: Integers
    """The days of the place, a bit per day."""
    requirements: Integers
    """Documents and ages, a bit per kind."""


def demands_of(places: Iterable[Vacancy]) -> Demands:
    """Return what these places ask, in their order."""
    asked = [
        (place.weekdays, _bits(one.kind for one in place.hard_requirements)) for place in places
    ]
    weekdays, requirements = np.array(asked, dtype=np.int64).reshape(-1, 2).T
    return Demands(weekdays=weekdays, requirements=requirements)


def obstacles_at(
    candidate: Candidate, demands: Demands, minutes: Integers
) -> Mapping[Obstacle, Booleans]:
    """Return what stands in the way of each place, in the order in which it is told.

    Parameters
    ----------
    candidate : Candidate
        With the documents the student has and the ages reached.
    demands : Demands
        Of n_places places.
    minutes : ndarray of int64, shape (n_places,)
        The student's way to each; `UNKNOWN_WAY` where the school does not know it, and then
        travel stands in nobody's way.

    Returns
    -------
    Mapping of Obstacle to ndarray of bool, shape (n_places,)
    """
    missing = demands.requirements & ~_bits(document.kind for document in candidate.documents)
    return {
        Obstacle.TRAVEL: minutes > candidate.travel_limit_minutes,
        Obstacle.DAYS: demands.weekdays & ~candidate.weekdays != 0,
        Obstacle.DOCUMENT: missing & ~AGE_BITS != 0,
        Obstacle.AGE: missing & AGE_BITS != 0,
    }


def obstacles(
    candidate: Candidate, vacancy: Vacancy, *, minutes: int | None
) -> tuple[Obstacle, ...]:
    """Return everything that stands between a student and one place; nothing means it suits.

    `minutes` is the student's way to work, None where it is not known.
    """
    ways = np.array([UNKNOWN_WAY if minutes is None else minutes])
    found = obstacles_at(candidate, demands_of([vacancy]), ways)
    return tuple(obstacle for obstacle, stands in found.items() if stands[0])


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
