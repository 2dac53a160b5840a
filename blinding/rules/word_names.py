"""Names in small letters that are words: "roos", "storm", "wil", by what stands on either side.

Only words that are somebody's name too, or that no list holds, are looked at, and each only where
a person can stand: who does something to somebody, whom one calls, with whom one goes along.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from blinding.dates import NUMBER_WORDS
from blinding.reading import A_NAME, Reading
from blinding.rules.beside import DEEDS, DUTCH_THINGS, ENGLISH_THINGS, SAID_OF, SMALL_NAMES
from blinding.rules.neighbours import may_be_somebody, somebody_stands
from blinding.rules.new_words import is_inflected, is_made_of_words
from blinding.rules.proxies import is_of_a_people
from blinding.spans import SURE, Span, slot
from blinding.words.lexicon import (
    BRAND,
    COMMON_EN,
    COMMON_NL,
    EMPLOYER,
    ENGLISH,
    FIRST_NAME,
    GROWN,
    LAST_NAME,
    MACHINE,
    NAME,
    NAME_WORD,
    PLACE,
    PROGRAM,
    TRADE,
    flags_of,
    is_nameish,
    is_ordinary,
)
from blinding.words.small_words import (
    FUNCTION_WORDS,
    HARMLESS_CAPITALS,
    NAMED_VERBS,
    PARTICLES,
    PLURAL_VERBS,
    ROLE_WORDS,
    SINGULAR_VERBS,
    words_of,
)

_LONGEST = 45
_ME = r"(?:mij|me|mijn|m'n|mn|ons|onze|us|my|hoe|how)"
_PAST = (
    r"(?:\w+(?:de|te|ed)|was|is|zei|gaf|liet|nam|bracht|reed|hielp|vroeg|kwam|ging|deed|had|heeft|"
    r"gave|drove|took|made|came|went|brought|said|told|taught|did|built|were|has|hebben|kon|stond|"
    r"zat|vond|keek|sprak)"
)
# What only somebody does; not "koper vond ik".
_DEEDS = rf"(?:{'|'.join(sorted(DEEDS))})"
_DEED = rf"{_DEEDS}(?!\w)(?!\s(?:ik|k|we|wij|i)(?!\w))"
_NO_VERB = (
    r"(?!(?:ik|we|wij|met|op|in|aan|voor|van|bij|naar|door|over|uit|om|als|and|en|or|for|with|at|"
    r"on|to|from|by|than|dan|die|dat|that|which|onder|tegen|zonder|near|into|of|ook|zodat|so|but|"
    r"maar)\s)"
)
_BOSS = (
    r"(?:baas|bazin|chef|collega|mentor|begeleid\w+|stagebegeleid\w+|praktijk\w+|werkbegeleid\w+|"
    r"leidinggevende|docent|docente|coach|trainer|manager|vriend|vriendin|maatje|buddy|klasgenoot|"
    r"leraar|lerares|boss|supervisor|teacher|friend|colleague|coworker|classmate|mate|partner|"
    r"eigenaar|owner|teamleider|teamleader|nurse|juf|meester)"
)
_STATE = (
    r"(?:ziek|weg|vrij|jarig|er|laat|te laat|afwezig|sick|away|off|late|ill|busy|absent|aardig|"
    r"streng|geduldig|strict|kind|patient|funny|grappig)"
)
_BEGINS = (
    r"(?:\A|[,.!?;:(\n\"]\s?|(?<!\w)(?:en|and|toen|als|omdat|dat|want|maar|but|when|because|bc|if|"
    r"while|terwijl|totdat|nu|since|zodat|that|hoe|how|until|zoals|like|before|voordat)\s)\Z"
)
_STOPS = (
    r"(?=\s*(?:\Z|[,.!?()]|(?:dat|of|om|in|op|met|bij|even|en|and|to|on|at|with|if|that|because|"
    r"omdat|toen|when|voor|for|gekregen|elke|every|the|de|het|ik|i|van|uit|from|was|ging|kon|heb|"
    r"weet|zien|about)(?!\w)))"
)
_SMALL = "|".join(sorted(FUNCTION_WORDS | SINGULAR_VERBS | PLURAL_VERBS))
# Where a phrase is over, so that a word before it is no part of a thing's name.
_CLOSES = (
    rf"(?=\s*(?:\Z|[,.!?;:()])|\s\w+\s(?:ik|we)(?!\w)|\s(?:{_SMALL}|samen|mee|erbij|thuis|together|elke|every|"
    r"ge\w+(?:t|d|en))(?!\w))"
)
_FROM = (
    r"\s(?:van|uit|from|at|in)\s(?:de|het|mijn|m'n|mn|my|the|our|onze)\s(?:\w+\s)?[\w-]+\s"
    rf"(?:{_DEEDS}|mocht|mag|is|was|deed|doet|made|makes|has|had|did)(?!\w)"
)
_AND_ME = r"\s(?:en|and)\s(?:ik|i|me|mij|myself)(?!\w)"
# What one does to somebody: "geholpen", "om roos te vragen".
_HELPED = (
    r"(?:geholpen|gevraagd|gebeld|bedankt|ingewerkt|gesproken|ontmoet|begeleid|meegenomen|"
    r"uitgenodigd|verrast|getroost|leren kennen|overgehaald|opgehaald|vervangen|helpen|bellen|"
    r"vragen|inwerken|begeleiden|bedanken|ondersteunen|ophalen|meenemen|afwisselen|aflossen)(?!\w)"
)


# What a sentence begins with that names nobody; any other small word is somebody misspelt.
POINTS_AT = words_of(
    "ik je jij u we wij ze zij hij jullie er wie wat waar dat die dit deze alles iets niets veel "
    "weinig meer ook en of toen dan dus niet nog nu the a an i you he she it they who what that "
    "this these those all some many most and also not so no yes"
)
# Words with a capital that somebody's name may be misspelt as; not "De", "Mijn", "Ik".
_BEGINS_A_PHRASE = HARMLESS_CAPITALS - words_of("maar dus want of toen als ook niet met op in naar")
_MADE = BRAND | PROGRAM | EMPLOYER | MACHINE | PLACE
_NOBODY = words_of("mine name even mee mama papa one once just") | NUMBER_WORDS.keys()
_NO_SURNAME = FUNCTION_WORDS | SINGULAR_VERBS | PLURAL_VERBS | NAMED_VERBS | ROLE_WORDS | _NOBODY


class _Stand(NamedTuple):
    """What stands before a name and what after it, and which words are nobody there."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    nobody: frozenset[str]


