"""One criterion scored twice: a table of four by four, what it says, and what follows from it.

Everything is computed from counts, so thousands of resamples cost milliseconds. The limits of
the ladder are Krippendorff's, and so is the coefficient it looks at.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.agreement import CONSTANT, TOO_FEW
from scoring.counts import FEWEST_FIRM, FEWEST_SHOWN, FEWEST_TO_DECIDE, Standing, standing_of
from scoring.rubric import LEVELS

Floats: TypeAlias = npt.NDArray[np.float64]
Table: TypeAlias = npt.NDArray[np.int64]
"""Shape (4, 4): how often the first assessor gave the row and the second the column."""

USABLE: Final = 0.667
"""From here on Krippendorff calls a coefficient good enough for tentative conclusions."""

GOOD: Final = 0.80
"""From here on he calls it reliable."""

RESAMPLES: Final = 2000
"""How often the double scores are drawn anew for an interval."""

_STEPS: Final = np.arange(len(LEVELS))
_SQUARES: Final = (_STEPS[:, None] - _STEPS) ** 2


class Light(enum.StrEnum):
    """What the double scores of one criterion ask."""

    TOO_EARLY = "too_early"
    """Too few double scores, or all the same: nothing follows."""
    GREEN = "green"
    ORANGE = "orange"
    """Practise again; with enough double scores a third assessor reads every text."""
    RED = "red"
    """The criterion takes no part in the ranking of this round."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient with its 95 % interval; None where it does not exist."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How alike two assessors scored one criterion.

    Attributes
    ----------
    count : int
        How many texts were scored by two.
    equal, one_apart, further_apart : int
        How many of them got the same level from both, levels one apart, and further.
    alpha : Figure
        Krippendorff's, ordinal: what the ladder looks at.
    kappa : Figure
        Cohen's with quadratic weights over all four levels.
    icc_single, icc_mean : Figure
        ICC(2,1) of one assessor, and ICC(2,k) of the mean of two.
    why_none : str
        In words why there is no coefficient; empty where there is one.
    """

    count: int
    equal: int
    one_apart: int
    further_apart: int
    alpha: Figure
    kappa: Figure
    icc_single: Figure
    icc_mean: Figure
    why_none: str

    @property
    def standing(self) -> Standing:
        """What may be shown of it, by how many double scores there are."""
        return standing_of(self.count)

    @property
    def light(self) -> Light:
        """Where it stands on the ladder of ``docs/method.md``, section 12."""
        alpha = self.alpha
        if self.count < FEWEST_FIRM or None in (alpha.value, alpha.low, alpha.high):
            return Light.TOO_EARLY
        assert alpha.value is not None  # noqa: S101 - asked above
        assert alpha.low is not None  # noqa: S101 - asked above
        assert alpha.high is not None  # noqa: S101 - asked above
        is_good = alpha.value >= GOOD and self.count >= FEWEST_TO_DECIDE
        if alpha.low >= USABLE or is_good:
            return Light.GREEN
        return Light.RED if alpha.high < USABLE else Light.ORANGE

    @property
    def needs_third(self) -> bool:
        """Whether a third assessor reads every text: orange, on enough scores to decide."""
        return self.light is Light.ORANGE and self.count >= FEWEST_TO_DECIDE


def table_of(first: Sequence[int], second: Sequence[int]) -> Table:
    """Count how often each level of the one met each level of the other.

    Raises
    ------
    ValueError
        If the lengths differ or a level lies outside the rubric.

    Examples
    --------
    >>> table_of([1, 2, 2], [1, 2, 3]).tolist()
    [[1, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    """
    one, other = np.array(first, dtype=np.int64), np.array(second, dtype=np.int64)
    if one.shape != other.shape:
        raise ValueError(f"two levels per text are needed, got {one.shape} and {other.shape}")
    if one.size and (
        min(one.min(), other.min()) < LEVELS[0] or max(one.max(), other.max()) > LEVELS[-1]
    ):
        raise ValueError("a level is 1, 2, 3 or 4")
    table = np.zeros((len(LEVELS), len(LEVELS)), dtype=np.int64)
    np.add.at(table, (one - LEVELS[0], other - LEVELS[0]), 1)
    return table


def agreement_of(table: npt.NDArray[np.integer[Any]], *, rng: np.random.Generator) -> Agreement:
    """Compute what a table of double scores says.

    Parameters
    ----------
    table : ndarray of int, shape (4, 4)
        As from :func:`table_of`; rows and columns in the order of the levels.
    rng : numpy.random.Generator
        The only source of chance.

    Returns
    -------
    Agreement
        Intervals by drawing texts anew with both their levels; without coefficients below
        ``FEWEST_SHOWN`` double scores, or where everyone gave one level.

    Raises
    ------
    ValueError
        If the table is not four by four, or a count is negative.

    References
    ----------
    ``docs/method.md``, section 12. Krippendorff, K. (2004). Reliability in content analysis:
    some common misconceptions and recommendations. Human Communication Research 30(3).

    Examples
    --------
    >>> table = np.array([[5, 2, 0, 0], [1, 9, 3, 0], [0, 2, 9, 2], [0, 0, 1, 6]])
    >>> agreed = agreement_of(table, rng=np.random.default_rng(1))
    >>> agreed.count, agreed.equal, agreed.light.value
    (40, 29, 'green')
    """
    if table.shape != (len(LEVELS), len(LEVELS)) or (table < 0).any():
        raise ValueError("double scores are counted in four rows of four")
    count = int(table.sum())
    apart = np.abs(_STEPS[:, None] - _STEPS)
    found = dict.fromkeys(_FIGURES, Figure(None, None, None))
    why_none = TOO_FEW if count < FEWEST_SHOWN else ""
    if not why_none:
        drawn = rng.multinomial(count, table.ravel() / count, size=RESAMPLES)
        tables = np.concatenate([table[None], drawn.reshape(-1, *table.shape)]).astype(np.float64)
        found = {name: _figure(compute(tables)) for name, compute in _FIGURES.items()}
        why_none = CONSTANT if found["alpha"].value is None else ""
    return Agreement(
        count=count,
        equal=int(table[apart == 0].sum()),
        one_apart=int(table[apart == 1].sum()),
        further_apart=int(table[apart > 1].sum()),
        why_none=why_none,
        **found,
    )


def _figure(values: Floats) -> Figure:
    """Take the first as the coefficient and the rest as resamples of it."""
    value, drawn = values[0], values[1:][np.isfinite(values[1:])]
    if np.isnan(value):
        return Figure(None, None, None)
    if 2 * len(drawn) < RESAMPLES:
        return Figure(float(value), None, None)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Figure(float(value), float(low), float(high))


def _alpha(tables: Floats) -> Floats:
    """Compute Krippendorff's ordinal alpha of many tables at once."""
    coincidences = tables + tables.transpose(0, 2, 1)
    totals = coincidences.sum(axis=2)
    midpoints = np.cumsum(totals, axis=1) - totals / 2
    apart = (midpoints[:, :, None] - midpoints[:, None, :]) ** 2
    observed = (coincidences * apart).sum(axis=(1, 2))
    expected = _weighed(apart, totals, totals)
    pairs: Floats = totals.sum(axis=1) - 1
    return 1 - pairs * _ratio(observed, expected)


def _kappa(tables: Floats) -> Floats:
    """Compute quadratic weighted kappa of many tables at once."""
    rows, columns = tables.sum(axis=2), tables.sum(axis=1)
    observed = _summed(tables, _SQUARES) * rows.sum(axis=1)
    expected = ((rows @ _SQUARES) * columns).sum(axis=1)
    return 1 - _ratio(observed, expected)


def _icc_single(tables: Floats) -> Floats:
    of_texts, of_assessors, rest, count = _mean_squares(tables)
    return _ratio(of_texts - rest, of_texts + rest + 2 * (of_assessors - rest) / count)


def _icc_mean(tables: Floats) -> Floats:
    of_texts, of_assessors, rest, count = _mean_squares(tables)
    return _ratio(of_texts - rest, of_texts + (of_assessors - rest) / count)


def _mean_squares(tables: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Compute the mean squares of texts, of the two assessors and of the rest."""
    sums, differences = _STEPS[:, None] + _STEPS, _STEPS[:, None] - _STEPS
    count = _summed(tables, np.ones_like(sums))
    total, squares = _summed(tables, sums), _summed(tables, sums**2)
    apart, squares_apart = _summed(tables, differences), _summed(tables, differences**2)
    of_texts = (squares - total**2 / count) / (2 * (count - 1))
    of_assessors = apart**2 / (2 * count)
    rest = (squares_apart - apart**2 / count) / (2 * (count - 1))
    return of_texts, of_assessors, rest, count


def _summed(tables: Floats, weights: npt.NDArray[Any]) -> Floats:
    """Sum every table, each cell times its weight."""
    total: Floats = tables.reshape(len(tables), -1) @ weights.ravel().astype(np.float64)
    return total


def _weighed(weights: Floats, rows: Floats, columns: Floats) -> Floats:
    """Sum, table by table, the products of a row's and a column's total, times their weight."""
    total: Floats = ((rows[:, None, :] @ weights)[:, 0, :] * columns).sum(axis=1)
    return total


def _ratio(above: Floats, below: Floats) -> Floats:
    """Divide; NaN where nothing but rounding is left to divide by."""
    gaps = np.full(below.shape, np.nan)
    ratios: Floats = np.divide(above, below, out=gaps, where=below > 1e-9)
    return ratios


_FIGURES: Final = {
    "alpha": _alpha,
    "kappa": _kappa,
    "icc_single": _icc_single,
    "icc_mean": _icc_mean,
}
