"""Rates of groups beside each other: ratios, intervals, two lights, and a guard on small cells.

For the closed monitoring table only; the matcher never sees a group. A light asks a question
about a round, it is no verdict on anyone in it.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from typing import Any, Final

import numpy as np
import numpy.typing as npt

SMALLEST_CELL: Final = 10
"""Counts below this are never released, and no ratio rests on fewer people."""

ROUNDED_TO: Final = 5
"""Released counts are multiples of this."""

FOUR_FIFTHS: Final = 0.8
"""A rate below four fifths of the other is what the lights look for."""

SURE_OF_LOWER: Final = 0.95
"""ATTENTION needs this much probability that the rate is lower at all."""

SURE_OF_FOUR_FIFTHS: Final = 0.90
"""ALARM needs this much probability that it is below four fifths."""

_TOO_FEW: Final = f"a group has fewer than {SMALLEST_CELL} people"
_NOBODY: Final = "nobody in the other group was placed, so there is nothing to compare with"


class Light(enum.StrEnum):
    """What a difference in rates asks of the coordinator."""

    OFF = "off"
    ATTENTION = "attention"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Two groups in one qualification and level.

    Attributes
    ----------
    placed, count : int
        How many of the group were placed, of how many.
    other_placed, other_count : int
        The same for the group it is compared with.
    """

    placed: int
    count: int
    other_placed: int
    other_count: int

    def __post_init__(self) -> None:
        if not (0 <= self.placed <= self.count and 0 <= self.other_placed <= self.other_count):
            raise ValueError(f"placed must lie between 0 and the size of its group, got {self}")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two rates, or the reason why there is none.

    Attributes
    ----------
    value : float or None
        1 where both rates are equal, below 1 where the group is placed less often.
    why_none : str
        In words why there is no value; empty when there is one.
    """

    value: float | None
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A ratio with what can be said of it.

    Attributes
    ----------
    ratio : Ratio
        The stratified ratio of rates.
    low, high : float or None
        Its 95 % posterior interval.
    light : Light
        What it asks; off where there is no ratio.
    """

    ratio: Ratio
    low: float | None
    high: float | None
    light: Light


def rate_ratio(placed: int, count: int, other_placed: int, other_count: int) -> Ratio:
    """Divide the rate of a group by that of another.

    Examples
    --------
    >>> rate_ratio(12, 20, 30, 40).value
    0.8
    """
    stratum = Stratum(
        placed=placed, count=count, other_placed=other_placed, other_count=other_count
    )
    return mantel_haenszel_rate_ratio([stratum])


def mantel_haenszel_rate_ratio(strata: Sequence[Stratum]) -> Ratio:
    """Divide rates within strata and pool, so that a difference in programme is no difference.

    Parameters
    ----------
    strata : sequence of Stratum
        One per qualification and level.

    Returns
    -------
    Ratio
        Without value if a group has fewer than ten people in all, or no stratum has someone
        placed to compare with.

    References
    ----------
    Mantel, N. & Haenszel, W. (1959). Statistical aspects of the analysis of data from
    retrospective studies of disease. Rothman, K. J., Greenland, S. & Lash, T. L. (2008), ch. 15.

    Examples
    --------
    >>> both = [Stratum(placed=9, count=10, other_placed=18, other_count=20),
    ...         Stratum(placed=4, count=20, other_placed=2, other_count=10)]
    >>> mantel_haenszel_rate_ratio(both).value
    1.0
    """
    used = _comparable(strata)
    groups = sum(one.count for one in used), sum(one.other_count for one in used)
    if min(groups) < SMALLEST_CELL:
        return Ratio(None, _TOO_FEW)
    weights, placed, other = _weights(used), _rates(used), _other_rates(used)
    if not weights @ other:
        return Ratio(None, _NOBODY)
    return Ratio(float(weights @ placed / (weights @ other)))


