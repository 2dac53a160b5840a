"""Which possible pairs a very large round goes on with."""

from typing import Final

import numpy as np
import numpy.typing as npt

from matching.candidates import CandidateGraph
from matching.eligibility import Booleans, Integers

WHOLE_UP_TO: Final = 40_000
"""Students up to which all possible pairs are kept: then nobody need ask what was left out."""

MOST_PER_STUDENT: Final = 30
"""Pairs of one student that are kept beyond that, besides those on the own list."""

MOST_PER_PLACE: Final = 60
"""Pairs of one place that are kept beyond that."""


def pairs_to_keep(
    graph: CandidateGraph,
    *,
    wishes: Integers,
    priorities: Integers,
    is_listed: Booleans,
    n_places: int,
    whole_up_to: int = WHOLE_UP_TO,
    per_student: int = MOST_PER_STUDENT,
    per_place: int = MOST_PER_PLACE,
) -> npt.NDArray[np.int64]:
    """Choose the pairs that a very large round goes on with: the best of both sides.

    A pair stays if it is among the best of its student, or among the best of its place, or on
    the student's own list. Whoever is equal to the last one kept stays too: the cut is never
    made between equals.

    Parameters
    ----------
    graph : CandidateGraph
        The possible pairs.
    wishes, priorities : ndarray of int, shape (n_pairs,)
        How early each pair comes for its student and at its place: smaller is better.
    is_listed : ndarray of bool, shape (n_pairs,)
        Which pairs the student put on the own list.
    n_places : int
        How many places take part.
    whole_up_to : int
        Students up to which every pair stays.
    per_student, per_place : int
        How many pairs stay for either side, beyond that.

    Returns
    -------
    ndarray of int64, shape (n_kept,)
        Which pairs stay, ascending.

    Raises
    ------
    ValueError
        If a side should keep a negative number of pairs.

    Examples
    --------
    >>> row = np.array([0, 1, 2], dtype=np.int32)
    >>> graph = CandidateGraph(np.array([0, 3]), row, row)
    >>> pairs_to_keep(graph, wishes=np.array([2, 1, 3]), priorities=np.array([1, 1, 1]),
    ...     is_listed=np.array([False, False, True]), n_places=3,
    ...     whole_up_to=0, per_student=1, per_place=0)
    array([1, 2])
    """
    if min(per_student, per_place) < 0:
        raise ValueError("a side cannot keep a negative number of pairs")
    n_students = len(graph.indptr) - 1
    if n_students <= whole_up_to:
        return np.arange(len(graph.indices))
    keeps = is_listed | _is_among_best(graph.students, wishes, n_students, per_student)
    return np.flatnonzero(keeps | _is_among_best(graph.indices, priorities, n_places, per_place))


def _is_among_best(rows: Integers, keys: Integers, n_rows: int, most: int) -> Booleans:
    """Say which pairs are no worse than the last one that their row may keep."""
    if not most:
        return np.zeros(len(rows), dtype=np.bool_)
    order = np.lexsort((keys, rows))
    sizes = np.bincount(rows, minlength=n_rows)
    ends = np.cumsum(sizes)
    last = ends - sizes + np.minimum(sizes, most) - 1
    worst = np.zeros(n_rows, dtype=keys.dtype)
    worst[sizes > 0] = keys[order[last[sizes > 0]]]
    among: Booleans = keys <= worst[rows]
    return among
