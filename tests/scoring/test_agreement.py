"""Agreement figures against published values, and in words where there are none."""

import numpy as np
import pytest

from scoring.agreement import (
    bootstrap_interval,
    intraclass_correlation,
    krippendorff_alpha,
    quadratic_weighted_kappa,
)

NONE = np.nan
KRIPPENDORFF_2011 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
"""Computing Krippendorff's Alpha-Reliability (2011), example C: 4 observers, 12 units."""

SHROUT_FLEISS_1979 = [
    [9, 6, 8, 7, 10, 6],
    [2, 1, 4, 1, 5, 2],
    [5, 3, 6, 2, 6, 4],
    [8, 2, 8, 6, 9, 7],
]
"""Psychological Bulletin 86(2), table 2: 4 judges, 6 targets."""


@pytest.mark.parametrize(
    ("scale", "published"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_of_krippendorffs_own_example(scale, published):
    alpha = krippendorff_alpha(KRIPPENDORFF_2011, level=scale)

    assert round(alpha.value, 3) == published
    assert alpha.count == 11


@pytest.mark.parametrize(
    ("form", "published"),
    [
        ("icc_1_1", 0.17),
        ("icc_2_1", 0.29),
        ("icc_3_1", 0.71),
        ("icc_1_k", 0.44),
        ("icc_2_k", 0.62),
        ("icc_3_k", 0.91),
    ],
)
def test_icc_of_shrout_and_fleiss(form, published):
    correlations = intraclass_correlation(SHROUT_FLEISS_1979)

    assert round(getattr(correlations, form).value, 2) == published


def test_kappa_is_one_minus_observed_over_expected_squared_differences():
    kappa = quadratic_weighted_kappa([1, 2, 3, 4], [1, 2, 4, 4])

    assert kappa.value == pytest.approx(1 - (1 / 4) / (48 / 16))
    assert kappa.count == 4


AGRESTI_2002 = [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]]
"""Categorical Data Analysis (2nd ed.), table 10.8: two pathologists, 118 slides, four grades."""


def test_kappa_of_the_two_pathologists():
    first, second = (np.repeat(grades.ravel() + 1, np.ravel(AGRESTI_2002))
                     for grades in np.indices((4, 4)))  # fmt: skip

    kappa = quadratic_weighted_kappa(first, second)

    assert (round(kappa.value, 2), kappa.count) == (0.78, 118)


@pytest.mark.parametrize(
    ("first", "second", "levels", "published"),
    [
        ([1, 2, 1], [1, 2, 2], (1, 2), 0.4),
        ([1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 3, 2], (1, 2, 3), 0.75),
        ([1, 2, 3], [1, 2, 3], (1, 2, 3), 1.0),
        ([1, 3, 5], [2, 4, 6], range(1, 7), 0.8421052631578947),
        ([1, 3, 3, 5], [2, 4, 5, 6], range(1, 7), 0.6956521739130435),
    ],
)
def test_kappa_of_the_reference_implementation(first, second, levels, published):
    """The values in the tests of github.com/benhamner/Metrics, R/tests/1.R."""
    kappa = quadratic_weighted_kappa(first, second, levels=tuple(levels))

    assert kappa.value == pytest.approx(published, abs=1e-15)


def test_kappa_with_squared_weights_is_an_intraclass_correlation():
    """Fleiss & Cohen 1973: sums of squares, with n in the place of n - 1, give the same figure."""
    rng = np.random.default_rng(11)
    for _ in range(50):
        one, other = rng.integers(1, 5, (2, int(rng.integers(3, 40))))
        n, table = len(one), np.stack([one, other], axis=1)
        mean = table.mean()
        of_units = 2 * ((table.mean(axis=1) - mean) ** 2).sum()
        of_assessors = n * ((table.mean(axis=0) - mean) ** 2).sum()
        rest = ((table - mean) ** 2).sum() - of_units - of_assessors
        if np.ptp(table) == 0:
            continue

        kappa = quadratic_weighted_kappa(one, other)

        icc = (of_units - rest) / (of_units + rest + 2 * of_assessors)
        assert kappa.value == pytest.approx(icc)


def test_an_unused_level_keeps_its_distance():
    whole_scale = quadratic_weighted_kappa([1, 2, 4, 4], [1, 2, 2, 4], levels=(1, 2, 3, 4))
    shortened = quadratic_weighted_kappa([1, 2, 4, 4], [1, 2, 2, 4], levels=(1, 2, 4))

    assert whole_scale.value != shortened.value


def test_perfect_agreement_is_one_and_perfect_opposition_is_minus_one():
    assert quadratic_weighted_kappa([1, 4], [1, 4]).value == 1
    assert quadratic_weighted_kappa([1, 4], [4, 1]).value == -1


def test_kappa_says_why_there_is_none():
    assert "fewer than two" in quadratic_weighted_kappa([2], [2]).why_none
    constant = quadratic_weighted_kappa([2, 2], [2, 2])
    assert (constant.value, "the same level" in constant.why_none) == (None, True)


def test_kappa_refuses_half_pairs_and_strange_levels():
    with pytest.raises(ValueError, match="two levels per unit"):
        quadratic_weighted_kappa([1, 2], [1])
    with pytest.raises(ValueError, match="level 5 is not on the scale"):
        quadratic_weighted_kappa([1, 5], [1, 2])


def test_alpha_says_why_there_is_none():
    assert "fewer than two" in krippendorff_alpha([[1, NONE], [1, 2]]).why_none
    assert "the same level" in krippendorff_alpha([[2, 2], [2, 2]]).why_none


def test_alpha_does_not_change_with_levels_that_nobody_gave():
    without = krippendorff_alpha([[1, 2, 4], [1, 4, 4]])

    assert krippendorff_alpha([[1, 2, 4], [1, 4, 4]], domain=(1, 2, 3, 4)) == without


@pytest.mark.parametrize(
    ("ratings", "options", "message"),
    [
        ([1, 2], {}, "assessors by units"),
        ([[1, 2], [1, 2]], {"level": "other"}, "one of nominal"),
        ([[1, 5], [1, 5]], {"domain": (1, 2, 3, 4)}, "outside the domain"),
        ([[1, np.inf], [1, 2]], {}, "a number or NaN"),
    ],
)
def test_alpha_refuses_what_it_cannot_read(ratings, options, message):
    with pytest.raises(ValueError, match=message):
        krippendorff_alpha(ratings, **options)


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([[2, 2, 2], [2, 2, 2]], "the same level"),
        ([[1, 2, 3]], "fewer than two"),
        ([[1, NONE], [1, 2]], "fewer than two"),
    ],
)
def test_icc_says_why_there_is_none(ratings, reason):
    correlations = intraclass_correlation(ratings)

    assert correlations.icc_2_k.value is None
    assert reason in correlations.icc_2_k.why_none


