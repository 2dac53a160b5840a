"""A marked piece of a text: where, what kind, why, how sure."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from blinding.words.lexicon import LAST_NAME, flags_of
from blinding.words.small_words import FUNCTION_WORDS, HARMLESS_CAPITALS

PROXY_KINDS = frozenset(
    {"origin", "language", "religion", "gender", "orientation", "health", "family", "neighbourhood"}
)
_NAMED = frozenset({"name", "initials", "nickname", "employer", "unknown_word"})
_CAPITAL = re.compile(r" ([A-Z][\w']*)")
_JOINED = re.compile(r"(?:[._-]\w+)+")
_SURNAME = re.compile(
    r"(?: (?:van|de|der|den|het|el|al|ait|ben|la)){1,3} ([^\W\d_]+)"
    r"(?= (?:en|and|ik|i|uit|from)(?!\w)|\s*(?:$|[,.!?)]))"
)


class Span(NamedTuple):
    """Characters `start` to `end` of the original text may not be seen by others.

    `replacement` is the neutral word that takes their place; empty means the marker.
    """

    start: int
    end: int
    kind: str
    why: str
    confidence: float
    replacement: str = ""


def slot(start: int, end: int, kind: str, confidence: float = 0.85) -> Span:
    """Mark what the words around it say is a name."""
    return Span(start, end, kind, "name_place", confidence)


def identifier(start: int, end: int, kind: str, confidence: float = 0.99) -> Span:
    """Mark what is known by its form: a number, an address."""
    return Span(start, end, kind, "identifier", confidence)


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """Keep every marked character once, sorted; where two spans meet, the surer names it.

    A span that only partly overlaps a surer one keeps its remainder, so nothing marked by
    any rule becomes visible again.
    """
    taken: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.confidence, s.start, -s.end, s.kind)):
        taken.extend(_free_parts(span, taken))
    return sorted(taken, key=lambda s: s.start)


def _free_parts(span: Span, taken: list[Span]) -> list[Span]:
    parts = [(span.start, span.end)]
    for other in taken:
        parts = [
            piece
            for start, end in parts
            for piece in _minus(start, end, other.start, other.end)
            if piece[0] < piece[1]
        ]
        if not parts:
            return []
    whole = parts == [(span.start, span.end)]
    # Half a neutral word would say nothing; what remains of a cut span becomes the marker.
    return [
        span if whole else Span(start, end, span.kind, span.why, span.confidence)
        for start, end in parts
    ]


def _minus(start: int, end: int, cut_start: int, cut_end: int) -> list[tuple[int, int]]:
    if cut_end <= start or end <= cut_start:
        return [(start, end)]
    return [(start, min(end, cut_start)), (max(start, cut_end), end)]


def rest_of_names(spans: Iterable[Span], plain: str) -> Iterator[Span]:
    """Mark what goes on after a name: "Tjon A Fat", "jesse.skate", "anouk de wit"."""
    for span in spans:
        if span.kind in _NAMED and (end := _end_of_name(span, plain)) > span.end:
            yield Span(span.end, end, span.kind, span.why, span.confidence)


def _end_of_name(span: Span, plain: str) -> int:
    end = span.end
    if joined := _JOINED.match(plain, end):
        return joined.end()
    if (surname := _SURNAME.match(plain, end)) and flags_of(surname[1].lower()) & LAST_NAME:
        return surname.end()
    while (
        span.kind != "unknown_word"
        and plain[span.start].isupper()
        and (capital := _CAPITAL.match(plain, end))
    ):
        word = capital[1].lower()
        if word in HARMLESS_CAPITALS or (word in FUNCTION_WORDS and word != "a"):
            break
        end = capital.end()
    return end
