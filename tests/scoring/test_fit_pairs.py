"""The fit of a whole round says exactly what the fit of each pair says."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from scoring.fit import fit
from scoring.fit_pairs import MOST_WEIGHT, Evidence, Requirements, fit_pairs
from tests.hypothesis_profiles import hundreds
from tests.scoring.small_rounds import every_pair, rounds, scalar_terms


@settings(hundreds, max_examples=250)  # of up to sixteen pairs each
@given(rounds())
def test_it_agrees_with_the_scalar_form_on_every_pair(entered):
    ratings, requirements = entered
    students, places = every_pair(ratings, requirements)

    fits = fit_pairs(Evidence.from_ratings(ratings), requirements, students, places)

    for row, (student, place) in enumerate(zip(students, places, strict=True)):
        one = fit(*scalar_terms(ratings, requirements, student, place))
        assert Fraction(int(fits.numerators[row]), int(fits.denominators[row])) == one.value
        assert fits.is_rankable[row] == one.is_rankable
        assert fits.meets_essentials[row] == one.meets_essentials


def test_without_any_evidence_it_stands_at_its_lowest_and_cannot_be_ranked():
    evidence = Evidence.from_ratings(np.zeros((1, 1, 2), dtype=int))
    asked = Requirements(np.array([[3]]), np.array([[2]]), np.zeros((1, 1), dtype=bool))

    fits = fit_pairs(evidence, asked, np.array([0]), np.array([0]))

    assert Fraction(int(fits.losses[0]), int(fits.denominators[0])) == Fraction(2, 3)
    assert not fits.is_rankable[0]


def test_the_largest_weights_stay_exact():
    evidence = Evidence.from_ratings(np.array([[[1, 1, 2], [4, 4, 4]]]))
    asked = Requirements(
        np.array([[3, 3]]), np.array([[MOST_WEIGHT - 1, 1]]), np.zeros((1, 2), dtype=bool)
    )

    fits = fit_pairs(evidence, asked, np.array([0]), np.array([0]))

    shortfall = Fraction(3) - Fraction(4, 3)
    assert Fraction(int(fits.losses[0]), int(fits.denominators[0])) == (
        shortfall / 3 * Fraction(MOST_WEIGHT - 1, MOST_WEIGHT)
    )


def test_rows_beyond_one_chunk_are_filled(monkeypatch):
    monkeypatch.setattr("scoring.fit_pairs.CHUNK", 3)
    evidence = Evidence.from_ratings(np.array([[[level]] for level in (1, 2, 3, 4)]))
    asked = Requirements(np.array([[3]]), np.array([[1]]), np.zeros((1, 1), dtype=bool))

    fits = fit_pairs(evidence, asked, np.array([0, 1, 2, 3]), np.zeros(4, dtype=int))

    assert fits.losses.tolist() == [12, 6, 0, 0]


@pytest.mark.parametrize(
    ("ratings", "message"),
    [
        (np.zeros((1, 1)), "must have shape"),
        (np.zeros((1, 1, 4), dtype=int), "must have shape"),
        (np.full((1, 1, 1), 5), "between 0 and 4"),
        (np.full((1, 1, 1), -1), "between 0 and 4"),
        (np.full((1, 1, 1), 2.5), "a whole number"),
    ],
)
def test_ratings_outside_the_rubric_are_refused(ratings, message):
    with pytest.raises(ValueError, match=message):
        Evidence.from_ratings(ratings)


@pytest.mark.parametrize(
    ("required", "weights", "essential", "message"),
    [
        ([[4]], [[1]], [[False]], "requirement must lie between 0 and 3"),
        ([[2]], [[-1]], [[False]], "weight must lie between 0"),
        ([[2, 2]], [[MOST_WEIGHT, 1]], [[False, False]], "add up to at most"),
        ([[1]], [[1]], [[True]], "an essential must ask"),
        ([[2]], [[1, 1]], [[False]], "one shape"),
        ([[2, 2]], [[1]], [[False]], "one shape"),
        ([[2]], [[1]], [[False, False]], "one shape"),
    ],
)
def test_requirements_outside_the_rubric_are_refused(required, weights, essential, message):
    with pytest.raises(ValueError, match=message):
        Requirements(np.array(required), np.array(weights), np.array(essential))


def test_other_competences_than_asked_are_refused():
    evidence = Evidence.from_ratings(np.ones((1, 2, 1), dtype=int))
    asked = Requirements(np.array([[2]]), np.array([[1]]), np.zeros((1, 1), dtype=bool))

    with pytest.raises(ValueError, match="the same competences"):
        fit_pairs(evidence, asked, np.array([0]), np.array([0]))


def test_pairs_must_have_two_ends():
    evidence = Evidence.from_ratings(np.ones((1, 1, 1), dtype=int))
    asked = Requirements(np.array([[2]]), np.array([[1]]), np.zeros((1, 1), dtype=bool))

    with pytest.raises(ValueError, match="of one length"):
        fit_pairs(evidence, asked, np.array([0, 0]), np.array([0]))
