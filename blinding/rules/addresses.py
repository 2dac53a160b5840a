"""Streets with a number, streets with a name, postcodes."""

import re
from collections.abc import Iterable, Iterator

from blinding.folding import Folded
from blinding.reading import Cue, Cued, Reading
from blinding.rules.age.forms import MEASURE
from blinding.spans import Span, identifier
from blinding.traces import matches_at
from blinding.words.lexicon import (
    LISTED,
    PLACE,
    flags_of,
    is_compound,
)
from blinding.words.small_words import FUNCTION_WORDS, words_of

_TWO_LETTER_WORDS = words_of(
    "en in op is of ik we je ze te al om as at to by kg km cm mm ml dl kw kv va pk hz gb mb tb "
    "kb px ha uw ga zo nu na er me he "
    "or on my no so up us an am be do go if it ma st mw mg rp nl pc db bv ex vs ff m2 m3 jr ne"
)
STREET_TYPE = (
    r"straat|straatje|str\.?|wg|laan|weg|plein|plantsoen|gracht|kade|singel|dreef|steeg|dijk|pad|"
    r"hof|"
    "markt|baan|allee|park|wal|haven|"
    "oever|ring|hoek|veld|burg|poort|kamp|weide|akker|donk|horst|berg|erf|meent|gaarde|tuin|"
    "boulevard|straatweg|zicht|"
    "street|road|lane|avenue|square"
)
_HOUSE_NUMBER = (
    r"(?:nr\.?\s|nummer\s|t/o\s)?\d{1,4}(?:\s?[a-z](?!\w))?"
    r"(?:\s?-\s?(?:\d{1,4}|[ivx]{1,3}|hs|h)|-[a-z]\d?(?!\w)|[\s-](?:bis|hs|huis|zw|rd|"
    r"[ivx]{1,3})|\s(?:rood|zwart|achter(?:om)?|boven|beneden|sous(?:terrain)?)"
    r"(?=\s*(?:\Z|[,.;!(]|(?:is|te|\d{4})(?!\w))))?(?:,?\s(?:unit|apt\.?|app\.?|appartement|"
    r"flat|kamer)\s[a-z0-9]{1,3})?(?![\w:%]|[.,]\d)"
)
_NUMBER_BEHIND = re.compile(
    rf"\s(?P<number>{_HOUSE_NUMBER})(?:\s*(?:\Z|[,.;:)!?]|\d{{4}})|\s(?P<after>[^\W\d_]+))"
)
# "Nummer 14 aan de Langestraat", "19B Station Approach".
_NUMBER_AHEAD = re.compile(
    r"(?<!\w)(?:(?:nummer|nr\.?|no\.?)\s(?P<aan>\d{1,4}[a-z]?)\s(?:(?:aan|van|in|op)\s)?"
    r"(?:(?:de|het|the)\s)?|(?:(?:at|to|address)\s)?(?P<letter>\d{1,4}[a-z])\s)\Z"
)
_STREETS_TOO = frozenset({"name", "unknown_word", "town", "employer", "street"})
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
    r"\w+(?:\s(?:van|der|de|den|aan)\s(?:de\s|der\s|den\s)?[\w'-]+)?\.?\s(?:nr\.?\s|nummer\s)?\d"
)
_THING_AND_NUMBER = re.compile(
    r"(?<!\w)([a-z]*(?:ring|hoek|veld|pad|baan|park|markt|tuin|poort|kamp|lane|square))"
    r"(?:\s(?:van|der|de|den|aan)\s\w+)?\s\d"
)
# "Het pakje moet naar tuinpad 7": then it is where somebody lives.
_SENT_TO = re.compile(
    r"(?<!\w)(?:post|pakje|pakket|bezorg\w*|stuur|zit op|thuis|send|deliver\w*|parcel|"
    r"adres|address|woon|wonen)(?!\w)"
)
_ROADS = f"{STREET_TYPE}|woon|wonen|live|adres|address"
_ROAD_AND_NUMBER = re.compile(rf"\w*?(?:{_ROADS})[^\n]{{0,60}}\d")
_NAMED_ROAD = re.compile(
    rf"(?<!\w)(?:laan|weg|plein|hof|pad|park|dreef|straat|kade)\s(?:van|der|de|den|ten|"
    rf"ter)\s(?:de\s|der\s|den\s|het\s)?[\w'-]+(?:\s{_HOUSE_NUMBER})?"
)
_LIVES_AT = re.compile(
    rf"(?<!\w)(?:woon\w*|wonen|woning|adres|verhuisd?|huis|live|living|address|"
    rf"stay)\b[^.!?\n]{{0,30}}?(?:(?<!\w)(?:op|aan|in|at|on|is|naar)|:)\s?"
    rf"(?:de\s|het\s|the\s)?((?:[^\W\d_][\w'.-]*\s){{1,4}}{_HOUSE_NUMBER})"
)
# What comes before the word of a street: "koningin sofiakade", "lange houtstraat".
_TITLE_BEFORE = re.compile(
    r"(?:(?<!\w)(?:van|der|de|den|ter|lange|korte|oude|nieuwe|grote|kleine|hoge|lage|eerste|"
    r"tweede|derde|burgemeester|burg\.?|pastoor|prins|prinses|koningin|koning|president|admiraal|"
    r"generaal|sint|st\.?|dr\.?|mr\.?|prof\.?|jan|anna|maria)\s)+$"
)
_UNCOMMON = "vaart|zoom|wijk|hoeve|zijde|brink|diep|kant|drift|hage|stede|vest|wetering|sloot|es"
_UNCOMMON_NUMBERED = re.compile(rf"(?<!\w)([^\W\d_]+(?:{_UNCOMMON}))\s{_HOUSE_NUMBER}")
# "60 ml op 30 gram verf".
_UNITS = r"(?:gram|kilos?|lit(?:er|re)s?|ounces|pond|meter|stuks|zakken|dozen|euro)"
# "23 Molenkade", "7b mill road": the number first, as in English.
_NUMBER_FIRST = re.compile(
    rf"(?<![\w.,:/-])\d{{1,4}}[a-z]?\s(?!{_UNITS}\s)((?:[^\W\d_]{{3,}}\s)?)([^\W\d_]*(?:{STREET_TYPE}|close|drive|"
    rf"court|terrace|crescent|way))(?!\w)"
)
_SENT_BEFORE = re.compile(r"(?<!\w)(?:at|to|address|is|live|from|op|naar|adres)\s?:?\s$")
# A street without a number: "wij wonen aan de noordervaart".
_LIVES_ON = re.compile(
    rf"(?<!\w)(?:woon\w*|wonen|live|lives|living|adres|stage|school|winkel|zaak|kantoor|flat|huis)"
    rf"(?:\s\w+){{0,2}}?\s(?:aan|op|in|on|at|is)\s(?:(?:de|het|the)\s)?"
    rf"((?:[^\W\d_]+\s)?([^\W\d_]{{3,}}(?:{STREET_TYPE}|{_UNCOMMON})))(?!\w)"
)
_ANY_STREET = words_of(
    "bushalte hoofdstraat winkelstraat dorpsplein woonwijk begane boerderijweg snelweg buitenweg "
    "zijstraat parkeerplaats schoolplein marktplein afdeling weekmarkt kerstmarkt rommelmarkt "
    "supermarkt bouwmarkt jaarmarkt vlooienmarkt braderie achtertuin voortuin moestuin schooltuin "
    "speeltuin dierentuin binnenstad achterkant voorkant zijkant buitenkant binnenkant kookhoek "
    "leeshoek keukenhoek werkhoek bushok arbeidsmarkt stagemarkt banenmarkt sportpark pretpark "
    "vakantiepark bungalowpark industrieterrein luchthaven vliegveld voetbalveld sportveld "
    "volkstuin achterhoek drukpers keuken bedrijfskring opleidingsring "
    "zorghoeve boerenhof gerechtshof"
)
_COURT = re.compile(
    r"(?<!\w)(?:(?:woon\w*|wonen)\s(?:\w+\s){0,4}(?:aan|op|in|van)\s(?:het|de|'t)\s)"
    r"((?:hofje|plein|laan|park|weg|pad|dreef|plantsoen|kade|singel)\s(?:van|der|aan)\s"
    r"(?:de\s|der\s|den\s|het\s)?[\w'-]+)"
)
_STREET_WORD = re.compile(rf"(?<!\w)[^\W\d_]+(?:{STREET_TYPE})(?!\w)")
_PIN_BEFORE_PLACE = re.compile(r"(?<![\w.,])([1-9]\d{3})(?=,?\s(?:Den\s)?([A-Z][a-z]+))")
_PIN_CUE = re.compile(
    r"(?<!\w)(?:postcode|postcodegebied|zip|wijkcode|wijk|pc4?)\s?(?:is|gebied|:|"
    r"=)?\s?([1-9](?:\d{3}| \d \d \d(?: [a-z] [a-z])?)(?:\s(?:tot en met|t/m|tot|"
    r"en)\s[1-9]\d{3})?)(?!\w)"
)
# In a text that says "postcode" four figures are one, however they are spaced; elsewhere only
# "3 5 1 2 A B", "3512/AB": letters with a capital and a gap of their own.
_SAYS_CODE = re.compile(r"(?<!\w)(?:post[ck]ode\w*|postc|zip)(?!\w)")
_LOOSE = re.compile(
    r"(?<![\w.,])(?!19\d\d(?!\w)|20\d\d(?!\w))[1-9](?: ?\d){3}(?:[ ./_-]{0,2}[a-z] ?[a-z])?"
    r"(?!\w|[.,]\d)"
)
_LOOSE_CAPITALS = re.compile(
    r"(?<![\w.,])(?:[1-9]\d{3}(?: [A-Z] [A-Z]| ?[/_] ?[A-Z]{2})|[1-9](?: \d){3} [A-Z] ?[A-Z])(?!\w)"
)
# "1104 is mijn postcode", "woon in 1104 bijlmer".
_PIN_OF_ME = re.compile(
    r"(?:(?:woon\w*|wonen|kom|live|living|come)\s(?:in|at|op|uit|from)\s)([1-9]\d{3})(?![\w.,]*\d)"
    r"|(?:in\s)((?!19|20)[1-9]\d{3}\s(?:en|t/m|tot|tot en met)\s[1-9]\d{3})"
    r"(?=\s*(?:\Z|[,.;](?!\d)|(?:en|ik|dus)(?!\w)))"
    r"|([1-9]\d{3})(?=\s(?:is|=)\s(?:mijn|m'n|mn|my|de|onze|our)\s(?:postcode|zip)"
    r"|[ -](?:buurt|hood|area|gebied)(?!\w))"
)


