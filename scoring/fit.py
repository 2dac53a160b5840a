"""Exact fit of one student to one place: levels against requirements, as a fraction.

:mod:`scoring.fit_pairs` computes the same for a whole round at once.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.rubric import ASKABLE_LEVELS, LEVELS, WIDEST_GAP, is_active

NEEDED_COVERAGE: Final = Fraction(3, 4)
"""Share of the asked weight that needs evidence before a student can be ranked."""

MOST_ASSESSORS: Final = 3
"""Two assessors, and a third where they differ: means are halves or thirds of a level."""


class EssentialState(enum.StrEnum):
    """What the independent assessors say about a requirement that nothing can make up for."""

    MET = "met"
    NOT_MET = "not_met"
    DOUBT = "doubt"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What a vacancy asks of one competence.

    Attributes
    ----------
    required : int
        Level asked, 1 to 3; 1 means "learns it here" and takes no part in the fit.
    weight : int
        How much it counts against the other requirements; not negative, no unit.
    is_essential : bool
        Whether nothing else can make up for it.
    """

    required: int
    weight: int
    is_essential: bool = False

    def __post_init__(self) -> None:
        if self.required not in ASKABLE_LEVELS:
            raise ValueError(f"a requirement asks level 1, 2 or 3, not {self.required}")
        if self.weight < 0:
            raise ValueError(f"a weight cannot be negative, got {self.weight}")
        if self.is_essential and not self.is_active:
            raise ValueError("an essential must ask more than level 1 and have weight")

    @property
    def is_active(self) -> bool:
        """Whether it takes part in the fit."""
        return is_active(self.required, self.weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How far one student meets what one place asks.

    Attributes
    ----------
    value : Fraction
        The fit, 0 to 1.
    observed : Fraction or None
        The same before the bounds: the mean over what has evidence; None without any.
    low, high : Fraction
        The fit if everything without evidence were level 1, or met.
    coverage : Fraction
        Share of the asked weight that has evidence, 0 to 1.
    essentials : mapping of str to EssentialState
        One state per essential requirement.
    """

    value: Fraction
    observed: Fraction | None
    low: Fraction
    high: Fraction
    coverage: Fraction
    essentials: Mapping[str, EssentialState]

    @property
    def numerator(self) -> int:
        """Numerator of the fit in lowest terms."""
        return self.value.numerator

    @property
    def denominator(self) -> int:
        """Denominator of the fit in lowest terms."""
        return self.value.denominator

    @property
    def is_rankable(self) -> bool:
        """Whether there is evidence enough to rank the student here."""
        return (
            self.coverage >= NEEDED_COVERAGE and EssentialState.OPEN not in self.essentials.values()
        )

    @property
    def meets_essentials(self) -> bool:
        """Whether no essential is certainly not met; doubt counts for the student."""
        return EssentialState.NOT_MET not in self.essentials.values()


def fit(requirements: Mapping[str, Requirement], levels: Mapping[str, Sequence[int]]) -> Fit:
    r"""Compute the exact fit of one student to one place.

    With :math:`s_j` the mean of the independent levels and the sums over active requirements,

    .. math:: a_j = 1 - \max(0, r_j - s_j) / 3, \qquad
              F = \mathrm{clip}\Bigl(\frac{\sum w_j a_j}{\sum w_j}, LOW, HIGH\Bigr)

    the inner fraction over requirements with evidence. More than asked earns nothing.

    Parameters
    ----------
    requirements : mapping of str to Requirement
        What the place asks, by competence.
    levels : mapping of str to sequence of int
        The independent levels (1 to 4) of up to three assessors, by competence. A competence
        that is absent or empty is not yet observed; one that is not asked is ignored.

    Returns
    -------
    Fit
        With value 1 where nothing active is asked. Without any evidence the value is LOW, and
        the student is not rankable.

    Raises
    ------
    ValueError
        If a level lies outside the rubric or a competence has more than three levels.

    References
    ----------
    ``docs/method.md``, section 6.

    Examples
    --------
    >>> planning, helping = Requirement(required=3, weight=2), Requirement(required=2, weight=1)
    >>> asked = {"plan": planning, "help": helping}
    >>> fit(asked, {"plan": (2, 3), "help": (4, 4)}).value
    Fraction(8, 9)
    """
    active = {name: asked for name, asked in requirements.items() if asked.is_active}
    means = {name: mean_level(levels.get(name, ())) for name in active}
    asked_weight = sum(asked.weight for asked in active.values())
    seen_weight = sum(asked.weight for name, asked in active.items() if means[name] is not None)
    lost = sum((loss(asked, means[name]) for name, asked in active.items()), Fraction(0))
    unseen = [asked for name, asked in active.items() if means[name] is None]
    at_worst = sum((loss(asked, Fraction(LEVELS[0])) for asked in unseen), Fraction(0))
    low = 1 - (lost + at_worst) / asked_weight if asked_weight else Fraction(1)
    high = 1 - lost / asked_weight if asked_weight else Fraction(1)
    observed = 1 - lost / seen_weight if seen_weight else None
    return Fit(
        value=low if observed is None else min(max(observed, low), high),
        observed=observed,
        low=low,
        high=high,
        coverage=Fraction(seen_weight, asked_weight) if asked_weight else Fraction(1),
        essentials={
            name: essential_state(asked.required, levels.get(name, ()))
            for name, asked in requirements.items()
            if asked.is_essential
        },
    )


def mean_level(levels: Sequence[int]) -> Fraction | None:
    """Return the mean of independent levels, or None if there are none.

    Raises
    ------
    ValueError
        If a level lies outside the rubric or there are more than three.

    Examples
    --------
    >>> mean_level((2, 3)), mean_level(())
    (Fraction(5, 2), None)
    """
    if len(levels) > MOST_ASSESSORS:
        raise ValueError(f"at most {MOST_ASSESSORS} assessors score a criterion, got {len(levels)}")
    for level in levels:
        if level not in LEVELS:
            raise ValueError(f"a level is 1, 2, 3 or 4, not {level}")
    return Fraction(sum(levels), len(levels)) if levels else None


def loss(asked: Requirement, mean: Fraction | None) -> Fraction:
    """Return what a shortfall costs, in weight; nothing where there is no evidence.

    Examples
    --------
    >>> loss(Requirement(required=3, weight=2), Fraction(5, 2))
    Fraction(1, 3)
    """
    if mean is None or not asked.is_active:
        return Fraction(0)
    return asked.weight * max(Fraction(0), asked.required - mean) / WIDEST_GAP


def essential_state(required: int, levels: Sequence[int]) -> EssentialState:
    """Say what the assessors together say about an essential.

    It is not met only if all of them are below what is asked.

    Examples
    --------
    >>> essential_state(3, (2, 3)).value, essential_state(3, (2, 2)).value
    ('doubt', 'not_met')
    """
    if not levels:
        return EssentialState.OPEN
    if min(levels) >= required:
        return EssentialState.MET
    return EssentialState.NOT_MET if max(levels) < required else EssentialState.DOUBT