def _beside(before: str, after: str, nobody: frozenset[str] = frozenset()) -> _Stand:
    return _Stand(re.compile(before), re.compile(after), nobody)


# Only somebody stands here.
_STANDS = (
    # "roos bracht me", "omdat storm mij inwerkte", "roos zat naast mij"
    _beside(_BEGINS, rf"\s{_NO_VERB}\w{{2,}}\s(?:(?:met|naast|bij|with|beside)\s)?{_ME}(?!\w)"),
    # "roos legde alles uit", "zoals storm altijd zegt"
    _beside(_BEGINS, rf"(?:\s(?:altijd|always|vaak|often|ook))*\s{_DEED}"),
    _beside(
        r"(?<!\w)(?:toen|als|omdat|dat|terwijl|totdat|zodat|zoals|voordat|hoe)\s\Z",
        r"\s(?:mij|me|ons)\s\w",
    ),
    # "roos is mijn mentor", "wil was streng"
    _beside(
        _BEGINS,
        rf"\s(?:is|was|werd)\s(?:(?:mijn|m'n|mn|my|onze|our|me|de|the|een|a)\s)?(?:\w+\s)?"
        rf"(?:{_BOSS}|{_STATE})(?!\w)",
        words_of("may"),
    ),
    # "wil van de kantine leerde mij"
    _beside(_BEGINS, _FROM),
    # "als roos er niet is"
    _beside(_BEGINS, rf"\s(?:(?:er|niet|ook|even|vaak)\s)*{_STATE}\s(?:niet\s)?(?:is|was)(?!\w)"),
    # "ik appte roos", "covered for will", "volgens roos"
    _beside(
        r"(?<!\w)(?:appte?|app|belde|bel|mailde|vroeg|hielp|help|verving|vervang|bedankte|volgde|"
        r"assisteerde|ondersteunde|begeleidde|ontmoette|texted|called|asked|ask|helped|thanked|"
        r"covered for|replaced|(?:i|we) met|joined|trained|shadowed|assisted|told|paired with|"
        r"teamed up with|alongside|dankzij|thanks to|dank aan|dank je|bedankt|groet(?:en|jes)? van|"
        r"complimenten van|hulp van|help from|tips? van|tips? from|uitleg van|les van|"
        r"lessons from|volgens|according to|groeten,|groetjes,|groet,|regards,|cheers,|samen met|"
        r"together with|(?:gaf|vroeg|vraag|zei|vertelde)(?:\smaar)?\saan|"
        r"toen kwam)\s\Z",
        _STOPS,
    ),
    # "heb ik roos geholpen", "ik moest roos vervangen"
    _beside(
        r"(?<!\w)(?:heb|hebben|had|hadden|heeft|moest|moet|mocht|mag|kon|kan|ging|ga|zou|om)\s(?:"
        r"(?:ik|we|wij|me|mijn|m'n|gisteren|vaak|ook)\s){0,2}\Z",
        rf"(?:\sen\s{A_NAME})?\s(?:(?!de\s|het\s|een\s)\w+\s){{0,2}}?{_HELPED}",
    ),
    # "ik heb met wil de kas geveegd"
    _beside(
        r"(?<!\w)(?:heb|hebben|mocht|moest|ging|was|leuk om|dag)\s(?:(?:ik|we|vaak|ook|samen|"
        r"gisteren|al)\s)*(?:met|with)\s\Z",
        r"\s(?:de|het|een|the|mijn|onze|our|my)\s\w",
    ),
    # "bracht roos ons", "liet roos zien"
    _beside(rf"(?<!\w){_DEEDS}\s\Z", r"\s(?:mij|me|ons|us|zien)(?!\w)"),
    _beside(
        r"(?<!\w)(?:let|pas|past|paste|babysit|babysat)\s(?:\w+\s){0,3}(?:op|for)\s\Z",
        _STOPS,
        DUTCH_THINGS,
    ),
    _beside(
        r"(?<!\w)(?:worked|cooked|built|talked|spoke|trained) (?:with|to|by)\s\Z",
        _STOPS,
        words_of("clay rice honey pepper ginger"),
    ),
    # "een vrouw die roos heet", "mijn baas heette storm", "het was roos die"
    _beside(r"(?<!\w)(?:die|ook|gewoon|who|dat|en)\s\Z", r"\sheet(?:te)?(?!\w)"),
    _beside(r"(?<!\w)(?:heet|heette|genaamd|called|named)\s\Z", rf"(?!\w){_STOPS}"),
    _beside(r"(?<!\w)(?:het|it|dat|that)\s(?:was|is)\s\Z", r"\s(?:die|who)(?!\w)"),
    # "the nurse i followed, pearl, said"
    _beside(r"\w,\s\Z", rf",\s{_DEED}"),
    _beside(rf"{_BEGINS}|(?<!\w)(?:met|van|door|voor|aan|by|with|for|from|of)\s\Z", _AND_ME),
    # "hoi, roos hier", "it's roos from the shop"
    _beside(
        r"\A(?:(?:hoi|hallo|hey|hi|yo|hello|dag)[,! ]+)?(?:met\s)?\Z", r"\s(?:hier|here)\s*[,.!]"
    ),
    _beside(
        r"(?:\A|(?<!\w)(?:yo|hey|hi|hoi)[,! ]+)(?:it's|its|it is|this is|dit is|met|tis)\s\Z",
        r"\s(?:from|van|uit)(?!\w)",
    ),
)
# Somebody stands here, or else a thing does.
_MAY_STAND = (
    # "naast storm stond ik"
    _beside(
        r"(?<!\w)(?:met|van|door|aan|voor|naast|zonder|tegen|achter)\s\Z", _CLOSES, DUTCH_THINGS
    ),
    _beside(r"(?<!\w)(?:with|by|for|from|without|beside|behind)\s\Z", _CLOSES, ENGLISH_THINGS),
    # Where a thing has an article: "riep ik joy erbij", "zelfs storm vond", "ik en wil mochten".
    _beside(
        rf"(?<!\w)(?:{_DEEDS}|bracht|nam|bleef|riep|kwam|ging|toonde|was|bij|zelfs|even|wat|"
        r"(?:ik|we)\s(?:en|and)|(?:riep|bracht|zag|haalde|hoorde)\s(?:ik|we))\s\Z",
        _CLOSES,
        DUTCH_THINGS | SAID_OF,
    ),
    _beside(
        r"(?<!\w)(?:after|next to|(?:i|me)\s(?:en|and))\s\Z", _CLOSES, ENGLISH_THINGS | SAID_OF
    ),
)
_DONE = re.compile(rf"\s(?:{_PAST}|mee|{_STATE})(?!\w)|{_FROM}")
_DID, _TO_ME = re.compile(rf"(?<!\w){_DEEDS}\s\Z"), re.compile(r"\s(?:mij|me|ons|us)(?!\w)")
_WENT = re.compile(
    r"\s(?:ging|gaat|deed|doe|leer|leerde|kan|kon|ben)\s(?:ik|het|t|alles|dat)(?!\w)"
)
_DOES_TO_ME = re.compile(rf"\s{_DEEDS}\s(?:mij|me|ons|us)(?!\w)")
_OWN = re.compile(r"\s(?!da(?:y|g)\b)[a-z]+")
_OWNED = re.compile(
    r"(?:\A|[,.(]\s?|(?<!\w)(?:with|at|to|from|in|on|and|of|for|fixed|painted|cleaned|washed)\s)\Z"
)
# "anne-fleur", "roos van der berg", "gang liu"
_HYPHENED = re.compile(r"(?:-\w+)*")
_SECOND = re.compile(
    rf" (?:(?:{'|'.join(sorted(PARTICLES - {'t', 'd', 'v'}))}) ){{0,3}}([^\W\d_]{{2,}})"
)
_INSIDE = re.compile(r"[\w,;] \Z")


