"""Strict and lenient assessors, order effects, drift and halo: lights, never corrections.

Each figure compares what one assessor gave with what others gave the same texts, so that the
texts themselves fall out. Correcting with them would let one student's score move another's,
so nothing here enters a fit or a match. Rounding to whole levels makes every effect look a
little smaller than it is. Below ``FEWEST_SHOWN`` texts there is no figure.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.counts import FEWEST_SHOWN, Standing, standing_of

Floats: TypeAlias = npt.NDArray[np.float64]

RESAMPLES: Final = 1000
"""How often texts are drawn anew for an interval."""

TOO_FEW: Final = "too few texts have a level by this assessor and by another"
CONSTANT: Final = "this assessor gave every text the same level"
NO_SPREAD: Final = "there is nothing to tell apart here: one side has no spread"


@dataclass(frozen=True, slots=True)
class Effect:
    """How far one assessor departs from the others in one respect, or why that is not known.

    Attributes
    ----------
    value : float or None
        The effect; 0 is none. Its unit is that of the function that gave it.
    low, high : float or None
        Its 95 % interval by drawing texts anew; an effect stands out where 0 lies outside.
    count : int
        How many texts (for halo: students) it rests on.
    why_none : str
        In words why there is no value; empty when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    count: int
    why_none: str = ""

    @property
    def standing(self) -> Standing:
        """What may be done with it, by how many texts it rests on."""
        return standing_of(self.count)

    @property
    def stands_out(self) -> bool:
        """Whether none at all lies outside the interval."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def strictness(own: npt.ArrayLike, others: npt.ArrayLike, *, rng: np.random.Generator) -> Effect:
    """Compute how much higher or lower an assessor scores than others on the same texts.

    Parameters
    ----------
    own : array_like of float, shape (n_texts,)
        The levels this assessor gave, 1 to 4; NaN where none.
    others : array_like of float, shape (n_texts,)
        The level, or mean level, that others gave the same texts independently; NaN where none.
    rng : numpy.random.Generator
        The only source of chance.

    Returns
    -------
    Effect
        In levels: negative is stricter than the others, positive more lenient. An assessor
        who gives everyone the same level has one too.

    Raises
    ------
    ValueError
        If the lengths differ.

    References
    ----------
    ``docs/method.md``, section 12.

    Examples
    --------
    >>> own, others = [2, 3, 2, 1] * 5, [3, 3, 3, 2] * 5
    >>> strictness(own, others, rng=np.random.default_rng(1)).value
    -0.75
    """
    mine, theirs = _on_same_texts(own, others)
    if len(mine) < FEWEST_SHOWN:
        return Effect(None, None, None, len(mine), TOO_FEW)
    apart = mine - theirs
    drawn = _weights(len(apart), rng) @ apart
    return _effect(float(apart.mean()), drawn, len(apart))


def order_effect(
    own: npt.ArrayLike,
    others: npt.ArrayLike,
    queues: npt.ArrayLike,
    *,
    rng: np.random.Generator,
) -> Effect:
    """Compute how the level of one text depends on the level given just before it.

    Texts lie in an order drawn by lot, so what came before says nothing about a text.

    Parameters
    ----------
    own, others : array_like of float, shape (n_texts,)
        As for :func:`strictness`, in the order in which this assessor had the texts.
    queues : array_like of int, shape (n_texts,)
        Which queue each text lay in: the first of a queue has nothing before it.

    Returns
    -------
    Effect
        In levels per level: at -0.2 a text gets a fifth of a level less after one that got a
        level more (contrast); above 0 levels stick to each other. Counts the texts with one
        before them. Without value for an assessor who gave one and the same level.

    Raises
    ------
    ValueError
        If the lengths differ.

    References
    ----------
    Radbruch, J. & Schiprowski, A. (2024). Interview sequences and the formation of subjective
    assessments. CEPR DP18839.

    Examples
    --------
    >>> others = np.random.default_rng(2).integers(1, 5, 400)
    >>> own = others.copy()
    >>> own[1:] -= (own[:-1] == 4) & (own[1:] > 1)
    >>> order_effect(own, others, np.zeros(400), rng=np.random.default_rng(1)).value < -0.1
    True
    """
    mine = np.asarray(own, dtype=np.float64)
    theirs = np.asarray(others, dtype=np.float64)
    queue = np.asarray(queues)
    _require_same_length(mine, theirs, queue)
    before = np.full(len(mine), np.nan)
    before[1:] = np.where(queue[1:] == queue[:-1], mine[:-1], np.nan)
    return _slope(mine - theirs, before, rng)


def drift(
    own: npt.ArrayLike, known: npt.ArrayLike, moments: npt.ArrayLike, *, rng: np.random.Generator
) -> Effect:
    """Compute how strictness changes over time, or along a queue.

    Parameters
    ----------
    own : array_like of float, shape (n_texts,)
        The levels this assessor gave; NaN where none.
    known : array_like of float, shape (n_texts,)
        What they are held against: the reasoned level of anchor cases, or what others gave.
    moments : array_like of float, shape (n_texts,)
        When each was scored, in any unit: days for a season, positions for a queue.

    Returns
    -------
    Effect
        In levels per unit of time; negative means growing stricter. Without value where all
        was scored at once.

    Raises
    ------
    ValueError
        If the lengths differ.

    References
    ----------
    ``docs/method.md``, sections 5 and 12.

    Examples
    --------
    >>> own, known, days = [3] * 20 + [2] * 20, [3] * 40, range(40)
    >>> drift(own, known, days, rng=np.random.default_rng(1)).stands_out
    True
    """
    mine = np.asarray(own, dtype=np.float64)
    theirs = np.asarray(known, dtype=np.float64)
    when = np.asarray(moments, dtype=np.float64)
    _require_same_length(mine, theirs, when)
    return _slope(mine - theirs, when, rng)


def halo(own: npt.ArrayLike, others: npt.ArrayLike, *, rng: np.random.Generator) -> Effect:
    """Compute how much more alike an assessor's levels of one student are than others' are.

    Who is good at one thing is often good at another, so levels of one student resemble each
    other anyway. What others give the same students shows how much of that is real.

    Parameters
    ----------
    own : array_like of float, shape (n_students, n_criteria)
        The levels this assessor gave; NaN where none.
    others : array_like of float, shape (n_students, n_criteria)
        The levels that others gave the same; NaN where none. Not their mean where some texts
        had more readers than others: a mean has less noise, and so correlates more.

    Returns
    -------
    Effect
        Mean correlation between criteria in the own levels minus that in the others', -2 to 2.
        Counts the students with two criteria or more. Pairs of criteria in which a side has no
        spread take no part.

    Raises
    ------
    ValueError
        If the shapes differ or are no table.

    References
    ----------
    Malouff, J. M. et al. (2014). Preventing halo bias in grading the work of university
    students. Cogent Psychology 1(1).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> others = rng.integers(1, 5, (60, 3))
    >>> own = np.repeat(others[:, :1], 3, axis=1)
    >>> halo(own, others, rng=rng).value > 0.7
    True
    """
    mine = np.asarray(own, dtype=np.float64)
    theirs = np.asarray(others, dtype=np.float64)
    if mine.ndim != 2 or mine.shape != theirs.shape:
        raise ValueError(
            f"two tables of students by criteria are needed, got {mine.shape} and {theirs.shape}"
        )
    is_seen = np.isfinite(mine) & np.isfinite(theirs)
    used = is_seen.sum(axis=1) >= 2
    mine, theirs, is_seen = mine[used], theirs[used], is_seen[used]
    count = len(mine)
    if count < FEWEST_SHOWN:
        return Effect(None, None, None, count, TOO_FEW)
    once = np.full((1, count), 1 / count)
    value = _surplus(once, mine, theirs, is_seen)[0]
    if np.isnan(value):
        return Effect(None, None, None, count, NO_SPREAD)
    return _effect(float(value), _surplus(_weights(count, rng), mine, theirs, is_seen), count)


def _on_same_texts(own: npt.ArrayLike, others: npt.ArrayLike) -> tuple[Floats, Floats]:
    mine = np.asarray(own, dtype=np.float64)
    theirs = np.asarray(others, dtype=np.float64)
    _require_same_length(mine, theirs)
    both = np.isfinite(mine) & np.isfinite(theirs)
    return mine[both], theirs[both]


def _require_same_length(*arrays: npt.NDArray[Any]) -> None:
    if len({array.shape for array in arrays}) != 1 or arrays[0].ndim != 1:
        shapes = ", ".join(str(array.shape) for array in arrays)
        raise ValueError(f"one number per text is needed on every side, got {shapes}")


def _weights(count: int, rng: np.random.Generator) -> Floats:
    """Draw texts anew, many times: which share each has, shape (RESAMPLES, count)."""
    shares: Floats = rng.multinomial(count, np.full(count, 1 / count), size=RESAMPLES) / count
    return shares


def _slope(apart: Floats, against: Floats, rng: np.random.Generator) -> Effect:
    """Compute by least squares how a difference changes with what it is held against."""
    is_known = np.isfinite(apart) & np.isfinite(against)
    y, x = apart[is_known], against[is_known]
    if len(x) < FEWEST_SHOWN:
        return Effect(None, None, None, len(x), TOO_FEW)
    if np.ptp(x) == 0:
        return Effect(None, None, None, len(x), CONSTANT)
    centred = x - x.mean()
    value = centred @ y / (centred @ centred)
    weights = _weights(len(x), rng)
    mean_x, mean_y = weights @ centred, weights @ y
    spread = weights @ centred**2 - mean_x**2
    together = weights @ (centred * y) - mean_x * mean_y
    return _effect(float(value), _ratio(together, spread), len(x))


def _surplus(
    weights: Floats, mine: Floats, theirs: Floats, is_seen: npt.NDArray[np.bool_]
) -> Floats:
    """Average over pairs of criteria how much more the own levels correlate, per resample."""
    total, pairs = np.zeros(len(weights)), np.zeros(len(weights))
    for one, other in combinations(range(mine.shape[1]), 2):
        both = is_seen[:, one] & is_seen[:, other]
        if both.sum() < 2:
            continue
        shares = weights[:, both]
        own = _correlation(shares, mine[both, one], mine[both, other])
        others = _correlation(shares, theirs[both, one], theirs[both, other])
        weight = np.where(np.isfinite(own - others), shares.sum(axis=1), 0)
        total += weight * np.nan_to_num(own - others)
        pairs += weight
    return _ratio(total, pairs)


def _correlation(weights: Floats, x: Floats, y: Floats) -> Floats:
    """Correlate x with y once per row of weights; NaN where one has no spread."""
    weights = _ratio(weights, weights.sum(axis=1, keepdims=True))
    x, y = x - x.mean(), y - y.mean()
    mean_x, mean_y = weights @ x, weights @ y
    of_x, of_y = weights @ x**2 - mean_x**2, weights @ y**2 - mean_y**2
    return _ratio(weights @ (x * y) - mean_x * mean_y, np.sqrt(np.maximum(of_x * of_y, 0)))


def _ratio(above: Floats, below: Floats) -> Floats:
    """Divide; NaN where nothing but rounding is left to divide by."""
    is_there = below > 1e-12
    gaps = np.full(np.broadcast(above, below).shape, np.nan)
    ratios: Floats = np.divide(above, below, out=gaps, where=is_there)
    return ratios


def _effect(value: float, drawn: Floats, count: int) -> Effect:
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return Effect(value, float(low), float(high), count)
