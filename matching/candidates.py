"""The sparse graph of possible pairs: per student the places that hard requirements leave."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.compiled import Loop, compiled_for
from matching.eligibility import (
    RULES,
    Integers,
    Limit,
    Places,
    Students,
)
from matching.rows import ranges, runs

CELLS_AT_A_TIME: Final = 1 << 15
"""Student-by-place cells tried at a time: few enough for the cache, enough to hide Python."""

CELLS_OF_A_BLOCK: Final = 1 << 21
"""The most cells of one block: what is found in it stays small beside the whole."""

TILE_METRES: Final = 20_000
"""Students of a large group are taken by square tiles, so that only places around them count."""


@dataclass(frozen=True, slots=True)
class CandidateGraph:
    """Possible pairs in compressed rows (CSR).

    Attributes
    ----------
    indptr : ndarray of int64, shape (n_students + 1,)
        Row `i` holds the pairs from ``indptr[i]`` up to ``indptr[i + 1]``.
    indices : ndarray of int32, shape (n_pairs,)
        The place of each pair, ascending in each row.
    distances : ndarray of int32, shape (n_pairs,)
        Distance of each pair in whole metres, rounded down.
    """

    indptr: npt.NDArray[np.int64]
    indices: npt.NDArray[np.int32]
    distances: npt.NDArray[np.int32]

    @property
    def students(self) -> npt.NDArray[np.int32]:
        """The student of each pair, shape (n_pairs,)."""
        n_students = len(self.indptr) - 1
        return np.repeat(np.arange(n_students, dtype=np.int32), np.diff(self.indptr))


@dataclass(frozen=True, slots=True)
class _Block:
    """The possible pairs of some students, who are in no other block."""

    rows: Integers
    lengths: npt.NDArray[np.intp]
    indices: npt.NDArray[np.int32]
    distances: npt.NDArray[np.int32]


def possible_pairs(students: Students, places: Places) -> CandidateGraph:
    """Find every pair that the hard requirements allow.

    Students are grouped by qualification and dates, large groups also by where they live;
    within a group the distance is tried first and the rest is asked of what it leaves.

    Parameters
    ----------
    students, places
        The facts of both sides.

    Returns
    -------
    CandidateGraph
        All possible pairs, by student and then by place.

    Examples
    --------
    >>> one = np.array([1])
    >>> students = Students(qualifications=one, x=one, y=one, travel_metres=one * 9000,
    ...     available_from=one, available_until=one * 90, weekly_hours=one * 36, documents=one)
    >>> places = Places(offered_by=one * 0, offered=one, x=one * 6000, y=one, starts_on=one,
    ...     ends_on=one * 90, weekly_hours=one * 36, documents=one)
    >>> graph = possible_pairs(students, places)
    >>> graph.indices, graph.distances
    (array([0], dtype=int32), array([5999], dtype=int32))
    """
    groups = list(_groups(students, places))
    loop = compiled_for(fill_block, sum(len(group) * len(to) for group, to in groups))
    find = _pairs_of_block if loop is None else _LoopedBlocks(loop, students, places)
    blocks = [
        find(students, places, rows, to)
        for group, offering in groups
        for rows, to in _blocks(students, places, group, offering)
    ]
    lengths = np.zeros(len(students.qualifications), dtype=np.int64)
    for block in blocks:
        lengths[block.rows] = block.lengths
    indptr = np.concatenate([[0], np.cumsum(lengths)])
    indices = np.empty(indptr[-1], dtype=np.int32)
    distances = np.empty(indptr[-1], dtype=np.int32)
    copy = compiled_for(copy_rows, len(indices))
    for block in blocks:
        found = block.indices, block.distances
        if copy is not None:
            copy(indptr[block.rows], block.lengths, *found, indices, distances)
            continue
        slots = ranges(indptr[block.rows], block.lengths)
        indices[slots], distances[slots] = found
    return CandidateGraph(indptr, indices, distances)


def _groups(students: Students, places: Places) -> Iterator[tuple[Integers, Integers]]:
    """Yield students of one qualification and one set of dates, with the places for both."""
    keys = students.qualifications, students.available_from, students.available_until
    order = np.lexsort(keys[::-1])
    bounds = runs(*(key[order] for key in keys))
    offers = np.lexsort((places.offered_by, places.offered))
    offered, offered_by = places.offered[offers], places.offered_by[offers]
    wanted = students.qualifications[order[bounds[:-1]]]
    firsts = np.searchsorted(offered, wanted).tolist()
    lasts = np.searchsorted(offered, wanted, "right").tolist()
    for (start, end), first, last in zip(pairwise(bounds.tolist()), firsts, lasts, strict=True):
        rows, offering = order[start:end], offered_by[first:last]
        to = np.unique(offering[RULES[Limit.DATES](students, places, rows[:1], offering)])
        if to.size:
            yield rows, to


def _blocks(
    students: Students, places: Places, group: Integers, offering: Integers
) -> Iterator[tuple[Integers, Integers]]:
    """Cut a group into blocks of bounded size, each with the places that may be near enough."""
    if len(group) * len(offering) <= CELLS_OF_A_BLOCK:
        yield group, offering
        return
    columns, lines = students.x[group] // TILE_METRES, students.y[group] // TILE_METRES
    order = np.lexsort((columns, lines))
    bounds = runs(columns[order], lines[order])
    rows, starts = group[order], bounds[:-1]
    x, y, to_x, to_y = students.x[rows], students.y[rows], places.x[offering], places.y[offering]
    reach = np.maximum.reduceat(students.travel_metres[rows], starts).astype(np.int64)
    boxes = zip(
        starts.tolist(),
        bounds[1:].tolist(),
        (np.minimum.reduceat(x, starts) - reach).tolist(),
        (np.maximum.reduceat(x, starts) + reach).tolist(),
        (np.minimum.reduceat(y, starts) - reach).tolist(),
        (np.maximum.reduceat(y, starts) + reach).tolist(),
        strict=True,
    )
    for start, end, west, east, south, north in boxes:
        is_around = (to_x >= west) & (to_x <= east) & (to_y >= south) & (to_y <= north)
        to = offering[is_around]
        height = max(1, CELLS_OF_A_BLOCK // max(1, len(to)))
        for first in range(start, end, height):
            yield rows[first : min(end, first + height)], to


def _pairs_of_block(students: Students, places: Places, rows: Integers, to: Integers) -> _Block:
    """Find the possible pairs of a block whose qualification and dates agree."""
    cells, squares = _within_travel(students, places, rows, to)
    who = cells // max(1, len(to))
    where = cells - who * len(to)
    asking = replace(
        students, weekly_hours=students.weekly_hours[rows], documents=students.documents[rows]
    )
    asked = replace(places, weekly_hours=places.weekly_hours[to], documents=places.documents[to])
    left = RULES[Limit.HOURS](asking, asked, who, where)
    left &= RULES[Limit.DOCUMENTS](asking, asked, who, where)
    return _Block(
        rows=rows,
        lengths=np.bincount(who[left], minlength=len(rows)),
        indices=to[where[left]].astype(np.int32),
        distances=_whole_metres(squares[left]),
    )


def _within_travel(
    students: Students, places: Places, rows: Integers, to: Integers
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Return the cells of a block that lie within the travel limits, and their square metres.

    The squares are whole numbers below 2**53: double precision holds them exactly, and is quicker.
    """
    x, y, limits, to_x, to_y = (
        values.astype(np.float64)
        for values in (
            students.x[rows],
            students.y[rows],
            students.travel_metres[rows],
            places.x[to],
            places.y[to],
        )
    )
    height = max(1, CELLS_AT_A_TIME // max(1, len(to)))
    cells, squares = [np.empty(0, dtype=np.intp)], [np.empty(0)]
    for first in range(0, len(rows), height):
        part = slice(first, first + height)
        square, north = np.subtract.outer(x[part], to_x), np.subtract.outer(y[part], to_y)
        square *= square
        north *= north
        square += north
        near = np.flatnonzero(square <= limits[part, None] ** 2)
        squares.append(square.ravel()[near])
        cells.append(near + first * len(to))
    return np.concatenate(cells), np.concatenate(squares)


class _LoopedBlocks:
    """Does the same as :func:`_pairs_of_block` by the loop below."""

    def __init__(self, loop: Loop, students: Students, places: Places) -> None:
        self._loop = loop
        limits = students.travel_metres, students.weekly_hours, students.documents
        self._students = np.stack([students.x, students.y, *limits], axis=1, dtype=np.int64)
        asked = places.weekly_hours, places.documents
        self._places = np.stack([places.x, places.y, *asked], axis=1, dtype=np.int64)

    def __call__(
        self, _students: Students, _places: Places, rows: Integers, to: Integers
    ) -> _Block:
        """Find the possible pairs of a block."""
        lengths = np.zeros(len(rows), dtype=np.intp)
        indices = np.empty(len(rows) * len(to), dtype=np.int32)
        distances = np.empty(len(rows) * len(to), dtype=np.int32)
        count = self._loop(
            self._students[rows],
            self._places[to],
            to.astype(np.int32),
            lengths,
            indices,
            distances,
        )
        return _Block(rows, lengths, indices[:count].copy(), distances[:count].copy())


def fill_block(
    students: npt.NDArray[np.int64],
    places: npt.NDArray[np.int64],
    to: npt.NDArray[np.int32],
    lengths: npt.NDArray[np.intp],
    indices: npt.NDArray[np.int32],
    distances: npt.NDArray[np.int32],
) -> int:
    """Find the possible pairs of a block: the loop for machine code.

    Parameters
    ----------
    students : ndarray of int64, shape (n_rows, 5)
        East, north, travel limit (all in metres), weekly hours and documents.
    places : ndarray of int64, shape (n_to, 4)
        East, north, weekly hours and documents.
    to : ndarray of int32, shape (n_to,)
        The numbers of the places.
    lengths : ndarray of int, shape (n_rows,)
        Filled with how many pairs each student has.
    indices, distances : ndarray of int32
        Filled from the start, student after student: the place and the whole metres.

    Returns
    -------
    int
        How many pairs there are in all.

    Examples
    --------
    >>> length, index, distance = (np.zeros(1, dtype=np.int32) for _ in range(3))
    >>> fill_block(np.array([[0, 0, 9, 32, 3]]), np.array([[3, 4, 32, 1]]), np.array([7]),
    ...     length, index, distance)
    1
    >>> index, distance
    (array([7], dtype=int32), array([5], dtype=int32))
    """
    count = 0
    for row in range(len(students)):
        x, y, hours = students[row, 0], students[row, 1], students[row, 3]
        limit, lacks = students[row, 2] * students[row, 2], ~students[row, 4]
        before = count
        for number in range(len(places)):
            east, north = places[number, 0] - x, places[number, 1] - y
            square = east * east + north * north
            if square > limit:
                continue
            if places[number, 2] <= hours and places[number, 3] & lacks == 0:
                indices[count] = to[number]
                distances[count] = int(np.sqrt(square))
                count += 1
        lengths[row] = count - before
    return count


def copy_rows(
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.intp],
    indices: npt.NDArray[np.int32],
    distances: npt.NDArray[np.int32],
    all_indices: npt.NDArray[np.int32],
    all_distances: npt.NDArray[np.int32],
) -> None:
    """Copy the rows of a block to where they begin in the graph: a loop for machine code."""
    source = 0
    for row in range(len(starts)):
        target, length = starts[row], lengths[row]
        for number in range(length):
            all_indices[target + number] = indices[source + number]
        for number in range(length):
            all_distances[target + number] = distances[source + number]
        source += length


def _whole_metres(squares: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """Return integer square roots, rounded down.

    Exact on every machine: IEEE roots are correctly rounded, and below 2**50 the root of
    ``k * k - 1`` lies many units in the last place below `k`.
    """
    return np.sqrt(squares).astype(np.int32)