CUES = {
    "road": Cue("laan|weg|plein|hof|pad|park|dreef|straat|kade", _NAMED_ROAD),
    "street": Cue(rf"[^\W\d_]+(?:{STREET_TYPE})", _STREET_WORD),
    "road_and_number": Cue(rf"\w*(?:{_ROADS})\w*", _ROAD_AND_NUMBER, has_digits=True),
    "numbered": Cue(rf"\w*(?:{STREET_TYPE})", _MAY_BE_ADDRESS, has_digits=True),
    "lives_at": Cue(
        r"woon\w*|wonen|woning|adres|verhuisd?|huis|live|living|address|stay",
        _LIVES_AT,
        has_digits=True,
    ),
    "uncommon": Cue(rf"[^\W\d_]+(?:{_UNCOMMON})", _UNCOMMON_NUMBERED, has_digits=True),
    "number_first": Cue(r"\d{1,4}[a-z]?", _NUMBER_FIRST, has_digits=True),
    "lives_on": Cue(
        r"woon\w*|wonen|lives?|living|adres|stage|school|winkel|zaak|kantoor|flat|huis", _LIVES_ON
    ),
    "court": Cue(r"woon\w*|wonen", _COURT),
    "pin": Cue(r"(?:postcode|zip|wijkcode|wijk|pc)\w*", _PIN_CUE, has_digits=True),
    "pin_of_me": Cue(r"\d{4}|in|woon\w*|wonen|kom|come|live|living", _PIN_OF_ME, has_digits=True),
}