def beta_interval(placed: int, count: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Compute the interval of a rate under a flat prior.

    The posterior is a Beta distribution with whole parameters, so its quantiles follow from
    binomial tails.

    Parameters
    ----------
    placed, count : int
        How many of how many.
    confidence : float
        Probability between the bounds, 0 to 1; equal tails.

    Returns
    -------
    tuple of float
        The lower and upper bound, 0 to 1.

    Raises
    ------
    ValueError
        If more are placed than there are.

    Examples
    --------
    >>> [round(bound, 3) for bound in beta_interval(8, 10)]
    [0.482, 0.94]
    """
    if not 0 <= placed <= count:
        raise ValueError(f"placed must lie between 0 and {count}, got {placed}")
    tail = (1 - confidence) / 2
    return _beta_quantile(tail, placed, count), _beta_quantile(1 - tail, placed, count)


def compare_rates(
    strata: Sequence[Stratum], *, rng: np.random.Generator, draws: int = 20_000
) -> Comparison:
    """Compare two groups and light a lamp where the method says so.

    ATTENTION: ratio below four fifths, and at least 95 % probability that it is below 1.
    ALARM: at least 90 % probability that it is below four fifths.

    Parameters
    ----------
    strata : sequence of Stratum
        One per qualification and level.
    rng : numpy.random.Generator
        The only source of chance.
    draws : int
        How often to draw from the posteriors.

    References
    ----------
    ``docs/method.md``, section 13.

    Examples
    --------
    >>> far = Stratum(placed=40, count=100, other_placed=90, other_count=100)
    >>> compare_rates([far], rng=np.random.default_rng(1)).light.value
    'alarm'
    """
    ratio = mantel_haenszel_rate_ratio(strata)
    if ratio.value is None:
        return Comparison(ratio, None, None, Light.OFF)
    used = _comparable(strata)
    successes = np.array([one.placed for one in used]), np.array([one.other_placed for one in used])
    sizes = np.array([one.count for one in used]), np.array([one.other_count for one in used])
    group, other = (
        rng.beta(some + 1, all_ - some + 1, size=(draws, len(used)))
        for some, all_ in zip(successes, sizes, strict=True)
    )
    weights = _weights(used)
    drawn = (group @ weights) / (other @ weights)
    low, high = np.quantile(drawn, [0.025, 0.975])
    is_surely_lower = np.mean(drawn < 1) >= SURE_OF_LOWER
    if np.mean(drawn < FOUR_FIFTHS) >= SURE_OF_FOUR_FIFTHS:
        light = Light.ALARM
    elif ratio.value < FOUR_FIFTHS and is_surely_lower:
        light = Light.ATTENTION
    else:
        light = Light.OFF
    return Comparison(ratio, float(low), float(high), light)


def releasable_counts(
    counts: npt.NDArray[np.integer[Any]], *, smallest: int = SMALLEST_CELL
) -> list[list[int | None]]:
    """Make a table of counts fit to leave the closed room.

    Cells below the smallest allowed are hidden; so is a second cell of every row or column in
    which only one is hidden, because sums would give it away; the rest is rounded to fives.

    Parameters
    ----------
    counts : ndarray of int, shape (n_groups, n_outcomes)
        How many people of each group had each outcome.
    smallest : int
        The smallest number that may be read; ten for groups of people.

    Returns
    -------
    list of list of int or None
        The table, None where a cell is hidden.

    Examples
    --------
    >>> releasable_counts(np.array([[42, 8], [61, 33], [55, 21]]))
    [[None, None], [60, 35], [None, None]]
    """
    hidden = counts < smallest
    while True:
        alone = np.argwhere(_is_alone(hidden, axis=1) | _is_alone(hidden, axis=0))
        if not len(alone):
            break
        row, column = alone[0]
        across = hidden[row].sum() == 1 and counts.shape[1] > 1
        cells = [(row, k) for k in range(counts.shape[1])]
        if not across:
            cells = [(k, column) for k in range(counts.shape[0])]
        hidden[min((cell for cell in cells if not hidden[cell]), key=lambda cell: counts[cell])] = (
            True
        )
    rounded = (counts + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
    return [
        [None if gone else int(value) for gone, value in zip(*row, strict=True)]
        for row in zip(hidden, rounded, strict=True)
    ]


def _is_alone(hidden: npt.NDArray[np.bool_], axis: int) -> npt.NDArray[np.bool_]:
    """Find hidden cells that are the only one of their row (axis 1) or column (axis 0)."""
    single = hidden.sum(axis=axis, keepdims=True) == 1
    alone: npt.NDArray[np.bool_] = hidden & single & (hidden.shape[axis] > 1)
    return alone


def _comparable(strata: Sequence[Stratum]) -> list[Stratum]:
    """Keep the strata with people of both groups: only there can rates be compared."""
    return [one for one in strata if one.count and one.other_count]


def _weights(strata: Sequence[Stratum]) -> npt.NDArray[np.float64]:
    """Weigh each stratum as Mantel and Haenszel do."""
    products = [one.count * one.other_count / (one.count + one.other_count) for one in strata]
    return np.array(products, dtype=np.float64)


def _rates(strata: Sequence[Stratum]) -> npt.NDArray[np.float64]:
    return np.array([one.placed / one.count for one in strata], dtype=np.float64)


def _other_rates(strata: Sequence[Stratum]) -> npt.NDArray[np.float64]:
    return np.array([one.other_placed / one.other_count for one in strata], dtype=np.float64)


def _beta_quantile(probability: float, placed: int, count: int) -> float:
    """Invert the posterior of a rate by bisection; 50 halvings reach beyond double precision."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if _beta_tail(middle, placed, count) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _beta_tail(rate: float, placed: int, count: int) -> float:
    """P(Beta(placed + 1, count - placed + 1) < rate) = P(Binomial(count + 1, rate) > placed)."""
    trials = count + 1
    return sum(
        exp(
            lgamma(trials + 1)
            - lgamma(k + 1)
            - lgamma(trials - k + 1)
            + k * log(rate)
            + (trials - k) * log1p(-rate)
        )
        for k in range(placed + 1, trials + 1)
    )
