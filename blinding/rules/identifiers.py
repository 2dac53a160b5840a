"""Structured identifiers: e-mail, phone, numbers, links, handles.

Dates of birth are in births.py. Every finder reads folded text and gives spans in folded offsets.
"""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn

from blinding.dates import NUMBER_WORDS
from blinding.reading import Cue, Cued, Reading
from blinding.spans import Span, identifier
from blinding.traces import matches_at
from blinding.words.lexicon import (
    FIRST_NAME,
    LISTED,
    flags_of,
    is_nameish,
)

_TLD = (
    "nl|com|net|org|be|eu|io|me|info|app|dev|tv|shop|gg|link|bio|site|online|nu|de|fr|uk|tr|ma|"
    "pl|ro|ua|"
    "co|frl|amsterdam|studio|design|art|blog|store|xyz|page|ai|ly|cc|biz|name|club|website|tech|work"
)
_URL = re.compile(
    rf"(?:https?|hxxps?)://[^\s<>()\"]+|(?<![\w@])www\.[^\s<>()\"]+"
    rf"|(?<![\w@.])(?:[a-z0-9]\.)?(?:[a-z0-9-]{{2,}}\.)+(?:{_TLD})(?![\w-])(?:/[^\s<>()\"]*)?"
    # "Mijnwinkel.example/shop": no ending that is known, but a page of it.
    r"|(?<![\w@./-])(?:[a-z0-9-]{3,}\.)+[a-z]{2,10}/[a-z][^\s<>()\"]+"
    rf"|(?<![\w@.])(?:[a-z0-9-]{{3,}}\.[a-z]{{2,6}}|[a-z]\.me)/[\w./-]+"
    # "Houtbaas punt nl", as it is said aloud.
    rf"|(?<![\w@.])(?:www\s(?:punt|dot)\s)?[a-z0-9-]{{3,}}\s(?:punt|dot)\s(?:nl|com|be|eu|org|net)(?!\w)"
)
_MAY_BE_URL = re.compile(rf"://|www\.|\.(?:{_TLD})(?![\w-])")
_HANDLE = re.compile(r"(?<![\w.@])@[a-z0-9_](?:[\w.-]*\w)?|(?<![\w#])\w[\w.-]{1,31}#\d{4}(?!\d)")
_NETWORKS = (
    "instagram|insta|ig|snapchat|snap|tiktok|tik tok|discord|twitter|facebook|fb|linkedin|"
    "youtube|yt|github|gamertag|"
    "psn|steam|strava|vinted|spotify|soundcloud|reddit|threads|telegram|twitch|pinterest|bereal|"
    "signal|whatsapp|account|gebruikersnaam|"
    "username|handle"
)
_HANDLE_AFTER = re.compile(
    rf"(?<!\w)(?:{_NETWORKS})(?:\svan\s(?:mijn|m'n|mn|onze)\s\w+)?"
    rf"(?:(?:[\s-]?(?:account|naam|name|handle|tag))?\s?[:=]\s?|\s(?:(?:is|heet|als|onder|ben|"
    rf"sta|vind je|find|naam|me|ik|mij|am|"
    rf"i|as|at|on|under|te|naam)\s)*)([\w][\w.#-]*\w)"
)
# After "volg mij:" and before "op insta" or "is my ig".
_ODD = r"[a-z](?=\w*(?:\.\w|_|\d))\w*(?:\.\w+)*"
_FOLLOW = re.compile(
    rf"(?<!\w)(?:(?:volg|follow|add)(?: (?:mij|me|us|ons|mn))?(?: (?:op|on) \w+)?:?,?|"
    r"(?:find|zoek|vind|dm) (?:mij|me)(?: op| on)?:?,?|"
    rf"(?:post|stream|upload|game|play|speel) (?:als|as|onder|under)) ({_ODD})"
)
_HANDLE_BEFORE = re.compile(
    rf"(?:(?:is|zo heet ik op|=) (?:mijn |mn |my )?|(?:op|on) )(?:{_NETWORKS})(?!\w)|"
    rf"(?<=\()(?:{_NETWORKS})\)"
)
_ODD_BEFORE = re.compile(rf"(?<![\w@./])({_ODD}),? \(?\Z")
# "bak.bazin", "u/de_lasser_88": wherever a text that names a network has such a word.
_ODD_WORD = re.compile(r"(?<![\w@./-])(?:(?:[ur]|ig|tt)/)?([a-z]\w*(?:\.\w{3,})*)(?!\w)")
_FILE = re.compile(
    r".*\.(?:png|jpe?g|gif|svg|psd|pdf|docx?|xlsx?|pptx?|html?|css|js|json|php|py|sql|csv|txt|xml|"
    r"mp[34]|wav|mov|zip|exe|stl|dwg|indd)"
)
_INSIDE = re.compile(r"_|\w{3}\.\w{3}")
_ON_A_NETWORK = re.compile(
    rf"(?<!\w)(?:{_NETWORKS}|tt|behance|kanaal|channel|alias|minecraft|roblox)(?!\w)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# "771.904", "40.0912", "55301-B", "s-40.118": also in groups, and with a letter.
_GROUPED = (
    r"((?:[a-z]{1,2}-?)?(?:\d{4,10}|\d{1,3}(?P<gap>[ ./-])\d{2,5}(?:(?P=gap)\d{1,5}){0,4})"
    r"(?:-[a-z](?!\w))?)(?!\w|[.,:]\d)"
)
_STUDENT_CUE = re.compile(
    r"(?<!\w)(?:student(?:en)?|leerling(?:en)?|deelnemers?|school|personeels|inschrijf|"
    r"registratie|stud|stnr|stdnr|llnr|lln|ll|ov|magister|somtoday|eduarte|onder|badge|"
    r"(?:student|library|school|access|id|my)\scard|pas(?=-?n)|pasje|id|pass(?=\sn)|"
    r"(?:leerling|student(?:en)?|school|bibliotheek|bieb|toegangs|college|campus)(?:pas|kaart)|"
    r"(?:stam|correlatie|diploma|examen|kandidaat|bpv|klant|lid|relatie|dossier)(?=[\s-]?n)|"
    r"candidate|enrol+ment|registration|member|login|inlog)\.?"
    r"\s?-?(?:nr|nummer|no|number|id|num)?\.?(?:\s(?:number|id|no|nr|"
    rf"is))?[\s:#.=(-]{{0,3}}{_GROUPED}"
)
# "Ik ben 6.118.205", "het logboek van 771.904", "find me as 118.402", "mijn nummer is 730.118".
_WHO_IS = re.compile(
    r"(?<!\w)(?:(?:ik|i) (?:ben|am)|ben ik|i'm|(?:sta|staat|zit|find|vind|logged|ingelogd|bekend|"
    r"geregistreerd|listed)(?: \w+){0,2} (?:als|onder|as|under)|(?:logboek|verslag|dossier|"
    r"portfolio|werkstuk|stageboek|beoordeling|rooster|cijferlijst|cijfers|logbook|portfolio|"
    r"report|file|grades|(?:af|ziek)melding|absentie|excuse)(?: van| of)?:?|"
    r"(?:systeem|portaal|portal|system) (?:kent|vindt|zegt|knows|finds|says)|"
    r"(?:cijfer|grade|submit|inleveren|herkansing)(?: \w+)? (?:voor|van|onder|als|for|of|under|as)|"
    r"(?:mijn|m'n|mn|my|eigen|own) (?:\w+ )?(?:nummer|nr|number|id)(?: \w+){0,3}?"
    rf"(?: is|\s?:)?) {_GROUPED}(?!\s?-)"
)
# "104882 en 104917 waren ziek".
_IS_SOMEBODY = re.compile(
    rf"{_GROUPED}(?=(?:(?:,| en| and| &)? \d+)* (?:is|was|zijn|waren|are|were) "
    r"(?:(?:er|weer|nog|vandaag|today|"
    r"al|niet|not|te|too) ){0,2}(?:ziek|afwezig|laat|aanwezig|absent|late|sick|present|geslaagd|"
    r"gezakt|er)(?!\w))"
)
_ONE_TO_HUNDRED = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_LETTERS_BEFORE = re.compile(r"(?<!\w)(?:[A-Za-z]{1,2}-|(?!ID|NR|NO)[A-Z]{2} )$")
_SPOKEN = re.compile(
    rf"(?<!\w)(?:(?:{_ONE_TO_HUNDRED}|oh|double|dubbel)[\s,-]{{1,2}}){{4,}}"
    rf"(?:{_ONE_TO_HUNDRED})(?!\w)"
)
# "06 negenenveertig 33 81 07", "o6-81402695": figures and words of a telephone number.
_MIXED = re.compile(
    rf"(?<!\w)(?:[o0]\s?6|nul[\s-]?zes|(?:zero|oh) six)"
    rf"(?:[\s,.-]{{0,3}}(?:(?:en |and )?(?:dan|then) )?(?:\d{{1,4}}|"
    rf"(?:{_ONE_TO_HUNDRED})(?!\w)))"
    r"{2,10}(?!\w)"
)
_MOST_SHORT = 6
_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,4})?(?!\w)")
_TWO_HYPHENS = re.compile(r"-\w{2,3}-")
_PLATE = re.compile(
    r"(?<!\w)(?:[a-z]{1,3}-\d{2,3}-[a-z]{1,3}|\d{1,2}-[a-z]{2,3}-\d{1,2}|\d{2}-\d{2}-[a-z]{2}|"
    r"[a-z]{2}-\d{2}-\d{2}|\d{2}-[a-z]{2}-[a-z]{2})(?!\w)"
)
# "Artikelnummer 3018844": the number of a thing.
_OF_A_THING = re.compile(
    r"(?<!\w)(?:artikel|order|bestel|factuur|serie|product|ticket|onderdeel|batch|lot|pakbon|ean|"
    r"storing|werkbon|invoice|item|part|barcode|model|pakket|zending|track)\w*"
    r"(?:\s(?:nummer|nr|number|no|code|id))?\.?(?:\s(?:is|was|met|with))?[\s:#]{1,2}$"
)
# A machine, a room or a class in capitals and figures.
_MODEL = re.compile(r"([A-Z]{1,3})\d{1,4}[A-Z]{0,2}|\d{1,4}([A-Z]{1,2})")
_AMOUNT_AFTER = re.compile(
    r"\s?(?:euro|eur|€|m2|m3|kg|gram|liter|stuks|km|kilo|volt|watt|mb|gb|keer|mensen|bezoekers|"
    r"klanten|leden|volgers|producten|artikelen|onderdelen|woorden|pagina's|regels|foto's|records|"
    r"rows|items|views|words|pieces|mm|meter)(?!\w)"
)
# "Mijn bsn is 308.551.724": said to be one, whatever its digits add up to.
_SERVICE_NUMBER = re.compile(
    r"(?<!\w)(?:bsn|burgerservicenummer|sofi-?nummer|citizen (?:service )?number)(?!\w)"
    r"[^\d\n]{0,30}$"
)
CUES = {
    "handle": Cue(rf"(?:{_NETWORKS}|tik)(?:account|naam)?", _HANDLE_AFTER),
    "follow": Cue("volg|follow|add|find|zoek|vind|dm|post|stream|upload|game|play|speel", _FOLLOW),
    "handle_before": Cue(rf"is|zo|op|on|tik|{_NETWORKS}", _HANDLE_BEFORE),
    "mixed": Cue(r"[o0]6\d*|o|0|oh|nul|nulzes|zero", _MIXED),
    "spoken": Cue(rf"{_ONE_TO_HUNDRED}|oh|double|dubbel", _SPOKEN),
    "student": Cue(
        r"(?:student|leerling|deelnemer|school|personeels|inschrijf|registratie|stud|stnr|lln|"
        r"ov|magister|somtoday|eduarte|onder|ll|stdnr|badge|library|access|id|my|pas|"
        r"bibliotheek|bieb|toegangs|college|campus|stam|correlatie|diploma|examen|kandidaat|bpv|"
        r"klant|lid|relatie|dossier|candidate|enrol|member|login|inlog)\w*",
        _STUDENT_CUE,
        has_digits=True,
    ),
    "is_somebody": Cue(r"[a-z]{0,2}\d+", _IS_SOMEBODY, has_digits=True),
    "who_is": Cue(
        "ik|i|ben|sta|staat|zit|find|vind|logged|ingelogd|bekend|geregistreerd|listed|logboek|"
        "verslag|dossier|portfolio|werkstuk|rooster|cijferlijst|cijfers|grades|afmelding|ziekmelding|"
        "absentie|excuse|systeem|portaal|portal|system|cijfer|grade|submit|inleveren|herkansing|"
        "stageboek|beoordeling|logbook|report|file|mijn|m|mn|"
        "my|eigen|own",
        _WHO_IS,
        has_digits=True,
    ),
}


