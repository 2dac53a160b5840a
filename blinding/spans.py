"""A marked piece of a text: where, what kind, why, how sure."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    FIRST_NAME,
    LAST_NAME,
    LISTED,
    NAME_WORD,
    STRONG_NAME,
    TRADE,
    flags_of,
)
from blinding.words.small_words import (
    FUNCTION_WORDS,
    HARMLESS_CAPITALS,
    NAMED_VERBS,
    SINGULAR_VERBS,
)

PROXY_KINDS = frozenset(
    {"origin", "language", "religion", "gender", "orientation", "health", "family", "neighbourhood"}
)
_NAMED = frozenset({"name", "initials", "nickname", "employer", "unknown_word"})
_CAPITAL = re.compile(r" ([A-Z][\w']*)")
_JOINED = re.compile(r"(?:[._-]\w+)+")
_SURNAME = re.compile(
    r"(?: (?:van|vd|v\.d\.|vdr|de|der|den|het|el|al|ait|ben|la|ten|ter)){1,3} ([^\W\d_]+)"
    r"(?= (?:en|and|ik|i|uit|from|is|was|zei|liet|leerde|heeft|had|de|het|in|op|heb|hebben|said|"
    r"has|taught)(?!\w)|\s*(?:$|[,.!?)]))"
)
# "mert can was": a surname that is a word, before a verb; "dani d": a letter for it.
_SMALL_SURNAME = re.compile(
    r" (?:(?:can|may|will|do|om|na|an|wil|ten)(?= (?:is|was|zei|zegt|liet|leerde|heeft|had|said|"
    r"has|taught|ziek|en ik|and i|die|who)(?!\w))|[b-hjlmp-rv-z](?![\w'./-])(?! \d))"
)
# "Met fatima vleugels heb ik": a surname that is a word, where the name alone would go on so.
_PLAIN_SURNAME = re.compile(
    r" ([^\W\d_]{2,})(?= (?:en ik|and i|heb ik|hebben|is|was|zei|liet|leerde|heeft|had|said|has|"
    r"taught)(?!\w))"
)
# "Henrry Kariuki", "grace kozlowski": the word right before a name.
_WORD_BEFORE = re.compile(r"(?<![\w'-])([^\W\d_]{2,}) \Z")
# "Do Thi Lan", "Zé Lopes": a small word with a capital inside a sentence, before a name.
_FIRST_SMALL = re.compile(r"(?<=[\w,;:] )([A-Z][a-z]{1,2}) \Z")


_ROW_BEFORE = re.compile(r"(?<!\w)([^\W\d_]{2,})(?:, ?| en | and | & )\Z")
_ROW_AFTER = re.compile(
    r"(?:, ?| en | and | & | (?=\w+ (?:en ik|and i|en mij|and me)(?!\w)))([^\W\d_]{2,})(?!\w)"
)
_GOES_ON = re.compile(
    r"\s*(?:\Z|[,.!?)]|(?:en|and|ik|i|me|heb|hebben|in|op|die|van|uit|from|de|het)(?!\w))"
)
_ARTICLE = re.compile(
    r"(?<!\w)(?:de|het|een|the|an|a|my|mijn|mn|onze|our|geen|no) \Z", re.IGNORECASE
)
_NOBODY = FUNCTION_WORDS | NAMED_VERBS | SINGULAR_VERBS
_MOST_IN_A_ROW = 4
_COMMON = COMMON_NL | COMMON_EN


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


def rest_of_names(spans: Iterable[Span], plain: str) -> Iterator[Span]:
    """Mark what goes on after a name: "Tjon A Fat", "jesse.skate", "anouk de wit"."""
    for span in spans:
        if span.kind in _NAMED and (end := _end_of_name(span, plain)) > span.end:
            yield Span(span.end, end, span.kind, span.why, span.confidence)
        if span.kind in {"name", "unknown_word"} and (first := _first_of_name(span, plain)):
            yield first
        if span.kind == "name" or (
            span.kind == "unknown_word"
            and flags_of(plain[span.start : span.end].lower()) & (FIRST_NAME | STRONG_NAME)
        ):
            yield from _rest_of_row(span, plain)
            if surname := _SMALL_SURNAME.match(plain, span.end):
                yield Span(*surname.span(), "name", span.why, span.confidence)


def _first_of_name(span: Span, plain: str) -> Span | None:
    """Give the small word with a capital before a name with one, which is a name too."""
    first = _FIRST_SMALL.search(plain, max(0, span.start - 6), span.start)
    if first and plain[span.start].isupper():
        low = first[1].lower()
        if low not in HARMLESS_CAPITALS - {"ze"} and flags_of(low) & FIRST_NAME:
            return Span(*first.span(1), "name", span.why, span.confidence)
    before = _WORD_BEFORE.search(plain, max(0, span.start - 24), span.start)
    if before and _is_first(before[1], is_capital=plain[span.start].isupper()):
        return Span(*before.span(1), "name", span.why, span.confidence)
    return None


def _is_first(word: str, *, is_capital: bool) -> bool:
    """Tell whether the word right before a name is a first name: listed, or in no list."""
    low = word.lower()
    flags = flags_of(low)
    if low in _NOBODY or low in HARMLESS_CAPITALS:
        return False
    if is_capital and word[0].isupper() and not flags & LISTED:
        return True
    return bool(flags & FIRST_NAME) and (bool(flags & NAME_WORD) or not flags & _COMMON)


def _rest_of_row(span: Span, plain: str) -> Iterator[Span]:
    """Mark who else stands in a row with a name: "bas, guus en beer", "Jasper, Imane and I"."""
    start, end = span.start, span.end
    for _ in range(_MOST_IN_A_ROW):
        before = _ROW_BEFORE.search(plain, max(0, start - 30), start)
        if not before or not _is_in_a_row(before[1], plain, before.start(1)):
            break
        start = before.start(1)
        yield Span(start, before.end(1), "name", span.why, span.confidence)
    for _ in range(_MOST_IN_A_ROW):
        after = _ROW_AFTER.match(plain, end)
        if not after or not _is_in_a_row(after[1], plain, after.start(1)):
            break
        end = after.end(1)
        yield Span(after.start(1), end, "name", span.why, span.confidence)


def _is_in_a_row(word: str, plain: str, start: int) -> bool:
    """Tell whether a word beside a name in a row is one too."""
    low = word.lower()
    flags = flags_of(low)
    may_be = flags & (FIRST_NAME | NAME_WORD | STRONG_NAME) and not flags & TRADE
    if word[0].isupper() and not flags & LISTED and len(word) > 2:
        return True
    if not (flags & (NAME_WORD | STRONG_NAME) or _GOES_ON.match(plain, start + len(word))):
        return False
    return (
        bool(may_be) and low not in _NOBODY and not _ARTICLE.search(plain, max(0, start - 8), start)
    )


def _is_surname(word: str) -> bool:
    return bool(flags_of(word) & LAST_NAME) and word not in _NOBODY


def _end_of_name(span: Span, plain: str) -> int:
    end = span.end
    if joined := _JOINED.match(plain, end):
        return joined.end()
    if (surname := _SURNAME.match(plain, end)) and flags_of(surname[1].lower()) & LAST_NAME:
        return surname.end()
    if (surname := _PLAIN_SURNAME.match(plain, end)) and _is_surname(surname[1].lower()):
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
