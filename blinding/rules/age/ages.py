"""How old someone is, in figures and words; not how long, how many or how hot.

A number is looked at once, by what stands before it and what comes after it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from blinding.dates import NUMBER_WORDS
from blinding.reading import Reading
from blinding.rules.age.forms import (
    AGES,
    ALONE,
    AN_AGE,
    AT_AN_AGE,
    FIGURES,
    LATER,
    MANY,
    MEASURE,
    MONTH,
    NO_THING,
    NOON,
    NOT_WORK,
    NUMBER,
    OLDER,
    PART,
    PLACES,
    SOMEBODY,
    SOON,
    TEENS,
    WORDS,
    YEARS,
    YEARS_AND_STOP,
)
from blinding.spans import Span
from blinding.words.lexicon import COMMON_EN, COMMON_NL, PLACE, TRADE, flags_of, is_nameish
from blinding.words.small_words import FUNCTION_WORDS

# Where somebody introduces oneself: "Kemal, 18, Schiedam", "(22, ja", "19, never had a job".
_YOUNG = frozenset(range(14, 30))
_ITEM_BEFORE = re.compile(
    rf"(?:\A|\s)({SOMEBODY}|m|v|f)[\s,/(]{{1,2}}\Z|(?<!\d)(?<!\d "
    r")([a-z][\w'-]*)\s?[,|;(/-]\s?\Z|\A\W*()\Z"
)
_ITEM_AFTER = re.compile(
    rf"(?:{YEARS})?(?:\s?[,)|;](?!\s?\d)|\s?/\s?[mvfx](?!\w)|\s-\s?[a-z]|\s?[.!](?!\d)|\s?\Z|"
    r"\s(?:uit|from|woon|woont|zoek|zoekt|looking|en ik|and i|en kom)(?!\w))"
)
_FIRST_OF_ALL = re.compile(rf"{YEARS}{NOT_WORK}|(?:{YEARS})?\s(?:en|and)\s(?!\d)[a-z]")
_ENDS = re.compile(YEARS_AND_STOP)
_IN_BRACKETS = re.compile(rf"(?<=\w )\(\s?{MANY}\Z")
# "daan 18 zwolle"
_NAMED_FIRST = re.compile(r"\A\W*([a-z][\w'-]*)(?:\s[a-z][\w'-]*)?\s\Z")
_TOWN_AFTER = re.compile(r"\s([a-z][\w'-]+)")
_CLOSED = re.compile(rf"(?:{YEARS})?\s?(?:\)|,(?!\s?\d))")
_QUALIFIED = re.compile(rf"(?:\A|[,.(;!?:-]|(?<!\w)(?:dus|so))\s?(?P<hide>(?:{LATER}\s)+)\Z")
_QUALIFIED_AFTER = re.compile(
    rf"(?:{YEARS})?(?:\s(?:now|nu|geworden|already|"
    r"al))?(?:\s?[,.;!?)](?!\d)|\Z|\s(?:and i|en ik|en nu)(?!\w))"
)
_INTRODUCED = re.compile(
    r"(?<!\w)(?:ik ben|ben|im|i'm|i am|ik heet|heet|name is|naam is|name's|dit is|this is)\s"
    r"(?:[^\W\d][\w'-]*\s){0,2}([^\W\d][\w'-]*)(,?)\s\Z"
)
_INTRODUCTION, _MOST_WORDS = 80, 7
_HERE = frozenset({"hier", "here", "ik", "i"})
# What goes on after an age: "18 yrs n 4 months", "17 (bijna 18)", "16 turning 17", "15 toen".
_REST = re.compile(
    rf"(?:{YEARS})?(?:{PART})?(?:\s(?:toen|geworden|worden|now|already))?"
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
_GROUP = [
    (re.compile(pattern), confidence)
    for pattern, confidence in (
        (
            r"(?<!\w)(?:in (?:my|mijn|m'n|mn)|begin|eind|midden|halverwege|early|late|"
            r"mid)[\s-](?:\w+\s)?((?:twintiger|dertiger|veertiger|vijftiger|twenties|thirties|"
            r"forties|fifties|teens|de (?:twintig|dertig|veertig|vijftig)))(?!\w)",
            0.95,
        ),
        (r"(?<!\w)(twintigers?|dertigers?|veertigers?|vijftigers?|zestigers?)(?!\w)", 0.9),
        (r"(?<!\w)([2-7]\d\+)(?!\w)", 0.95),
        (
            r"(?<!\w)(?:ben|im|i'm|am|ik|i)\s(?:\w+\s)?(1[68]\s?(?:\+|plus))(?!\w)",
            0.95,
        ),
    )
]
_IS_GROUP = re.compile(r"\w+(?:tigers?|ties|teens)|twintig|dertig|veertig|vijftig|[1-7]\d(?:plus)?")
_IS_NUMBER = re.compile(rf"(?:{FIGURES}(?!\d)|{FIGURES}1(?!\d)|{WORDS}|{TEENS})")
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
        re.compile(r"(?=\s*(?:\Z|[.,;!?)]|\w))(?! (?:dag|uur|stage|week|weken|dagen))"),
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
    low = reading.folded.low
    for first, last in sentences if hints else ():
        inside = [(start, hint) for start, hint in hints if first <= start < last]
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
    for place in PLACES:
        if (said := place.after.match(after)) and (led := place.before.search(before)):
            if place is AT_AN_AGE and number[1] in NOON:
                continue
            begins = start - max(
                (len(hidden or "") for hidden in led.groupdict().values()), default=0
            )
            return _whole(low, first, last, number, begins, place.confidence, said.end())
    return _introduced(low, first, last, number, before, after)


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
        if before := led.search(low[first:start]):
            start = first + before.start()
    return _age(start, end, confidence)


def _introduced(
    low: str, first: int, last: int, number: re.Match[str], before: str, after: str
) -> Span | None:
    """Find an age among the things that somebody says of oneself at the beginning."""
    if AGES.get(number[1], int(number[1]) if number[1].isdigit() else 17) not in _YOUNG:
        return None
    start = number.start()
    said = led = None
    if (led := _INTRODUCED.search(before)) and (led[2] or _may_be_called(led[1])):
        said = _ENDS.match(after)
    if not said and _IN_BRACKETS.search(before):
        said = _CLOSED.match(after)
    if not said and (led := _QUALIFIED.search(before)):
        said = _QUALIFIED_AFTER.match(after)
        start -= len(led["hide"]) if said else 0
    if not said and (led := _NAMED_FIRST.search(before)) and is_nameish(led[1]):
        said = _TOWN_AFTER.match(after)
        if said and not flags_of(said[1]) & PLACE:
            said = None
    if not said and start < _INTRODUCTION and before.count(" ") < _MOST_WORDS:
        said = _item(before, after)
    return _whole(low, first, last, number, start, 0.8, 0) if said else None


def _item(before: str, after: str) -> re.Match[str] | None:
    """Give how a text goes on after an age between commas: "Kemal, 18, Schiedam"."""
    led = _ITEM_BEFORE.search(before)
    if not led or (led[2] and led[2] not in _HERE and not _may_be_called(led[2])):
        return None
    return _ITEM_AFTER.match(after) or (None if led[2] else _FIRST_OF_ALL.match(after))


def _may_be_called(word: str) -> bool:
    common = flags_of(word) & (COMMON_NL | COMMON_EN | TRADE)
    return word not in FUNCTION_WORDS and (not common or is_nameish(word))


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
