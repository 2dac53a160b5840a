"""Hard requirements: which places are possible for a student at all, and what stands in the way.

Every rule rests on a fact that both sides can check; levels and wishes play no part. What a
rule excludes is never proposed.
"""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Integers: TypeAlias = npt.NDArray[np.integer[Any]]
Booleans: TypeAlias = npt.NDArray[np.bool_]


class Limit(enum.StrEnum):
    """What keeps a student from a place, in the order in which it is asked."""

    QUALIFICATION = "qualification"
    TRAVEL = "travel"
    DATES = "dates"
    HOURS = "hours"
    DOCUMENTS = "documents"
    ESSENTIAL = "essential"
    EVIDENCE = "evidence"
    WISHES = "wishes"
    SEATS = "seats"


@dataclass(frozen=True, slots=True, kw_only=True)
class Students:
    """Facts about the students of a round, one entry per student.

    Attributes
    ----------
    qualifications : ndarray of int, shape (n_students,)
        The qualification they study for, level included, as any number.
    x, y : ndarray of int, shape (n_students,)
        Where they live, in metres on a flat grid (RD coordinates); below 10,000,000.
    travel_metres : ndarray of int, shape (n_students,)
        How far they want to travel: the student's limit, never the company's.
    available_from, available_until : ndarray of int, shape (n_students,)
        First and last day they are available, as day numbers.
    weekly_hours : ndarray of int, shape (n_students,)
        The most hours a week they can work.
    documents : ndarray of int, shape (n_students,)
        What they hold of the closed list, one bit each.
    """

    qualifications: Integers
    x: Integers
    y: Integers
    travel_metres: Integers
    available_from: Integers
    available_until: Integers
    weekly_hours: Integers
    documents: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Facts about the places of a round, one entry per place.

    Attributes
    ----------
    offered_by, offered : ndarray of int, shape (n_offers,)
        Pairs of a place and a qualification that it may train for: only accredited ones.
    x, y : ndarray of int, shape (n_places,)
        Where the work is, on the students' grid.
    starts_on, ends_on : ndarray of int, shape (n_places,)
        First and last day of the placement, as day numbers.
    weekly_hours : ndarray of int, shape (n_places,)
        Hours a week.
    documents : ndarray of int, shape (n_places,)
        What the work requires of the closed list, one bit each.
    """

    offered_by: Integers
    offered: Integers
    x: Integers
    y: Integers
    starts_on: Integers
    ends_on: Integers
    weekly_hours: Integers
    documents: Integers


def is_within_travel(students: Students, places: Places, rows: Integers, to: Integers) -> Booleans:
    """Say whether places lie within the students' own travel limit; indices broadcast."""
    limits = students.travel_metres[rows].astype(np.int64)
    within: Booleans = squared_metres(students, places, rows, to) <= limits**2
    return within


def squared_metres(
    students: Students, places: Places, rows: Integers, to: Integers
) -> npt.NDArray[np.int64]:
    """Return squared distances as the crow flies, in square metres; indices broadcast."""
    east = students.x[rows].astype(np.int64) - places.x[to]
    north = students.y[rows].astype(np.int64) - places.y[to]
    return east * east + north * north


def _is_on_dates(students: Students, places: Places, rows: Integers, to: Integers) -> Booleans:
    within: Booleans = (students.available_from[rows] <= places.starts_on[to]) & (
        students.available_until[rows] >= places.ends_on[to]
    )
    return within


def _is_within_hours(students: Students, places: Places, rows: Integers, to: Integers) -> Booleans:
    within: Booleans = students.weekly_hours[rows] >= places.weekly_hours[to]
    return within


def _has_documents(students: Students, places: Places, rows: Integers, to: Integers) -> Booleans:
    has: Booleans = (places.documents[to] & ~students.documents[rows]) == 0
    return has


Rule: TypeAlias = Callable[[Students, Places, Integers, Integers], Booleans]

RULES: Final[Mapping[Limit, Rule]] = {
    Limit.TRAVEL: is_within_travel,
    Limit.DATES: _is_on_dates,
    Limit.HOURS: _is_within_hours,
    Limit.DOCUMENTS: _has_documents,
}
"""Every hard requirement but the qualification, which groups the students."""


def places_offering(places: Places, qualification: int) -> Integers:
    """Return the places that may train for a qualification, ascending, each once."""
    return np.unique(places.offered_by[places.offered == qualification])


def limits_between(students: Students, places: Places, student: int, place: int) -> list[Limit]:
    """Name everything that keeps one student from one place; empty if it is possible.

    Examples
    --------
    >>> one = np.array([1])
    >>> students = Students(qualifications=one, x=one, y=one, travel_metres=one * 5000,
    ...     available_from=one, available_until=one * 90, weekly_hours=one * 32, documents=one)
    >>> places = Places(offered_by=one * 0, offered=one, x=one * 6000, y=one, starts_on=one,
    ...     ends_on=one * 90, weekly_hours=one * 36, documents=one)
    >>> [limit.value for limit in limits_between(students, places, 0, 0)]
    ['travel', 'hours']
    """
    rows, to = np.array([student]), np.array([place])
    offered = place in places_offering(places, int(students.qualifications[student]))
    limits = [] if offered else [Limit.QUALIFICATION]
    return limits + [
        limit for limit, rule in RULES.items() if not rule(students, places, rows, to)[0]
    ]


def binding_limit(students: Students, places: Places, student: int) -> Limit | None:
    """Name the first hard requirement that leaves a student without any place, or None.

    The requirements are asked in the order of :class:`Limit`, each of the places that the ones
    before have left.
    """
    left = places_offering(places, int(students.qualifications[student]))
    if not left.size:
        return Limit.QUALIFICATION
    rows = np.array([student])
    for limit, rule in RULES.items():
        left = left[rule(students, places, rows, left)]
        if not left.size:
            return limit
    return None
