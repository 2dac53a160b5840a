"""Firms, schools and towns, found on one walk along the words of a text.

Nearly every word says nothing of any of them: what may be found at a word is looked up once.
"""

from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from blinding.reading import Reading
from blinding.rules.places import organisations, schools, towns, well_known_firms
from blinding.rules.places.name_ends import Finder, walk
from blinding.spans import Span, identifier, slot
from blinding.words.organisations import DISTRICTS

_WORD = itemgetter(0)


@lru_cache(maxsize=65_536)
def _finders_of(word: str) -> tuple[tuple[Finder, str, float], ...]:
    """Give what may find a name at a word, with the kind and the sureness of what it finds."""
    sorts = (
        (well_known_firms.finder_of(word), "employer", 0.8),
        (organisations.finder_of(word), "employer", 0.7),
        (schools.finder_of(word), "school", 0.7),
        (towns.finder_of(word), "town", 0.75),
    )
    return tuple((finder, kind, sure) for finder, kind, sure in sorts if finder)


def named_places(reading: Reading) -> Iterator[Span]:
    """Find the names of firms, institutions, clubs, schools, towns and districts."""
    tokens = reading.tokens
    marked = [
        (at, finders) for at, finders in enumerate(map(_finders_of, map(_WORD, tokens))) if finders
    ]
    path = walk(reading)
    for at, finders in marked:
        for finder, kind, sure in finders:
            first, end = finder(path, at)
            if end > first:
                # A district that many know is no brand: "vanuit de Bijlmer fiets ik".
                mark = identifier if tokens[first][0] in DISTRICTS.firsts else slot
                yield mark(tokens[first][1], tokens[end - 1][2], kind, sure)
