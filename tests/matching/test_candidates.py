"""The graph of possible pairs holds exactly what the requirements leave, however it is cut."""

from math import isqrt

import numpy as np
import pytest

from matching.candidates import CandidateGraph, _whole_metres, possible_pairs
from matching.eligibility import binding_limit, limits_between
from matching.kept_pairs import WHOLE_UP_TO, pairs_to_keep
from tests.matching.facts import places, random_facts, students


@pytest.mark.parametrize(("cells", "tile"), [(1, 3_000), (7, 9_000), (1 << 16, 20_000)])
def test_it_holds_every_pair_without_a_limit_and_no_other(monkeypatch, cells, tile):
    monkeypatch.setattr("matching.candidates.CELLS_AT_A_TIME", cells)
    monkeypatch.setattr("matching.candidates.CELLS_OF_A_BLOCK", 3 * cells)
    monkeypatch.setattr("matching.candidates.TILE_METRES", tile)
    for seed in range(15):
        who, where = random_facts(seed)

        graph = possible_pairs(who, where)

        assert list(zip(graph.students.tolist(), graph.indices.tolist(), strict=True)) == [
            (i, j)
            for i in range(len(who.x))
            for j in range(len(where.x))
            if not limits_between(who, where, i, j)
        ]


def test_whoever_has_no_pair_has_a_binding_limit_and_nobody_else():
    for seed in range(15):
        who, where = random_facts(seed)

        lengths = np.diff(possible_pairs(who, where).indptr)

        for i, length in enumerate(lengths):
            assert (binding_limit(who, where, i) is None) == (length > 0)


def test_distances_are_whole_metres_rounded_down():
    rng = np.random.default_rng(2)
    east, north = rng.integers(0, 400_000, (2, 500))
    ends = [{"x": int(x), "y": int(y)} for x, y in zip(east, north, strict=True)]

    graph = possible_pairs(students({"travel_metres": 10**6}), places(*ends))

    assert graph.distances.tolist() == [
        isqrt(int(x) ** 2 + int(y) ** 2) for x, y in zip(east, north, strict=True)
    ]


def test_distances_just_short_of_a_whole_metre_are_not_rounded_up():
    short = [{"x": k, "y": 1} for k in (1, 30_000, 399_999)]
    whole = [{"x": 3 * k, "y": 4 * k} for k in (1, 30_000, 79_999)]

    graph = possible_pairs(students({"y": 0, "travel_metres": 10**6}), places(*short, *whole))

    assert graph.distances.tolist() == [1, 30_000, 399_999, 5, 150_000, 399_995]
    assert _whole_metres(np.array([k * k - 1 for k in (2, 30_000, 10**7)])).tolist() == [
        1,
        29_999,
        10**7 - 1,
    ]


def test_without_students_or_places_there_is_an_empty_graph():
    nobody = possible_pairs(students(), places({}))
    nowhere = possible_pairs(students({}), places())

    assert (nobody.indptr.tolist(), nobody.indices.tolist()) == ([0], [])
    assert (nowhere.indptr.tolist(), nowhere.indices.tolist()) == ([0, 0], [])


def random_graph(seed):
    """A random graph with keys in which many are equal."""
    rng = np.random.default_rng(seed)
    n, m = (int(size) for size in rng.integers(1, 12, 2))
    student, place = np.nonzero(rng.random((n, m)) < 0.7)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(student, minlength=n))])
    graph = CandidateGraph(indptr, place.astype(np.int32), np.zeros(len(place), dtype=np.int32))
    wishes, priorities = rng.integers(0, 5, (2, len(place)))
    return graph, m, wishes, priorities, rng.random(len(place)) < 0.2


def test_beyond_the_limit_the_best_of_both_sides_and_every_listed_place_stay():
    for seed in range(300):
        graph, m, wishes, priorities, listed = random_graph(seed)
        of_student, of_place = int(seed % 4), int(seed % 3)

        kept = pairs_to_keep(
            graph,
            wishes=wishes,
            priorities=priorities,
            is_listed=listed,
            n_places=m,
            whole_up_to=0,
            per_student=of_student,
            per_place=of_place,
        )

        owner = graph.students
        expected = [
            e
            for e in range(len(owner))
            if listed[e]
            or (wishes[owner == owner[e]] < wishes[e]).sum() < of_student
            or (priorities[graph.indices == graph.indices[e]] < priorities[e]).sum() < of_place
        ]
        assert kept.tolist() == expected


def test_up_to_forty_thousand_students_every_pair_stays():
    graph, m, wishes, priorities, listed = random_graph(1)
    asked = {"wishes": wishes, "priorities": priorities, "is_listed": listed, "n_places": m}
    n_students, everything = len(graph.indptr) - 1, list(range(len(wishes)))

    assert WHOLE_UP_TO == 40_000
    assert pairs_to_keep(graph, **asked, per_student=0, per_place=0).tolist() == everything
    none = {"per_student": 0, "per_place": 0}
    kept = pairs_to_keep(graph, **asked, whole_up_to=n_students, **none)
    assert kept.tolist() == everything
    kept = pairs_to_keep(graph, **asked, whole_up_to=n_students - 1, **none)
    assert kept.tolist() == np.flatnonzero(listed).tolist()


@pytest.mark.parametrize("side", ["per_student", "per_place"])
def test_a_negative_number_of_pairs_cannot_stay(side):
    graph, m, wishes, priorities, listed = random_graph(1)

    with pytest.raises(ValueError, match="negative number of pairs"):
        pairs_to_keep(
            graph,
            wishes=wishes,
            priorities=priorities,
            is_listed=listed,
            n_places=m,
            **{side: -1},
        )
