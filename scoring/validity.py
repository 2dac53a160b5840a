"""How far what a school scored before a trial says what the trial shows.

A correlation over students who got a place is lower than one over all: who scored low is not
among them (restriction of range). So a low figure is no proof that scores say little, and
nothing here is corrected upwards. Whether scores say as much about one group as about another
(Cleary 1968) is not asked: that needs a group, and first that school and company score the same
trial alike.
"""

from dataclasses import dataclass
from math import atanh, sqrt, tanh
from typing import Final

import numpy as np
import numpy.typing as npt

FEWEST_PAIRS: Final = 20
"""Students with a score and a rating below which nothing is shown."""

NORMAL_95: Final = 1.959964
"""Of a normal distribution 95 % lies within this many standard deviations."""

CLOSEST: Final = 0.999
"""Nobody predicts perfectly: an interval is computed as if a correlation were at most this."""

TOO_FEW: Final = "too few students have both a score and a rating"
CONSTANT: Final = "all scores, or all ratings, are the same"


@dataclass(frozen=True, slots=True)
class Correlation:
    """How far one row of numbers goes up with another, or why that is not known.

    Attributes
    ----------
    value : float or None
        Pearson's correlation, -1 to 1.
    low, high : float or None
        Its 95 % interval by Fisher's transformation.
    count : int
        How many pairs it rests on.
    why_none : str
        In words why there is no value; empty when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    count: int
    why_none: str = ""

    @property
    def lacking(self) -> int:
        """How many more pairs are needed before it is shown."""
        return max(0, FEWEST_PAIRS - self.count)


def correlation_of(scores: npt.ArrayLike, ratings: npt.ArrayLike) -> Correlation:
    """Correlate what a school scored with what a trial showed, student by student.

    Parameters
    ----------
    scores : array_like of float, shape (n_students,)
        The mean level before the trial, 1 to 4.
    ratings : array_like of float, shape (n_students,)
        The level at the end of it, 1 to 4.

    Returns
    -------
    Correlation
        Without value below ``FEWEST_PAIRS`` pairs, or where one side has no spread.

    Raises
    ------
    ValueError
        If the lengths differ.

    References
    ----------
    ``docs/method.md``, section 13. Fisher, R. A. (1921). On the probable error of a
    coefficient of correlation deduced from a small sample. Metron 1.

    Examples
    --------
    >>> found = correlation_of([1, 2, 3, 4] * 6, [1, 3, 2, 4] * 6)
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (0.8, 0.59, 0.91)
    """
    x = np.asarray(scores, dtype=np.float64)
    y = np.asarray(ratings, dtype=np.float64)
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError(f"a score and a rating per student are needed, got {x.shape}, {y.shape}")
    count = len(x)
    if count < FEWEST_PAIRS:
        return Correlation(None, None, None, count, TOO_FEW)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return Correlation(None, None, None, count, CONSTANT)
    value = float(np.corrcoef(x, y)[0, 1])
    middle, reach = atanh(min(max(value, -CLOSEST), CLOSEST)), NORMAL_95 / sqrt(count - 3)
    return Correlation(value, tanh(middle - reach), tanh(middle + reach), count)
