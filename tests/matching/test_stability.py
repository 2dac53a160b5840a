"""Blocking pairs are those of the definition, and cut-offs alone tell a stable matching."""

import numpy as np
import pytest

from matching.deferred_acceptance import deferred_acceptance
from matching.stability import blocking_pairs, cutoffs, is_result_of_cutoffs
from tests.matching.small_markets import SmallMarket, small_market

SEEDS = range(60)


def test_blocking_pairs_are_exactly_those_of_the_definition():
    for small in map(small_market, SEEDS):
        market = small.market()
        for places in small.matchings():
            found = blocking_pairs(market, small.assignment(places))

            assert sorted(map(tuple, found.tolist())) == sorted(small.blocking(places))


def test_a_matching_follows_from_its_own_cutoffs_only_if_it_is_stable():
    for small in map(small_market, SEEDS):
        market = small.market()
        for places in small.matchings():
            assignment = small.assignment(places)
            follows = is_result_of_cutoffs(market, assignment, cutoffs(market, assignment))

            assert follows is (not small.blocking(places))


def test_no_other_cutoffs_make_an_unstable_matching_pass():
    for small in (small_market(seed, 3, 2) for seed in SEEDS):
        market = small.market()
        bounds = [
            range(int(start) - 1, int(end))
            for start, end in zip(market.place_indptr[:-1], market.place_indptr[1:], strict=True)
        ]
        every = np.array(np.meshgrid(*bounds, indexing="ij")).reshape(len(bounds), -1).T
        for places in small.matchings():
            passes = any(
                is_result_of_cutoffs(market, small.assignment(places), published)
                for published in every
            )

            assert not (passes and small.blocking(places))


def test_a_cutoff_is_the_end_of_the_row_while_a_seat_is_empty_and_before_it_without_seats():
    small = SmallMarket([[0, 1, 2]] * 2, [[0, 1]] * 3, [3, 0, 1])
    market = small.market()

    assert cutoffs(market, deferred_acceptance(market)).tolist() == [1, 1, 5]


def test_a_place_with_more_students_than_seats_is_refused():
    small = SmallMarket([[0], [0]], [[0, 1]], [1])

    with pytest.raises(ValueError, match="place 0 has more students than seats"):
        blocking_pairs(small.market(), small.assignment([0, 0]))


def test_more_students_than_seats_never_follow_from_cutoffs():
    small = SmallMarket([[0], [0]], [[0, 1]], [1])

    assert not is_result_of_cutoffs(small.market(), small.assignment([0, 0]), np.array([1]))
