"""A text read once for all rules, and patterns that are tried only where they can begin.

A pattern costs as much as the text is long, and most texts hold nothing of what most patterns look
for. So a text is cut in words once, and a word says which patterns may begin with it.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from blinding.dates import MONTHS, DateKey, dates_in_figures, dates_in_words
from blinding.folding import WORD, Folded, fold
from blinding.traces import (
    Token,
    digit_runs,
    emails_in,
    figures_in,
    matches_at,
    postcodes_in,
    spelled_out,
    with_spelled,
)

# A word that may be a name, in a pattern over folded text.
A_NAME = r"[^\W\d_][\w'-]*"
_RUN = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")


class Reading(NamedTuple):
    """A text, folded, in words, with what more than one rule looks for."""

    text: str
    folded: Folded
    tokens: list[Token]
    # Words written as s e p a r a t e letters; among the tokens they are one word each.
    spelled: list[Token]
    # Where a pattern may begin: "i'm" is one token, and "i" and "m" are two runs.
    runs: list[Token]
    has_digits: bool
    # A word of one letter: an initial, "k" or "i".
    has_letters: bool
    # Where each row of figures begins.
    figures: list[int]
    digit_runs: list[Token]
    # Every reading of every date; one without a year has year 0.
    dates: list[tuple[DateKey, int, int]]
    emails: list[Token]
    postcodes: list[Token]


def read(text: str) -> Reading:
    """Read a text for all rules.

    >>> [word for word, _, _ in read("Ik heet J a n.").tokens]
    ['ik', 'heet', 'jan']
    """
    folded = fold(text)
    low = folded.low
    words = _cut(WORD, low)
    runs = _cut(_RUN, low) if "'" in low or "_" in low else words
    has_letters = 1 in {len(word) for word, _, _ in runs}
    spelled = spelled_out(low) if has_letters else []
    has_digits = bool(_DIGIT.search(low)) or (not low.isascii() and any(map(str.isdigit, low)))
    figures = figures_in(low) if has_digits else []
    dates = list(dates_in_figures(low, figures, with_year=False)) if has_digits else []
    if not MONTHS.keys().isdisjoint({word for word, _, _ in runs}):
        dates += dates_in_words(low, with_year=False)
    return Reading(
        text,
        folded,
        with_spelled(words, spelled),
        spelled,
        runs,
        has_digits,
        has_letters,
        figures,
        list(digit_runs(low, figures, shortest=4)),
        dates,
        list(emails_in(low)),
        list(postcodes_in(low, figures)),
    )


def _cut(pattern: re.Pattern[str], low: str) -> list[Token]:
    return [(match.group(), match.start(), match.end()) for match in pattern.finditer(low)]


class Cue(NamedTuple):
    """A pattern and the words that it may begin with, as a pattern too."""

    firsts: str
    pattern: re.Pattern[str]
    # It finds nothing in a text without these.
    has_digits: bool = False
    has_letters: bool = False


Cued: TypeAlias = dict[str, list[re.Match[str]]]


def _by_first_words(cues: dict[str, Cue]) -> Callable[[str], tuple[str, ...]]:
    """Give a function that tells which patterns may begin with a word.

    It is kept by word alone: what a text holds besides is asked of the few that are left.
    """
    firsts = [(name, re.compile(cue.firsts)) for name, cue in cues.items()]
    any_first = re.compile("|".join(cue.firsts for cue in cues.values()))

    @lru_cache(maxsize=65_536)
    def begun_by(word: str) -> tuple[str, ...]:
        if not any_first.fullmatch(word):
            return ()
        return tuple(name for name, first in firsts if first.fullmatch(word))

    return begun_by


class Cues:
    """Patterns by name; each is tried only where one of its first words stands."""

    def __init__(self, cues: dict[str, Cue]) -> None:
        self.patterns = {name: cue.pattern for name, cue in cues.items()}
        self._silent_in = {
            (has_digits, has_letters): {
                name
                for name, cue in cues.items()
                if cue.has_digits > has_digits or cue.has_letters > has_letters
            }
            for has_digits in (True, False)
            for has_letters in (True, False)
        }
        self._begun_by = _by_first_words(cues)

    def found(self, reading: Reading) -> Cued:
        """Give what every pattern finds in a text, left to right and without overlap."""
        begun_by = self._begun_by
        places = defaultdict[str, list[int]](list)
        for word, start, _ in reading.runs:
            for name in begun_by(word):
                places[name].append(start)
        silent = self._silent_in[reading.has_digits, reading.has_letters]
        found = defaultdict[str, list[re.Match[str]]](list)
        for name, starts in places.items():
            if name in silent:
                continue
            found[name] = list(matches_at(self.patterns[name], reading.folded.low, starts))
        return found
