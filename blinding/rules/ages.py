"""How old someone is, in figures and words; not how long, how many or how hot."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from blinding.dates import NUMBER_WORDS
from blinding.reading import Reading
from blinding.spans import Span

_AGES = {word: number for word, number in NUMBER_WORDS.items() if 12 <= number <= 79}
_WORDS = "|".join(sorted(_AGES, key=len, reverse=True))
_ORDINALS = "|".join(
    word + ("ste" if number >= 20 or word.endswith("acht") else "de")
    for word, number in sorted(_AGES.items(), key=lambda item: -len(item[0]))
)
_N = rf"(?:1[2-9]|[2-7]\d|{_WORDS})"
_ORDINAL = rf"(?:{_ORDINALS}|(?:1[2-9]|[2-7]\d)\s?(?:e|de|ste|th|st|nd|rd))"
_YEARS = r"(?:\s?-?(?:jaar|jaartjes|jr|jaren|years?|yrs?|yo|y/o)\.?)"
_SOON = (
    r"(?:nu|net|pas|al|bijna|inmiddels|ondertussen|nog|maar|intussen|zelf|ook|ongeveer|rond|de|"
    r"only|just|now|almost|nearly|already|about|dus)"
)
_STOP = (
    r"(?=\s*(?:$|[.,;:!?)\n(-]|en\b|maar\b|dus\b|want\b|geworden\b|toen\b|als\b|of\b|in\b|and\b|"
    r"but\b|so\b|now\b|nu\b|when\b|or\b|last\b|this\b|next\b))"
)
_THIRD = r"(?<!van )(?<!tot )(?<!tussen )(?<!per )(?<!dan )"
_NOT_AGE_AFTER = (
    r"(?!\s*(?:ervaring|lang|geleden|gewerkt|werkervaring|later|bezig|in dienst|bij|actief|"
    r"horeca|garantie|werkzaam|bestaat|"
    r"of experience|experience|ago|long|later|in\b(?! de klas)|at\b|working|worked|aan\b|"
    r"achter|op rij|van\b))"
)
# No age without a word that holds one of these: most texts need none of the patterns below.
_HINT = re.compile(
    rf"\d|\b(?:{_WORDS})|\w(?:igers?|jaars|ties|teens)\b|(?:klas|derde|vierde|brug|secondary|middelbare)"
)
# A pattern of these holds a number, one of the others a class or a group of ages.
_NUMBER = re.compile(_N)
_GROUP = re.compile(r"igers?|ties|teens|tig|klas|jaar|groep|havo|vmbo|vwo|secondary|middelbare")
_ANY_HINT = re.compile(f"{_HINT.pattern}|{_NUMBER.pattern}|{_GROUP.pattern}")
_OF_A_NUMBER = [
    (re.compile(pattern), confidence)
    for pattern, confidence in (
        (rf"(?<!\w)({_N}\s?-?\s?jarige[nr]?)(?!\w)", 0.98),
        (
            rf"(?<!\w)({_N}-?plus(?:ser|sers)?|(?:leeftijdsgroep|leeftijdscategorie|age "
            rf"group)\s{_N}\s?(?:\+|-\s?\d+|tot \d+)?|[2-7]\d\+)(?!\w)",
            0.95,
        ),
        (
            rf"(?<!\w){_THIRD}({_N}(?:{_YEARS}|-year)[\s-]*(?:oud|jong|old|young)(?:er)?)(?!\w)",
            0.95,
        ),
        (
            rf"(?<!\w)(?:ik|i)\s(?:ben|was|word|am|werd|turned|turn|voel "
            rf"me)\s(?:{_SOON}\s)*({_N}){_YEARS}{_NOT_AGE_AFTER}",
            0.97,
        ),
        (
            rf"(?<!\w)(?:ben|was|word|werd|wordt|i'm|im|am|zijn|ik|i)\s(?:{_SOON}\s|ik\s|"
            rf"i\s)*({_N}){_STOP}",
            0.9,
        ),
        (
            rf"(?<!\w)(?:word|wordt|turn|turning|turned|"
            rf"become)\s(?:[\w]+\s){{0,4}}?({_N})(?:{_YEARS})?{_STOP}",
            0.85,
        ),
        (
            rf"(?<!\w)(?:is|was|wordt|werd)\s(?:{_SOON}\s)*({_N})(?={_YEARS}?\s*(?:,|en\s|"
            rf"and\s|jaar|$|\.))(?!\s?(?:jaar|years)\s(?:geleden|ervaring|ago))",
            0.8,
        ),
        (
            rf"(?<!\w)(?:mijn|m'n|mn|my)\s({_ORDINAL})(?:\s?(?:levensjaar|verjaardag|"
            rf"birthday))?(?!\w)(?!\s(?:stage|baan|jaar|klas|keer|werk|periode|week|dag|"
            rf"opdracht|project|leerjaar|job|day|year|internship))",
            0.95,
        ),
        (rf"(?<!\w)(?:mijn|m'n|mn|my)\s(?:\w+\s)?({_N}){_YEARS}(?!\w)(?!\s(?:ervaring|lang))", 0.9),
        (
            rf"(?<!\w)(?:leeftijd|leeftijd van|leeftijd is|age|age of|aged|age is|oud ben ik|"
            rf"at|sinds|since i was|since)\s?[:=]?\s?(?:van\s)?({_N})(?:{_YEARS})?(?=\s*(?:$|"
            rf"[.,;:!?)]|i\b|ik\b|en\b|and\b|oud|old|begon|years))(?!\s?(?:uur|o'clock|april|"
            rf"mei))",
            0.9,
        ),
        (
            rf"(?<!\w)(?:toen ik|when i was|sinds ik|als|since i was|vanaf dat ik|nadat ik|"
            rf"zodra ik|omdat ik|dat ik|want ik|voordat ik|until i was)\s(?:ik\s|was\s|ben\s|"
            rf"een\s)?(?:{_SOON}\s)*({_N})(?:{_YEARS})?(?=\s*(?:$|[.,;:!?)]|was\b|ben\b|werd\b|"
            rf"word\b|years\b|jaar\b|i\b|and\b|en\b))",
            0.92,
        ),
        (rf"(?<=\w )\(({_N})(?:{_YEARS})?\)", 0.9),
        (rf"(?<!\w)({_N}\s?(?:y/o|yo)(?!\w))", 0.9),
        (
            rf"(?<!\w)(?:will be|i'll be|im|i'm|i am|ik ben|kben|ik heet|my name is|mijn naam is)\s"
            rf"(?:[^\W\d]+(?:\s[^\W\d]+)?,\s?)?({_N})(?=\s*(?:[,.!]|$|(?:en|and|in)\b))",
            0.9,
        ),
        (
            rf"(?<!\w){_THIRD}(?<!al )(?<!ruim )(?<!na )(?<!over )(?<!in )(?<!binnen "
            rf")(?<!bijna )(?<!dan )(?<!for )(?<!after )(?<!laatste )(?<!last )(?<!sinds "
            rf")(?<!elke )(?<!meer )({_N}\s?(?:jaar|jaartjes|jr)\.?)(?!\w)(?=\s*(?:$|[.,;:!?)]|"
            rf"en\b|maar\b|ben\b|oud\b|jong\b|dus\b|jong\b|ouder\b|jonger\b))(?!\s?(?:ervaring|"
            rf"in dienst))",
            0.8,
        ),
        (
            rf"(?<!\w)((?:nog geen|onder de|net|boven de|over de|under|over|"
            rf"nearly)\s{_N})(?=\s*(?:$|[.,;!?]|ben\b|was\b))(?!\s?(?:uur|euro))",
            0.7,
        ),
    )
]
_OF_A_GROUP = [
    (re.compile(pattern), confidence)
    for pattern, confidence in (
        (
            r"(?<!\w)(?:my|mijn)\s((?:first|second|third|fourth|fifth|eerste|tweede|derde|vierde)\s"
            r"(?:year|jaar)\s(?:of|at|van|op)\s(?:\w+\s)?(?:secondary|high|middelbare|vmbo|havo)"
            r"(?:\sschool)?)(?!\w)",
            0.95,
        ),
        (
            r"(?<!\w)(?:in (?:my|mijn)|begin|eind|midden|halverwege|early|late|"
            r"mid)[\s-](?:\w+\s)?((?:twintiger|dertiger|veertiger|vijftiger|twenties|thirties|"
            r"forties|fifties|teens|de (?:twintig|dertig|veertig|vijftig)))(?!\w)",
            0.95,
        ),
        (r"(?<!\w)(twintigers?|dertigers?|veertigers?|vijftigers?|zestigers?)(?!\w)", 0.9),
        (
            r"(?<!\w)(?:ik|i)\s(?:zit|zat|ben|am|was)\s(?:\w+\s){0,2}?(?:in|een|"
            r"a)\s(?:de\s)?((?:eerste|tweede|derde|vierde|vijfde|zesde|brug|eindexamen|examen|"
            r"1e|2e|3e|4e|5e|6e)\s?-?(?:klas(?:ser)?|jaars))(?!\w)",
            0.9,
        ),
        (
            r"(?<!\w)((?:eerste|tweede|derde|vierde)-?\s?jaars)(?!\w)(?=[^.]{0,20}$|"
            r"\s(?:student|mbo|en\b|ben\b))",
            0.6,
        ),
        (
            r"(?<!\w)(?:zit|zat|ben)\s(?:\w+\s){0,2}?in\s((?:klas|leerjaar|groep|havo|vmbo|"
            r"vwo)\s?[1-8]|[1-6]\s(?:havo|vmbo|vwo)(?:\s(?:kader|basis|tl))?)(?!\w)",
            0.85,
        ),
    )
]


def ages(reading: Reading, sentences: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Find every statement of a person's age in the sentences of a text."""
    hints = [(start, hint) for word, start, _ in reading.runs if (hint := _hint_of(word))]
    for first, last in sentences if hints else ():
        inside = {hint for start, hint in hints if first <= start < last}
        if any(hint.is_age for hint in inside):
            if any(hint.is_number for hint in inside):
                yield from _ages(_OF_A_NUMBER, reading.folded.low, first, last)
            if any(hint.is_group for hint in inside):
                yield from _ages(_OF_A_GROUP, reading.folded.low, first, last)


class _Hint(NamedTuple):
    """What a word says of the patterns that its sentence may hold."""

    is_age: bool
    is_number: bool
    is_group: bool


@lru_cache(maxsize=65_536)
def _hint_of(word: str) -> _Hint | None:
    # A word that begins or ends no pattern's word: nearly all of them.
    if not _ANY_HINT.search(word):
        return None
    return _Hint(*(pattern.search(word) is not None for pattern in (_HINT, _NUMBER, _GROUP)))


def _ages(
    patterns: list[tuple[re.Pattern[str], float]], low: str, first: int, last: int
) -> Iterator[Span]:
    for pattern, confidence in patterns:
        for match in pattern.finditer(low, first, last):
            yield Span(match.start(1), match.end(1), "age", "identifier", confidence)
