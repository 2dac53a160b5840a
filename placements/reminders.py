"""When a company is asked once more: after 3, 7 and 15 days, and never in its school holidays."""

import csv
import enum
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from placements.catalogue import DATA_FOLDER
from placements.days import day_of, moment_of

STEPS: Final = (3, 7, 15)
"""Days since the first mail, days of school holidays left out."""
MORNING: Final = time(8, 0)
A_DAY: Final = timedelta(days=1)


class HolidayRegion(enum.StrEnum):
    """The three parts of the country, each with school holidays of its own."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


PROVINCES: Final[Mapping[str, HolidayRegion]] = {
    "Groningen": HolidayRegion.NOORD,
    "Friesland": HolidayRegion.NOORD,
    "Drenthe": HolidayRegion.NOORD,
    "Overijssel": HolidayRegion.NOORD,
    "Flevoland": HolidayRegion.NOORD,
    "North Holland": HolidayRegion.NOORD,
    "Utrecht": HolidayRegion.MIDDEN,
    "South Holland": HolidayRegion.MIDDEN,
    "Guelders": HolidayRegion.MIDDEN,
    "North Brabant": HolidayRegion.ZUID,
    "Limburg": HolidayRegion.ZUID,
    "Zeeland": HolidayRegion.ZUID,
}
ELSEWHERE: Final[Mapping[str, HolidayRegion]] = {
    "0244": HolidayRegion.NOORD,
    "0317": HolidayRegion.NOORD,
    "0050": HolidayRegion.MIDDEN,
    "1959": HolidayRegion.MIDDEN,
    **dict.fromkeys(
        (
            *("0202", "0209", "0221", "0225", "0226", "0252", "0263", "0268", "0274", "0275"),
            *("0277", "0293", "0296", "0299", "0668", "1705", "1734", "1740", "1945"),
        ),
        HolidayRegion.ZUID,
    ),
}
"""Municipalities that follow another region than most of their province: Hattem and Eemnes;
Zeewolde and Altena; Arnhem, Nijmegen and what lies around them."""


def step_due(asked_at: datetime, postcode: str, *, now: datetime) -> int | None:
    """Return after how many days a company at this postcode is asked again now, if it is.

    In a holiday nothing is due, and its days do not count: who comes back has a few days.
    """
    today, region = day_of(now), region_of(postcode)
    if now < moment_of(today, MORNING) or is_holiday(today, region):
        return None
    asked_on = day_of(asked_at)
    days = (asked_on + number * A_DAY for number in range(1, (today - asked_on).days + 1))
    passed = sum(not is_holiday(day, region) for day in days)
    steps = bisect_right(STEPS, passed)
    return STEPS[steps - 1] if steps else None


def is_holiday(day: date, region: HolidayRegion | None) -> bool:
    """Whether schools of a region are closed; of an unknown one, whether any are."""
    regions = HolidayRegion if region is None else (region,)
    return any(first <= day <= last for one in regions for first, last in _holidays()[one])


def region_of(postcode: str) -> HolidayRegion | None:
    """Return in which region a postcode lies, if it is known.

    Examples
    --------
    >>> [str(region_of(postcode)) for postcode in ("3511AA", "6511AA", "8051AA")]
    ['midden', 'zuid', 'noord']
    """
    return _regions().get(postcode[:4])


@cache
def _holidays() -> Mapping[HolidayRegion, list[tuple[date, date]]]:
    found: dict[HolidayRegion, list[tuple[date, date]]] = {one: [] for one in HolidayRegion}
    with (DATA_FOLDER / "school_holidays.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            days = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
            found[HolidayRegion(row["region"])].append(days)
    return found


@cache
def _regions() -> Mapping[str, HolidayRegion]:
    with (DATA_FOLDER / "pc4-geonames-ccby4.csv").open(encoding="utf-8") as file:
        return {
            row["pc4"]: ELSEWHERE.get(row["gemeente_code"], PROVINCES[row["province_en"]])
            for row in csv.DictReader(file)
        }
