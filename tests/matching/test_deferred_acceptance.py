"""Deferred acceptance against every stable matching there is, and against every lie."""

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from matching.deferred_acceptance import deferred_acceptance, place_proposing_acceptance
from matching.priorities import make_market, priority_keys
from tests.matching.small_markets import SmallMarket, small_market


@cache
def enumerated():
    """Two thousand markets with every stable matching there is."""
    drawn = [small_market(seed, 4, 3) for seed in range(1_900)]
    drawn += [small_market(seed, 5, 4) for seed in range(100)]
    return [(small, small.stable_matchings()) for small in drawn]


def solve(small):
    return deferred_acceptance(small.market()).places.tolist()


def test_it_is_stable_and_the_best_stable_matching_for_every_student():
    for small, every in enumerated():
        found = solve(small)

        assert found in every
        for other, student in itertools.product(every, range(len(small.wishes))):
            assert small.choice(student, found) <= small.choice(student, other)


def test_with_places_proposing_it_is_stable_and_the_worst_for_every_student():
    for small, every in enumerated():
        found = place_proposing_acceptance(small.market()).places.tolist()

        assert found in every
        for other, student in itertools.product(every, range(len(small.wishes))):
            assert small.choice(student, found) >= small.choice(student, other)


def test_the_same_students_and_seats_are_filled_in_every_stable_matching():
    for small, every in enumerated():
        found = solve(small)

        for other in every:
            assert [j < 0 for j in other] == [j < 0 for j in found]
            for j, seats in enumerate(small.capacities):
                if found.count(j) < seats:
                    assert {i for i, k in enumerate(other) if k == j} == {
                        i for i, k in enumerate(found) if k == j
                    }


def test_no_list_but_the_honest_one_ever_gets_a_student_a_better_place():
    tried = 0
    for small in (small_market(seed, 4, 3) for seed in range(150)):
        honest = solve(small)
        for student, wishes in enumerate(small.wishes):
            lies = (
                list(lie)
                for length in range(len(wishes) + 1)
                for lie in itertools.permutations(wishes, length)
            )
            for lie in lies:
                told = solve(_with_list(small, student, lie))

                assert small.choice(student, honest) <= small.choice(student, told)
                tried += 1
    assert tried > 1_500


def _with_list(small, student, wishes):
    return replace(
        small,
        wishes=[wishes if i == student else other for i, other in enumerate(small.wishes)],
        priorities=[
            [i for i in order if i != student or j in wishes]
            for j, order in enumerate(small.priorities)
        ],
    )


def test_the_order_in_which_pairs_are_given_changes_nothing():
    rng = np.random.default_rng(4)
    for small in (small_market(seed, 12, 6) for seed in range(80)):
        one, other = small.market(), small.market(shuffle=rng)

        assert np.array_equal(deferred_acceptance(one).places, deferred_acceptance(other).places)


def test_renumbering_students_and_places_renumbers_the_result():
    rng = np.random.default_rng(5)
    for small in (small_market(seed, 8, 5) for seed in range(80)):
        new_i, new_j = rng.permutation(len(small.wishes)), rng.permutation(len(small.capacities))
        old_i, old_j = np.argsort(new_i), np.argsort(new_j)
        renumbered = SmallMarket(
            wishes=[[int(new_j[j]) for j in small.wishes[i]] for i in old_i],
            priorities=[[int(new_i[i]) for i in small.priorities[j]] for j in old_j],
            capacities=[small.capacities[j] for j in old_j],
        )

        expected = [int(new_j[j]) if j >= 0 else -1 for j in solve(small)]
        assert [solve(renumbered)[i] for i in new_i] == expected


@pytest.mark.parametrize(
    ("wishes", "priorities", "capacities", "expected"),
    [
        ([], [], [], []),
        ([], [[]], [3], []),
        ([[]], [], [], [-1]),
        ([[0]], [[0]], [0], [-1]),
        ([[0], [0]], [[1, 0]], [1], [-1, 0]),
        ([[0], [0]], [[1, 0]], [5], [0, 0]),
        ([[0, 1], [0]], [[1, 0], [0]], [1, 1], [1, 0]),
    ],
)
def test_edges_of_a_market(wishes, priorities, capacities, expected):
    small = SmallMarket(wishes, priorities, capacities)

    assert solve(small) == expected
    assert place_proposing_acceptance(small.market()).places.tolist() == expected


def test_gale_and_shapleys_own_example_has_its_two_extremes():
    """Example 1 of 1962: three and three, where everyone's first choice ranks them last."""
    small = SmallMarket(
        wishes=[[0, 1, 2], [1, 2, 0], [2, 0, 1]],
        priorities=[[1, 2, 0], [2, 0, 1], [0, 1, 2]],
        capacities=[1, 1, 1],
    )

    assert solve(small) == [0, 1, 2]
    assert place_proposing_acceptance(small.market()).places.tolist() == [2, 0, 1]


def test_equals_in_any_order_of_lots_give_a_match_that_no_pair_blocks():
    """Ties: whatever the lots, nobody is passed over by someone of a worse band."""
    rng = np.random.default_rng(9)
    for _ in range(500):
        n, m = (int(size) for size in rng.integers(1, 6, 2))
        students, places = np.nonzero(rng.random((n, m)) < 0.7)
        bands = rng.integers(0, 2, len(students))
        capacities = rng.integers(0, 3, m)
        wishes = rng.permutation(len(students))
        market = make_market(
            students,
            places,
            wishes,
            priority_keys(bands, rng.permutation(n)[students]),
            n_students=n,
            capacities=capacities,
        )

        got = deferred_acceptance(market).places

        wish = {(int(i), int(j)): int(w) for i, j, w in zip(students, places, wishes, strict=True)}
        band = {(int(i), int(j)): int(b) for i, j, b in zip(students, places, bands, strict=True)}
        for i, j in wish:
            if got[i] >= 0 and wish[i, int(got[i])] <= wish[i, j]:
                continue
            holders = [k for k in range(n) if got[k] == j]
            assert len(holders) == capacities[j]
            assert all(band[k, j] <= band[i, j] for k in holders)
