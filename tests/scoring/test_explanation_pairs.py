"""Explaining a whole round says exactly what explaining each pair says."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings

from scoring.explanation import explain
from scoring.explanation_pairs import explain_pairs
from scoring.fit_pairs import MOST_WEIGHT, Requirements
from tests.hypothesis_profiles import hundreds
from tests.scoring.small_rounds import every_pair, rounds, scalar_terms

NAMES = "0123"


@settings(hundreds, max_examples=250)  # of up to sixteen pairs each
@given(rounds())
def test_it_agrees_with_the_scalar_form_on_every_row(entered):
    ratings, requirements = entered
    students, places = every_pair(ratings, requirements)

    found = explain_pairs(ratings, requirements, students, places)

    for pair, (student, place) in enumerate(zip(students, places, strict=True)):
        one = explain(*scalar_terms(ratings, requirements, student, place))
        clip = Fraction(int(found.clip_losses[pair]), int(found.clip_denominators[pair]))
        fit = Fraction(int(found.fits.numerators[pair]), int(found.fits.denominators[pair]))
        assert found.rows_of(pair, NAMES) == one.rows
        assert (clip, fit) == (one.clip_loss, one.fit.value)


def test_the_largest_weights_stay_exact():
    ratings = np.array([[[1, 1, 2], [0, 0, 0]]])
    asked = Requirements(
        np.array([[3, 3]]), np.array([[1, MOST_WEIGHT - 1]]), np.zeros((1, 2), dtype=bool)
    )

    found = explain_pairs(ratings, asked, np.array([0]), np.array([0]))

    one = explain(*scalar_terms(ratings, asked, 0, 0))
    assert found.rows_of(0, NAMES) == one.rows
    assert Fraction(int(found.clip_losses[0]), int(found.clip_denominators[0])) == one.clip_loss


def test_nobody_proposed_is_explained_by_no_rows():
    nobody = np.zeros(0, dtype=int)
    asked = Requirements(np.array([[3]]), np.array([[1]]), np.zeros((1, 1), dtype=bool))

    found = explain_pairs(np.zeros((1, 1, 2), dtype=int), asked, nobody, nobody)

    assert found.indptr.tolist() == [0]
    assert found.losses.tolist() == []
