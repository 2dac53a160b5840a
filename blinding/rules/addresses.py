"""Streets with a number, streets with a name, postcodes."""

import re
from collections.abc import Iterator

from blinding.reading import Cue, Cued, Reading
from blinding.spans import Span, identifier
from blinding.words.lexicon import (
    LISTED,
    PLACE,
    flags_of,
    is_compound,
)
from blinding.words.small_words import words_of

_TWO_LETTER_WORDS = words_of(
    "en in op is of ik we je ze te al om as at to by kg km cm mm ml dl kw kv va pk hz gb mb tb "
    "kb px ha uw ga zo nu na er me he "
    "or on my no so up us an am be do go if it ma st mw mg rp nl pc db bv ex vs ff m2 m3 jr ne"
)
STREET_TYPE = (
    "straat|straatje|laan|weg|plein|plantsoen|gracht|kade|singel|dreef|steeg|dijk|pad|hof|"
    "markt|baan|allee|park|wal|haven|"
    "oever|ring|hoek|veld|burg|poort|kamp|weide|akker|donk|horst|berg|erf|meent|gaarde|tuin|"
    "boulevard|straatweg|zicht|"
    "street|road|lane|avenue|square"
)
_HOUSE_NUMBER = (
    r"(?:nr\.?\s|nummer\s)?\d{1,4}(?:\s?[a-z])?"
    r"(?:\s?-\s?(?:\d{1,4}|[ivx]{1,3}|hs|h)|\s(?:bis|hs|huis|[ivx]{1,3}))?(?![\w:%]|[.,]\d)"
)
_ADDRESS = re.compile(
    rf"(?<!\w)(?:(?:van|de|den|der|ter|ten|het|'t|le|la|el|st\.?|dr\.?|mr\.?|ds\.?|prof\.?|"
    rf"lange|korte|oude|nieuwe|grote|kleine|hoge|lage|"
    rf"eerste|tweede|derde|burgemeester|burg\.?|pastoor|prins|prinses|koningin|koning|"
    rf"president|admiraal|generaal|sint)\s){{0,3}}"
    rf"(?:(?!(?:at|op|aan|in|de|het|on|the|is|en|van|naar)\s)[^\W\d_][\w'.]*[ "
    rf"-]){{0,1}}[^\W\d_]*(?:{STREET_TYPE})(?:\s(?:van|der|de|den|aan)\s(?:de\s|der\s|"
    rf"den\s)?[\w'-]+)?\s{_HOUSE_NUMBER}"
)
_MAY_BE_ADDRESS = re.compile(
    r"\w+(?:\s(?:van|der|de|den|aan)\s(?:de\s|der\s|den\s)?[\w'-]+)?\s(?:nr\.?\s|nummer\s)?\d"
)
_THING_AND_NUMBER = re.compile(
    r"(?<!\w)([a-z]*(?:ring|hoek|veld|pad|baan|park|markt|tuin|lane|square))"
    r"(?:\s(?:van|der|de|den|aan)\s\w+)?\s\d"
)
# "Het pakje moet naar tuinpad 7": then it is where somebody lives.
_SENT_TO = re.compile(
    r"(?<!\w)(?:post|pakje|pakket|bezorg\w*|stuur|zit op|thuis|send|deliver\w*|parcel)(?!\w)"
)
_ROADS = f"{STREET_TYPE}|woon|wonen|live|adres|address"
_ROAD_AND_NUMBER = re.compile(rf"\w*?(?:{_ROADS})[^\n]{{0,60}}\d")
_NAMED_ROAD = re.compile(
    rf"(?<!\w)(?:laan|weg|plein|hof|pad|park|dreef|straat|kade)\s(?:van|der|de|den|ten|"
    rf"ter)\s(?:de\s|der\s|den\s|het\s)?[\w'-]+(?:\s{_HOUSE_NUMBER})?"
)
_LIVES_AT = re.compile(
    rf"(?<!\w)(?:woon\w*|wonen|woning|adres|verhuisd?|huis|live|living|address|"
    rf"stay)\b[^.!?\n]{{0,30}}?(?<!\w)(?:op|aan|in|at|on|is|:|naar)\s?"
    rf"(?:de\s|het\s|the\s)?((?:[^\W\d_][\w'.-]*\s){{1,4}}{_HOUSE_NUMBER})"
)
_STREET_WORD = re.compile(rf"(?<!\w)[^\W\d_]+(?:{STREET_TYPE})(?!\w)")
_PIN_BEFORE_PLACE = re.compile(r"(?<![\w.,])([1-9]\d{3})(?=\s[A-Z][a-z])")
_PIN_CUE = re.compile(
    r"(?<!\w)(?:postcode|postcodegebied|zip|wijkcode|pc4?)\s?(?:is|gebied|:|"
    r"=)?\s?([1-9]\d{3})(?!\d)"
)


