"""Towns, islands and districts: where somebody lives, works or comes from."""

import re
from collections.abc import Iterator
from functools import partial

from blinding.reading import A_NAME, Cue, Cued, Reading
from blinding.rules.places.name_ends import Finder, Walk
from blinding.rules.proxies import is_of_a_people
from blinding.spans import Span, identifier, slot
from blinding.words.lexicon import (
    COMMON_NL,
    LISTED,
    PLACE,
    flags_of,
)
from blinding.words.organisations import (
    DISTRICTS,
    ISLANDS,
    MORE,
    PART,
    QUARTER,
    TOWN,
    says_of_place,
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
# What is filled in as a town, what somebody calls so, and what follows a postcode.
_STATED = re.compile(
    r"(?<!\w)(?:(?:woonplaats|geboorteplaats|home ?town)(?:\s?[:=]\s?|\s(?:is|heet|in)\s|\s)|"
    r"(?:plaats|stad|dorp|town|city|village|gemeente|regio)\s?[:=]\s?|[1-9]\d{3}(?:(?!kg|km|cm|mm|"
    r"ml|mg|kw)[a-z]{2},?|\s[a-z]{2},)\s)"
    rf"({A_NAME})"
)
_MINE = re.compile(
    rf"({A_NAME}) (?:is|=) (?:mijn|mn|m'n|my) (?:woonplaats|stad|dorp|geboorteplaats|home ?town|"
    r"town|"
    r"city|village)(?!\w)"
)
# "Woon op zuid", "kom uit west", "010 in mn hart"
_SIDE = re.compile(
    r"(?<!\w)(?:woon|wonen|kom|ben) (?:\w+ )?(?:op|uit|in|van) ((?:noord|zuid|oost|west|"
    r"0[1-57]\d)(?!\w))"
    r"(?=\s*(?:\Z|[,.;!?)]|(?:en|maar|dus|naast|bij)(?!\w)))"
    r"|\A\W*(0[1-57]0|01[3-8]|02[2-9]|03[3-8]|04[0356]|05[0358]|07[0-9])(?= (?!\d)[a-z])"
)
_ARTICLE = re.compile(r"(?:de|het|den|'t)\s")
_IN = words_of("in uit naar vanuit from omgeving rond near to gemeente")
_ON = words_of("op van uit naar from on to in")
# "De schilderswijk" is one, "de woonwijk" is any.
_QUARTERS = ("wijk", "buurt", "kwartier", "eiland")
_ANY_QUARTER = words_of(
    "woonwijk volkswijk nieuwbouwwijk achterstandswijk krantenwijk stadswijk kinderwijk villawijk "
    "arbeiderswijk probleemwijk postwijk buitenwijk binnenwijk winkelwijk achterbuurt volksbuurt "
    "buurt wijk woonbuurt winkelbuurt speeleiland kookeiland schiereiland eiland verkeerseiland "
    "hoofdkwartier kwartier bezorgwijk looproutewijk vakantie-eiland waddeneiland bloemenwijk"
)
CUES = {
    "lives": Cue(
        r"woon(?:t|de|den|achtig)?|wonen|geboren|opgegroeid|opgroei\w*|kom(?:t|en)?|kwam|"
        r"verhuis\w*|afkomstig|live|lives|lived|living|born|raised|grew|come|comes|reis|fiets|"
        r"school|werk|ben",
        _LIVES,
    ),
    "stated": Cue(
        r"woonplaats|geboorteplaats|home(?:town)?|plaats|stad|dorp|town|city|village|gemeente|"
        r"regio|[1-9]\d{3}(?:[a-z]{2})?",
        _STATED,
    ),
    "side": Cue(r"woon|wonen|kom|ben|0\d\d", _SIDE),
    "district": Cue("oude?|nieuwe?|new", _DISTRICT),
}


def _is_town(first: str, place: str, match: re.Match[str], plain: str) -> bool:
    """Tell whether somebody lives or comes from there, and for a country that it is the writer."""
    start = match.end() - len(place)
    if plain[start].isupper():
        near = match.string[max(0, match.start() - 12) : start]
        return not is_of_a_people(first) or _OF_ME.search(near) is not None
    if flags_of(first) & COMMON_NL:
        return False
    return bool((flags_of(place) | flags_of(first)) & PLACE) and first not in _BEFORE_A_NOUN


def towns(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find the towns and districts that somebody lives in or comes from."""
    plain = reading.folded.plain
    for match in found["lives"]:
        place = _ARTICLE.sub("", match[1], count=1)
        first, end = place.split()[0], match.end()
        if first in FUNCTION_WORDS or not _is_town(first, place, match, plain):
            continue
        if " en " in place and not flags_of(place) & PLACE:
            end = match.end() - len(place) + len(place.split(" en ")[0])
        yield slot(match.end() - len(place), end, "town", 0.8)
    low = reading.folded.low
    for match in [*found["stated"], *(_MINE.finditer(low) if " is m" in low else ())]:
        is_place = flags_of(match[1]) & PLACE or says_of_place(match[1])
        if is_place and match[1] not in FUNCTION_WORDS:
            yield slot(match.start(1), match.end(1), "town", 0.8)
    for match in found["side"]:
        yield identifier(*match.span(match.lastindex or 1), "town", 0.8)
    for match in found["district"]:
        yield slot(match.start(), match.end(), "neighbourhood", 0.8)


def _place_of(word: str) -> int:
    """Give what a word may be a place as: 0 for nearly every word."""
    said = says_of_place(word)
    flags = flags_of(word)
    if flags & PLACE and not flags & LISTED and not is_of_a_people(word):
        said |= PLACE
    if word.endswith(_QUARTERS) and word not in _ANY_QUARTER:
        said |= QUARTER
    return said


def finder_of(word: str) -> Finder | None:
    """Give what looks for a place from a word: for most words nothing."""
    said = _place_of(word)
    if said & ~PART == MORE:
        return _listed
    return partial(_place, said=said) if said & ~PART else None


def _place(path: Walk, at: int, said: int) -> tuple[int, int]:
    end = _end_of_place(path, at, said)
    has_part = end > at and path.is_near(end) and says_of_place(path.word(end)) & PART
    return at, end + (has_part > 0)


def _listed(path: Walk, at: int) -> tuple[int, int]:
    """Give a place of more words or an island, where the next word goes on."""
    word, after = path.word(at), path.word(at + 1)
    begins = DISTRICTS.begins(word, after) or ISLANDS.begins(word, after)
    return _place(path, at, said=MORE) if begins else (at, at)


def _end_of_place(path: Walk, at: int, said: int) -> int:
    """Give where a place ends that begins with a word, or that word when it is none."""
    word, before = path.word(at), path.word(at - 1)
    for rest in DISTRICTS.of(word, path.word(at + 1)):
        if path.follow(at + 1, rest):
            return at + 1 + len(rest)
    if before in _ON:
        for rest in ISLANDS.of(word, path.word(at + 1)):
            if path.follow(at + 1, rest) and path.closes(at + 1 + len(rest)):
                return at + 1 + len(rest)
    is_there = bool(said & PLACE)
    if said & TOWN and before in _IN:
        is_there |= path.closes(at + 1) or _is_part(path, at + 1)
    if said & QUARTER:
        is_there |= before in _IN | {"de", "het"}
    return at + 1 if is_there else at


def _is_part(path: Walk, at: int) -> bool:
    return path.is_near(at) and bool(says_of_place(path.word(at)) & PART) and path.closes(at + 1)
