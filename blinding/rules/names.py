"""Names found by where they stand: after "mijn naam is", beside a role, under a greeting.

The vocabulary gate finds names that are no words and names with a capital; here are the names
that are ordinary words, nicknames, initials, and names of shops and towns in lower case.
"""

import re
from collections.abc import Iterator

from blinding.dates import NUMBER_WORDS
from blinding.reading import A_NAME, Cue, Cued, Reading
from blinding.rules.new_words import is_inflected, is_made_of_words
from blinding.rules.proxies import is_of_a_people
from blinding.rules.word_names import word_names
from blinding.spans import Span, slot
from blinding.traces import matches_at
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    ENGLISH,
    FIRST_NAME,
    LAST_NAME,
    NAME,
    STRONG_NAME,
    TRADE,
    flags_of,
    is_nameish,
    is_ordinary,
    is_surname,
)
from blinding.words.small_words import (
    FUNCTION_WORDS,
    NAMED_VERBS,
    ROLE_WORDS,
    SINGULAR_VERBS,
    words_of,
)

_MY = r"(?:mijn|m'n|mn|me|my)"
_CALLED = re.compile(
    rf"(?<!\w)(?:{_MY} (?:voor|achter|volledige |full |first |last |sur)?-?(?:naam|name|namen) "
    rf"(?:is|=|was|luidt)|(?:voor|achter)?naam ?:|name ?:|ik heet(?: eigenlijk| voluit)?|heet "
    rf"ik|"
    rf"i'm called|i am called|i am named|named|genaamd|vernoemd naar|(?:(?:^|(?<=[.!?\n] )|"
    rf"(?<=\n))(?:veel |de |lieve |hartelijke |met )?(?:vriendelijke )?(?:groetjes|groeten|"
    rf"groet|gr|mvg|liefs|regards|kind regards|cheers|xoxo|xx)|"
    rf"getekend|ondertekend|signed|hoogachtend|met vriendelijke groeten?|best wishes)(?: "
    rf"van)?[,:]?\s*\n?)\s((?:{A_NAME}[ -]?){{1,4}})"
)
_I_AM = re.compile(
    r"(?<!\w)(?:ik ben|ben|kben|kbn|i am|i'm|im|dit is|this is|it's|"
    rf"met)\s({A_NAME})(?!\w)(?=\s*(?:$|"
    rf"[,.!(]|en\b|uit\b|van\b|from\b|and\b|\d))"
)
_ROLES = (
    "meneer|mevrouw|mevr|dhr|mw|mr|mrs|ms|miss|juf|juffrouw|meester|dokter|dr|"
    "pater|baas|chef|bazin|collega|begeleid(?:st)?er|stagebegeleid(?:st)?er|"
    "praktijkopleid(?:st)?er|werkbegeleid(?:st)?er|leidinggevende|docent|docente|leraar|"
    "lerares|mentor|coach|train(?:st)?er|manager|buurman|buurvrouw|vriend|vriendin|maat|"
    "klasgenoot|klasgenote|oom|tante|opa|oma|broer|broertje|zus|zusje|neef|neefje|nicht|"
    "nichtje|zoon|dochter|directeur|eigenaar|klant|bewoner|patient|client|"
    "supervisor|boss|teacher|colleague|coworker|friend|uncle|aunt|brother|sister|cousin|"
    "classmate|mom|dad|owner"
)
_ROLE = re.compile(
    rf"(?<!\w)(?:{_ROLES})\.?\s(?=((?:(?:van|de|den|der|ter|ten|el|"
    rf"al)\s){{0,3}}{A_NAME})(?:\s({A_NAME}))?)"
)
_WITH = re.compile(
    rf"(?<!\w)(?:zei|belde|hielp ik|help ik|dankzij|according to|said|asked|door|met|van|aan|"
    rf"voor|bij|naast|with|by|kwam|toen|and|en)\s({A_NAME})(?!\w)"
    rf"(?=\s*(?:$|[,.!?(]|en\s(?:ik|die|{A_NAME})|and\si\b|ik\b|van de\b|de\b|het\b|een\b|uit\b|"
    rf"heb\b|heeft\b|is\b|was\b|said\b|zei\b|dat\b|of\b|in\b|op\b|bij\b|the\b|to\b|on\b))"
)
# Only a person stands here; even a very short common word is a name.
_PERSON = re.compile(
    rf"(?<!\w)(?:samen met|together with|(?:vroeg|vraag|gaf|geef|zei|vertelde|liet|toonde|"
    rf"schreef) (?:het |dit |dat )?aan|leerde|volgens|worked with|work with|working with|"
    rf"talked to|asked|toen kwam)\s"
    rf"({A_NAME})(?!\w)(?=\s*(?:$|[,.!?]|mij\b|me\b|ik\b|heb\b|en\b|and\b|of\b|dat\b|if\b|to\b|"
    rf"was\b|werkte\b|deed\b|in\b|on\b|de\b|het\b))"
)
_HELLO = re.compile(
    rf"(?<!\w)(?:hoi|hallo|hey|hi|hello|yo|dag|goedendag|beste)[,! ]+(?:ik ben|i am|i'm|met) "
    rf"({A_NAME})(?!\w)(?=\s(?:en|and)\s|[,.!]|$)"
)
_ACTS = (
    r"(?:zei|zegt|vroeg|vraagt|vond|vindt|heeft|had|leerde|leert|hielp|helpt|werkt|werkte|gaf|"
    r"geeft|schreef|noemde|liet|laat|belde|kwam|legde|deed|said|says|asked|asks|taught|"
    r"helped|helps|told|tells|thinks|thought|wrote|gave|showed|works|worked)"
)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[.!?]\s)|(?<=\n))({A_NAME})(?!\w)(?=\s(?:en\sik|and\si|{_ACTS})(?!\w)|\s\(\d)"
)
# Who says something is somebody, whatever the word: "Malen zei dat ik".
_SPEAKER = re.compile(
    rf"({A_NAME})(?=\s(?:(?:zei|zegt|vond|vindt|vertelde|riep|schreef)\sdat|vroeg\s(?:of|me|mij)|"
    r"said\s(?:that|i|it)|told\sme|asked\s(?:me|if)|en\sik|and\si|and\sme)(?!\w))"
)
# "wil van de kantine leerde mij", "will from my class let me"
_FROM = re.compile(
    rf"({A_NAME})(?=\s(?:van|uit|from|at|in)\s(?:de|het|mijn|m'n|mn|my|the|our|"
    rf"onze)\s[\w-]+\s(?:{_ACTS}|let|mocht|mag|"
    r"is|was|deed|doet|made|makes|has|had|did)(?!\w))"
)
# "van dijk leerde mij", "van dijk onze concierge"
_SURNAME_FIRST = re.compile(
    rf"(?:van|vd|van der|van den|van de)\s({A_NAME})(?=\s(?:{_ACTS}|onze|our|van|die|who|en\sik|"
    r"and\si)(?!\w))"
)
# "heb ik roos geholpen", "heeft mark mij geholpen"
_HELPED = re.compile(
    r"(?<!\w)(?:heb|hebben|had|hadden)\s(?:(?:ik|we|wij|me|mijn|m'n|gisteren|vaak|"
    rf"ook)\s){{0,2}}({A_NAME})(?:\sen\s({A_NAME}))?\s(?:\w+\s){{0,2}}?"
    r"(?:geholpen|gevraagd|gebeld|bedankt|ingewerkt|gesproken|ontmoet|begeleid|meegenomen|"
    r"uitgenodigd|verrast|getroost|"
    r"leren kennen|overgehaald)(?!\w)"
)
# "ik vroeg hoop om hulp"
_MET = re.compile(
    rf"(?<!\w)(?:hielp|vroeg|belde|bedankte|helped|asked|called|thanked)\s({A_NAME})"
    r"(?=\s(?!(?:aan|the|a|an|de|het|een|me|mij|ik|i)\s)[^\W\d])"
)
_MAY_END = re.compile(r"[.!?\n](?:(?<!\n)\s)?")
_STARTS_PAIR = re.compile(
    rf"(?:^|(?<=[.!?]\s))({A_NAME})\s(?:en|and)\s({A_NAME})(?!\w)(?=\s(?:zijn|hebben|waren|werken|"
    rf"deden|are|were|have|helped|hielpen|en|and)(?!\w))"
)
_CHOSE = re.compile(
    r"(?:koos\s(?:voor|uit|\w+[,.])|(?:koos|nam)\s(?:de|het|een|ik|mijn|hun|die|er))(?!\w)"
)
CUES = {
    "called": Cue(
        "mijn|m|mn|me|my|(?:voor|achter)?naam|name|ik|heet|i|named|genaamd|vernoemd|veel|de|lieve|"
        "hartelijke|met|vriendelijke|groetjes|groeten|groet|gr|mvg|liefs|regards|kind|cheers|xoxo|"
        "xx|getekend|ondertekend|signed|hoogachtend|best",
        _CALLED,
    ),
    "i_am": Cue("ik|ben|kben|kbn|i|im|dit|this|it|met", _I_AM),
    "role": Cue(_ROLES, _ROLE),
    "beside": Cue(
        "zei|belde|hielp|help|dankzij|according|said|asked|door|met|van|aan|voor|bij|naast|with|by|"
        "kwam|toen|and|en",
        _WITH,
    ),
    "person": Cue(
        "samen|together|vroeg|vraag|gaf|geef|zei|vertelde|liet|toonde|schreef|leerde|volgens|"
        "worked|work|working|talked|asked|toen",
        _PERSON,
    ),
    "helped": Cue("heb|hebben|had|hadden", _HELPED),
    "met": Cue("hielp|vroeg|belde|bedankte|helped|asked|called|thanked", _MET),
    "hello": Cue("hoi|hallo|hey|hi|hello|yo|dag|goedendag|beste", _HELLO),
}


