"""How many scores a figure needs before it is shown, and before anything follows from it."""

import enum
from typing import Final

FEWEST_SHOWN: Final = 15
"""Below this a figure says more about chance than about anybody: the table stands alone."""

FEWEST_FIRM: Final = 30
"""Below this a figure is shown as provisional."""

FEWEST_TO_DECIDE: Final = 50
"""From here on a figure may carry a decision by itself."""


class Standing(enum.StrEnum):
    """What may be done with a figure, by how many scores it rests on."""

    TABLE_ONLY = "table_only"
    PROVISIONAL = "provisional"
    SHOWN = "shown"


def standing_of(count: int) -> Standing:
    """Say what may be done with a figure that rests on so many scores.

    References
    ----------
    ``docs/method.md``, section 12.

    Examples
    --------
    >>> [standing_of(count).value for count in (14, 15, 29, 30)]
    ['table_only', 'provisional', 'provisional', 'shown']
    """
    if count < FEWEST_SHOWN:
        return Standing.TABLE_ONLY
    return Standing.PROVISIONAL if count < FEWEST_FIRM else Standing.SHOWN
