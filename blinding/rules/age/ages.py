"""How old someone is, in figures and words; not how long, how many or how hot.

A number is looked at once, by what stands before it and what comes after it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from blinding.dates import NUMBER_WORDS
from blinding.reading import Reading
from blinding.rules.age.forms import (
    ALONE,
    AN_AGE,
    AT_AN_AGE,
    FIGURES,
    IN_LETTERS,
    MEASURE,
    MONTH,
    NO_THING,
    NOON,
    NUMBER,
    OLDER,
    PART,
    PLACES,
    SOMEBODY,
    SOON,
    TEENS,
    WORDS,
    YEARS,
)
from blinding.rules.age.introduced import introduced, of_a_sex
from blinding.spans import Span

# What goes on after an age: "18 yrs n 4 months", "17 (bijna 18)", "16 turning 17", "15 toen".
_REST = re.compile(
    rf"(?:{YEARS})?(?:{PART})?(?:\s(?:toen|geworden|worden|now|already))?"
    rf"(?:\s(?:en|and|&|of|or)\s{AN_AGE}(?:{YEARS}|(?=\s*(?:\Z|[,.;!?)]|(?:en|and|dus|maar|so)\s))))?"
    rf"(?:,?\s\(?(?:almost|going on|turning|bijna|nearly|word(?:t)?)\s{AN_AGE}\)?(?!\w))?"
    rf"(?:\s(?:in|op|on|since|sinds)\s(?:\d{{1,2}}\s)?(?:{MONTH})(?!\w))?"
    r"(?:\s(?:(?:this|next|last|volgende|deze|dit|aankomende|komende|vorige) (?:year|week|month|"
    r"winter|summer|spring|fall|autumn|maand|jaar|zomer|herfst|lente|voorjaar|najaar)|in "
    r"(?:de|the) (?:zomer|winter|lente|herfst|summer|spring|fall|autumn)|(?:in|over) "
    r"(?:\d{1,2}|a|one|two|three|een|twee|drie|vier) (?:months?|weeks?|days|"
    r"maand(?:en)?|weken|week|dagen)|sinds gisteren)(?!\w))?"
)
_LED = re.compile(rf"(?:(?<!\w)(?!de |ook |zelf |dus )(?:{SOON})\s)+\Z")
_BEFORE_MONTH = re.compile(
    rf"(?:in|deze|next|this|volgende)\s(?:{MONTH}|week|maand|month|zomer|"
    r"summer)\s\Z"
)
# "mijn zestiende verjaardag", "op m'n 15e", "rond mijn achtste".
_FROM_FOUR = {word for word, number in NUMBER_WORDS.items() if 4 <= number <= 79}
_ORDINALS = "|".join(
    sorted(
        {
            word + ending
            for word in _FROM_FOUR
            for ending in (("ste",) if word.endswith(("acht", "tig")) else ("de", "th", "ste"))
        }
        | {"fifth", "eighth", "ninth", "twelfth", "twentieth", "thirtieth"},
        key=len,
        reverse=True,
    )
)
_ORDINAL = re.compile(
    rf"({_ORDINALS}|(?:{TEENS})(?:de|th|ste)|(?:[4-9]|1\d|[2-7]\d)\s?(?:e|de|ste|th|st|nd|rd))"
    r"(\s?(?:levensjaar|verjaardag|birthday|bday|verjaardagsfeest))?(?!\w)"
)
_MY = re.compile(
    r"(?<!\w)(op|rond|sinds|vanaf|voor|tot|na|at|on|around|before|by|for)?\s?"
    r"(?:mijn|m'n|mn|me|my)\s\Z"
)
_OLD_ENOUGH = re.compile(r"1[2-9]|[2-7]\d|\w+(?:tien|teen|tig|twintig|twelf|twentie|twaalf)")
# "op mijn achtste leerde ik zwemmen", not "on my fourth Saturday".
_GOES_ON = re.compile(
    r"\s*(?:\Z|[,.;!?)]|(?:al|leren|ben|begon|kreeg|heb|was|ging|deed|kon|zat|i|ik|in|naar|"
    r"mocht|had|"
    r"leerde|speelde|werd|kwam|already|toen|en|and|maakte|help|hielp|hielpen|stond|zwom|woon|"
    r"zit|sta|werk|doe|kook|bak|speel|rijd|ga|zwem|loop|rij|teken|bouw|i|we|sew|play|"
    r"work)(?!\w))"
)
_NO_THING_AFTER = re.compile(NO_THING)
_FACTOR = (
    r"(?:\d{1,2}|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|two|three|four|five|six|seven|"
    r"eight|nine|ten)"
)
_TENS = "twintig|dertig|veertig|vijftig|zestig"
_GROUP = [
    (re.compile(pattern), confidence)
    for pattern, confidence in (
        # "begin twintig", "achter in de dertig", "late teens", "my early twenties"
        (
            r"(?<!\w)((?:begin|eind|einde|midden|halverwege|achter in|voor in|diep in|early|late|"
            rf"mid|in my|in mijn|mijn|(?:(?:leave|leaving|left|out of) )?my)[\s-]"
            r"(?:(?:de|the|my|mijn|early|late|mid)[\s-])?"
            rf"(?:(?:{_TENS})(?:ers?)?|tieners?|tienerjaren|twenties|thirties|forties|fifties|teens)"
            r"(?: behind)?(?: (?:next|this|last) \w+)?)(?!\w)"
            r"(?!\s(?:minuten|dozen|graden|euro))",
            0.95,
        ),
        (rf"(?<!\w)((?:{_TENS})(?:plus)?ers?|zestigplusser)(?!\w)", 0.9),
        (r"(?<!\w)([2-7]\d\+)(?!\w)", 0.95),
        (
            r"(?<!\w)(?:ben|im|i'm|am|ik|i)\s(?:\w+\s)?(1[68]\s?(?:\+|-(?!\w)|plus))(?!\w)",
            0.95,
        ),
        (r"(?:\A|[,.(]\s?)(1[6-9]\s?(?:\+|plus))\s(?:ben ik|dus|so|and|en)(?!\w)", 0.85),
        # "2 x 9 jaar", "twee keer acht ben ik", "6570 dagen oud"
        (
            rf"(?<!\w)({_FACTOR}\s?(?:x|keer|maal|times)\s?{_FACTOR}(?:{YEARS}(?:\s(?:oud|old))?|"
            r"(?=\s(?:oud|old|ben ik|jong))))",
            0.9,
        ),
        (r"(?<!\w)(?:ben|am|i'm|im)\s(\d{3,4}\s(?:dagen|days|weken|weeks))\s(?:oud|old|jong)", 0.9),
        # "the big one-eight"
        (
            r"(?<!\w)(big\s(?:one|two|three|four|five)[\s-](?:oh?|zero|one|two|three|four|five|six|"
            r"seven|eight|nine))(?!\w)",
            0.9,
        ),
    )
]
_IS_GROUP = re.compile(
    rf"\w*(?:tig(?:plusser|er)?s?|tieners?|tienerjaren|ties|teens)|{_TENS}|[1-7]\d(?:plus)?|x|keer|maal|times|"
    r"dagen|days|big"
)
# "18 n 1 month", "17 en een half"
_IS_OF_AN_AGE = re.compile(r"ma?a?nd|month|\Wa(?: | little )(?:half|bit)|en ?half|driekwart")
_IS_NUMBER = re.compile(rf"(?:[mvfx]?{FIGURES}(?!\d)|[mvfx]|{FIGURES}1(?!\d)|{WORDS}|{TEENS})")
_IS_ORDINAL = re.compile(rf"(?:{_ORDINAL.pattern}|[4-9]|1\d|[2-7]\d)")


# Of a child: only where nothing else can be meant.
_FEW_WORDS = "vier|vijf|zes|zeven|acht|negen|tien|elf|four|five|six|seven|eight|nine|ten|eleven"
_FEW = re.compile(rf"(?<![\w€$£#+])(?<!\d[:.,/-])(?:[4-9]|1[01]|{_FEW_WORDS})(?![\w%])(?![.,:/]\d)")
_IS_FEW = re.compile(rf"(?:[4-9]|1[01]|{_FEW_WORDS})(?:jarige[nr]?)?")
_OF_A_CHILD = (
    (
        re.compile(
            r"(?<!\w)(?:toen|sinds|vanaf|when|since|until|tot) (?:ik|i) (?:(?:was|pas|"
            r"nog|maar|about|only|just) ){0,2}\Z"
        ),
        re.compile(
            r"(?:\s(?:jaar|years old|jr))?(?=\s*(?:\Z|[.,;!?)]|(?:was|i|ik|and|my|"
            r"werd)(?!\w)))"
        ),
    ),
    (
        re.compile(
            r"(?<!\w)(?:as an?|als|toen ik|ik was|i was|ik ben|i am|i'm|im|when i was) "
            r"(?:pas |nog |only |just )?\Z"
        ),
        re.compile(r"\s?-?\s?(?:jarige[nr]?|(?:jaar|jr) oud|years? old|year-old|yo|y/o)(?!\w)"),
    ),
    (
        re.compile(
            r"(?<!\w)(?:at the age of|at age|leeftijd van|aged|op mijn|op m'n|als kind "
            r"van|kid of|child of) \Z"
        ),
        re.compile(
            r"(?=\s*(?:\Z|[.,;!?)]|\w))(?! (?:dag|uur|stage|week|weken|dagen|"
            r"(?:to|tot|and|en|t/m|until) \d))"
        ),
    ),
    (
        re.compile(
            rf"(?<!\w)(?:mijn|m'n|mn|me|my) {SOMEBODY},? ?(?:van |is |of |was |wordt |\()\Z"
        ),
        re.compile(
            r"(?:\s(?:jaar|years old|jr))?(?!\s(?:uur|keer|dagen|weken|meter|kilo|"
            r"maanden|minuten))(?=\s*(?:\Z|[.,;!?)]|[a-z]))"
        ),
    ),
)


# How many characters before an age are looked at.
_FURTHEST_LED = 200


class _Hint(NamedTuple):
    """What a word may be of an age."""

    is_number: bool
    is_few: bool
    is_ordinal: bool
    is_group: bool


@lru_cache(maxsize=65_536)
def _hint_of(word: str) -> _Hint | None:
    hint = _Hint(
        _IS_NUMBER.match(word) is not None,
        _IS_FEW.fullmatch(word) is not None,
        _IS_ORDINAL.match(word) is not None,
        _IS_GROUP.fullmatch(word) is not None,
    )
    return hint if any(hint) else None


def ages(reading: Reading, sentences: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Find every statement of a person's age in the sentences of a text."""
    hints = [(start, hint) for word, start, _ in reading.runs if (hint := _hint_of(word))]
    starts = [start for start, _ in hints]
    low = reading.folded.low
    for first, last in sentences if hints else ():
        inside = hints[bisect_left(starts, first) : bisect_left(starts, last)]
        for start, hint in inside:
            for applies, judge in zip(hint, _JUDGES, strict=False):
                if applies and (found := judge(low, first, last, start)):
                    yield found
        if any(hint.is_group for _, hint in inside):
            for pattern, confidence in _GROUP:
                for match in pattern.finditer(low, first, last):
                    yield _age(match.start(1), match.end(1), confidence)


