"""How long the way to work takes, from two postcodes.

A rough answer that is the same for everyone and needs no other company's route planner, so that
nobody outside learns where a student lives. It rests on the four digits of both postcodes.
"""

import csv
import enum
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isqrt
from types import MappingProxyType

from placements.catalogue import DATA_FOLDER
from records.models.candidate import TravelMeans

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
    pace = PACES[TravelMeans(means)]
    metres = max(metres_between(home_postcode, work_postcode), SHORTEST_METRES)
    near, far = min(metres, NEAR_METRES), max(metres - NEAR_METRES, 0)
    return (
        pace.extra_minutes + -(-near // pace.metres_a_minute) + -(-far // pace.far_metres_a_minute)
    )


def metres_between(one: str, other: str) -> int:
    """Return the length of the straight line between two postcodes."""
    start, end = position(one), position(other)
    return isqrt((start.x - end.x) ** 2 + (start.y - end.y) ** 2)


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
