"""Things that are written like somebody: a brand, a model, a month, a program.

A name may not be shown because it could be a brand: only the words around it, or figures, can say
that a thing is meant. Nothing here opens what the records know of whoever writes.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from blinding.rules.beside import (
    DETERMINERS,
    HOW,
    OF_PEOPLE,
    OF_SOMEBODY,
    ONE_OF,
    PEOPLE_ENDINGS,
    WHERE,
    Place,
    is_a_noun,
    is_machine,
)
from blinding.rules.neighbours import limit_of, nobody_stands, score_of
from blinding.rules.proxies import LANGUAGES
from blinding.rules.short_forms import is_formula, is_short_for_a_thing, is_worked_in
from blinding.rules.small_letters import is_in_small_letters
from blinding.spans import SURE, Span
from blinding.traces import Token
from blinding.words.lexicon import (
    ACRONYM,
    BRAND,
    COMMON_EN,
    COMMON_NL,
    EMPLOYER,
    ENGLISH,
    FIRST_NAME,
    LAST_NAME,
    NAME,
    NAME_WORD,
    PLACE,
    PROGRAM,
    STRONG_NAME,
    TRADE,
    brand_pairs,
    flags_of,
    is_ordinary,
)
from blinding.words.small_words import words_of

# What these rules find may be a thing; what is a form or a fact of the records is never one.
_MAYBE = frozenset({"name", "employer", "town", "unknown_word"})
_GUESSED = frozenset({"name_place", "unknown_word"})
_PERSONS = FIRST_NAME | STRONG_NAME | NAME_WORD
_NO_THING = _PERSONS | PLACE | EMPLOYER
_WITH = DETERMINERS | words_of("met with using used of in op on via aan twee two drie three")
_KIND_OF = words_of("type model merk brand serie series versie version nr")
_NUMBERED = _KIND_OF | words_of("cat categorie")
_OF = words_of("van by from")
_PLACED = WHERE - _OF
# "De fiets van Mercedes" may be hers, "een kantbank van Safan" is nobody's.
_OWNED = words_of(
    "auto auto's fiets bakfiets scooter brommer motor motorfiets bus busje laptop computer "
    "telefoon tablet camera gitaar tent doos set bike car van truck phone guitar key keys desk "
    "board boots knife trailer moped mes messen band app test"
)
# Who is counted or met with "de": "met de Elstar" is an apple.
_TOGETHER = words_of(
    "samen together gesprek kennis contact overleg overlegd gebeld gesproken gepraat praten "
    "gewerkt stage ruzie"
)
_COUNTS = words_of(
    "twee drie vier vijf zes zeven acht tien two three four five six seven eight ten"
)
# Capitals and figures, figures and capitals; small letters only where a brand stands before it.
_CODE = re.compile(r"[A-Z]{1,3}\d{1,5}[A-Za-z]{0,3}|(?:\d{1,3}|\d{5})[A-Z]{1,3}|[a-z]{1,2}\d{2,4}")
_ANY_CODE = re.compile(r"[A-Za-z]{1,5}\d{1,5}[A-Za-z]{0,3}|\d{1,5}[A-Za-z]{0,3}|[A-Z]{1,5}")
_FIGURES = re.compile(r"\w*\d\w*")
_CAPITALS = re.compile(r"[A-Z]{1,5}")
# "PowerShell", "GarageBand": two words written as one.
_CAMEL = re.compile(r"([A-Z][a-z]{2,})([A-Z][a-z]+)")
_UNITS_BEFORE = words_of("ppm %")
# "Bandenplakken leerde ik", "Kraamzorg vond ik": what stands first is no person.
_FRONTED = words_of("ik wij we")
_MANY = words_of("all it them out up some every each both two three my his her their")
_BEFORE_ONE = DETERMINERS | HOW
_BEFORE_SOME = _BEFORE_ONE | _MANY
_BESIDE = words_of("en and n of or met with dat plus")
# "Afwassen, Vegen, ": words with a capital, after each a comma.
_BESIDE_THINGS = words_of("met with van of en and")
_LONGEST_ROW = 200
_ROW = re.compile(r"(?:[A-Z][a-z]+, ?)+$")
_MONTH_BEFORE = words_of("in since until till by from last next of this every early late mid")
_MONTH_AFTER = words_of(
    "and to until i we when fair holiday holidays half was is january february march april june "
    "july august september october november december"
)
_DAYS = words_of("mon tue tues wed thu thur thurs fri sat sun")
_TONGUES = words_of(
    "french german danish english dutch spanish turkish greek swedish finnish irish welsh polish "
    "scottish british italian roman brits frans deens grieks"
)


def without_things(found: Iterable[Span], plain: str, tokens: list[Token]) -> Iterator[Span]:
    """Leave out what was taken for somebody's name and is a thing."""
    places: dict[int, int] = {}
    for span in found:
        if span.kind not in _MAYBE or span.why not in _GUESSED or span.confidence >= SURE:
            yield span
            continue
        if not places:
            places = {start: index for index, (_, start, _) in enumerate(tokens)}
        index = places.get(span.start, -1)
        is_thing = index >= 0 and (
            _all_things(span, plain, tokens, index)
            or (span.kind == "name" and _is_worked_with(Place(plain, tokens, index)))
        )
        if not is_thing:
            yield span