@lru_cache(maxsize=65_536)
def may_be_name(word: str) -> bool:
    """Tell whether a word may be somebody's name: it is one too, or it is in no list.

    >>> may_be_name("roos"), may_be_name("peiyu"), may_be_name("werk"), may_be_name("wil")
    (True, True, False, False)
    """
    if word in FUNCTION_WORDS or word in NAMED_VERBS or word in _NOBODY or not word.isalpha():
        return False
    if is_nameish(word):
        return True
    flags = flags_of(word)
    is_known = (
        is_ordinary(word, "nl") or flags & COMMON_EN or (flags & ENGLISH and not flags & NAME)
    )
    if is_known or is_of_a_people(word) or is_inflected(word):
        return False
    return not (len(word) > 9 and is_made_of_words(word, "nl"))


@lru_cache(maxsize=65_536)
def _is_short_name(word: str) -> bool:
    """Tell whether a common word is so short that it may be anybody's name: "berk", "gul"."""
    is_short = len(word) <= 4 and flags_of(word) & FIRST_NAME and not flags_of(word) & TRADE
    return bool(is_short) and word not in _NO_SURNAME


@lru_cache(maxsize=65_536)
def _may_be_titled(word: str) -> bool:
    """Tell whether any word with a capital inside a sentence may be a misspelt name."""
    flags = flags_of(word)
    # "Png" and "Hmi" are somebody, "Python" may be a program.
    is_thing = flags & _MADE or (flags & TRADE and len(word) > 4) or is_of_a_people(word)
    return word.isalpha() and word not in _BEGINS_A_PHRASE and not is_thing