def test_icc_leaves_out_units_that_were_not_scored_by_all():
    with_gap = np.hstack([np.array(SHROUT_FLEISS_1979, dtype=float), [[NONE], [1], [1], [1]]])

    assert intraclass_correlation(with_gap) == intraclass_correlation(SHROUT_FLEISS_1979)


def test_icc_refuses_a_single_row_of_numbers():
    with pytest.raises(ValueError, match="assessors by units"):
        intraclass_correlation([1, 2, 3])


def test_the_same_generator_gives_the_same_interval_around_the_estimate():
    ratings = np.array([[1, 2, 3, 4, 2, 3, 1, 4], [1, 2, 4, 4, 2, 2, 1, 3]])

    def kappa(drawn):
        return quadratic_weighted_kappa(drawn[0], drawn[1])

    one, other = (
        bootstrap_interval(kappa, ratings, rng=np.random.default_rng(7), resamples=300)
        for _ in range(2)
    )

    assert one == other
    assert one.low < kappa(ratings).value < one.high


def test_an_interval_says_why_there_is_none():
    def nothing(drawn):
        return krippendorff_alpha(np.ones_like(drawn))

    rng = np.random.default_rng(7)

    assert "fewer than two" in bootstrap_interval(nothing, np.array([[1], [1]]), rng=rng).why_none
    few = bootstrap_interval(nothing, np.array([[1, 2], [1, 2]]), rng=rng, resamples=20)
    assert (few.low, "most resamples" in few.why_none) == (None, True)
