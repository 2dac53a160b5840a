"""A marked piece of a text: where, what kind, why, how sure."""

from collections.abc import Iterable
from typing import NamedTuple

# From here on it is no longer a guess that somebody is named: no thing can stand there.
SURE = 0.9
PROXY_KINDS = frozenset(
    {"origin", "language", "religion", "gender", "orientation", "health", "family", "neighbourhood"}
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
