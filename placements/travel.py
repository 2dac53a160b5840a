"""How long the way to work takes, from two postcodes.

A rough answer that is the same for everyone and needs no other company's route planner, so that
nobody outside learns where a student lives. It rests on the four digits of both postcodes.
"""

import csv
import enum
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from placements.catalogue import DATA_FOLDER
from records.models.candidate import TravelMeans

Integers: TypeAlias = npt.NDArray[np.int64]

# One ten-thousandth of a degree in millimetres, at the latitude of Utrecht: at the edges of the
# country this is off by less than 2 %, far less than a road is longer than a straight line.
NORTH_MILLIMETRES = 11_126
EAST_MILLIMETRES = 6_837
# Two postcodes with the same four digits are still a street or two apart.
SHORTEST_METRES = 500


@dataclass(frozen=True, slots=True)
class Position:
    """Where a postcode is, in metres east and north of a fixed point."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one travels along the straight line, and what getting going costs."""

    metres_a_minute: int
    far_metres_a_minute: int
    """Beyond the first ten kilometres: the train and the motorway."""
    extra_minutes: int


NEAR_METRES = 10_000
# Door to door: roads are about 1.3 times as long as the straight line, so 15 km an hour by
# bicycle is 190 metres of straight line a minute.
PACES: Mapping[TravelMeans, Pace] = MappingProxyType(
    {
        TravelMeans.BICYCLE: Pace(190, 190, 2),
        TravelMeans.PUBLIC_TRANSPORT: Pace(450, 1100, 15),
        TravelMeans.CAR: Pace(650, 1200, 7),
    }
)


class UnknownPostcode(ValueError):  # noqa: N818 - what stands in the way
    """The text does not begin with the four digits of a Dutch postcode."""


def travel_minutes(home_postcode: str, work_postcode: str, means: enum.StrEnum) -> int:
    """Return the minutes from door to door, rounded up; the same in both directions.

    Raises
    ------
    UnknownPostcode
        If one of the postcodes does not begin with four digits.

    Examples
    --------
    >>> travel_minutes("3511AB", "3721 CD", TravelMeans.BICYCLE)
    34
    >>> travel_minutes("3511AB", "3511XZ", TravelMeans.BICYCLE)
    5
    """
    minutes = travel_minutes_to(position(home_postcode), where([position(work_postcode)]), means)
    return int(minutes[0])


def where(positions: Iterable[Position]) -> Integers:
    """Return metres east and north, an int64 array of shape (n_positions, 2)."""
    return np.array([(one.x, one.y) for one in positions], dtype=np.int64).reshape(-1, 2)


def travel_minutes_to(home: Position, works: Integers, means: enum.StrEnum) -> Integers:
    """Return the minutes from one home to many places of work, rounded up.

    Parameters
    ----------
    home : Position
        Where the student lives.
    works : ndarray of int64, shape (n_places, 2)
        Metres east and north of each place, as `where` gives them.
    means : TravelMeans
        How the student travels.

    Returns
    -------
    ndarray of int64, shape (n_places,)
    """
    pace = PACES[TravelMeans(means)]
    metres = np.maximum(metres_to(home, works), SHORTEST_METRES)
    near, far = np.minimum(metres, NEAR_METRES), np.maximum(metres - NEAR_METRES, 0)
    minutes: Integers = (
        pace.extra_minutes - (-near // pace.metres_a_minute) - (-far // pace.far_metres_a_minute)
    )
    return minutes


def metres_to(home: Position, works: Integers) -> Integers:
    """Return the lengths of the straight lines from one position to many, rounded down."""
    east, north = works[:, 0] - home.x, works[:, 1] - home.y
    return _whole_root(east * east + north * north)


def _whole_root(squares: Integers) -> Integers:
    """Return the whole part of square roots: a float is only the first guess."""
    roots = np.sqrt(squares).astype(np.int64)
    roots -= roots * roots > squares
    roots += (roots + 1) * (roots + 1) <= squares
    return roots


@cache
def position(postcode: str) -> Position:
    """Return where a postcode is.

    A code that is not in the list is read as the listed one with the nearest number: numbers
    that follow each other lie side by side.

    Raises
    ------
    UnknownPostcode
        If the postcode does not begin with four digits.
    """
    digits = postcode.strip()[:4]
    if len(digits) < 4 or not (digits.isascii() and digits.isdecimal()):
        raise UnknownPostcode("a Dutch postcode begins with four digits")
    places = _positions()
    codes = _codes()
    wanted = int(digits)
    after = bisect_left(codes, wanted)
    nearest = min(codes[max(after - 1, 0) : after + 1], key=lambda code: abs(code - wanted))
    return places[nearest]


@cache
def _codes() -> tuple[int, ...]:
    return tuple(sorted(_positions()))


@cache
def _positions() -> Mapping[int, Position]:
    with (DATA_FOLDER / "pc4-geonames-ccby4.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row["pc4"]): Position(
                x=_ten_thousandths(row["lon"]) * EAST_MILLIMETRES // 1000,
                y=_ten_thousandths(row["lat"]) * NORTH_MILLIMETRES // 1000,
            )
            for row in csv.DictReader(file)
        }


def _ten_thousandths(degrees: str) -> int:
    """Return a coordinate as a whole number, so that every machine counts the same metres."""
    whole, _point, part = degrees.partition(".")
    return int(whole) * 10_000 + int(part.ljust(4, "0")[:4])
