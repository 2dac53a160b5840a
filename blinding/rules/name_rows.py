"""What goes on beside a name that was found: surnames, first names, who stands in a row with it."""

import re
from collections.abc import Iterable, Iterator

from blinding.rules.beside import DEEDS, SMALL_NAMES
from blinding.spans import Span
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

_NAMED = frozenset({"name", "initials", "nickname", "employer", "unknown_word"})
_CAPITAL = re.compile(r" ([A-Z][\w']*)")
_JOINED = re.compile(r"(?:[._-]\w+)+")
# How a sentence goes on after somebody's name.
_THEN = (
    rf"(?:{'|'.join(sorted(DEEDS))}|is|was|heeft|had|has|hebben|en ik|and i|heb ik|die|who|ziek)"
    r"(?!\w)"
)
_SURNAME = re.compile(
    r"(?P<inside>(?: (?:van|vd|v\.d\.|vdr|de|der|den|het|el|al|ait|ben|la|ten|ter)){1,3})?"
    r" (?P<last>[^\W\d_]{2,}|[b-hjlmp-rv-z](?![\w'./-])(?! \d))(?P<closes>"
    r"(?= (?:en|and|ik|i|uit|from|de|het|in|op|heb)(?!\w)|\s*(?:$|[,.!?)])))?"
    rf"(?P<then>(?= {_THEN}))?"
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
# "roos en wil heb ik", "me and will and jack"
_NO_VERB = re.compile(r"\s*(?:\Z|[,.!?)]|(?:en|and|heb|hebben)(?!\w))")
_ARTICLE = re.compile(
    r"(?<!\w)(?:de|het|een|the|an|a|my|mijn|mn|onze|our|geen|no) \Z", re.IGNORECASE
)
_NOBODY = FUNCTION_WORDS | NAMED_VERBS | SINGULAR_VERBS
_MOST_IN_A_ROW = 4
_COMMON = COMMON_NL | COMMON_EN


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
    if word[0].isupper() and not flags & LISTED and len(word) > 2:
        return True
    end = start + len(word)
    if low in SMALL_NAMES:
        return bool(_NO_VERB.match(plain, end))
    is_sure = flags & (NAME_WORD | STRONG_NAME)
    may_be = is_sure or (flags & FIRST_NAME and not flags & TRADE and _GOES_ON.match(plain, end))
    is_led = _ARTICLE.search(plain, max(0, start - 8), start)
    return bool(may_be) and low not in _NOBODY and not is_led


def _end_of_surname(start: int, plain: str) -> int:
    """Give where a surname in small letters ends: "de wit", "d", "can" before a verb, or 0."""
    found = _SURNAME.match(plain, start)
    if not found:
        return 0
    last = found["last"].lower()
    if found["inside"] is not None:
        is_surname = flags_of(last) & LAST_NAME and (found["closes"], found["then"]) != (None, None)
    elif len(last) == 1 or found["then"] is None:
        is_surname = len(last) == 1
    else:
        is_surname = last in SMALL_NAMES or (flags_of(last) & LAST_NAME and last not in _NOBODY)
    return found.end() if is_surname else 0


def _end_of_name(span: Span, plain: str) -> int:
    end = span.end
    if joined := _JOINED.match(plain, end):
        return joined.end()
    if surname := _end_of_surname(end, plain):
        return surname
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
