"""Wishes and priorities: who comes when, and that no order is ever left to chance."""

import numpy as np
import pytest

from matching.candidates import CandidateGraph
from matching.priorities import (
    NOT_LISTED,
    make_market,
    own_ranks,
    priority_keys,
    wish_keys,
)


def graph(rows, distances=None):
    """A graph of the given places per student."""
    indices = np.array([j for row in rows for j in row], dtype=np.int32)
    far = np.zeros(len(indices)) if distances is None else np.array(distances)
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return CandidateGraph(indptr, indices, far.astype(np.int32))


def test_a_listed_place_that_is_not_possible_is_passed_over():
    ranks = own_ranks(graph([[1, 4], [1, 2, 4]]), [[9, 4, 1], []])

    assert ranks.tolist() == [2, 1, NOT_LISTED, NOT_LISTED, NOT_LISTED]


def test_a_place_listed_twice_is_refused():
    with pytest.raises(ValueError, match="the list of student 1 names a place twice"):
        own_ranks(graph([[1], [1]]), [[], [1, 2, 1]])


def test_every_student_needs_a_list():
    with pytest.raises(ValueError, match="one list per student"):
        own_ranks(graph([[1], [1]]), [[1]])


def test_the_own_list_comes_first_then_learning_then_distance_then_number():
    pairs = graph([[0, 1, 2, 3, 4, 5]], distances=[10, 90, 50, 50, 20, 1])
    ranks = np.array([-1, -1, -1, -1, -1, 0])
    learning = np.array([0, 2, 1, 1, 1, 0])

    keys = wish_keys(pairs, ranks, learning)

    assert pairs.indices[keys.argsort()].tolist() == [5, 1, 4, 2, 3, 0]


def test_distance_and_learning_never_reorder_the_own_list():
    pairs = graph([[0, 1, 2]], distances=[1, 2, 3])

    keys = wish_keys(pairs, np.array([2, 1, 0]), np.array([9, 5, 0]))

    assert pairs.indices[keys.argsort()].tolist() == [2, 1, 0]


def test_a_better_band_comes_before_any_lot():
    keys = priority_keys(np.array([1, 0, 0]), np.array([0, 2**31 - 1, 7]))

    assert keys.argsort().tolist() == [2, 1, 0]


@pytest.mark.parametrize(("band", "lot"), [(-1, 0), (0, -1), (0, 2**31), (2**31, 0)])
def test_a_band_or_lot_out_of_range_is_refused(band, lot):
    with pytest.raises(ValueError, match="must lie between 0 and"):
        priority_keys(np.array([band]), np.array([lot]))


def build(**changes):
    entered = {
        "students": np.array([0, 1, 1]),
        "places": np.array([0, 0, 1]),
        "wishes": np.array([1, 2, 1]),
        "priorities": np.array([2, 1, 1]),
    } | {name: np.array(value) for name, value in changes.items()}
    return make_market(
        entered["students"],
        entered["places"],
        entered["wishes"],
        entered["priorities"],
        n_students=2,
        capacities=np.array([1, changes.get("seats", 1)]),
    )


def test_both_sides_list_the_same_pairs_in_their_own_order():
    market = build()

    assert (market.places.tolist(), market.pairs.tolist()) == ([0, 1, 0], [0, 2, 1])
    assert (market.students.tolist(), market.positions.tolist()) == ([1, 0, 1], [1, 2, 0])
    assert market.owners.tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"wishes": [1, 2, 2]}, "the order of student 1 is not strict"),
        ({"priorities": [1, 1, 1]}, "the order of place 0 is not strict"),
        ({"students": [0, 2, 1]}, "a student must be a number from 0 to 1"),
        ({"places": [0, 0, -1]}, "a place must be a number from 0 to 1"),
        ({"seats": -1}, "a capacity cannot be negative"),
    ],
)
def test_a_market_that_cannot_be_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        build(**changes)


def test_keys_too_far_apart_for_one_number_give_the_same_order():
    near = build()

    for far in (2**41, 2**61):
        spread = build(wishes=[-far, far, -5], priorities=[far, 3, -far])
        assert near.places.tolist() == spread.places.tolist()
        assert near.students.tolist() == spread.students.tolist()