@lru_cache(maxsize=65_536)
def _may_be_second(word: str) -> bool:
    """Tell whether a word after a first name may be a surname."""
    flags = flags_of(word)
    is_common = flags & (COMMON_NL | COMMON_EN | TRADE) and not flags & NAME_WORD
    return bool(flags & LAST_NAME) and not is_common and word not in _NO_SURNAME


def word_names(reading: Reading) -> Iterator[Span]:
    """Find names that are words by what stands before them and after."""
    plain, low = reading.folded.plain, reading.folded.low
    for index, (word, start, end) in enumerate(reading.tokens):
        if may_be_somebody(word) and somebody_stands(plain, reading.tokens, index):
            yield slot(start, end, "name", SURE)
            continue
        if word.endswith("'s") and _is_one(word[:-2]) and _is_owner(low, start, end):
            yield slot(start, end, "name", 0.7)
            continue
        is_name = may_be_name(word) or word in SMALL_NAMES
        is_titled = not is_name and _is_titled_inside(plain, start, end)
        if not (is_name or is_titled or _is_short_name(word)):
            continue
        before = ("_" if start > _LONGEST else "") + low[max(0, start - _LONGEST) : start]
        if is_name:
            yield from _one_or_two(low, word, start, end, before)
        elif (is_titled and _acts_on_me(low, word, end, before)) or (
            (_is_short_name(word) or _may_be_titled(word))
            and _stands(_STANDS, low, word, end, before)
        ):
            yield slot(start, end, "name", SURE)