def _all_things(span: Span, plain: str, tokens: list[Token], index: int) -> bool:
    while index < len(tokens) and tokens[index][1] < span.end:
        if not _is_a_thing(Place(plain, tokens, index)):
            return False
        index += 1
    return True


def _is_a_thing(place: Place) -> bool:
    before, after = place.near(-1), place.near(1)
    if _is_pair(before, place.word, after):
        return True
    if _CODE.fullmatch(place.written) and not _is_a_nickname(place.written):
        return True
    if _is_after_a_brand(place, before, after) or is_formula(place.written):
        return True
    if is_short_for_a_thing(place, before, after):
        return True
    if place.flags & PROGRAM and is_worked_in(place, before):
        return True
    if _is_listed_here(place, before):
        return True
    if place.written.islower() and not place.flags & BRAND:
        return is_in_small_letters(place, before, after)
    return (
        (bool(place.flags & BRAND) and _is_brand_here(place, before, after))
        or _is_one_of_several(place, before, after)
        or _is_of_the_calendar(place, before, after)
        or (before.lower() not in WHERE and _is_joined_of_words(place.written))
        or (place.word in _TONGUES and is_a_noun(after))
        or _is_in_a_row(place)
        or _is_fronted(place, before, after)
        or _is_done_first(place, before, after)
    )


def _is_worked_with(place: Place) -> bool:
    """Tell whether a word on no list of names is a thing by its neighbours: "harsen met hotwax"."""
    if not (place.written.islower() and place.word.isalpha()) or place.flags & (_NO_THING | NAME):
        return False
    before, after = place.near(-1).lower(), place.near(1).lower()
    if before not in _BESIDE_THINGS or after in OF_SOMEBODY:
        return False
    return score_of(place.plain, place.tokens, place.index) < limit_of("name")


def _is_pair(before: str, word: str, after: str) -> bool:
    pairs = brand_pairs()
    return f"{before.lower()} {word}" in pairs or f"{word} {after.lower()}" in pairs


def _is_a_nickname(written: str) -> bool:
    letters = "".join(filter(str.isalpha, written)).lower()
    return bool(flags_of(letters) & (FIRST_NAME | STRONG_NAME))


def _is_after_a_brand(place: Place, before: str, after: str) -> bool:
    """Tell whether a model follows its maker: "Stihl HS 45", "type MC3300"."""
    if before.lower() in _NUMBERED:
        return (
            bool(_FIGURES.fullmatch(place.written))
            or _CAPITALS.fullmatch(place.written) is not None
        )
    maker = before if not _CAPITALS.fullmatch(before) else place.near(-2) or before
    if not any(flags_of(name.lower()) & BRAND for name in (before, maker)):
        return False
    if _CAPITALS.fullmatch(place.written):
        return len(place.written) < 4 or bool(_FIGURES.fullmatch(after))
    if _is_product(place, before, after):
        return True
    return bool(_ANY_CODE.fullmatch(place.written)) and bool(_FIGURES.fullmatch(place.written))


