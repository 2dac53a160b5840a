"""When two assessors differ too much, and what the levels of a text come down to."""

import re
from collections.abc import Sequence
from statistics import median_low
from typing import Final

FAR_APART: Final = 2
"""From this difference on both look again, and if it stays a third assessor looks."""

_LEVEL: Final = re.compile(
    r"\b(?:niveau|level|score|cijfer)\b[^.\n]{0,12}\b(?:[1-4]|twee|drie|vier|two|three|four)\b",
    re.IGNORECASE,
)


def names_level(behaviour: str) -> bool:
    """Say whether words about what was seen give away which level somebody chose.

    Examples
    --------
    >>> names_level("Voor mij is dit niveau 3."), names_level("Vroeg drie keer hoe het ging.")
    (True, False)
    """
    return _LEVEL.search(behaviour) is not None


def are_far_apart(first: int | None, second: int | None) -> bool:
    """Say whether two levels differ too much; "not yet observed" differs from nothing.

    Examples
    --------
    >>> are_far_apart(1, 3), are_far_apart(2, 3), are_far_apart(None, 4)
    (True, False, False)
    """
    return first is not None and second is not None and abs(first - second) >= FAR_APART


def settled_levels(levels: Sequence[int]) -> tuple[int, ...]:
    """Return the levels that count: those of the pair, and of a third who read every text too.

    Where a third was needed because the pair stayed far apart, the median stands for all.

    Examples
    --------
    >>> settled_levels([2, 3]), settled_levels([1, 4, 3]), settled_levels([2, 3, 3])
    ((2, 3), (3,), (2, 3, 3))
    """
    if len(levels) > 2 and are_far_apart(levels[0], levels[1]):
        return (median_low(levels),)
    return tuple(levels)
