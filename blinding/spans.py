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
    ordered = sorted(spans, key=lambda s: (-s.confidence, s.start, -s.end, s.kind))
    kept: list[Span] = []
    taken = bytearray(max((span.end for span in ordered), default=0))
    for span in ordered:
        at = taken.find(0, span.start, span.end)
        while at >= 0:
            cut = taken.find(1, at, span.end)
            end = span.end if cut < 0 else cut
            # Half a neutral word would say nothing; what remains of a cut span becomes the marker.
            whole = (at, end) == (span.start, span.end)
            kept.append(span if whole else Span(at, end, span.kind, span.why, span.confidence))
            at = taken.find(0, end, span.end)
        taken[span.start : span.end] = b"\x01" * (span.end - span.start)
    return sorted(kept, key=lambda s: s.start)
