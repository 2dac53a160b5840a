"""Levels and requirements as a frozen round writes them: short texts that are quick to read.

A large round has a million of each; as numbers in lists of their own they would fill the file.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from matching.shapes import NotAsShaped

MOST_LEVELS: Final = 3
"""Levels of one candidate on one competence: two assessors, and a third where they differ."""

HIGHEST_LEVEL: Final = 4
HIGHEST_WEIGHT: Final = 1000

_TERMS: Final = re.compile("([1-3]) weight (0|[1-9][0-9]{0,3})( essential)?")


class Terms(NamedTuple):
    """What a place asks of one competence."""

    required: int
    weight: int
    is_essential: bool


def write_terms(terms: Terms) -> str:
    """Write what a place asks of one competence.

    Examples
    --------
    >>> write_terms(Terms(3, 2, True)), write_terms(Terms(1, 1, False))
    ('3 weight 2 essential', '1 weight 1')
    """
    required, weight, is_essential = terms
    return f"{required} weight {weight}{' essential' if is_essential else ''}"


def read_terms(text: str) -> Terms | None:
    """Read what a place asks of one competence; None if the text does not say that.

    Examples
    --------
    >>> read_terms("3 weight 2 essential")
    Terms(required=3, weight=2, is_essential=True)
    """
    found = _TERMS.fullmatch(text)
    if found is None or int(found[2]) > HIGHEST_WEIGHT:
        return None
    return Terms(int(found[1]), int(found[2]), found[3] is not None)


def write_levels(competences: Sequence[str], levels: Mapping[str, Sequence[int]]) -> str:
    """Write what was seen of one candidate: three digits per competence, 0 where there is none.

    Examples
    --------
    >>> write_levels(["help", "order", "plan"], {"plan": [1, 4, 3], "help": [2, 2]})
    '220000143'
    """
    digits = ("".join(map(str, levels.get(name, ()))) for name in competences)
    return "".join(one.ljust(MOST_LEVELS, "0") for one in digits)


def read_levels(competences: Sequence[str], text: str) -> dict[str, list[int]]:
    """Read what was seen of one candidate; what is not yet observed is left out.

    Examples
    --------
    >>> read_levels(["help", "order", "plan"], "220000143")
    {'help': [2, 2], 'plan': [1, 4, 3]}
    """
    digits = (text[first : first + MOST_LEVELS] for first in range(0, len(text), MOST_LEVELS))
    return {
        name: [int(level) for level in given.rstrip("0")]
        for name, given in zip(competences, digits, strict=True)
        if given.rstrip("0")
    }


def read_all_levels(
    candidates: Sequence[str], texts: Sequence[str], n_competences: int
) -> npt.NDArray[np.uint8]:
    """Read what was seen of everyone.

    Parameters
    ----------
    candidates : sequence of str, shape (n_candidates,)
        Their codes, to name the first whose text is wrong.
    texts : sequence of str, shape (n_candidates,)
        Texts as from :func:`write_levels`.
    n_competences : int
        How many competences the round has.

    Returns
    -------
    ndarray of uint8, shape (n_candidates, n_competences, 3)
        Levels 1 to 4; 0 where there is none.

    Raises
    ------
    NotAsShaped
        If a text is not as it should be.

    Examples
    --------
    >>> read_all_levels(["K1", "K2"], ["120000", "000334"], 2)[:, :, 0]
    array([[1, 0],
           [0, 3]], dtype=uint8)
    """
    length = n_competences * MOST_LEVELS
    for code, text in zip(candidates, texts, strict=True):
        if len(text) != length:
            raise NotAsShaped(f"{_levels_of(code)} three digits per competence, {length} in all")
    content = "".join(texts).encode("ascii", errors="replace")
    levels = np.frombuffer(content, dtype=np.uint8) - ord("0")  # below 0 it becomes large
    levels = levels.reshape(len(texts), n_competences, MOST_LEVELS)
    wrong = levels > HIGHEST_LEVEL
    wrong[:, :, 1:] |= (levels[:, :, 1:] != 0) & (levels[:, :, :-1] == 0)
    if wrong.any():
        code = candidates[int(wrong.any(axis=(1, 2)).argmax())]
        raise NotAsShaped(
            f"{_levels_of(code)} levels from 1 to {HIGHEST_LEVEL}, then zeros, per competence"
        )
    return levels


def _levels_of(code: str) -> str:
    return f"input.candidates.{code}.levels must have"