def identifiers(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find every structured identifier in a text, but addresses."""
    for _, start, end in reading.emails:
        yield identifier(start, end, "email")
    yield from _links(reading.folded.low, found["handle"])
    yield from _handles(reading.folded.low, found)
    for match in found["mixed"]:
        written = match[0]
        if len(re.findall(r"\d|[a-z]{3,}", written)) > _MOST_SHORT:
            yield identifier(match.start(), match.end(), "phone")
    for match in found["spoken"]:
        yield identifier(match.start(), match.end(), "phone")
    if reading.has_digits:
        yield from _numbers(reading)
        yield from _of_students(reading, found)


def _is_said_aloud(low: str) -> bool:
    """Tell whether an address may be written as it is said, or goes on after a slash."""
    return " punt " in low or " dot " in low or ("/" in low and "." in low)


def _links(low: str, named: list[re.Match[str]]) -> Iterator[Span]:
    if _is_said_aloud(low) or _MAY_BE_URL.search(low):
        for match in _URL.finditer(low):
            end = match.start() + len(match[0].rstrip(".,;:!?)'"))
            yield identifier(match.start(), end, "url")
    if "@" in low or "#" in low:
        for match in _HANDLE.finditer(low):
            yield identifier(match.start(), match.end(), "handle")
    for match in named:
        parts = re.findall(r"[^\W\d_]+", match[1])
        odd = any(character.isdigit() or character in "_.#" for character in match[1])
        if odd or any(not flags_of(part) & LISTED for part in parts):
            yield identifier(match.start(1), match.end(1), "handle")


def _handles(low: str, found: Cued) -> Iterator[Span]:
    """Find handles by what stands before or behind them, or by a name between underscores."""
    for match in found["follow"]:
        yield identifier(match.start(1), match.end(1), "handle")
    for match in found["handle_before"]:
        odd = _ODD_BEFORE.search(low, max(0, match.start() - 40), match.start())
        if odd and not _FILE.fullmatch(odd[1]):
            yield identifier(odd.start(1), odd.end(1), "handle")
    if not _INSIDE.search(low):
        return
    is_on_a_network = _ON_A_NETWORK.search(low) is not None
    for match in filter(lambda one: _INSIDE.search(one[0]), _ODD_WORD.finditer(low)):
        parts = re.findall(r"[^\W\d_]+", match[1])
        # "Posts voor insta.daarna": a slip, no handle.
        is_other = _FILE.fullmatch(match[1]) or any(map(_ON_A_NETWORK.fullmatch, parts))
        is_called = is_on_a_network and not is_other
        if is_called or ("_" in match[1] and any(map(is_nameish, parts))):
            yield identifier(match.start(), match.end(), "handle")


def _numbers(reading: Reading) -> Iterator[Span]:
    low = reading.folded.low
    for digits, start, end in reading.digit_runs:
        kind = _kind_of_number(digits, low, start, end)
        before = _LETTERS_BEFORE.search(reading.folded.plain, max(0, start - 4), start)
        first = before.start() if before else start
        has_dash = first < start and low[start - 1] == "-"
        if has_dash:  # "L-220.417" is no amount.
            kind = kind or "student_number"
        if kind == "student_number" and _OF_A_THING.search(low, max(0, first - 40), first):
            continue
        if kind and (len(digits) >= 7 or (has_dash and len(digits) >= 5)):
            yield identifier(first, end, kind)
    for match in matches_at(_IBAN, low, [start - 2 for start in reading.figures if start > 1]):
        if iban.is_valid(match[0]):
            yield identifier(match.start(), match.end(), "iban")
    for match in _PLATE.finditer(low) if _TWO_HYPHENS.search(low) else ():
        yield identifier(match.start(), match.end(), "plate")


def _of_students(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find numbers of students by what is said before them; in groups they have five figures."""
    for match in (*found["student"], *found["who_is"], *found["is_somebody"]):
        is_loose = match["gap"] or match.re is not _STUDENT_CUE or _YEAR.fullmatch(match[1])
        shortest = 5 if is_loose else 4
        is_date = any(start <= match.start(1) < end for _, start, end in reading.dates)
        low, start = reading.folded.low, match.start(1)
        is_thing = _AMOUNT_AFTER.match(low, match.end(1)) or _OF_A_THING.search(
            low, max(0, start - 40), start
        )
        if sum(map(str.isdigit, match[1])) >= shortest and not (is_date or is_thing):
            yield identifier(match.start(1), match.end(1), "student_number")


def _kind_of_number(digits: str, low: str, start: int, end: int) -> str:
    written = low[start:end]
    if len(digits) in {8, 9} and _SERVICE_NUMBER.search(low, 0, start):
        return "bsn"
    if _AMOUNT_AFTER.match(low, end):
        return ""
    if len(digits) == 9 and bsn.is_valid(digits):
        return "bsn"
    if len(digits) >= 9 and written.lstrip("(")[0] in "+0" and _is_phone(digits, written):
        return "phone"
    grouped_thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written)
    return "" if grouped_thousands else "student_number"


def _is_phone(digits: str, written: str) -> bool:
    try:
        number = phonenumbers.parse(f"+{digits}" if "+" in written else digits, "NL")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


def is_model(written: str) -> bool:
    """Tell whether capitals and figures name a machine, a room or a class, not somebody.

    >>> is_model("DHP482"), is_model("JAN07")
    (True, False)
    """
    model = _MODEL.fullmatch(written)
    letters = model.groups("") if model else ()
    return bool(letters) and not any(flags_of(part.lower()) & FIRST_NAME for part in letters)