def _is_brand_here(place: Place, before: str, after: str) -> bool:
    """Tell whether a brand that is also somebody's name stands where a thing does."""
    if after.lower() in OF_PEOPLE or before.lower() in _PLACED:
        return False
    if is_machine(after) or _is_code_after(place, after):
        return True
    if before.lower() in DETERMINERS:
        is_followed = after[:1].isupper() and not (
            _CAPITALS.fullmatch(after) or before.lower() in ONE_OF
        )
        return place.near(-2).lower() not in WHERE and not is_followed
    if before.lower() in HOW:
        return place.near(-2).lower() in DETERMINERS
    return before.lower() in _KIND_OF or (
        before.lower() in _OF
        and is_machine(place.near(-2))
        and not (place.flags & (FIRST_NAME | STRONG_NAME) and place.near(-2).lower() in _OWNED)
    )


def _is_product(place: Place, maker: str, after: str) -> bool:
    """Tell whether a capital after a brand is what it makes: "Lego Mindstorms", "DJI Mini 2"."""
    makes = flags_of(maker.lower())
    # "In een Fiat Panda": nobody is one of several.
    if makes & BRAND and place.near(-2).lower() in ONE_OF:
        return not place.flags & (PLACE | EMPLOYER)
    if place.flags & (LAST_NAME | STRONG_NAME | PLACE | EMPLOYER) or not place.written.istitle():
        return False
    if place.flags & FIRST_NAME and not _FIGURES.fullmatch(after):
        return False
    return (
        bool(makes & BRAND)
        and not makes & (STRONG_NAME | NAME_WORD | LAST_NAME)
        and (place.near(-2).lower() not in WHERE or place.near(-3) in {"gebouwd", "gemaakt"})
        and after.lower() not in OF_SOMEBODY | OF_PEOPLE
    )


def _is_code_after(place: Place, after: str) -> bool:
    if not after or after.islower():
        return False
    is_model = _ANY_CODE.fullmatch(after) and _FIGURES.fullmatch(after)
    # "Jan 17" and "Kevin 2007" are no models.
    if is_model and not (after.isdigit() and (len(after) < 3 or after.startswith(("19", "20")))):
        return True
    return bool(_CAPITALS.fullmatch(after) and _FIGURES.fullmatch(place.near(2)))


def _is_one_of_several(place: Place, before: str, after: str) -> bool:
    """Tell whether an unlisted capital is a thing: "een Vitamix", "met de Eppendorf centrifuge"."""
    if _is_one_machine(place, before, after):
        return True
    if place.flags & _NO_THING or place.word.endswith(PEOPLE_ENDINGS) or _is_of_a_town(place.word):
        return False
    if after.lower() in OF_PEOPLE or not place.written[0].isupper():
        return False
    if is_machine(after) and before.lower() in _WITH:
        return place.near(-2).lower() not in WHERE
    if _is_code_after(place, after) and not after.isdigit():
        return True
    one = before if before.lower() not in HOW else place.near(-2)
    is_counted = before.lower() in _COUNTS or _is_met_with(place, before, after)
    if not place.flags & LAST_NAME and is_counted and not after[:1].isupper():
        return len(place.word) > 3
    if _is_made_by(place, before) and not after[:1].isupper():
        return True
    return one.lower() in ONE_OF and not after[:1].isupper() and len(place.word) > 3


def _is_met_with(place: Place, before: str, after: str) -> bool:
    """Tell whether "met de" is said of a thing: "vullen met de Talsa", not "samen met de Zon"."""
    if before.lower() not in {"de", "the"} or place.near(-2).lower() not in {"met", "with"}:
        return False
    return place.near(-3).lower() not in _TOGETHER and after.lower() not in OF_SOMEBODY | _TOGETHER