def _age(start: int, end: int, confidence: float) -> Span:
    return Span(start, end, "age", "identifier", confidence)


def _of_a_number(low: str, first: int, last: int, start: int) -> Span | None:
    """Judge the number that begins at a place."""
    if sex := of_a_sex(low, first, last, start):
        return _age(*sex, 0.9)
    number = NUMBER.match(low, start, last)
    if not number:
        return None
    after = low[number.end() : min(last, number.end() + 60)]
    before = low[max(first, start - 60) : start]
    for pattern, confidence in ALONE:
        alone = pattern.match(after)
        if alone and not (confidence == 0.95 and OLDER.search(before)):
            return _whole(low, first, last, number, start, confidence, alone.end())
    if MEASURE.match(after):
        return None
    if number[2] and _IS_OF_AN_AGE.search(number[2]):
        return _whole(low, first, last, number, start, 0.85, 0)
    if placed := _placed(low, first, last, number, before, after):
        return placed
    begins = introduced(low, first, start, number.end(), last)
    return None if begins is None else _whole(low, first, last, number, begins, 0.8, 0)


def _placed(
    low: str, first: int, last: int, number: re.Match[str], before: str, after: str
) -> Span | None:
    """Find what stands around a number when it is somebody's age."""
    for place in PLACES:
        if not (said := place.after.match(after)) or not (led := place.before.search(before)):
            continue
        is_hour = place is AT_AN_AGE and number[1] in NOON
        if is_hour or (place is IN_LETTERS and number[1].isdigit()):
            continue
        hidden = max((len(hidden or "") for hidden in led.groupdict().values()), default=0)
        start = number.start() - hidden
        return _whole(low, first, last, number, start, place.confidence, said.end())
    return None


