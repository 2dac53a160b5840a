"""Dates of birth: a date long ago, and any date, month or year beside what is said of a birth."""

import re
from collections.abc import Iterator

from blinding.dates import MONTHS
from blinding.reading import Cue, Cued, Reading
from blinding.spans import Span, identifier

# Full dates up to this year are births, later ones are work; bare years only beside a birth word.
LAST_BIRTH_YEAR = 2014
_NEAR_BIRTH = 40
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_SEASON = (
    r"(?:(?:het\s)?(?:begin|eind|midden|voorjaar|najaar)|(?:the\s|de\s)?(?:summer|zomer|winter|"
    r"autumn|fall|spring|lente|herfst)|early|late|mid)"
)
_BIRTH_CUE = re.compile(
    r"(?<!\w)(?:geboren|geb(?:oortedatum|oortejaar|oorte)?|geb\.? ?datum|"
    r"verjaar(?:dag(?:en|skalender|slijst)?)?|jarig(?:en)?|geboortedag|trakteer(?:t|de)?|"
    r"trakteren|birthdays|(?<!is )(?<!as )(?<!et )(?<!en )(?<!an )bouwjaar|generatie|"
    r"lichting|born|birthday|bday|birth ?date|birth|dob|d\.o\.b|turn(?:ed|ing)?|ter wereld|"
    # "Op 4 maart word ik achttien", "ik werd 12 mei zestien".
    r"(?:word|werd) ik (?:al )?(?:\d\d|\w+tien|\w*twintig|meerderjarig|volwassen)|"
    r"ik (?:word|werd)(?= (?:op )?\d))(?!\w)"
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:'\d\d|(?:19[4-9]|20[01])\d)(?![\d/]|[.,]\d)")
# "In mei 2008", "in the summer of 2007": what stands before the year tells as much.
_PART_OF_YEAR = re.compile(rf"(?<!\w)(?:{_MONTH}|{_SEASON})\.?\s(?:van\s|of\s)?$")
_FROM_YEAR = re.compile(
    rf"(?<!\w)(?:ik ben|ben|wij zijn|i'm|i am|ik kom)\s(?:\w+\s){{0,2}}(?:van|uit|from)\s(?:het "
    rf"jaar\s)?((?:(?:{_MONTH}|{_SEASON})\s(?:van\s)?)?(?:'?\d\d|(?:19|20)\d\d))(?!\d)"
    rf"(?!\s(?:euro|uur|tot|graden|mm|cm))"
)
_OF_A_YEAR = re.compile(
    r"(?<!\w)(?:im|i'm|i am|ik ben|ben|an?|een|as|als)\s(?:an?\s|een\s)?('0\d|(?:19|20)[01]\d)(?="
    r"'?er(?!\w)|\s(?:kid|baby|child|kind|boy|girl|jongen|meisje|kindje)(?!\w))"
)
# "lichting 07", "kind van 2008", "class of 2007"
_OF_THE_YEAR = re.compile(
    r"(?<!\w)(?:lichting|generatie|(?:\A|(?<=ben )|(?<=ben van )|(?<=[,.] ))(?:jaargang|bouwjaar|"
    r"vintage)|class of|kind van|kid of|child of|ben vanaf)\s(?:het jaar\s)?"
    r"('?0\d|(?:19|20)[01]\d)(?![\d.,:/-]*\d)(?!\s(?:euro|uur|tot|graden|mm|cm))"
)
# "ik ben van nul acht", "born in oh six"
_IN_LETTERS = re.compile(
    r"(?<!\w)(?:ben van|kom uit|ben uit|from|born in|geboren in|van)\s((?:tweeduizend|nul|oh|"
    r"twenty|two thousand)[\s-]?(?:en |and )?(?:oh )?(?:vier|vijf|zes|zeven|acht|negen|tien|four|"
    r"five|six|seven|eight|nine|ten))(?!\w)"
)
# "uit 2007 ben ik"
_YEAR_I_AM = re.compile(r"(?<!\w)(?:uit|van|from)\s('?0\d|(?:19|20)[01]\d)\s(?:ben ik|i am)(?!\w)")
# "Mijn verjaardag valt op oudejaarsdag", "geb. 080407".
_ON_A_FEAST = re.compile(
    r"(?<!\w)(?:jarig|verjaardag|geb\.|geb|geboren|born|dob|birthday|bday)(?!\w)"
    r"[^.!?,\n]{0,16}?\s(?:(?:op|met|on|at|is)\s(?:de\s)?|(?=\d))"
    r"(\d{6}|(?:eerste |tweede )?(?:oudejaars|nieuwjaars|kerst|konings|valentijns|"
    r"bevrijdings|dieren)(?:dag|avond|nacht)|kerst|sinterklaas|pakjesavond|"
    r"(?:new year|valentine)'?s (?:day|eve)|christmas(?: day| eve)?|halloween|boxing day)(?!\w)"
)
CUES = {
    "feast": Cue("jarig|verjaardag|geb|geboren|born|dob|birthday|bday", _ON_A_FEAST),
    "of_the_year": Cue(
        "lichting|generatie|jaargang|bouwjaar|vintage|class|kind|kid|child|ben", _OF_THE_YEAR
    ),
    "year_i_am": Cue("uit|van|from", _YEAR_I_AM, has_digits=True),
    "birth": Cue(
        "geboren|geb(?:oortedatum|oortejaar|oorte|datum)?|verjaar\\w*|jarig|jarigen|bouwjaar|"
        "trakte\\w+|birthdays|bday|"
        "geboortedag|"
        "generatie|lichting|born|birthday|birth(?:date)?|dob|d|turn(?:ed|ing)?|ter|word|werd|ik",
        _BIRTH_CUE,
    ),
    "from_year": Cue("ik|ben|wij|i", _FROM_YEAR, has_digits=True),
    "of_a_year": Cue("im|i|ik|ben|an?|een|as|als", _OF_A_YEAR, has_digits=True),
    "in_letters": Cue("ben|kom|from|van|geboren|born", _IN_LETTERS),
}


def births(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find when somebody was born."""
    for year in ("feast", "in_letters", "from_year", "of_a_year", "of_the_year", "year_i_am"):
        for match in found[year]:
            yield identifier(match.start(1), match.end(1), "birth_date")
    if reading.has_digits or reading.dates:
        yield from _dated(reading, found["birth"])


def _dated(reading: Reading, cues: list[re.Match[str]]) -> Iterator[Span]:
    """Find dates long ago, and every date or year beside the first word of a birth."""
    low = reading.folded.low
    for (year, _, _), start, end in reading.dates:
        if 1920 < year <= LAST_BIRTH_YEAR:
            yield identifier(start, end, "birth_date")
    for cue in cues[:1]:
        dated = [(start, end) for _, start, end in reading.dates]
        years = [match.span() for match in _YEAR.finditer(low)]
        for start, end in dated + years:
            if max(start - cue.end(), cue.start() - end) < _NEAR_BIRTH:
                part = _PART_OF_YEAR.search(low, max(0, start - 24), start)
                yield identifier(part.start() if part else start, end, "birth_date")
