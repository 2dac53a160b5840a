"""How far levels fall short of what can be asked, packed so that a whole fit is one sum."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from scoring.rubric import LEVELS, WIDEST_GAP

PARTS_OF_A_LEVEL: Final = 6
"""Means of one, two or three levels are whole numbers of sixths."""

UNITS: Final = PARTS_OF_A_LEVEL * WIDEST_GAP
"""Parts that one criterion of weight 1 can lose: sixths of a level over the three-level scale."""

MEANS_IN_SIXTHS: Final = np.array([0, 6, 3, 2], dtype=np.uint8)
"""By how many levels there are: what their sum is multiplied by to give the mean in sixths."""

FIELD: Final = 0xFFFF
"""The sixteen bits of one of the three numbers that are packed into one."""

_UNSEEN_AT_2: Final = 13
_UNSEEN_AT_3: Final = 14


def _packed() -> npt.NDArray[np.int64]:
    codes = np.arange(_UNSEEN_AT_3 + 1, dtype=np.int64)
    packed = codes | codes << 16 | 1 << 32
    packed[[_UNSEEN_AT_2, _UNSEEN_AT_3]] = PARTS_OF_A_LEVEL << 16, 2 * PARTS_OF_A_LEVEL << 16
    return packed


SHORTFALLS: Final = _packed()
"""Per code, what a criterion of weight 1 loses, what it loses at the worst, and 1 if it was seen.

Codes up to 12 are that many sixths short; the last two are not observed, where level 2 or 3 is
asked. Times weights that add up to 4,000 at most, and added up, no number outgrows its bits.
"""


def shortfall_codes(
    sums: npt.NDArray[np.integer[Any]], counts: npt.NDArray[np.integer[Any]]
) -> npt.NDArray[np.uint8]:
    """Say how far everyone falls short of level 2, and after that of level 3.

    Parameters
    ----------
    sums, counts : ndarray of uint8, shape (n_students, n_competences)
        As in :class:`scoring.fit_pairs.Evidence`.

    Returns
    -------
    ndarray of uint8, shape (n_students, 2 * n_competences)
        Codes of :data:`SHORTFALLS`.

    Examples
    --------
    >>> one = np.array([[3, 0]], dtype=np.uint8)
    >>> shortfall_codes(one, np.array([[2, 0]]))
    array([[ 3, 13,  9, 14]], dtype=uint8)
    """
    sixths = sums * MEANS_IN_SIXTHS[counts]
    needed = PARTS_OF_A_LEVEL * np.array([[2], [3]])
    of_level = np.maximum(needed - np.arange(1 + PARTS_OF_A_LEVEL * LEVELS[-1]), 0)
    of_level[:, 0] = _UNSEEN_AT_2, _UNSEEN_AT_3
    at_2, at_3 = of_level.astype(np.uint8)
    return np.concatenate([at_2[sixths], at_3[sixths]], axis=1)
