"""Ratios by hand, intervals against known values, lights against chance, and no small cell out."""

import numpy as np
import pytest

from scoring.disparity import (
    FOUR_FIFTHS,
    Light,
    Stratum,
    beta_interval,
    compare_rates,
    mantel_haenszel_rate_ratio,
    rate_ratio,
    releasable_counts,
)


def stratum(placed, count, other_placed, other_count):
    return Stratum(placed=placed, count=count, other_placed=other_placed, other_count=other_count)


def test_a_ratio_divides_the_rate_of_the_group_by_the_other():
    assert rate_ratio(10, 40, 20, 40).value == 0.5


def test_pooling_takes_away_a_difference_that_is_only_one_of_programme():
    """Simpson: equal within both strata, unequal when they are thrown together."""
    strata = [stratum(72, 80, 18, 20), stratum(4, 20, 16, 80)]

    assert rate_ratio(76, 100, 34, 100).value > 2
    assert mantel_haenszel_rate_ratio(strata).value == pytest.approx(1)


def test_the_pooled_ratio_of_two_strata_by_hand():
    strata = [stratum(8, 10, 12, 20), stratum(6, 20, 5, 10)]

    by_hand = (8 * 20 / 30 + 6 * 10 / 30) / (12 * 10 / 30 + 5 * 20 / 30)

    assert mantel_haenszel_rate_ratio(strata).value == pytest.approx(by_hand)


def test_a_stratum_with_one_group_only_says_nothing():
    with_it = [stratum(8, 10, 12, 20), stratum(9, 30, 0, 0)]

    assert mantel_haenszel_rate_ratio(with_it) == mantel_haenszel_rate_ratio(with_it[:1])


@pytest.mark.parametrize(
    ("strata", "reason"),
    [
        ([], "fewer than 10 people"),
        ([stratum(9, 9, 10, 20)], "fewer than 10 people"),
        ([stratum(5, 10, 0, 10)], "nobody in the other group"),
    ],
)
def test_it_says_why_there_is_no_ratio(strata, reason):
    comparison = compare_rates(strata, rng=np.random.default_rng(1))

    assert comparison.ratio.value is None
    assert reason in comparison.ratio.why_none
    assert (comparison.light, comparison.low) == (Light.OFF, None)


@pytest.mark.parametrize("counts", [(11, 10, 1, 2), (-1, 10, 1, 2), (1, 2, 11, 10)])
def test_more_placed_than_there_are_is_refused(counts):
    with pytest.raises(ValueError, match="between 0 and the size"):
        rate_ratio(*counts)


@pytest.mark.parametrize(
    ("placed", "count", "low", "high"),
    [
        (0, 0, 0.025, 0.975),
        (0, 9, 1 - 0.975**0.1, 1 - 0.025**0.1),
        (9, 9, 0.025**0.1, 0.975**0.1),
        (8, 10, 0.48224, 0.93978),  # quantiles of Beta(9, 3)
        (300, 1000, 0.27245, 0.32913),  # quantiles of Beta(301, 701)
    ],
)
def test_intervals_of_a_rate_are_quantiles_of_its_beta_posterior(placed, count, low, high):
    assert beta_interval(placed, count) == pytest.approx((low, high), abs=1e-4)


def test_an_impossible_count_has_no_interval():
    with pytest.raises(ValueError, match="placed must lie between 0 and 3"):
        beta_interval(4, 3)


@pytest.mark.parametrize(
    ("counts", "light"),
    [
        ((90, 100, 90, 100), Light.OFF),
        ((85, 100, 90, 100), Light.OFF),
        ((7, 10, 9, 10), Light.OFF),
        ((66, 100, 90, 100), Light.ATTENTION),
        ((50, 100, 90, 100), Light.ALARM),
        ((90, 100, 50, 100), Light.OFF),
    ],
)
def test_lights_need_a_low_ratio_and_enough_certainty(counts, light):
    assert compare_rates([stratum(*counts)], rng=np.random.default_rng(2)).light is light


def test_a_group_of_whom_nobody_was_placed_has_a_ratio_an_interval_and_an_alarm():
    found = compare_rates([stratum(0, 20, 18, 20)], rng=np.random.default_rng(6))

    assert (found.ratio.value, found.light) == (0, Light.ALARM)
    # A flat prior: the rate of nobody in twenty is Beta(1, 21), that of the other Beta(19, 3).
    draws = np.random.default_rng(7).beta([1, 19], [21, 3], (200_000, 2))
    expected = np.quantile(draws[:, 0] / draws[:, 1], [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx(tuple(expected), rel=0.1)


def test_the_interval_holds_the_ratio_and_the_same_generator_gives_the_same():
    one, other = (
        compare_rates([stratum(66, 100, 90, 100)], rng=np.random.default_rng(3)) for _ in range(2)
    )

    assert one == other
    assert one.low < one.ratio.value < one.high


def test_without_any_difference_the_lights_stay_off_where_four_fifths_alone_would_flag():
    rng = np.random.default_rng(4)
    flagged = {Light.OFF: 0, Light.ATTENTION: 0, Light.ALARM: 0}
    four_fifths = 0

    for group, other in zip(rng.binomial(40, 0.6, 300), rng.binomial(20, 0.6, 300), strict=True):
        found = compare_rates([stratum(int(other), 20, int(group), 40)], rng=rng, draws=2000)
        flagged[found.light] += 1
        four_fifths += found.ratio.value < FOUR_FIFTHS

    assert four_fifths > 45
    assert flagged[Light.ATTENTION] + flagged[Light.ALARM] <= 15
    assert flagged[Light.ALARM] <= 6


def test_small_cells_and_what_would_give_them_away_are_hidden():
    counts = np.array([[42, 8, 30], [61, 33, 12], [55, 21, 47]])

    table = releasable_counts(counts)

    shown = np.array([[value is not None for value in row] for row in table])
    assert not shown[counts < 10].any()
    for lines in (shown, shown.T):
        assert all(sum(~line) != 1 for line in lines)


def test_a_table_of_large_cells_is_only_rounded():
    assert releasable_counts(np.array([[42, 18], [63, 100]])) == [[40, 20], [65, 100]]


def test_a_single_small_cell_is_hidden_and_a_single_row_hides_two():
    assert releasable_counts(np.array([[3]])) == [[None]]
    assert releasable_counts(np.array([[3, 50, 20]])) == [[None, 50, None]]


def test_randomly_filled_tables_never_leave_a_hidden_cell_alone():
    rng = np.random.default_rng(5)
    for _ in range(200):
        counts = rng.integers(0, 40, (int(rng.integers(2, 6)), int(rng.integers(2, 6))))

        hidden = np.array([[value is None for value in row] for row in releasable_counts(counts)])

        assert hidden[counts < 10].all()
        assert not (hidden.sum(axis=0) == 1).any()
        assert not (hidden.sum(axis=1) == 1).any()