def _is_made_by(place: Place, before: str) -> bool:
    """Tell whether a maker is named: "een frees van Saeyang", not "de frees van Saeyang"."""
    made, one = place.near(-2), place.near(-3)
    if before.lower() not in _OF or made.lower() in _OWNED or not is_machine(made):
        return False
    is_one = one.lower() in ONE_OF
    return is_one or (made.lower().endswith(("en", "ers")) and one.lower() in _WITH - DETERMINERS)


def _is_one_machine(place: Place, before: str, after: str) -> bool:
    """Tell whether a machine follows, whoever else is called so: "een Kramer shovel"."""
    if place.flags & (PLACE | EMPLOYER):
        return False
    # "Met de Horizon machine": nobody's, where nothing is bought or worked at.
    is_met = before.lower() in {"de", "the"} and place.near(-2).lower() in {"met", "with"}
    if is_met and is_machine(after):
        return after.lower() not in _OWNED
    return before.lower() in ONE_OF and (
        is_machine(after) or (after.islower() and is_machine(place.near(2)))
    )


@lru_cache(maxsize=4096)
def _is_of_a_town(word: str) -> bool:
    """Tell whether a word is somebody from a town: "Rotterdammer"."""
    if not word.endswith(("er", "ers", "aar", "aars", "se")):
        return False
    stems = (word[:-cut] for cut in (1, 2, 3, 4) if len(word) - cut > 3)
    return any(flags_of(stem) & PLACE for stem in stems)


def _is_listed_here(place: Place, before: str) -> bool:
    """Tell whether a word of our lists in capitals stands where nobody does: "logged in Ultimo"."""
    if place.flags & ACRONYM and _is_acronym_here(place.written, before):
        return True
    if not place.flags & (ACRONYM | BRAND | PROGRAM) or place.written.islower():
        return False
    return nobody_stands(place.plain, place.tokens, place.index, "nl")


def _is_acronym_here(written: str, before: str) -> bool:
    if len(written) > 2:
        return not written.istitle()
    return written.isupper() and (before.lower() in _BEFORE_ONE or before in _UNITS_BEFORE)


def _is_fronted(place: Place, before: str, after: str) -> bool:
    """Tell whether "I" comes after what a sentence begins with: "Kraamzorg vond ik"."""
    is_first = not before and place.near(2).lower() in _FRONTED and after.lower() not in _BESIDE
    return is_first and _is_only_a_word(place.word)


def _is_done_first(place: Place, before: str, after: str) -> bool:
    """Tell whether a sentence begins with a new verb: "Pipetted the samples"."""
    if before or place.flags & _NO_THING or not place.written.istitle():
        return False
    return place.word.endswith("ed") and after in _BEFORE_SOME


def _is_in_a_row(place: Place) -> bool:
    """Tell whether an ordinary word has a capital as those before it: "Taken: Afwassen, Vegen"."""
    start = place.tokens[place.index][1]
    if place.plain[start - 1 : start] != "," and place.plain[start - 2 : start] != ", ":
        return False
    row = _ROW.search(place.plain, max(0, start - _LONGEST_ROW), start)
    return row is not None and all(
        map(_is_only_a_word, [place.word, *row[0].lower().replace(",", " ").split()])
    )


def _is_only_a_word(word: str) -> bool:
    return not flags_of(word) & _NO_THING and any(is_ordinary(word, lang) for lang in LANGUAGES)


def _is_of_the_calendar(place: Place, before: str, after: str) -> bool:
    if place.word in _DAYS:
        return place.written.istitle() and bool(
            {before.lower(), after.lower()} & _DAYS or not before
        )
    if place.word != "may":
        return False
    near = {before.lower(), after.lower()}
    return (
        before.lower() in _MONTH_BEFORE
        or after.lower() in _MONTH_AFTER
        or any(word.isdigit() for word in near)
    )


def _is_joined_of_words(written: str) -> bool:
    """Tell whether two ordinary words are written as one: "PowerShell", not "JanPieter"."""
    parts = _CAMEL.fullmatch(written)
    return parts is not None and all(
        flags_of(part) & (COMMON_EN | COMMON_NL | ENGLISH | TRADE) and not flags_of(part) & _PERSONS
        for part in map(str.lower, parts.groups())
    )