def names(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find names and nicknames by the words around them."""
    yield from _introduced(reading.folded.low, found)
    yield from _beside_a_role(reading.folded.plain, found)
    yield from _first_in_a_sentence(reading.folded.low)
    yield from word_names(reading)


# Nobody in particular, though they say something.
_ANYBODY = words_of("others people customers anyone anderen men klanten guests gasten bezoekers")
_OF_A_ROLE = (
    "leider",
    "meester",
    "chef",
    "baas",
    "hoofd",
    "coach",
    "docent",
    "begeleider",
    "ouder",
    "genoot",
)
# Small words that are also names: "Na" of Korea, "Om" of India.
_ALSO_NAMES = words_of("na an can may will do my om vi")


def _words(low: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in re.finditer(A_NAME, low[start:end]):
        yield match[0], start + match.start(), start + match.end()


def _introduced(low: str, found: Cued) -> Iterator[Span]:
    for match in found["called"]:
        yield from _row_of_names(low, match)


def _row_of_names(low: str, match: re.Match[str]) -> Iterator[Span]:
    """Mark the words up to the first small word."""
    for word, start, end in _words(low, match.start(1), match.end(1)):
        if word in FUNCTION_WORDS:
            return
        yield slot(start, end, "name", 0.9)


def _may_be_name(word: str) -> bool:
    if word in FUNCTION_WORDS or word in NAMED_VERBS:
        return False
    flags = flags_of(word)
    if is_nameish(word):
        return True
    if "-" in word:
        parts = [part for part in word.split("-") if len(part) > 1]
        return not is_inflected(word.replace("-", "")) and any(map(_may_be_name, parts))
    if is_of_a_people(word):
        return False
    ordinary = is_ordinary(word, "nl") or flags & COMMON_EN
    ordinary = ordinary or (flags & ENGLISH and not flags & NAME)
    is_new = len(word) > 9 and is_made_of_words(word, "nl")
    return not ordinary and not is_new and not is_inflected(word)


def _is_person(word: str) -> bool:
    """Tell whether a word is a name where only a person can stand."""
    if word in ROLE_WORDS or word in FUNCTION_WORDS - _ALSO_NAMES:
        return False
    if "-" in word:
        return any(_is_person(part) for part in word.split("-") if not flags_of(part) & TRADE)
    short = len(word) <= 4 and bool(flags_of(word) & FIRST_NAME)
    return short or is_nameish(word) or not flags_of(word) & (COMMON_NL | COMMON_EN | TRADE)


def _is_speaker(word: str) -> bool:
    """Tell whether a word that begins a sentence and speaks is nobody that all know."""
    if word in ROLE_WORDS or word in _ANYBODY or "'" in word or word.endswith(_OF_A_ROLE):
        return False
    return word not in FUNCTION_WORDS - _ALSO_NAMES - {"aan", "any"}


def _is_from(word: str) -> bool:
    return is_nameish(word) or (bool(flags_of(word) & FIRST_NAME) and len(word) <= 4)


def _is_helped(word: str) -> bool:
    """Tell whether whom somebody helps is named: "roos", not "iemand" or "klanten"."""
    may_be = _is_from(word) and word not in NUMBER_WORDS
    return may_be and word not in ROLE_WORDS and word not in FUNCTION_WORDS


def _is_subject(word: str) -> bool:
    """Tell whether a word that begins a sentence and acts is a name; "Om" is one in India."""
    return _is_person(word)


def _beside_a_role(plain: str, found: Cued) -> Iterator[Span]:
    for match in found["role"]:
        yield from _after_role(match, plain)
    yield from _helped(found)
    for cue, may_be in _ALONE.items():
        for match in found[cue]:
            if may_be(match[1]) and not _CHOSE.match(match.string, match.start(1)):
                yield slot(match.start(1), match.end(1), "name", 0.7)


def _helped(found: Cued) -> Iterator[Span]:
    for match in found["met"]:
        if is_nameish(match[1]) and match[1] not in FUNCTION_WORDS:
            yield slot(*match.span(1), "name", 0.7)
    for match in found["helped"]:
        for group, word in enumerate(match.groups(), start=1):
            if word and _is_helped(word):
                yield slot(*match.span(group), "name", 0.7)


def _first_in_a_sentence(low: str) -> Iterator[Span]:
    starts = [0, *(match.end() for match in _MAY_END.finditer(low))]
    for pattern, may_be in _FIRST:
        for match in matches_at(pattern, low, starts):
            for group, word in enumerate(match.groups(), start=1):
                if may_be(word):
                    yield slot(match.start(group), match.end(group), "name", 0.7)


def _after_role(match: re.Match[str], plain: str) -> Iterator[Span]:
    """Mark the one or two words after a role that name a person."""
    first, second = match[1].split()[-1], match[2] or ""
    start = match.end(1) - len(first)
    formal = match[0].startswith(_FORMAL) and is_surname(first)
    is_named = plain[start].isupper() or formal or _may_be_name(first)
    is_named = is_named or _is_named_by_verb(first, second)
    is_named = is_named or (
        bool(_AFTER_KIN.match(match.string, match.end(1))) and _is_kin(match, first)
    )
    # "meneer de wit was streng", "mevrouw kok is hoofd", "docent van der braak"
    is_named = is_named or (
        match[0].startswith(_FORMAL)
        and _is_surname(first)
        and (match[1].startswith("de ") or second in SINGULAR_VERBS)
    )
    is_named = is_named or match[1].startswith(("van der ", "van den "))
    if not is_named or _CHOSE.match(match.string, start):
        return
    if first in FUNCTION_WORDS and not _is_named_by_verb(first, second):
        return
    yield slot(match.start(1), match.end(1), "name")
    capital = bool(second) and plain[match.start(2)].isupper()
    if second not in FUNCTION_WORDS and (capital or flags_of(second) & STRONG_NAME):
        yield slot(match.start(2), match.end(2), "name")


# "I called my supervisor first, who".
_WHEN = words_of("first last next once twice later again")


def _is_kin(match: re.Match[str], word: str) -> bool:
    """Tell whether a word after "my cousin" names that cousin: "mijn neef wellington, nu"."""
    mine = _MINE.search(match.string, max(0, match.start() - 8), match.start())
    return bool(
        mine
        and flags_of(word) & FIRST_NAME
        and len(word) > 2
        and not flags_of(word) & TRADE
        and not is_inflected(word)
        and word not in FUNCTION_WORDS | NAMED_VERBS | SINGULAR_VERBS | ROLE_WORDS | _DOES | _WHEN
    )


def _is_named_by_verb(first: str, second: str) -> bool:
    """Tell whether a verb after a role and a word makes it a name: "collega berk liet"."""
    if second not in _DOES or first in ROLE_WORDS:
        return False
    return first in _ALSO_NAMES or (
        bool(flags_of(first) & FIRST_NAME) and first not in FUNCTION_WORDS
    )


def _is_surname(word: str) -> bool:
    return bool(flags_of(word) & LAST_NAME) and word not in ROLE_WORDS


_DOES = words_of("liet zei zegt leerde hielp vroeg gaf vertelde kwam belde showed taught said")
_MINE = re.compile(r"(?<!\w)(?:mijn|m'n|mn|my|me|onze|our)\s\Z")
_AFTER_KIN = re.compile(r"\s*(?:\Z|[,.;)])|\s(?:en ik|and i|en mij|and me|die|who)(?!\w)")
_FORMAL = ("meneer", "mevr", "mr", "ms", "mrs", "juf", "meester", "dhr", "mw")
_ALONE = {"i_am": _may_be_name, "beside": _may_be_name, "person": _is_person, "hello": _is_person}
_FIRST = (
    (_SUBJECT, _is_subject),
    (_STARTS_PAIR, _may_be_name),
    (_SPEAKER, _is_speaker),
    (_FROM, _is_from),
    (_SURNAME_FIRST, is_surname),
)
