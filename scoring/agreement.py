"""How far independent assessors agree: weighted kappa, Krippendorff's alpha, ICC, intervals.

These are lights for people, in floats; nothing here enters a fit or a match. Where a
coefficient does not exist, the result says why in words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.rubric import LEVELS

Floats: TypeAlias = npt.NDArray[np.float64]
Scale: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]

SMALLEST: Final = 2
"""Pairs below which no coefficient is computed; the method decides which are shown."""

TOO_FEW: Final = "fewer than two units were scored twice"
CONSTANT: Final = "everyone gave the same level, so agreement cannot be told from habit"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One reliability figure, or the reason why there is none.

    Attributes
    ----------
    value : float or None
        The coefficient; 1 is perfect agreement, 0 what chance would give.
    count : int
        How many units it rests on.
    why_none : str
        In words why there is no value; empty when there is one.
    """

    value: float | None
    count: int
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class IntraclassCorrelations:
    """The six forms of Shrout and Fleiss: model 1, 2 or 3; one assessor, or the mean of k."""

    icc_1_1: Coefficient
    icc_2_1: Coefficient
    icc_3_1: Coefficient
    icc_1_k: Coefficient
    icc_2_k: Coefficient
    icc_3_k: Coefficient


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile interval, or the reason why there is none.

    Attributes
    ----------
    low, high : float or None
        The bounds.
    resamples : int
        How many resamples gave a value.
    why_none : str
        In words why there are no bounds; empty when there are.
    """

    low: float | None
    high: float | None
    resamples: int
    why_none: str = ""


def quadratic_weighted_kappa(
    first: Sequence[int] | npt.NDArray[Any],
    second: Sequence[int] | npt.NDArray[Any],
    levels: Sequence[int] = LEVELS,
) -> Coefficient:
    """Compute Cohen's kappa with quadratic weights.

    Parameters
    ----------
    first, second : sequence of int
        The levels of two assessors for the same units.
    levels : sequence of int
        The whole scale in order, also the levels that nobody gave: they keep their distance.

    Returns
    -------
    Coefficient
        Without value for fewer than two pairs, or if both gave one and the same level.

    Raises
    ------
    ValueError
        If the lengths differ or a level lies outside the scale.

    References
    ----------
    Cohen, J. (1968). Weighted kappa. Psychological Bulletin 70(4).

    Examples
    --------
    >>> quadratic_weighted_kappa([1, 2, 3, 4], [1, 2, 4, 4]).value
    0.9166666666666666
    """
    scale = {level: position for position, level in enumerate(levels)}
    if len(first) != len(second):
        raise ValueError(f"two levels per unit are needed, got {len(first)} and {len(second)}")
    try:
        one = np.array([scale[level] for level in first], dtype=np.int64)
        other = np.array([scale[level] for level in second], dtype=np.int64)
    except KeyError as unknown:
        raise ValueError(f"level {unknown} is not on the scale {tuple(levels)}") from None
    count = len(one)
    if count < SMALLEST:
        return Coefficient(None, count, TOO_FEW)
    # Whole numbers up to the last division: observed and expected disagreement, times count.
    observed = int(((one - other) ** 2).sum()) * count
    expected = int(count * (one**2).sum() + count * (other**2).sum() - 2 * one.sum() * other.sum())
    if expected == 0:
        return Coefficient(None, count, CONSTANT)
    return Coefficient(1 - observed / expected, count)


def krippendorff_alpha(
    ratings: npt.ArrayLike,
    level: Scale = "ordinal",
    domain: Sequence[float] | None = None,
) -> Coefficient:
    """Compute Krippendorff's alpha for any number of assessors, with gaps.

    Parameters
    ----------
    ratings : array_like of float, shape (n_assessors, n_units)
        NaN where an assessor did not score a unit.
    level : {"ordinal", "nominal", "interval", "ratio"}
        The scale, which decides how much a difference weighs.
    domain : sequence of float, optional
        All values of the scale in order; by default those that occur. Values that do not occur
        have no weight in alpha, so the domain only guards against values outside it.

    Returns
    -------
    Coefficient
        Counts the units with at least two ratings. Without value for fewer than two of them,
        or if all their ratings are equal.

    Raises
    ------
    ValueError
        If the shape, the scale, a value or the domain is not as stated.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability.

    Examples
    --------
    >>> krippendorff_alpha([[1, 2, 3, 4], [1, 2, 3, 4]]).value
    1.0
    """
    values = np.asarray(ratings, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError(f"ratings must be assessors by units, got shape {values.shape}")
    if level not in _DIFFERENCES:
        raise ValueError(f"the scale must be one of {', '.join(_DIFFERENCES)}, not {level}")
    pairable = values[:, np.isfinite(values).sum(axis=0) >= SMALLEST]
    scale = _scale(values, domain)
    count = pairable.shape[1]
    if count < SMALLEST:
        return Coefficient(None, count, TOO_FEW)
    units = (pairable.T[:, :, None] == scale).sum(axis=1).astype(np.float64)
    given = units.sum(axis=1, keepdims=True)
    totals = units.sum(axis=0)
    coincidences = (units / (given - 1)).T @ units - np.diag((units / (given - 1)).sum(axis=0))
    apart = _DIFFERENCES[level](scale, totals)
    expected = float(totals @ apart @ totals)
    if expected == 0:
        return Coefficient(None, count, CONSTANT)
    observed = float((coincidences * apart).sum())
    return Coefficient(1 - float(totals.sum() - 1) * observed / expected, count)


def intraclass_correlation(ratings: npt.ArrayLike) -> IntraclassCorrelations:
    """Compute the intraclass correlations of a complete table of ratings.

    Parameters
    ----------
    ratings : array_like of float, shape (n_assessors, n_units)
        Every assessor scored every unit; units with a NaN are left out.

    Returns
    -------
    IntraclassCorrelations
        Without values for fewer than two units or assessors, or without any spread.

    Raises
    ------
    ValueError
        If ratings are not assessors by units.

    References
    ----------
    Shrout, P. E. & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater
    reliability. Psychological Bulletin 86(2).

    Examples
    --------
    >>> round(intraclass_correlation([[1, 2, 3], [1, 2, 4]]).icc_2_1.value, 3)
    0.9
    """
    values = np.asarray(ratings, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError(f"ratings must be assessors by units, got shape {values.shape}")
    table = values[:, np.isfinite(values).all(axis=0)].T
    n, k = table.shape
    if n < SMALLEST or k < SMALLEST:
        return IntraclassCorrelations(*[Coefficient(None, n, TOO_FEW)] * 6)
    mean = table.mean()
    rows = k * ((table.mean(axis=1) - mean) ** 2).sum() / (n - 1)
    columns = n * ((table.mean(axis=0) - mean) ** 2).sum() / (k - 1)
    everything = ((table - mean) ** 2).sum()
    within = (everything - rows * (n - 1)) / (n * (k - 1))
    rest = (everything - rows * (n - 1) - columns * (k - 1)) / ((n - 1) * (k - 1))
    spread = k * (columns - rest) / n

    def figure(above: float, below: float) -> Coefficient:
        if np.ptp(table) == 0 or below == 0:
            return Coefficient(None, n, CONSTANT)
        return Coefficient(float(above / below), n)

    return IntraclassCorrelations(
        icc_1_1=figure(rows - within, rows + (k - 1) * within),
        icc_2_1=figure(rows - rest, rows + (k - 1) * rest + spread),
        icc_3_1=figure(rows - rest, rows + (k - 1) * rest),
        icc_1_k=figure(rows - within, rows),
        icc_2_k=figure(rows - rest, rows + spread / k),
        icc_3_k=figure(rows - rest, rows),
    )


def bootstrap_interval(
    statistic: Callable[[npt.NDArray[Any]], Coefficient],
    ratings: npt.NDArray[Any],
    *,
    rng: np.random.Generator,
    resamples: int = 2000,
    confidence: float = 0.95,
) -> Interval:
    """Compute a percentile interval by drawing units again, with all their ratings.

    Parameters
    ----------
    statistic : callable
        Turns ratings (assessors by units) into a coefficient.
    ratings : ndarray, shape (n_assessors, n_units)
        The ratings; columns are drawn with replacement.
    rng : numpy.random.Generator
        The only source of chance.
    resamples : int
        How many times to draw.
    confidence : float
        Share of the resamples between the bounds, 0 to 1.

    Returns
    -------
    Interval
        Without bounds if fewer than half of the resamples have a coefficient.

    Examples
    --------
    >>> ratings = np.array([[1, 2, 3, 4, 2, 3], [1, 2, 4, 4, 2, 2]])
    >>> interval = bootstrap_interval(
    ...     lambda drawn: quadratic_weighted_kappa(drawn[0], drawn[1]),
    ...     ratings,
    ...     rng=np.random.default_rng(1),
    ...     resamples=200,
    ... )
    >>> interval.low < 0.8 < interval.high
    True
    """
    n_units = ratings.shape[1]
    if n_units < SMALLEST:
        return Interval(None, None, 0, TOO_FEW)
    drawn = (
        statistic(ratings[:, rng.integers(0, n_units, n_units)]).value for _ in range(resamples)
    )
    values = [value for value in drawn if value is not None]
    if 2 * len(values) < resamples:
        return Interval(None, None, len(values), "most resamples had no coefficient")
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return Interval(float(low), float(high), len(values))


def _scale(values: Floats, domain: Sequence[float] | None) -> Floats:
    """Return the values of the scale in order."""
    occurring = np.unique(values[~np.isnan(values)])
    if not np.isfinite(occurring).all():
        raise ValueError("a rating must be a number or NaN")
    if domain is None:
        return occurring
    scale = np.asarray(domain, dtype=np.float64)
    if not np.isin(occurring, scale).all():
        raise ValueError(f"a rating lies outside the domain {tuple(domain)}")
    return scale


def _nominal(scale: Floats, _totals: Floats) -> Floats:
    return 1.0 - np.eye(len(scale))


def _ordinal(_scale_values: Floats, totals: Floats) -> Floats:
    midpoints = np.cumsum(totals) - totals / 2
    squares: Floats = (midpoints[:, None] - midpoints) ** 2
    return squares


def _interval(scale: Floats, _totals: Floats) -> Floats:
    squares: Floats = (scale[:, None] - scale) ** 2
    return squares


def _ratio(scale: Floats, _totals: Floats) -> Floats:
    sums = scale[:, None] + scale
    parts = np.divide(scale[:, None] - scale, sums, out=np.zeros_like(sums), where=sums != 0)
    squares: Floats = parts**2
    return squares


_DIFFERENCES: Final[dict[str, Callable[[Floats, Floats], Floats]]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
