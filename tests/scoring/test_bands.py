"""Standard errors pooled with the past, and a grid of bands that hangs from fit 1."""

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.bands import (
    EVERYONE_EQUAL,
    PRIOR_SQUARED_ERROR,
    band,
    band_pairs,
    pooled_squared_error,
    squared_errors_of_places,
)
from scoring.fit import Requirement, fit
from scoring.fit_pairs import MOST_WEIGHT, Evidence, PairFits, Requirements, fit_pairs

fits = st.fractions(0, 1, max_denominator=400)
squared_errors = st.integers(1, 250_000_000)


def test_without_double_scores_the_error_of_earlier_rounds_stands():
    assert pooled_squared_error([], []) == 6_400_000


def test_differences_pool_with_twenty_students_of_the_past():
    first, second = [Fraction(1), Fraction(1, 2)], [Fraction(4, 5), Fraction(1, 2)]

    pooled = pooled_squared_error(first, second)

    assert pooled == round((Fraction(1, 25) / 4 + 20 * PRIOR_SQUARED_ERROR) / 22 * 10**9)


def test_the_two_assessors_may_be_swapped():
    first, second = [Fraction(1), Fraction(1, 3)], [Fraction(1, 4), Fraction(1, 2)]

    assert pooled_squared_error(first, second) == pooled_squared_error(second, first)


def test_perfect_agreement_alone_still_leaves_a_positive_error():
    assert pooled_squared_error([Fraction(1)], [Fraction(1)], prior_count=0) == 1


def test_without_scores_and_past_there_is_no_error():
    with pytest.raises(ValueError, match="needs doubly scored students or a prior"):
        pooled_squared_error([], [], prior_count=0)


def test_every_student_needs_both_scores():
    with pytest.raises(ValueError, match="two scores per student"):
        pooled_squared_error([Fraction(1)], [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", 0), ("0.9201", 0), ("0.92", 1), ("0.8401", 1), ("0.84", 2), ("0", 12)],
)
def test_a_band_is_one_standard_error_wide_and_its_far_edge_belongs_to_the_next(value, expected):
    assert band(Fraction(value), 6_400_000) == expected


@given(fits, squared_errors)
def test_a_band_is_the_whole_number_of_errors_below_one(value, squared_error):
    number = band(value, squared_error)

    scaled = (1 - value) ** 2 * 10**9
    assert number**2 * squared_error <= scaled < (number + 1) ** 2 * squared_error


@given(fits, fits, squared_errors)
def test_a_better_fit_never_has_a_worse_band(value, other, squared_error):
    assert band(max(value, other), squared_error) <= band(min(value, other), squared_error)


@given(fits)
def test_everyone_is_one_band_where_scores_are_unreliable(value):
    assert band(value, EVERYONE_EQUAL) == 0


@given(st.lists(st.tuples(fits, squared_errors | st.just(EVERYONE_EQUAL)), max_size=8))
def test_bands_of_a_round_are_those_of_its_pairs(pairs):
    values = [value for value, _ in pairs]
    losses = np.array([(1 - value).numerator for value in values], dtype=np.int32)
    denominators = np.array([(1 - value).denominator for value in values], dtype=np.int32)
    enough = np.ones(len(pairs), dtype=bool)
    errors = np.array([error for _, error in pairs], dtype=np.int64)

    found = band_pairs(
        PairFits(losses, denominators, enough, enough), errors, np.arange(len(pairs))
    )

    assert found.tolist() == [band(value, error) for value, error in pairs]


def test_the_largest_numbers_stay_exact():
    asked = Requirements(np.array([[3]]), np.array([[MOST_WEIGHT]]), np.array([[False]]))
    worst = fit_pairs(Evidence.from_ratings(np.array([[[1]]])), asked, np.array([0]), np.array([0]))

    tiny, huge = (band_pairs(worst, np.array([error]), np.array([0]))[0] for error in (1, 10**9))

    assert tiny == band(Fraction(1, 3), 1) == int(sqrt(10**9) * 2 / 3)
    assert huge == band(Fraction(1, 3), 10**9) == 0


@pytest.mark.parametrize("error", [-1, 10**9 + 1])
def test_an_impossible_error_is_refused(error):
    nobody = np.array([], dtype=np.int32)
    none = PairFits(nobody, nobody, nobody.astype(bool), nobody.astype(bool))

    with pytest.raises(ValueError, match="between 0 and 1"):
        band_pairs(none, np.array([error]), nobody)


def test_a_negative_error_is_refused():
    with pytest.raises(ValueError, match="cannot be negative"):
        band(Fraction(1), -1)


@given(
    st.lists(
        st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=3, max_size=3),
        min_size=1,
        max_size=5,
    )
)
def test_errors_of_places_are_those_of_their_doubly_scored_students(rows):
    ratings = np.array(rows)
    asked = Requirements(
        np.array([[3, 2, 1], [2, 0, 3]]), np.array([[2, 1, 3], [1, 1, 3]]), np.zeros((2, 3), bool)
    )
    students, places = np.divmod(np.arange(2 * len(rows)), 2)

    errors = squared_errors_of_places(ratings, asked, students, places)

    for place in (0, 1):
        active = [k for k in range(3) if asked.active[place, k]]
        doubly = [
            seen
            for seen in rows
            if any(seen[k][0] and seen[k][1] for k in active)
            and all(bool(seen[k][0]) == bool(seen[k][1]) for k in active)
        ]
        terms = {
            str(k): Requirement(
                required=int(asked.required[place, k]), weight=int(asked.weights[place, k])
            )
            for k in active
        }
        first, second = (
            [fit(terms, {str(k): [seen[k][who]] if seen[k][who] else [] for k in active}).value
             for seen in doubly]
            for who in (0, 1)
        )  # fmt: skip
        assert errors[place] == pooled_squared_error(first, second)


def test_more_competences_than_fit_in_a_word_are_refused():
    ratings = np.ones((1, 65, 2), dtype=int)
    asked = Requirements(
        np.full((1, 65), 2), np.ones((1, 65), dtype=int), np.zeros((1, 65), dtype=bool)
    )

    with pytest.raises(ValueError, match="at most 64"):
        squared_errors_of_places(ratings, asked, np.array([0]), np.array([0]))
