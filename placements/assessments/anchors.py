"""Cases whose level is known, unannounced between real texts: whether an eye drifts shows there."""

import random
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final, TypeVar

from placements.calibration.cases import hidden_cases

T = TypeVar("T")

TEXTS_A_CASE: Final = 12
"""One hidden case for so many texts of students."""


def choose_cases(
    letter: str,
    count: int,
    *,
    in_queue: Collection[str],
    laid_before: Counter[str],
    rng: random.Random,
) -> list[str]:
    """Return so many cases for one queue, if there are: none twice, the least read before first."""
    free = [case.id for case in hidden_cases(letter) if case.id not in in_queue]
    free.sort(key=lambda case_id: (laid_before[case_id], rng.random()))
    return free[:count]


def mixed(texts: Sequence[T], cases: Sequence[T], rng: random.Random) -> list[T]:
    """Return the texts in their order, with one case somewhere in each run of twelve.

    Examples
    --------
    >>> len(mixed(range(24), ["a", "b"], random.Random(1)))
    26
    """
    queue: list[T] = []
    for number, begin in enumerate(range(0, len(texts), TEXTS_A_CASE)):
        run = list(texts[begin : begin + TEXTS_A_CASE])
        run[(place := rng.randint(0, len(run))) : place] = cases[number : number + 1]
        queue += run
    return queue