def addresses(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find streets and postcodes in a text."""
    yield from _streets(reading.folded.plain, found)
    if reading.has_digits:
        yield from _numbered_addresses(reading.folded.plain, reading.folded.low, found)
        yield from _postcodes(reading, [*found["pin"], *found["pin_of_me"]])


def house_numbers(found: Iterable[Span], folded: Folded) -> Iterator[Span]:
    """Mark the number beside a hidden word with a capital, where nothing is counted."""
    for span in found:
        if span.kind not in _STREETS_TOO or not folded.plain[span.start].isupper():
            continue
        ahead = _NUMBER_AHEAD.search(folded.low, max(0, span.start - 24), span.start)
        if ahead:
            yield identifier(*ahead.span(ahead.lastgroup or 0), "street", 0.9)
        number = _NUMBER_BEHIND.match(folded.low, span.end)
        if number and not _is_counted(
            folded.low, number, can_count=span.kind in {"name", "employer"}
        ):
            yield identifier(span.end + 1, number.end("number"), "street", 0.9)


def _is_counted(low: str, number: re.Match[str], *, can_count: bool) -> bool:
    """Tell whether a number says how many or how much of what stands after it."""
    after = number["after"] or ""
    is_done = after.startswith(("ge", "be", "ver")) or after in FUNCTION_WORDS
    is_many = can_count and after.endswith(("en", "s", "je")) and not is_done
    return is_many or MEASURE.match(low, number.end("number")) is not None


def _streets(plain: str, found: Cued) -> Iterator[Span]:
    for match in found["road"]:
        if any(part[:1].isupper() for part in plain[match.start() : match.end()].split()):
            yield identifier(match.start(), match.end(), "street", 0.9)
    for match in found["court"]:
        yield identifier(match.start(1), match.end(1), "street", 0.9)
    for match in found["street"]:
        word = match[0]
        is_word = flags_of(word) & LISTED or is_compound(word) or word.endswith("ering")
        if plain[match.start()].isupper() and not is_word:
            yield identifier(_with_title(match), match.end(), "street", 0.9)
    for match in found["lives_on"]:
        word = match[2]
        if not (flags_of(word) & (LISTED | PLACE) or word in _ANY_STREET):
            yield identifier(_with_title(match, 2), match.end(2), "street", 0.85)


def _with_title(match: re.Match[str], group: int = 0) -> int:
    """Give where a street begins, with "koningin" or "lange" before it."""
    start = match.start(group)
    title = _TITLE_BEFORE.search(match.string, max(0, start - 40), start)
    return title.start() if title else start


def _may_hold_address(found: Cued) -> bool:
    return bool(found["road_and_number"] and found["numbered"])


def _numbered_addresses(plain: str, low: str, found: Cued) -> Iterator[Span]:
    may_hold = _may_hold_address(found)
    is_sent = (may_hold or bool(found["uncommon"])) and _SENT_TO.search(low) is not None
    for match in _ADDRESS.finditer(low) if may_hold else ():
        # "Storing 14" and "veld 2": a word that ends as a street does, in small letters.
        thing = _THING_AND_NUMBER.search(plain, match.start(), match.end())
        if is_sent or not (thing and flags_of(thing[1]) & LISTED):
            yield identifier(match.start(), match.end(), "street", 0.95)
    for match in found["uncommon"]:
        if not flags_of(match[1]) & LISTED and (is_sent or plain[match.start()].isupper()):
            yield identifier(match.start(), match.end(), "street", 0.95)
    for match in found["number_first"]:
        word = match[2]
        is_street = plain[match.start(2)].isupper() and (
            plain[match.start(1)].isupper() if match[1] else not flags_of(word) & LISTED
        )
        if is_street or _SENT_BEFORE.search(low, max(0, match.start() - 12), match.start()):
            yield identifier(match.start(), match.end(), "street", 0.9)
    for match in found["lives_at"]:
        yield identifier(match.start(1), match.end(1), "street", 0.95)


# "Bieslook 101, 1852 ZT": any word may be a street there.
_BEFORE_CODE = re.compile(rf"(?<![\w'])([^\W\d_][\w'.-]+\s{_HOUSE_NUMBER}),?\s\Z")
# A postcode of figures only, before a town in small letters, after a house number.
_AFTER_NUMBER = re.compile(r"\s\d{1,4}[a-z]?,?\s([1-9]\d{3})\s([^\W\d_]+)")


def _whole_postcodes(reading: Reading) -> Iterator[Span]:
    """Find figures with two letters, and the street right before them."""
    low, plain = reading.folded.low, reading.folded.plain
    for code, start, end in reading.postcodes:
        letters = code[4:]
        written = plain[end - 2 : end]
        joined = low[start:end] == code
        year = joined is False and "1950" < code[:4] < "2040" and not written.isupper()
        if not year and (written.isupper() or letters not in _TWO_LETTER_WORDS):
            abroad = low[max(0, start - 3) : start] in {"nl-", "nl "}
            yield identifier(start - 3 * abroad, end, "postcode")
            if street := _BEFORE_CODE.search(low, max(0, start - 40), start):
                yield identifier(*street.span(1), "street", 0.9)


def _postcodes(reading: Reading, cued: list[re.Match[str]]) -> Iterator[Span]:
    low, plain = reading.folded.low, reading.folded.plain
    yield from _whole_postcodes(reading)
    for match in cued:
        group = match.lastindex or 1
        yield identifier(match.start(group), match.end(group), "postcode")
    says_code = _SAYS_CODE.search(low) is not None
    for match in matches_at(_LOOSE, low, reading.figures) if says_code else ():
        yield identifier(match.start(), match.end(), "postcode")
    for match in matches_at(_LOOSE_CAPITALS, plain, reading.figures):
        yield identifier(match.start(), match.end(), "postcode")
    before_figures = [start - 1 for start in reading.figures if start]
    for match in matches_at(_AFTER_NUMBER, low, before_figures):
        if flags_of(match[2]) & PLACE:
            yield identifier(match.start(1), match.end(1), "postcode")
    for match in matches_at(_PIN_BEFORE_PLACE, plain, reading.figures):
        known = bool(flags_of(match[2].lower()) & PLACE)
        if known and (
            low[: match.start()].endswith(("vanuit ", "uit ")) or not 1950 < int(match[1]) < 2040
        ):
            yield identifier(match.start(), match.end(), "postcode")
