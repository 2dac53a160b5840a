"""Structured identifiers: e-mail, phone, numbers, links, handles, addresses, dates of birth.

Every finder reads folded text and gives spans in folded offsets.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn

from blinding.dates import NUMBER_WORDS
from blinding.lexicon import (
    COMMON_NL,
    DUTCH,
    ENGLISH,
    FIRST_NAME,
    PLACE,
    TRADE,
    flags_of,
    is_compound,
)
from blinding.reading import Cue, Cues, Reading
from blinding.small_words import words_of
from blinding.spans import Span

# Full dates up to this year are births, later ones are work; bare years only beside a birth word.
LAST_BIRTH_YEAR = 2014
_NEAR_BIRTH = 40
LISTED = DUTCH | ENGLISH | COMMON_NL | TRADE
_TLD = (
    "nl|com|net|org|be|eu|io|me|info|app|dev|tv|shop|gg|link|bio|site|online|nu|de|fr|uk|tr|ma|"
    "pl|ro|ua|"
    "frl|amsterdam|studio|design|art|blog|store|xyz|page|ai|ly|cc|biz|name|club|website|tech|work"
)
_URL = re.compile(
    rf"(?:https?|hxxps?)://[^\s<>()\"]+|(?<![\w@])www\.[^\s<>()\"]+"
    rf"|(?<![\w@.])(?:[a-z0-9-]{{2,}}\.)+(?:{_TLD})(?![\w-])(?:/[^\s<>()\"]*)?"
)
_MAY_BE_URL = re.compile(rf"://|www\.|\.(?:{_TLD})(?![\w-])")
_HANDLE = re.compile(r"(?<![\w.@])@[a-z0-9_](?:[\w.-]*\w)?|(?<![\w#])\w[\w.-]{1,31}#\d{4}(?!\d)")
_NETWORKS = (
    "instagram|insta|ig|snapchat|snap|tiktok|tik tok|discord|twitter|facebook|fb|linkedin|"
    "youtube|yt|github|gamertag|"
    "psn|steam|telegram|twitch|pinterest|bereal|signal|whatsapp|account|gebruikersnaam|"
    "username|handle"
)
_HANDLE_AFTER = re.compile(
    rf"(?<!\w)(?:{_NETWORKS})(?:(?:-?account|naam)?\s?[:=]\s?|\s(?:(?:is|heet|als|onder|ben|"
    rf"sta|vind je|find|naam|me|ik|mij|am|"
    rf"i|as|at|on|under|te|naam)\s)*)([\w][\w.#-]*\w)"
)
_BIRTH_CUE = re.compile(
    r"(?<!\w)(?:geboren|geb(?:oortedatum|oortejaar|oorte)?|geb\.? ?datum|verjaardag|verjaar|"
    r"jarig|bouwjaar|generatie|"
    r"lichting|born|birthday|birth ?date|birth|dob|d\.o\.b|turn(?:ed|ing)?|ter wereld)(?!\w)"
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:'\d\d|(?:19[4-9]|20[01])\d)(?![\d/]|[.,]\d)")
_FROM_YEAR = re.compile(
    r"(?<!\w)(?:ik ben|ben|wij zijn|i'm|i am|ik kom)\s(?:\w+\s){0,2}(?:van|uit|from)\s(?:het "
    r"jaar\s)?('?\d\d|(?:19|20)\d\d)(?!\d)"
    r"(?!\s(?:euro|uur|tot|graden|mm|cm))"
)
_STUDENT_CUE = re.compile(
    r"(?<!\w)(?:student(?:en)?|leerling(?:en)?|deelnemers?|school|personeels|inschrijf|"
    r"registratie)\s?-?"
    r"(?:nr|nummer|no|number|id|num)?\.?(?:\s(?:number|id|no|nr|"
    r"is))?[\s:#.=-]{0,3}([a-z]{0,2}-?\d{4,10})(?!\w)"
)
_ONE_TO_HUNDRED = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_LETTERS_BEFORE = re.compile(r"(?<!\w)[a-z]{1,2}-$")
_SPOKEN = re.compile(
    rf"(?<!\w)(?:(?:{_ONE_TO_HUNDRED})[\s,-]{{1,2}}){{4,}}(?:{_ONE_TO_HUNDRED})(?!\w)"
)
_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,4})?(?!\w)")
_PLATE = re.compile(
    r"(?<!\w)(?:[a-z]{1,3}-\d{2,3}-[a-z]{1,3}|\d{1,2}-[a-z]{2,3}-\d{1,2}|\d{2}-\d{2}-[a-z]{2}|"
    r"[a-z]{2}-\d{2}-\d{2}|\d{2}-[a-z]{2}-[a-z]{2})(?!\w)"
)
# A machine, a room or a class in capitals and figures.
_MODEL = re.compile(r"([A-Z]{1,3})\d{1,4}[A-Z]{0,2}|\d{1,4}([A-Z]{1,2})")
_AMOUNT_AFTER = re.compile(
    r"\s?(?:euro|eur|€|m2|m3|kg|gram|liter|stuks|km|kilo|volt|watt|mb|gb|keer|mensen|bezoekers|"
    r"klanten|leden|volgers|producten)"
)
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


CUES = Cues(
    handle=Cue(rf"(?:{_NETWORKS}|tik)(?:account|naam)?", _HANDLE_AFTER),
    spoken=Cue(_ONE_TO_HUNDRED, _SPOKEN),
    road=Cue("laan|weg|plein|hof|pad|park|dreef|straat|kade", _NAMED_ROAD),
    street=Cue(rf"[^\W\d_]+(?:{STREET_TYPE})", _STREET_WORD),
    road_and_number=Cue(rf"\w*(?:{_ROADS})\w*", _ROAD_AND_NUMBER),
    numbered=Cue(rf"\w*(?:{STREET_TYPE})", _MAY_BE_ADDRESS),
    lives_at=Cue(r"woon\w*|wonen|woning|adres|verhuisd?|huis|live|living|address|stay", _LIVES_AT),
    student=Cue(
        r"(?:student|leerling|deelnemer|school|personeels|inschrijf|registratie)\w*", _STUDENT_CUE
    ),
    birth=Cue(
        "geboren|geb(?:oortedatum|oortejaar|oorte|datum)?|verjaardag|verjaar|jarig|bouwjaar|"
        "generatie|lichting|born|birthday|birth(?:date)?|dob|d|turn(?:ed|ing)?|ter",
        _BIRTH_CUE,
    ),
    from_year=Cue("ik|ben|wij|i", _FROM_YEAR),
    pin=Cue(r"(?:postcode|zip|wijkcode|pc)\w*", _PIN_CUE),
)
_Found: TypeAlias = dict[str, list[re.Match[str]]]


def identifiers(reading: Reading) -> list[Span]:
    """Find every structured identifier in a text."""
    low = reading.folded.low
    found = CUES.found(reading)
    spans = [_identifier(start, end, "email") for _, start, end in reading.emails]
    spans += [*_links(low, found["handle"]), *_streets(reading.folded.plain, found)]
    if reading.has_digits:
        if found["road_and_number"]:
            spans += _numbered_addresses(reading.folded.plain, low, found)
        spans += [
            *_postcodes(reading, found["pin"]),
            *_numbers(reading, found["student"]),
            *_births(reading, found),
        ]
    spans += [_identifier(m.start(), m.end(), "phone") for m in found["spoken"]]
    return spans


def _identifier(start: int, end: int, kind: str, confidence: float = 0.99) -> Span:
    return Span(start, end, kind, "identifier", confidence)


def _links(low: str, named: list[re.Match[str]]) -> Iterator[Span]:
    if _MAY_BE_URL.search(low):
        for match in _URL.finditer(low):
            end = match.start() + len(match[0].rstrip(".,;:!?)'"))
            yield _identifier(match.start(), end, "url")
    if "@" in low or "#" in low:
        for match in _HANDLE.finditer(low):
            yield _identifier(match.start(), match.end(), "handle")
    for match in named:
        parts = re.findall(r"[^\W\d_]+", match[1])
        odd = any(character.isdigit() or character in "_.#" for character in match[1])
        if odd or any(not flags_of(part) & LISTED for part in parts):
            yield _identifier(match.start(1), match.end(1), "handle")


def _numbers(reading: Reading, cued: list[re.Match[str]]) -> Iterator[Span]:
    low = reading.folded.low
    for digits, start, end in reading.digit_runs:
        kind = _kind_of_number(digits, low[start:end], low[end : end + 12])
        before = _LETTERS_BEFORE.search(low[max(0, start - 4) : start])
        if kind and (len(digits) >= 7 or (before and len(digits) >= 5)):
            yield _identifier(start - (len(before[0]) if before else 0), end, kind)
    for match in cued:
        yield _identifier(match.start(1), match.end(1), "student_number")
    for match in _IBAN.finditer(low):
        if iban.is_valid(match[0]):
            yield _identifier(match.start(), match.end(), "iban")
    for match in _PLATE.finditer(low):
        yield _identifier(match.start(), match.end(), "plate")


def _kind_of_number(digits: str, written: str, after: str) -> str:
    if _AMOUNT_AFTER.match(after):
        return ""
    if len(digits) == 9 and bsn.is_valid(digits):
        return "bsn"
    if len(digits) >= 9 and written.lstrip("(")[0] in "+0" and _is_phone(digits, written):
        return "phone"
    grouped_thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written)
    return "" if grouped_thousands else "student_number"


def _is_phone(digits: str, written: str) -> bool:
    international = written.lstrip("(").startswith(("+", "00"))
    try:
        number = phonenumbers.parse(
            f"+{digits.lstrip('0')}" if international else digits, None if international else "NL"
        )
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


def _births(reading: Reading, found: _Found) -> Iterator[Span]:
    low = reading.folded.low
    for (year, _, _), start, end in reading.dates:
        if 1920 < year <= LAST_BIRTH_YEAR:
            yield _identifier(start, end, "birth_date")
    for cue in found["birth"][:1]:
        dated = [(start, end) for _, start, end in reading.dates]
        years = [match.span() for match in _YEAR.finditer(low)]
        for start, end in dated + years:
            if max(start - cue.end(), cue.start() - end) < _NEAR_BIRTH:
                yield _identifier(start, end, "birth_date")
    for match in found["from_year"]:
        yield _identifier(match.start(1), match.end(1), "birth_date")


def _streets(plain: str, found: _Found) -> Iterator[Span]:
    for match in found["road"]:
        if any(part[:1].isupper() for part in plain[match.start() : match.end()].split()):
            yield _identifier(match.start(), match.end(), "street", 0.9)
    for match in found["street"]:
        word = match[0]
        if plain[match.start()].isupper() and not (flags_of(word) & LISTED or is_compound(word)):
            yield _identifier(match.start(), match.end(), "street", 0.9)


def _numbered_addresses(plain: str, low: str, found: _Found) -> Iterator[Span]:
    is_sent = _SENT_TO.search(low) is not None
    for match in _ADDRESS.finditer(low) if found["numbered"] else ():
        # "Storing 14" and "veld 2": a word that ends as a street does, in small letters.
        thing = _THING_AND_NUMBER.search(plain, match.start(), match.end())
        if is_sent or not (thing and flags_of(thing[1]) & LISTED):
            yield _identifier(match.start(), match.end(), "street", 0.95)
    for match in found["lives_at"]:
        yield _identifier(match.start(1), match.end(1), "street", 0.95)


def _postcodes(reading: Reading, cued: list[re.Match[str]]) -> Iterator[Span]:
    low, plain = reading.folded.low, reading.folded.plain
    for code, start, end in reading.postcodes:
        letters = code[4:]
        written = plain[end - 2 : end]
        joined = low[start:end] == code
        year = joined is False and "1950" < code[:4] < "2040" and not written.isupper()
        if not year and (written.isupper() or letters not in _TWO_LETTER_WORDS):
            yield _identifier(start, end, "postcode")
    for match in cued:
        yield _identifier(match.start(1), match.end(1), "postcode")
    for match in _PIN_BEFORE_PLACE.finditer(plain):
        place = re.match(r"\s([^\W\d_]+)", plain[match.end() :])
        known = bool(place and flags_of(place[1].lower()) & PLACE)
        if known and (
            low[: match.start()].endswith(("vanuit ", "uit ")) or not 1950 < int(match[1]) < 2040
        ):
            yield _identifier(match.start(), match.end(), "postcode")


def is_model(written: str) -> bool:
    """Tell whether capitals and figures name a machine, a room or a class, not somebody.

    >>> is_model("DHP482"), is_model("JAN07")
    (True, False)
    """
    model = _MODEL.fullmatch(written)
    letters = model.groups("") if model else ()
    return bool(letters) and not any(flags_of(part.lower()) & FIRST_NAME for part in letters)
