"""Bands and lots become strict priorities, wishes strict preferences: together a market."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.candidates import CandidateGraph
from matching.eligibility import Integers

NOT_LISTED: Final = -1
"""The wish rank of a place that a student did not put on the own list."""


@dataclass(frozen=True, slots=True)
class Market:
    """Both sides' strict orders over the same acceptable pairs, in compressed rows.

    Attributes
    ----------
    indptr : ndarray of int64, shape (n_students + 1,)
        Row `i` of the wishes holds the pairs from ``indptr[i]`` up to ``indptr[i + 1]``.
    places : ndarray of int32, shape (n_pairs,)
        The place of each pair, every student's best wish first.
    pairs : ndarray of int64, shape (n_pairs,)
        Which of the pairs given to :func:`make_market` it is.
    positions : ndarray of int32, shape (n_pairs,)
        Where each pair stands in the priority rows below.
    place_indptr : ndarray of int64, shape (n_places + 1,)
        Row `j` of the priorities, in the same way.
    students : ndarray of int32, shape (n_pairs,)
        The student at each position, every place's first priority first.
    capacities : ndarray of int32, shape (n_places,)
        Seats of each place.
    """

    indptr: npt.NDArray[np.int64]
    places: npt.NDArray[np.int32]
    pairs: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int32]
    place_indptr: npt.NDArray[np.int64]
    students: npt.NDArray[np.int32]
    capacities: npt.NDArray[np.int32]

    @property
    def n_students(self) -> int:
        """How many students take part."""
        return len(self.indptr) - 1

    @property
    def n_places(self) -> int:
        """How many places take part."""
        return len(self.capacities)

    @property
    def owners(self) -> npt.NDArray[np.int32]:
        """The student of each pair in wish order, shape (n_pairs,)."""
        return np.repeat(np.arange(self.n_students, dtype=np.int32), np.diff(self.indptr))


def own_ranks(graph: CandidateGraph, lists: Sequence[Sequence[int]]) -> npt.NDArray[np.int32]:
    """Find where each possible pair stands on the student's own list.

    Parameters
    ----------
    graph : CandidateGraph
        The possible pairs.
    lists : sequence of sequence of int, one per student
        Places in the student's order, best first; what is not possible is passed over.

    Returns
    -------
    ndarray of int32, shape (n_pairs,)
        0 for the first wish; `NOT_LISTED` for a place that is not on the list.

    Raises
    ------
    ValueError
        If there is not one list per student, or a list names a place twice.

    Examples
    --------
    >>> row = np.array([0, 3, 5], dtype=np.int32)
    >>> own_ranks(CandidateGraph(np.array([0, 3]), row, row), [[5, 4, 0]])
    array([ 2, -1,  0], dtype=int32)
    """
    if len(lists) != len(graph.indptr) - 1:
        raise ValueError(f"one list per student is needed, got {len(lists)}")
    ranks = np.full(len(graph.indices), NOT_LISTED, dtype=np.int32)
    rows = zip(graph.indptr[:-1].tolist(), graph.indptr[1:].tolist(), lists, strict=True)
    for student, (start, end, listed) in enumerate(rows):
        if not listed:
            continue
        rank_of = {place: rank for rank, place in enumerate(listed)}
        if len(rank_of) != len(listed):
            raise ValueError(f"the list of student {student} names a place twice")
        possible = graph.indices[start:end].tolist()
        ranks[start:end] = [rank_of.get(place, NOT_LISTED) for place in possible]
    return ranks


def wish_keys(graph: CandidateGraph, ranks: Integers, learning: Integers) -> npt.NDArray[np.int64]:
    """Put every possible pair in the student's order: the own list, then what follows by itself.

    The places that a student did not list come after the list: first where most of the
    learning wishes can be met, then the nearest, then by number.

    Parameters
    ----------
    graph : CandidateGraph
        The possible pairs with their distances.
    ranks : ndarray of int, shape (n_pairs,)
        Ranks on the own list, as from :func:`own_ranks`.
    learning : ndarray of int, shape (n_pairs,)
        How many of the student's learning wishes the place meets.

    Returns
    -------
    ndarray of int64, shape (n_pairs,)
        Smaller is better; all different.

    Examples
    --------
    >>> row = np.array([0, 3, 5], dtype=np.int32)
    >>> graph = CandidateGraph(np.array([0, 3]), row, np.array([900, 100, 500], dtype=np.int32))
    >>> wish_keys(graph, np.array([-1, -1, 0]), np.array([1, 0, 0]))
    array([1, 2, 0])
    """
    unlisted = ranks == NOT_LISTED
    nothing = np.zeros_like(graph.distances)
    order = np.lexsort(
        (
            graph.indices,
            np.where(unlisted, graph.distances, nothing),
            np.where(unlisted, -learning.astype(np.int64), 0),
            np.where(unlisted, np.iinfo(np.int32).max, ranks),
            graph.students,
        )
    )
    keys = np.empty(len(order), dtype=np.int64)
    keys[order] = np.arange(len(order))
    return keys


def priority_keys(bands: Integers, lots: Integers) -> npt.NDArray[np.int64]:
    """Combine band and lot into one whole number per pair: smaller comes first.

    Parameters
    ----------
    bands : ndarray of int, shape (n_pairs,)
        The band of each pair, 0 the best.
    lots : ndarray of int, shape (n_pairs,)
        The number of the lot that counts for each pair.

    Returns
    -------
    ndarray of int64, shape (n_pairs,)
        ``band * (highest lot + 1) + lot``; to be compared within one call only.

    Raises
    ------
    ValueError
        If a band or a lot is negative, or too large to be combined.

    Examples
    --------
    >>> priority_keys(np.array([0, 1, 1]), np.array([9, 2, 3]))
    array([ 9, 12, 13])
    """
    for thing, values in (("band", bands), ("lot", lots)):
        if values.size and not 0 <= values.min() <= values.max() < 1 << 31:
            raise ValueError(f"a {thing} must lie between 0 and 2**31")
    return bands.astype(np.int64) * (int(lots.max(initial=0)) + 1) + lots


def make_market(
    students: Integers,
    places: Integers,
    wishes: Integers,
    priorities: Integers,
    *,
    n_students: int,
    capacities: Integers,
) -> Market:
    """Order acceptable pairs from both sides.

    Parameters
    ----------
    students, places : ndarray of int, shape (n_pairs,)
        The acceptable pairs, in any order, each once.
    wishes : ndarray of int, shape (n_pairs,)
        How early each pair comes for its student: smaller is better, different per student.
    priorities : ndarray of int, shape (n_pairs,)
        How early each pair comes at its place: smaller is better, different per place.
    n_students : int
        How many students take part, those without a pair included.
    capacities : ndarray of int, shape (n_places,)
        Seats of each place; not negative.

    Returns
    -------
    Market
        The same market for every order in which the pairs were given.

    Raises
    ------
    ValueError
        If an order is not strict, a capacity is negative, or a number lies outside its side.

    Examples
    --------
    >>> market = make_market(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([2, 1, 1]),
    ...     np.array([5, 5, 4]), n_students=2, capacities=np.array([1, 1]))
    >>> market.places, market.students
    (array([1, 0, 0], dtype=int32), array([1, 0, 0], dtype=int32))
    """
    if np.any(capacities < 0):
        raise ValueError("a capacity cannot be negative")
    indptr, by_wish = _rows("student", students, wishes, n_students)
    place_indptr, by_priority = _rows("place", places, priorities, len(capacities))
    place_of_pair = np.empty(len(by_priority), dtype=np.int32)
    place_of_pair[by_priority] = np.arange(len(by_priority), dtype=np.int32)
    return Market(
        indptr=indptr,
        places=places[by_wish].astype(np.int32),
        pairs=by_wish.astype(np.int64),
        positions=place_of_pair[by_wish],
        place_indptr=place_indptr,
        students=students[by_priority].astype(np.int32),
        capacities=capacities.astype(np.int32),
    )


def _rows(
    side: str, rows: Integers, keys: Integers, n_rows: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the row pointers and the pairs by row and then by key."""
    if rows.size and not 0 <= rows.min() <= rows.max() < n_rows:
        raise ValueError(f"a {side} must be a number from 0 to {n_rows - 1}")
    lowest = int(keys.min(initial=0))
    span = int(keys.max(initial=0)) - lowest + 1
    if n_rows * span < 1 << 40:
        order = _argsort(rows.astype(np.int64) * span + (keys - lowest))
    else:
        by_key = _argsort(keys.astype(np.int64))
        order = by_key[_argsort(rows[by_key].astype(np.int64))]
    sorted_rows, sorted_keys = rows[order], keys[order]
    tied = (sorted_rows[1:] == sorted_rows[:-1]) & (sorted_keys[1:] == sorted_keys[:-1])
    if tied.any():
        row = int(sorted_rows[1:][tied][0])
        raise ValueError(f"the order of {side} {row} is not strict: two pairs have one key")
    counts = np.bincount(rows, minlength=n_rows)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), order


def _argsort(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the stable order of whole numbers.

    Sorting numbers is several times faster than sorting their indices, so the index rides
    along in the lowest bits where there is room for it.
    """
    bits = len(values).bit_length()
    if values.size and -1 << (63 - bits) <= values.min() <= values.max() < 1 << (63 - bits):
        packed = np.sort((values << bits) | np.arange(len(values)))
        return packed & ((1 << bits) - 1)
    return np.argsort(values, kind="stable")
