"""Shops and companies, by the words around them."""

import re
from collections.abc import Iterator

from blinding.reading import A_NAME, Cue, Cued, Reading
from blinding.spans import Span, slot
from blinding.words.lexicon import (
    EMPLOYER,
    LAST_NAME,
    NAME_WORD,
    STRONG_NAME,
    flags_of,
)
from blinding.words.small_words import (
    FUNCTION_WORDS,
)

_NO_SHOP = re.compile(r"(?:de|het|een|the|a)\s(?:\w+\s)?(?:bakker|kiosk|post|start|place)$")
_EMPLOYED = re.compile(
    rf"(?<!\w)(?:bij|via|voor|naar|at|for|van|from|in dienst bij)\s((?:(?:de|het|een|"
    rf"the)\s)?(?:\w+\s)??({A_NAME}))(?!\w)"
)
_SHOPS = (
    "bakkerij|slagerij|kapsalon|garage|restaurant|hotel|cafe|eetcafe|supermarkt|"
    "bouwbedrijf|installatiebedrijf|schildersbedrijf|autobedrijf|"
    "zorgcentrum|verzorgingshuis|toko|winkel|drogist|apotheek|kwekerij|boerderij|manege|"
    "snackbar|cafetaria|pizzeria|bedrijf|school|basisschool|kinderdagverblijf|"
    "sportschool|bakery|shop|salon|store"
)
_SHOP = re.compile(
    rf"(?<!\w)(?:{_SHOPS})\s((?:(?:de|het|'t|van|den|der|el|la|"
    rf"le)\s){{0,3}})({A_NAME})(?:\s(?:&|en)\s({A_NAME}))?"
)
CUES = {
    "employed": Cue("bij|via|voor|naar|at|for|van|from|in", _EMPLOYED),
    "shop": Cue(_SHOPS, _SHOP),
}


def organisations(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find the names of shops and companies that are ordinary words."""
    low, plain = reading.folded.low, reading.folded.plain
    for match in found["employed"]:
        after = low[match.end() : match.end() + 6]
        if flags_of(match[2]) & EMPLOYER and not (
            after.startswith(("-", " van", " en de", " size"))
            or _NO_SHOP.fullmatch(plain[match.start(1) : match.end(1)])
        ):
            yield slot(match.start(2), match.end(2), "employer", 0.8)
    for match in found["shop"]:
        for group in (2, 3):
            word = match[group] or ""
            named = match[1] or flags_of(word) & (NAME_WORD | STRONG_NAME)
            if (
                named
                and word not in FUNCTION_WORDS
                and flags_of(word) & (NAME_WORD | STRONG_NAME | LAST_NAME)
            ):
                yield slot(match.start(group), match.end(group), "employer", 0.7)
