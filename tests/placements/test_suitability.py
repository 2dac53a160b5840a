"""What stands between a student and a place."""

from datetime import date

import pytest

from placements.profiles.suitability import Obstacle, ages_reached, obstacles
from records.models.candidate import Candidate, Document
from records.models.vacancy import HardRequirement, HardRequirementKind, Vacancy

MONDAY_TO_FRIDAY = 0b0011111


def someone(*, weekdays=MONDAY_TO_FRIDAY, limit=45, documents=()):
    return Candidate(
        weekdays=weekdays,
        travel_limit_minutes=limit,
        documents=[Document(kind=kind) for kind in documents],
    )


def somewhere(*, weekdays=MONDAY_TO_FRIDAY, asks=()):
    return Vacancy(
        weekdays=weekdays, hard_requirements=[HardRequirement(kind=kind, rule="") for kind in asks]
    )


def test_a_place_that_asks_nothing_special_is_suitable():
    assert obstacles(someone(), somewhere(), minutes=45) == ()


def test_one_minute_too_far_is_too_far():
    assert obstacles(someone(limit=45), somewhere(), minutes=46) == (Obstacle.TRAVEL,)


def test_an_unknown_address_stands_in_nobodys_way():
    assert obstacles(someone(limit=5), somewhere(), minutes=None) == ()


def test_every_day_of_the_place_must_be_possible():
    without_friday = someone(weekdays=0b0001111)

    assert obstacles(without_friday, somewhere(), minutes=1) == (Obstacle.DAYS,)
    assert obstacles(without_friday, somewhere(weekdays=0b0001111), minutes=1) == ()


@pytest.mark.parametrize(
    ("asks", "obstacle"),
    [
        (HardRequirementKind.VCA, Obstacle.DOCUMENT),
        (HardRequirementKind.MINIMUM_AGE_18, Obstacle.AGE),
    ],
)
def test_what_the_law_asks_must_be_there(asks, obstacle):
    assert obstacles(someone(), somewhere(asks=[asks]), minutes=1) == (obstacle,)
    assert obstacles(someone(documents=[asks]), somewhere(asks=[asks]), minutes=1) == ()


@pytest.mark.parametrize(
    ("birth_date", "years"),
    [
        (date(2009, 2, 1), {16, 18}),
        (date(2009, 2, 2), {16}),
        (date(2011, 2, 1), {16}),
        (date(2011, 2, 2), set()),
        (date(2008, 2, 29), {16, 18}),
        (None, set()),
    ],
)
def test_an_age_counts_on_the_first_day_of_the_period(birth_date, years):
    reached = ages_reached(birth_date, date(2027, 2, 1))

    assert {int(kind.value[-2:]) for kind in reached} == years
