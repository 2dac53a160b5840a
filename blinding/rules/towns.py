"""Towns and districts: where somebody lives or comes from."""

import re
from collections.abc import Iterator

from blinding.reading import A_NAME, Cue, Cued, Reading
from blinding.rules.proxies import is_of_a_people
from blinding.spans import Span, slot
from blinding.words.lexicon import (
    COMMON_NL,
    PLACE,
    flags_of,
)
from blinding.words.small_words import (
    FUNCTION_WORDS,
    words_of,
)

_BEFORE_A_NOUN = words_of("nieuwe oude grote kleine hoge lage lange korte goede beste eigen")
_OF_ME = re.compile(r"(?<!\w)(?:ik|wij|we|mijn|ons|i|my)(?!\w)")
_LIVES = re.compile(
    rf"(?<!\w)(?:woon(?:t|de|den|achtig)?|wonen|geboren|opgegroeid|opgroei\w*|kom(?:t|en)?|"
    rf"kwam|verhuis\w*|afkomstig|live|lives|lived|living|born|raised|grew up|"
    rf"come|comes|reis|fiets|school|werk|ben \w+)(?:\s\w+){{0,3}}?\s(?:in|uit|te|naar|from|bij|"
    rf"omgeving|vanuit)\s((?:(?:de|het|den|'t)\s)?{A_NAME}(?:-{A_NAME})?(?:\sen\s{A_NAME})?)"
)
_DISTRICT = re.compile(
    r"\b(?:oude?|nieuwe?|new)[ -](?:west|zuid|noord|oost|charlois|crooswijk|mathenesse)\b"
)
_DISTRICTS = (
    "zuidoost", "noordwest", "bos en lommer", "de baarsjes", "de pijp", "de wallen", "de meern",
    "hoog catharijne", "achterhoek", "de betuwe", "het gooi", "de veluwe", "de randstad",
)  # fmt: skip


CUES = {
    "lives": Cue(
        r"woon(?:t|de|den|achtig)?|wonen|geboren|opgegroeid|opgroei\w*|kom(?:t|en)?|kwam|"
        r"verhuis\w*|afkomstig|live|lives|lived|living|born|raised|grew|come|comes|reis|fiets|"
        r"school|werk|ben",
        _LIVES,
    ),
    "district": Cue("oude?|nieuwe?|new", _DISTRICT),
}


def _is_town(first: str, place: str, match: re.Match[str], plain: str) -> bool:
    """Tell whether somebody lives or comes from there, and for a country that it is the writer."""
    start = match.end() - len(place)
    if plain[start].isupper():
        near = match.string[max(0, match.start() - 12) : start]
        return not is_of_a_people(first) or _OF_ME.search(near) is not None
    if flags_of(first) & COMMON_NL and match[1].startswith(("de ", "het ")):
        return False
    return bool((flags_of(place) | flags_of(first)) & PLACE) and first not in _BEFORE_A_NOUN


def towns(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find the towns and districts that somebody lives in or comes from."""
    low, plain = reading.folded.low, reading.folded.plain
    for match in found["lives"]:
        an_article = match[1].startswith(("de ", "het ", "den ", "'t "))
        place = match[1].split()[-1] if an_article else match[1]
        first, end = place.split()[0], match.end()
        if first in FUNCTION_WORDS or not _is_town(first, place, match, plain):
            continue
        if " en " in place and not flags_of(place) & PLACE:
            end = match.start(1) + len(match[1].split(" en ")[0])
        yield slot(match.end() - len(place), end, "town", 0.8)
    for match in found["district"]:
        yield slot(match.start(), match.end(), "neighbourhood", 0.8)
    for district in _DISTRICTS:
        if (at := low.find(district)) >= 0:
            yield slot(at, at + len(district), "neighbourhood", 0.8)
