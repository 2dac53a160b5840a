"""A table of double scores: the same figures as from the ratings, and the steps of the ladder."""

import numpy as np
import pytest

from scoring.agreement import intraclass_correlation, krippendorff_alpha, quadratic_weighted_kappa
from scoring.counts import Standing
from scoring.double_scores import Light, agreement_of, table_of


def agreed(table):
    return agreement_of(np.array(table), rng=np.random.default_rng(3))


def along(diagonal, beside=0, far=0):
    """Return a table with this many on each cell of the diagonal, beside it, and in far corners."""
    steps = np.arange(4)
    apart = np.abs(steps[:, None] - steps)
    return np.choose(apart, [diagonal, beside, 0, far])


@pytest.mark.parametrize("seed", range(20))
def test_figures_from_counts_are_those_from_ratings(seed):
    rng = np.random.default_rng(seed)
    first = rng.integers(1, 4 + seed % 2, 40)
    second = np.clip(first + rng.integers(-1, 2, 40), 1, 4)

    figures = agreed(table_of(first, second))

    both = np.array([first, second])
    icc = intraclass_correlation(both)
    assert figures.alpha.value == pytest.approx(krippendorff_alpha(both).value)
    assert figures.kappa.value == pytest.approx(quadratic_weighted_kappa(first, second).value)
    assert figures.icc_single.value == pytest.approx(icc.icc_2_1.value)
    assert figures.icc_mean.value == pytest.approx(icc.icc_2_k.value)
    assert figures.alpha.low < figures.alpha.value < figures.alpha.high
    assert figures.equal + figures.one_apart + figures.further_apart == 40


@pytest.mark.parametrize(
    ("table", "light", "needs_third"),
    [
        (along(7), Light.TOO_EARLY, False),
        (along(8), Light.GREEN, False),
        (along(15, 4), Light.GREEN, False),
        (along(5, 3, 2), Light.ORANGE, False),
        (along(12, 5, 2), Light.ORANGE, True),
        (along(2, 3, 3), Light.RED, False),
    ],
)
def test_the_ladder(table, light, needs_third):
    figures = agreed(table)

    assert (figures.light, figures.needs_third) == (light, needs_third)


def test_the_limits_of_the_ladder_hold_on_both_sides():
    for table in (along(2, 3, 3), along(12, 5, 2), along(15, 4)):
        figures = agreed(table)
        is_green = figures.alpha.low >= 0.667 or figures.alpha.value >= 0.80
        assert (figures.light is Light.GREEN) == is_green
        assert (figures.light is Light.RED) == (figures.alpha.high < 0.667)


@pytest.mark.parametrize(
    ("count", "standing"),
    [
        (14, Standing.TABLE_ONLY),
        (15, Standing.PROVISIONAL),
        (29, Standing.PROVISIONAL),
        (30, Standing.SHOWN),
    ],
)
def test_what_is_shown_grows_with_the_count(count, standing):
    levels = np.arange(count) % 4 + 1

    figures = agreed(table_of(levels, levels))

    assert figures.standing is standing
    assert (figures.alpha.value is None) == (standing is Standing.TABLE_ONLY)
    assert (figures.light is Light.TOO_EARLY) == (count < 30)


def test_everyone_a_3_has_no_coefficient_and_says_so():
    figures = agreed(table_of([3] * 60, [3] * 60))

    assert figures.alpha.value is None
    assert "same level" in figures.why_none
    assert (figures.light, figures.needs_third) == (Light.TOO_EARLY, False)


def test_one_who_gives_everyone_a_3_beside_one_who_does_not_is_red():
    figures = agreed(table_of([3] * 60, np.arange(60) % 4 + 1))

    assert figures.light is Light.RED


def test_levels_that_nobody_gave_do_no_harm():
    figures = agreed(table_of([2, 3] * 30, [2, 3] * 29 + [3, 3]))

    assert figures.alpha.value > 0.9
    assert figures.light is Light.GREEN


def test_nothing_at_all_is_a_table_of_nothing():
    figures = agreed(np.zeros((4, 4), dtype=int))

    assert (figures.count, figures.alpha.value, figures.light) == (0, None, Light.TOO_EARLY)


def test_what_is_no_table_is_refused():
    with pytest.raises(ValueError, match="four rows of four"):
        agreed([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="level is 1"):
        table_of([5], [1])
    with pytest.raises(ValueError, match="two levels per text"):
        table_of([1], [1, 2])
