"""Each hard requirement alone, at its edge, and which one binds."""

import pytest

from matching.eligibility import Limit, binding_limit, limits_between
from tests.matching.facts import places, students


def test_a_student_who_meets_every_requirement_exactly_may_go():
    assert limits_between(students({}), places({}), 0, 0) == []


@pytest.mark.parametrize(
    ("change", "limit"),
    [
        ({"qualifications": 1}, Limit.QUALIFICATION),
        ({"travel_metres": 9_999}, Limit.TRAVEL),
        ({"available_from": 101}, Limit.DATES),
        ({"available_until": 199}, Limit.DATES),
        ({"weekly_hours": 31}, Limit.HOURS),
        ({"documents": 0b01}, Limit.DOCUMENTS),
    ],
)
def test_one_step_short_of_a_requirement_stands_in_the_way(change, limit):
    assert limits_between(students(change), places({}), 0, 0) == [limit]
    assert binding_limit(students(change), places({}), 0) is limit


@pytest.mark.parametrize(
    "change",
    [
        {"travel_metres": 10_001},
        {"available_from": 99, "available_until": 201},
        {"weekly_hours": 40},
        {"documents": 0b111},
    ],
)
def test_more_than_required_is_fine(change):
    assert limits_between(students(change), places({}), 0, 0) == []


def test_everything_that_stands_in_the_way_is_named_in_order():
    far = students({"documents": 0, "travel_metres": 0, "qualifications": 1})

    assert limits_between(far, places({}), 0, 0) == [
        Limit.QUALIFICATION,
        Limit.TRAVEL,
        Limit.DOCUMENTS,
    ]


def test_the_limit_that_binds_is_the_one_that_takes_the_last_place():
    one = students({"travel_metres": 20_000, "weekly_hours": 20})
    near_but_long, far_but_short = {"weekly_hours": 40}, {"x": 90_000, "weekly_hours": 16}

    assert binding_limit(one, places(near_but_long, far_but_short), 0) is Limit.HOURS


def test_a_place_may_offer_several_qualifications():
    both = places({}, offers=[(0, 1), (0, 2)])

    for qualification in (1, 2):
        someone = students({"qualifications": qualification})
        assert binding_limit(someone, both, 0) is None


def test_distances_of_the_whole_country_do_not_overflow():
    far = students({"x": -9_999_999, "y": 9_999_999, "travel_metres": 2_000_000_000})

    assert limits_between(far, places({"x": 9_999_999, "y": -9_999_999}), 0, 0) == []
