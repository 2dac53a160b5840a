"""The sparse graph of possible pairs: per student the places that hard requirements leave."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.eligibility import (
    RULES,
    Integers,
    Places,
    Students,
    places_offering,
    squared_metres,
)

CELLS_AT_A_TIME: Final = 1 << 20
"""Student-by-place cells tried at a time; bounds the memory beside the result."""


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


def possible_pairs(students: Students, places: Places) -> CandidateGraph:
    """Find every pair that the hard requirements allow.

    Students are grouped by qualification; within a group every requirement is asked of every
    place that offers it.

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
    found = [
        _pairs_of_block(students, places, rows, to)
        for qualification in np.unique(students.qualifications).tolist()
        for rows, to in _blocks(students, places, qualification)
    ]
    empty = np.empty((2, 0), dtype=np.int64)
    who, where = np.concatenate([empty, *found], axis=1)
    order = np.argsort(who, kind="stable")  # each block's pairs are by place already
    who, where = who[order], where[order]
    n_students = len(students.qualifications)
    return CandidateGraph(
        indptr=np.concatenate([[0], np.cumsum(np.bincount(who, minlength=n_students))]),
        indices=where.astype(np.int32),
        distances=_whole_metres(squared_metres(students, places, who, where)),
    )


def _blocks(
    students: Students, places: Places, qualification: int
) -> list[tuple[Integers, Integers]]:
    """Cut a qualification's students into blocks of bounded size, each with all its places."""
    rows = np.flatnonzero(students.qualifications == qualification)
    to = places_offering(places, qualification)
    if not to.size:
        return []
    height = max(1, CELLS_AT_A_TIME // len(to))
    return [(rows[start : start + height], to) for start in range(0, len(rows), height)]


def _pairs_of_block(
    students: Students, places: Places, rows: Integers, to: Integers
) -> npt.NDArray[np.int64]:
    """Return the possible pairs of a block as two rows: students and places."""
    possible = np.ones((len(rows), len(to)), dtype=np.bool_)
    for rule in RULES.values():
        possible &= rule(students, places, rows[:, None], to[None, :])
    who, where = np.nonzero(possible)
    return np.stack([rows[who], to[where]]).astype(np.int64)


def _whole_metres(squares: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """Return exact integer square roots, rounded down; squares below 2**50."""
    roots = np.sqrt(squares.astype(np.float64)).astype(np.int64)
    roots -= roots * roots > squares
    return roots.astype(np.int32)