def _of_a_child(low: str, first: int, last: int, start: int) -> Span | None:
    """Judge a small number: "toen ik acht was"."""
    number = _FEW.match(low, start, last)
    if not number:
        return None
    after, before = (
        low[number.end() : min(last, number.end() + 30)],
        low[max(first, start - 40) : start],
    )
    for led, goes_on in _OF_A_CHILD:
        if (said := goes_on.match(after)) and led.search(before):
            return _age(start, number.end() + said.end(), 0.85)
    return None


def _whole(
    low: str, first: int, last: int, number: re.Match[str], start: int, confidence: float, more: int
) -> Span:
    """Mark an age with what goes on after it and the month in which it is reached."""
    rest = _REST.match(low, number.end(), last)
    end = max(rest.end() if rest else 0, number.end() + more)
    for led in (_LED, _BEFORE_MONTH):
        begin = max(first, start - _FURTHEST_LED)
        if before := led.search(low[begin:start]):
            start = begin + before.start()
    return _age(start, end, confidence)


def _of_an_ordinal(low: str, first: int, last: int, start: int) -> Span | None:
    """Judge the ordinal that begins at a place: "op mijn zestiende" is an age."""
    ordinal = _ORDINAL.match(low, start, last)
    before = low[max(first, start - 20) : start]
    mine = _MY.search(before) if ordinal else None
    if ordinal and ordinal[2] and not mine:
        return _age(start, ordinal.end(), 0.8)
    if (
        not ordinal
        or not mine
        or (not ordinal[2] and _NO_THING_AFTER.match(low[ordinal.end() :]) is None)
    ):
        return None
    is_age = (
        ordinal[2]
        or _OLD_ENOUGH.match(ordinal[1])
        or (mine[1] and _GOES_ON.match(low, ordinal.end(), last))
    )
    return _age(start - len(mine[0].lstrip()), ordinal.end(), 0.95) if is_age else None


# In the order of what a word may be.
_JUDGES = (_of_a_number, _of_a_child, _of_an_ordinal)