CUES = {
    "road": Cue("laan|weg|plein|hof|pad|park|dreef|straat|kade", _NAMED_ROAD),
    "street": Cue(rf"[^\W\d_]+(?:{STREET_TYPE})", _STREET_WORD),
    "road_and_number": Cue(rf"\w*(?:{_ROADS})\w*", _ROAD_AND_NUMBER),
    "numbered": Cue(rf"\w*(?:{STREET_TYPE})", _MAY_BE_ADDRESS),
    "lives_at": Cue(
        r"woon\w*|wonen|woning|adres|verhuisd?|huis|live|living|address|stay", _LIVES_AT
    ),
    "pin": Cue(r"(?:postcode|zip|wijkcode|pc)\w*", _PIN_CUE),
}


def addresses(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find streets and postcodes in a text."""
    yield from _streets(reading.folded.plain, found)
    if reading.has_digits:
        if found["road_and_number"]:
            yield from _numbered_addresses(reading.folded.plain, reading.folded.low, found)
        yield from _postcodes(reading, found["pin"])


def _streets(plain: str, found: Cued) -> Iterator[Span]:
    for match in found["road"]:
        if any(part[:1].isupper() for part in plain[match.start() : match.end()].split()):
            yield identifier(match.start(), match.end(), "street", 0.9)
    for match in found["street"]:
        word = match[0]
        if plain[match.start()].isupper() and not (flags_of(word) & LISTED or is_compound(word)):
            yield identifier(match.start(), match.end(), "street", 0.9)


def _numbered_addresses(plain: str, low: str, found: Cued) -> Iterator[Span]:
    is_sent = _SENT_TO.search(low) is not None
    for match in _ADDRESS.finditer(low) if found["numbered"] else ():
        # "Storing 14" and "veld 2": a word that ends as a street does, in small letters.
        thing = _THING_AND_NUMBER.search(plain, match.start(), match.end())
        if is_sent or not (thing and flags_of(thing[1]) & LISTED):
            yield identifier(match.start(), match.end(), "street", 0.95)
    for match in found["lives_at"]:
        yield identifier(match.start(1), match.end(1), "street", 0.95)


def _postcodes(reading: Reading, cued: list[re.Match[str]]) -> Iterator[Span]:
    low, plain = reading.folded.low, reading.folded.plain
    for code, start, end in reading.postcodes:
        letters = code[4:]
        written = plain[end - 2 : end]
        joined = low[start:end] == code
        year = joined is False and "1950" < code[:4] < "2040" and not written.isupper()
        if not year and (written.isupper() or letters not in _TWO_LETTER_WORDS):
            yield identifier(start, end, "postcode")
    for match in cued:
        yield identifier(match.start(1), match.end(1), "postcode")
    for match in _PIN_BEFORE_PLACE.finditer(plain):
        place = re.match(r"\s([^\W\d_]+)", plain[match.end() :])
        known = bool(place and flags_of(place[1].lower()) & PLACE)
        if known and (
            low[: match.start()].endswith(("vanuit ", "uit ")) or not 1950 < int(match[1]) < 2040
        ):
            yield identifier(match.start(), match.end(), "postcode")