def _acts_after_surname(low: str, second: re.Match[str]) -> bool:
    """Tell whether a common word is a surname: "sante pap gaf ons les"."""
    is_surname = flags_of(second[1]) & LAST_NAME and second[1] not in _NO_SURNAME
    return bool(is_surname and _DOES_TO_ME.match(low, second.end()))


def _acts_on_me(low: str, word: str, end: int, before: str) -> bool:
    """Tell whether a word does something to the writer: "the other day Mig helped me"."""
    if word in POINTS_AT or flags_of(word) & PROGRAM:
        return False
    acted = _DID.search(before) and _TO_ME.match(low, end)
    # "Volgens Hoe ging het": no firm and no norm is asked how it went.
    is_asked = before.endswith("volgens ") and _WENT.match(low, end)
    return bool(acted or is_asked or _DOES_TO_ME.match(low, end))


def _is_titled_inside(plain: str, start: int, end: int) -> bool:
    """Tell whether a word has a capital that its sentence did not give it."""
    return plain[start:end].istitle() and bool(_INSIDE.search(plain, max(0, start - 2), start))


def _one_or_two(low: str, word: str, start: int, end: int, before: str) -> Iterator[Span]:
    """Mark a name, and the surname after it if only the two together stand where a person does."""
    is_small = word in FUNCTION_WORDS
    if is_small and not _is_no_verb(low, end, before):
        return
    if low.startswith("-", end) and (rest := _HYPHENED.match(low, end)):
        end = rest.end()
    second = None if is_small else _SECOND.match(low, end)
    if second and not (_may_be_second(second[1]) or _acts_after_surname(low, second)):
        second = None
    for last in (end, second.end() if second else end):
        if _stands(_STANDS, low, word, last, before):
            yield slot(start, last, "name", SURE)
            return
    is_thing = is_small or flags_of(word) & GROWN or is_made_of_words(word, "nl")
    if not is_thing and _stands(_MAY_STAND, low, word, end, before):
        yield slot(start, end, "name", 0.7)


def _stands(stands: tuple[_Stand, ...], low: str, word: str, end: int, before: str) -> bool:
    """Tell whether somebody stands between what is before and what comes then."""
    return any(
        word not in stand.nobody and stand.after.match(low, end) and stand.before.search(before)
        for stand in stands
    )


def _is_one(word: str) -> bool:
    return is_nameish(word) or word in SMALL_NAMES


def _is_owner(low: str, start: int, end: int) -> bool:
    """Tell whether something is somebody's: "will's trailer"."""
    return bool(_OWN.match(low, end) and _OWNED.search(low[max(0, start - _LONGEST) : start]))


_AFTER_A_PERSON = re.compile(
    r"(?<!\w)(?:met|with|for|alongside|voor|van|bij|naast|aan|door|volgens|heet|named|called|"
    r"groeten,|groetjes,|groet,|cheers,)\s\Z"
)


def _is_no_verb(low: str, end: int, before: str) -> bool:
    """Tell whether "wil" or "will" is somebody: another verb follows, or a preposition leads."""
    if before.endswith("toen kwam ") and low.startswith(" en ", end):
        return True
    return bool(_DONE.match(low, end) or _AFTER_A_PERSON.search(before))
