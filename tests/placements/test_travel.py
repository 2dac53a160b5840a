"""The way to work: the same for everyone, the same in both directions."""

from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.travel import (
    UnknownPostcode,
    metres_to,
    position,
    travel_minutes,
    travel_minutes_to,
    where,
)
from records.models.candidate import TravelMeans

postcodes = st.integers(1000, 9999).map(lambda digits: f"{digits}AB")
means_of_travel = st.sampled_from(TravelMeans)


def metres_between(one, other):
    return int(metres_to(position(one), where([position(other)]))[0])


@given(postcodes, postcodes, means_of_travel)
def test_there_takes_as_long_as_back(home, work, means):
    assert travel_minutes(home, work, means) == travel_minutes(work, home, means)


@given(postcodes, postcodes, postcodes)
def test_no_detour_is_shorter_than_the_straight_line(home, work, between):
    detour = metres_between(home, between) + metres_between(between, work)

    assert metres_between(home, work) <= detour + 2  # each length is rounded down to a metre


@given(postcodes, means_of_travel)
def test_next_door_is_near_by_any_means(home, means):
    assert 0 < travel_minutes(home, home, means) < 20


@pytest.mark.parametrize(
    ("home", "work", "kilometres"),
    [
        ("1012", "3511", 35),  # Amsterdam - Utrecht
        ("6211", "9712", 271),  # Maastricht - Groningen
        ("4331", "7511", 242),  # Middelburg - Enschede
    ],
)
def test_distances_are_those_of_the_map(home, work, kilometres):
    assert metres_between(home, work) / 1000 == pytest.approx(kilometres, rel=0.03)


def test_a_code_that_is_not_listed_is_read_as_the_nearest_number():
    assert metres_between("1954AA", "1953AA") < 3000


@pytest.mark.parametrize("postcode", ["", "12", "Utrecht", "12½4"])
def test_what_is_no_postcode_is_refused(postcode):
    with pytest.raises(UnknownPostcode):
        travel_minutes(postcode, "3511AA", TravelMeans.CAR)


@given(postcodes, st.lists(postcodes, max_size=8), means_of_travel)
def test_many_ways_at_once_are_the_ways_one_by_one(home, works, means):
    found = travel_minutes_to(position(home), where(position(work) for work in works), means)

    assert found.tolist() == [travel_minutes(home, work, means) for work in works]


@given(postcodes, postcodes)
def test_metres_are_the_whole_part_of_the_exact_root(home, work):
    start, end = position(home), position(work)
    exact = isqrt((start.x - end.x) ** 2 + (start.y - end.y) ** 2)

    assert metres_between(home, work) == exact
