"""Which criterion gave which part of a fit: rows whose losses sum exactly to 1 - fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from scoring.fit import EssentialState, Fit, Requirement, fit, loss, mean_level


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedCriterion:
    """One row of an explanation: what was asked, what was seen, what it cost.

    Attributes
    ----------
    competence : str
        The competence asked.
    required : int
        The level asked; 1 means "learns it here".
    level : Fraction or None
        The mean of the independent levels; None when not yet observed.
    share : Fraction
        Part of the asked weight that this criterion holds, 0 to 1.
    loss : Fraction
        What it took off the fit, 0 to 1.
    essential : EssentialState or None
        How the essential stands; None when the criterion is not one.
    """

    competence: str
    required: int
    level: Fraction | None
    share: Fraction
    loss: Fraction
    essential: EssentialState | None

    @property
    def is_met(self) -> bool:
        """Whether the level seen is at least the level asked."""
        return self.level is not None and self.level >= self.required


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A fit, and where it came from.

    Attributes
    ----------
    fit : Fit
        What is explained.
    rows : tuple of ExplainedCriterion
        One per criterion, in the order of the vacancy.
    clip_loss : Fraction
        The row of the bound: below 0 when LOW lifted the fit, above 0 when nothing was
        observed at all, else 0.
    """

    fit: Fit
    rows: tuple[ExplainedCriterion, ...]
    clip_loss: Fraction


def explain(
    requirements: Mapping[str, Requirement], levels: Mapping[str, Sequence[int]]
) -> Explanation:
    """Explain one fit row by row.

    Parameters
    ----------
    requirements, levels
        As for :func:`scoring.fit.fit`.

    Returns
    -------
    Explanation
        Its rows' losses and the loss of the clip sum exactly to ``1 - fit.value``.

    Examples
    --------
    >>> planning, helping = Requirement(required=3, weight=2), Requirement(required=2, weight=1)
    >>> asked = {"plan": planning, "help": helping}
    >>> explained = explain(asked, {"plan": (2, 3), "help": (4, 4)})
    >>> [(row.competence, row.loss) for row in explained.rows]
    [('plan', Fraction(1, 9)), ('help', Fraction(0, 1))]
    """
    result = fit(requirements, levels)
    means = {name: mean_level(levels.get(name, ())) for name in requirements}
    active = {name: asked for name, asked in requirements.items() if asked.is_active}
    asked_weight = sum(asked.weight for asked in active.values())
    seen_weight = sum(asked.weight for name, asked in active.items() if means[name] is not None)
    rows = tuple(
        ExplainedCriterion(
            competence=name,
            required=asked.required,
            level=means[name],
            share=Fraction(asked.weight, asked_weight) if name in active else Fraction(0),
            loss=loss(asked, means[name]) / max(seen_weight, 1),
            essential=result.essentials.get(name),
        )
        for name, asked in requirements.items()
    )
    explained = sum((row.loss for row in rows), Fraction(0))
    return Explanation(fit=result, rows=rows, clip_loss=1 - result.value - explained)


def in_tenths(losses: Sequence[Fraction]) -> list[int]:
    """Round losses to tenths of a percent that add up to their rounded sum.

    Each is rounded down, and what is then missing goes to those that lost most by it, earlier
    rows first. A loss of nothing stays nothing.

    Examples
    --------
    >>> in_tenths([Fraction(1, 9), Fraction(1, 9), Fraction(1, 9), Fraction(0)])
    [111, 111, 111, 0]
    >>> in_tenths([Fraction(1, 6), Fraction(1, 6), Fraction(-1, 9)])
    [167, 166, -111]
    """
    exact = [1000 * loss for loss in losses]
    shown = [floor(loss) for loss in exact]
    missing = round(sum(exact, Fraction(0))) - sum(shown)
    for index in sorted(range(len(exact)), key=lambda one: shown[one] - exact[one])[:missing]:
        shown[index] += 1
    return shown
