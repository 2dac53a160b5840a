"""What a match gives: who got which wish, how the wishes came out, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.priorities import Market

UNMATCHED: Final = -1
"""The place and the choice of a student who got none."""

ANY_BAND: Final = 1 << 31
"""Worse than any band there is: what is enough while a seat is empty."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who got which place.

    Attributes
    ----------
    places : ndarray of int32, shape (n_students,)
        The place of each student, or `UNMATCHED`.
    choices : ndarray of int32, shape (n_students,)
        Where that place stands in the student's order: 0 for the first wish, or `UNMATCHED`.
    """

    places: npt.NDArray[np.int32]
    choices: npt.NDArray[np.int32]

    @classmethod
    def of_edges(cls, market: Market, edges: npt.NDArray[np.int64]) -> "Assignment":
        """Build it from the matched pair of each student in wish order, or -1."""
        places = np.full(market.n_students, UNMATCHED, dtype=np.int32)
        choices = (edges - market.indptr[:-1]).astype(np.int32)
        unmatched = edges < 0
        if len(market.places):
            market.places.take(edges, out=places, mode="wrap")  # much quicker than a mask
        places[unmatched] = choices[unmatched] = UNMATCHED
        return cls(places, choices)

    @property
    def unmatched(self) -> npt.NDArray[np.intp]:
        """The students who got no place."""
        return np.flatnonzero(self.places == UNMATCHED)

    def edges(self, market: Market) -> npt.NDArray[np.int64]:
        """Return the matched pair of each student in wish order, or -1."""
        return np.where(self.choices >= 0, market.indptr[:-1] + self.choices, UNMATCHED)


def rank_distribution(assignment: Assignment) -> npt.NDArray[np.int64]:
    """Count the students who got their first, second, third … wish.

    Returns
    -------
    ndarray of int64, shape (worst choice + 1,)
        Entry 0 counts first wishes; the unmatched are not in it.

    Examples
    --------
    >>> got = Assignment(np.array([4, 2, -1]), np.array([0, 2, -1]))
    >>> rank_distribution(got)
    array([1, 0, 1])
    """
    return np.bincount(assignment.choices[assignment.choices >= 0])


def band_to_pass(cutoff: Sequence[int | str] | None, lot: str) -> int | None:
    """Say which band would have been enough to pass a published cut-off with one's own lot.

    Parameters
    ----------
    cutoff : sequence of int and str, or None
        Band and lot admitted last, as a receipt publishes them: empty where nobody is
        admitted, None while a seat is empty.
    lot : str
        The student's own lot at that place, as hexadecimal text.

    Returns
    -------
    int or None
        The worst band that passes; a band beyond all others while a seat is empty, and None
        where no band is enough.

    Examples
    --------
    >>> band_to_pass([3, "8f"], "1a"), band_to_pass([3, "8f"], "c0"), band_to_pass([0, "8f"], "c0")
    (3, 2, None)
    """
    if cutoff is None:
        return ANY_BAND
    if not cutoff:
        return None
    band, last = int(cutoff[0]), cutoff[1]
    if lot <= str(last):
        return band
    return band - 1 if band else None


def seats_left(market: Market, assignment: Assignment) -> npt.NDArray[np.int64]:
    """Count the empty seats of each place, shape (n_places,)."""
    taken = assignment.places[assignment.places != UNMATCHED]
    return market.capacities - np.bincount(taken, minlength=market.n_places)
