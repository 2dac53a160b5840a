"""The one scale for school, vacancy and trial: four observable levels, or not yet observed."""

from typing import Final

LEVELS: Final = (1, 2, 3, 4)
"""1 not shown yet, 2 with help, 3 independently in a known situation, 4 also when it gets hard."""

NOT_OBSERVED: Final = 0
"""No level: how arrays hold "not yet observed". It never counts as a low level."""

ASKABLE_LEVELS: Final = (1, 2, 3)
"""What a vacancy may ask; 4 is not allowed, because a trial is there to learn."""

LEARNED_HERE: Final = 1
"""A requirement at this level says "learns it here" and is inactive: everyone starts there."""

WIDEST_GAP: Final = LEVELS[-1] - LEVELS[0]
"""Levels between the ends of the scale: what one level short costs is measured against it."""


def is_active(required: int, weight: int) -> bool:
    """Say whether a requirement takes part in the fit.

    Examples
    --------
    >>> is_active(required=3, weight=2), is_active(required=1, weight=2)
    (True, False)
    """
    return required > LEARNED_HERE and weight > 0
