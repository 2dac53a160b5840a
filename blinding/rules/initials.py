"""Initials: letters with points, or letters after a word that says so."""

import re
from collections.abc import Iterator

from blinding.reading import A_NAME, Cue, Cued, Reading
from blinding.spans import Span, slot
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    LAST_NAME,
    flags_of,
)
from blinding.words.small_words import (
    ABBREVIATIONS,
    FUNCTION_WORDS,
    PARTICLES,
)

_INITIALS = re.compile(
    r"(?<![\w.])[A-Z]\.(?:[ -]?(?:(?:van|de|der|den|el|al|'t|v\.?d\.?)\s)*"
    r"(?:[A-Z]|v|d|vd|van|de|der|vdr|t)\.)+|(?<![\w.])(?:[A-Z]\.[ -]?)+(?=[^\W\d_])"
)
_CAPITAL_AND_POINT = re.compile(r"[A-Z]\.")
_INITIALS_CUE = re.compile(
    r"(?<!\w)(?:initialen|voorletters?|paraaf(?: \w+)?|getekend|handtekening|afgetekend door|"
    r"initials?|signed|namens|letters)(?: (?:is|zijn|are|door|by))?\s?[:,]?\s([a-z](?:[. "
    r"]{0,2}[a-z]){0,4}\.?)(?![\w])",
)
_NOT_INITIALS = re.compile(
    r"(?:rijbewijs|klasse|niveau|type|vitamine|plan|groep|categorie|level|licen[cs]e|optie|vak|"
    r"blok|maat|hal|zaal|lokaal|code|punt|vraag|deel|model|variant|team)\s$"
)


CUES = {
    "initials": Cue(
        "initialen|voorletters?|paraaf|getekend|handtekening|afgetekend|initials?|signed|namens|"
        "letters",
        _INITIALS_CUE,
    ),
}


def _starts_surname(after: str) -> bool:
    """Tell whether what follows a single letter and a point is a surname, not a new sentence."""
    word = next((w for w in re.findall(A_NAME, after.lower()) if w not in PARTICLES), "")
    flags = flags_of(word)
    return word not in FUNCTION_WORDS and (not flags & COMMON_NL or bool(flags & LAST_NAME))


def initials(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find initials in a text."""
    low, plain = reading.folded.low, reading.folded.plain
    for match in _INITIALS.finditer(plain) if _CAPITAL_AND_POINT.search(plain) else ():
        before = low[: match.start()]
        after = plain[match.end() :]
        if match[0].count(".") == 1 and not (after[0].islower() or _starts_surname(after)):
            continue
        if match[0].lower().strip() not in ABBREVIATIONS and not _NOT_INITIALS.search(before):
            yield slot(match.start(), match.start() + len(match[0].rstrip(" -")), "initials")
    for match in found["initials"]:
        if not any(map(_is_small_or_common, re.findall(r"\w+", match[1]))):
            yield slot(match.start(1), match.end(1), "initials")


def _is_small_or_common(word: str) -> bool:
    common = flags_of(word) & (COMMON_NL | COMMON_EN) if len(word) > 3 else word in FUNCTION_WORDS
    return bool(common) and len(word) > 1
