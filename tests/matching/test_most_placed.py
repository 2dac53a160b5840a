"""Most placed against every matching there is, and its certificate against tampering."""

from dataclasses import replace

import numpy as np
import pytest

from matching.most_placed import half_band_half_wish, is_proven, most_placed
from tests.matching.small_markets import SmallMarket, small_market

SEEDS = range(150)


def weighted(seed, *sizes):
    small = small_market(seed, *sizes)
    market = small.market()
    weights = np.random.default_rng(seed).integers(0, 9, len(market.places))
    return small, market, weights


def worth(small, market, weights, places):
    edges = small.assignment(places).edges(market)
    edges = edges[edges >= 0]
    return len(edges), int(weights[edges].sum())


def test_nobody_can_place_more_students_or_the_same_number_with_more_weight():
    for seed in SEEDS:
        small, market, weights = weighted(seed)

        found = most_placed(market, weights)

        best = max(worth(small, market, weights, places) for places in small.matchings())
        assert worth(small, market, weights, found.assignment.places.tolist()) == best


def test_the_prices_prove_it():
    for seed in range(40):
        _, market, weights = weighted(seed, 40, 15)

        assert is_proven(market, weights, most_placed(market, weights))


def test_prices_and_profits_that_were_touched_prove_nothing():
    _, market, weights = weighted(3, 40, 15)
    found = most_placed(market, weights)

    for change in (-1, 1):
        for i in range(market.n_students):
            profits = found.profits.copy()
            profits[i] += change
            changed = replace(found, profits=profits)
            assert (
                not is_proven(market, weights, changed) or market.indptr[i] == market.indptr[i + 1]
            )


def test_a_worse_assignment_is_not_proven_by_the_same_prices():
    small = SmallMarket([[0, 1], [0, 1]], [[0, 1], [0, 1]], [1, 1])
    market = small.market()
    weights = np.array([9, 0, 0, 0])
    found = most_placed(market, weights)

    assert found.assignment.places.tolist() == [0, 1]
    assert not is_proven(market, weights, replace(found, assignment=small.assignment([1, 0])))
    assert not is_proven(market, weights, replace(found, assignment=small.assignment([0, -1])))
    assert not is_proven(market, weights, replace(found, assignment=small.assignment([0, 0])))


def test_a_negative_weight_is_refused():
    market = SmallMarket([[0]], [[0]], [1]).market()

    with pytest.raises(ValueError, match="cannot be negative"):
        most_placed(market, np.array([-1]))


def test_the_best_band_and_the_first_wish_weigh_the_same():
    market = SmallMarket([[0, 1, 2, 3]], [[0]] * 4, [1] * 4).market()

    weights = half_band_half_wish(market, np.array([1, 0, 1, 0]))

    assert weights.tolist() == [500 + 1000, 1000 + 750, 500 + 500, 1000 + 250]
