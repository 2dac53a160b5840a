"""Deferred acceptance against every stable matching there is, and against every lie."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from matching.deferred_acceptance import deferred_acceptance, place_proposing_acceptance
from tests.matching.small_markets import SmallMarket, small_market

SEEDS = range(150)


def solve(small):
    return deferred_acceptance(small.market()).places.tolist()


def test_it_is_stable_and_the_best_stable_matching_for_every_student():
    for small in map(small_market, SEEDS):
        found, every = solve(small), small.stable_matchings()

        assert found in every
        for other, student in itertools.product(every, range(len(small.wishes))):
            assert small.choice(student, found) <= small.choice(student, other)


def test_with_places_proposing_it_is_stable_and_the_worst_for_every_student():
    for small in map(small_market, SEEDS):
        found = place_proposing_acceptance(small.market()).places.tolist()
        every = small.stable_matchings()

        assert found in every
        for other, student in itertools.product(every, range(len(small.wishes))):
            assert small.choice(student, found) >= small.choice(student, other)


def test_the_same_students_and_seats_are_filled_in_every_stable_matching():
    for small in map(small_market, SEEDS):
        found = solve(small)

        for other in small.stable_matchings():
            assert [j < 0 for j in other] == [j < 0 for j in found]
            for j, seats in enumerate(small.capacities):
                if found.count(j) < seats:
                    assert {i for i, k in enumerate(other) if k == j} == {
                        i for i, k in enumerate(found) if k == j
                    }


def test_no_list_but_the_honest_one_ever_gets_a_student_a_better_place():
    for small in (small_market(seed, 4, 3) for seed in range(60)):
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
    for small in (small_market(seed, 12, 6) for seed in range(40)):
        one, other = small.market(), small.market(shuffle=rng)

        assert np.array_equal(deferred_acceptance(one).places, deferred_acceptance(other).places)


def test_renumbering_students_and_places_renumbers_the_result():
    rng = np.random.default_rng(5)
    for small in (small_market(seed, 8, 5) for seed in range(40)):
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
