"""Arithmetic of compressed rows (CSR) that several files of this room need."""

from typing import Any

import numpy as np
import numpy.typing as npt


def ranges(
    starts: npt.NDArray[np.integer[Any]], lengths: npt.NDArray[np.integer[Any]]
) -> npt.NDArray[np.int64]:
    """Concatenate the ranges that begin at `starts`.

    Examples
    --------
    >>> ranges(np.array([5, 9]), np.array([2, 3]))
    array([ 5,  6,  9, 10, 11])
    """
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


def runs(*keys: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.intp]:
    """Return where each run of equal keys begins, and the end of the last.

    Examples
    --------
    >>> runs(np.array([1, 1, 2, 2]), np.array([7, 7, 7, 8]))
    array([0, 2, 3, 4])
    """
    if not len(keys[0]):
        return np.zeros(1, dtype=np.intp)
    differs = np.any([key[1:] != key[:-1] for key in keys], axis=0)
    return np.concatenate([[0], np.flatnonzero(differs) + 1, [len(keys[0])]])
