"""Standard errors pooled with the past, and a grid of bands that hangs from fit 1."""

import random
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.agreement import intraclass_correlation
from scoring.bands import (
    EVERYONE_EQUAL,
    PRIOR_SQUARED_ERROR,
    band,
    band_pairs,
    is_too_unreliable,
    pooled_squared_error,
    squared_errors_of_places,
)
from scoring.fit import Requirement, fit
from scoring.fit_pairs import MOST_WEIGHT, Evidence, PairFits, Requirements, fit_pairs
from tests.hypothesis_profiles import hundreds
from tests.scoring.applications import applications

fits = st.integers(0, 400 * 400 - 1).map(lambda n: Fraction(n % 400 % (n // 400 + 1), n // 400 + 1))
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


@hundreds
@given(fits, squared_errors)
def test_a_band_is_the_whole_number_of_errors_below_one(value, squared_error):
    number = band(value, squared_error)

    scaled = (1 - value) ** 2 * 10**9
    assert number**2 * squared_error <= scaled < (number + 1) ** 2 * squared_error


@hundreds
@given(fits, fits, squared_errors)
def test_a_better_fit_never_has_a_worse_band(value, other, squared_error):
    assert band(max(value, other), squared_error) <= band(min(value, other), squared_error)


@hundreds
@given(applications(), applications(), applications(), squared_errors)
def test_taking_a_candidate_away_never_reorders_the_others(one, other, third, squared_error):
    """A band depends on own evidence and the error of the place: the third may stay or go."""
    asked = one[0]
    values = [fit(asked, levels).value for _, levels in (one, other, third)]

    numbers = [band(value, squared_error) for value in values]

    assert [band(value, squared_error) for value in values[:2]] == numbers[:2]
    assert (numbers[0] <= numbers[1]) or values[0] < values[1]


@hundreds
@given(applications(), st.integers(2, 50), squared_errors)
def test_a_band_does_not_change_with_the_scale_of_the_weights(application, factor, squared_error):
    asked, levels = application
    scaled = {
        name: Requirement(required=terms.required, weight=terms.weight * factor)
        for name, terms in asked.items()
    }

    numbers = [band(fit(terms, levels).value, squared_error) for terms in (asked, scaled)]

    assert numbers[0] == numbers[1]


@hundreds
@given(applications(), squared_errors)
def test_a_higher_level_never_worsens_a_band_and_surplus_changes_none(application, squared_error):
    asked, levels = application
    number = band(fit(asked, levels).value, squared_error)

    for name, seen in levels.items():
        better = levels | {name: tuple(min(level + 1, 4) for level in seen)}
        assert band(fit(asked, better).value, squared_error) <= number
    surplus = levels | {
        name: tuple(max(level, min(4, level + (level >= asked[name].required))) for level in seen)
        for name, seen in levels.items()
        if all(level >= asked[name].required for level in seen)
    }
    assert band(fit(asked, surplus).value, squared_error) == number


@hundreds
@given(fits)
def test_everyone_is_one_band_where_scores_are_unreliable(value):
    assert band(value, EVERYONE_EQUAL) == 0


@hundreds
@given(st.integers(0, 2**64 - 1))
def test_bands_of_a_round_are_those_of_its_pairs(seed):
    chance = random.Random(seed)
    pairs = [
        (
            Fraction(chance.randint(0, 400), 400 + chance.randint(0, 9)),
            chance.choice([EVERYONE_EQUAL, 1, chance.randint(1, 250_000_000), 10**9]),
        )
        for _ in range(chance.randint(0, 8))
    ]
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


@settings(hundreds, max_examples=400)  # of two places and up to five students each
@given(st.integers(1, 5), st.binary(min_size=45, max_size=45))
def test_errors_of_places_are_those_of_their_doubly_scored_students(count, choices):
    ratings = np.frombuffer(choices, dtype=np.uint8)[: 9 * count].reshape(count, 3, 3) % 5
    rows = ratings.tolist()
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


def doubles(seed, count):
    """Two assessors' fits of some students: now close to each other, now far apart."""
    rng = np.random.default_rng(seed)
    true = rng.integers(0, rng.choice([3, 10]), count)
    noise = rng.choice([0, 1, 3, 9])
    return (
        [Fraction(int(x), 18) for x in true + rng.integers(0, noise + 1, count)] for _ in range(2)
    )


def test_scores_are_too_unreliable_exactly_where_icc_2_k_is_below_one_half():
    below = 0
    for seed in range(400):
        first, second = map(list, doubles(seed, 3 + seed % 30))
        icc = intraclass_correlation([list(map(float, first)), list(map(float, second))]).icc_2_k
        if icc.value is None or abs(icc.value - 0.5) < 1e-9:
            continue
        is_nothing_shared = icc.value > 1.001  # a negative over a negative

        assert is_too_unreliable(first, second) == (icc.value < 0.5 or is_nothing_shared)
        below += is_too_unreliable(first, second)
    assert 50 < below < 350


def test_nobody_told_apart_is_not_unreliable_and_pure_opposition_is():
    assert not is_too_unreliable([Fraction(1, 3)] * 5, [Fraction(1, 3)] * 5)
    assert is_too_unreliable([Fraction(0), Fraction(1)], [Fraction(1), Fraction(0)])


def test_reliability_of_exactly_one_half_is_enough_and_a_hair_less_is_not():
    first, second = ([Fraction(value, 10) for value in row] for row in ((0, 1, 1, 1), (0, 3, 3, 3)))
    icc = intraclass_correlation([list(map(float, first)), list(map(float, second))]).icc_2_k
    assert icc.value == pytest.approx(0.5)

    assert not is_too_unreliable(first, second)
    assert is_too_unreliable(first, [*second[:3], second[3] + Fraction(1, 10**12)])


def _mean_squares(first, second):
    """Mean squares of students, assessors and the rest, by the definition."""
    n = len(first)
    mean = sum(first + second) / (2 * n)
    students = 2 * sum(((a + b) / 2 - mean) ** 2 for a, b in zip(first, second, strict=True))
    assessors = n * sum((sum(one) / n - mean) ** 2 for one in (first, second))
    total = sum((value - mean) ** 2 for value in first + second)
    return students / (n - 1), assessors, (total - students - assessors) / (n - 1)


def test_the_rule_is_that_of_the_mean_squares_to_the_last_fraction():
    for seed in range(200):
        first, second = map(list, doubles(seed, 2 + seed % 9))
        of_students, of_assessors, rest = _mean_squares(first, second)

        assert is_too_unreliable(first, second) == (
            of_students < 2 * rest + (of_assessors - rest) / len(first)
        )


@pytest.mark.parametrize("second", [[], [Fraction(1)]])
def test_reliability_needs_two_students_scored_twice(second):
    with pytest.raises(ValueError, match="two scores of two students"):
        is_too_unreliable([Fraction(1)], second)


def test_a_place_whose_scores_are_too_unreliable_has_one_band_for_everyone():
    rng = np.random.default_rng(7)
    n_students = 60
    ratings = rng.integers(1, 5, (n_students, 3, 2))
    ratings[:, 1, 1] = ratings[:, 1, 0]  # on the second competence the two always agree
    ratings[:, 2, 1] = np.where(np.arange(n_students) < 5, 0, ratings[:, 2, 1])
    asked = Requirements(
        np.array([[3, 0, 0], [0, 3, 0], [3, 0, 3], [3, 3, 3]]),
        np.ones((4, 3), dtype=int),
        np.zeros((4, 3), dtype=bool),
    )
    students, places = np.divmod(np.arange(4 * n_students), 4)

    for needed in (2, 55, 56, 60, 61):
        errors = squared_errors_of_places(
            ratings, asked, students, places, pairs_to_judge=needed
        ).tolist()
        never = squared_errors_of_places(
            ratings, asked, students, places, pairs_to_judge=10**6
        ).tolist()

        for place, competences in enumerate([[0], [1], [0, 2], [0, 1, 2]]):
            terms = {str(k): Requirement(required=3, weight=1) for k in competences}
            doubly = [seen for seen in ratings if seen[competences].all()]
            first, second = (
                [fit(terms, {str(k): [int(seen[k][who])] for k in competences}).value
                 for seen in doubly]
                for who in (0, 1)
            )  # fmt: skip
            is_equal = len(doubly) >= needed and is_too_unreliable(first, second)
            assert errors[place] == (EVERYONE_EQUAL if is_equal else never[place])
        assert (errors[0] == EVERYONE_EQUAL) == (needed <= 60)
        assert errors[1] != EVERYONE_EQUAL


def test_a_bound_that_lifts_one_of_the_two_counts_as_it_stands():
    """One assessor's fit lies on LOW, so the two have different denominators."""
    ratings = np.zeros((3, 2, 2), dtype=int)
    ratings[:, 0] = [[1, 3], [1, 1], [3, 3]]
    asked = Requirements(np.array([[3, 2]]), np.array([[2, 1]]), np.zeros((1, 2), dtype=bool))
    both = np.arange(3), np.zeros(3, dtype=int)
    terms = {"0": Requirement(required=3, weight=2), "1": Requirement(required=2, weight=1)}
    first, second = (
        [fit(terms, {"0": [int(seen[0][who])]}).value for seen in ratings] for who in (0, 1)
    )

    judged = squared_errors_of_places(ratings, asked, *both, pairs_to_judge=3)[0]

    assert (judged == EVERYONE_EQUAL) == is_too_unreliable(first, second)


def test_sums_that_outgrow_a_machine_word_stay_exact():
    """The heaviest weights, and again one assessor on LOW: 400 squares do not fit in 64 bits."""
    weights = {"0": MOST_WEIGHT - 3, "1": 3}
    ratings = np.zeros((400, 2, 2), dtype=int)
    ratings[:, 0] = np.random.default_rng(3).integers(1, 4, (400, 2))
    ratings[:300, 0] = [1, 3]
    asked = Requirements(
        np.array([[3, 2]]), np.array([list(weights.values())]), np.zeros((1, 2), dtype=bool)
    )
    terms = {
        name: Requirement(required=3 - int(name), weight=weight) for name, weight in weights.items()
    }
    first, second = (
        [fit(terms, {"0": [int(seen[0][who])]}).value for seen in ratings] for who in (0, 1)
    )

    all_of_them = np.arange(400), np.zeros(400, dtype=int)
    error = squared_errors_of_places(ratings, asked, *all_of_them, pairs_to_judge=500)
    judged = squared_errors_of_places(ratings, asked, *all_of_them)

    assert error == pooled_squared_error(first, second)
    assert (judged == EVERYONE_EQUAL) == is_too_unreliable(first, second)


def test_halves_of_a_billionth_go_to_the_even_one():
    for billionths in (Fraction(5, 2), Fraction(7, 2), Fraction(3, 2), Fraction(1, 2)):
        pooled = pooled_squared_error([], [], prior_count=1, prior_squared_error=billionths / 10**9)

        assert pooled == max(1, round(billionths))
