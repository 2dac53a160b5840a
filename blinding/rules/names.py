"""Names found by where they stand: after "mijn naam is", beside a role, under a greeting.

The vocabulary gate finds names that are no words and names with a capital; here are the names
that are ordinary words, nicknames, initials, and names of shops and towns in lower case.
"""

import re
from collections.abc import Iterator

from blinding.reading import A_NAME, Cue, Cued, Reading
from blinding.rules.new_words import is_inflected
from blinding.rules.proxies import is_of_a_people
from blinding.spans import Span, slot
from blinding.traces import matches_at
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    ENGLISH,
    FIRST_NAME,
    NAME,
    STRONG_NAME,
    TRADE,
    TRAIT,
    flags_of,
    is_nameish,
    is_ordinary,
    is_surname,
)
from blinding.words.small_words import (
    FUNCTION_WORDS,
    NAMED_VERBS,
    ROLE_WORDS,
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
_NICKNAME = re.compile(
    rf"(?<!\w)(?:noem(?:t|en|de|den)? (?:ze |iedereen |men |mijn \w+ )?(?:me|mij|mn)(?: altijd|"
    rf" vaak| ook| wel| gewoon| dan)*|(?:ze |men |iedereen |people |they |friends |everyone |"
    rf"just )?call(?:s|ed)? me|"
    rf"(?:bij|koos|roep)naam(?: \w+){{0,3}} (?:is|was)|nickname(?: \w+){{0,3}} is|ken(?:t|nen) "
    rf"(?:me|mij) als|know me as|known as|bekend als|"
    rf"luister naar de naam|roepen (?:me|mij|ze)|aka|alias|oftewel|afgekort(?: als| "
    rf"tot)?)\s+[\"']?((?:{A_NAME} ?){{1,3}})"
)
_SAID_TO_ME = re.compile(
    rf"(?<!\w)(?:zeggen|zegt|zeiden)(?: altijd| vaak| ook)? [\"']?({A_NAME})[\"']? (?:tegen|op) "
    rf"(?:me|mij|mn)(?!\w)"
)
_I_AM = re.compile(
    rf"(?<!\w)(?:ik ben|ben|i am|i'm|im|dit is|this is|it's|met)\s({A_NAME})(?!\w)(?=\s*(?:$|"
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
    rf"(?<!\w)(?:{_ROLES})\.?\s((?:(?:van|de|den|der|ter|ten|el|"
    rf"al)\s){{0,3}}{A_NAME})(?:\s({A_NAME}))?"
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
_MAY_END = re.compile(r"[.!?\n](?:(?<!\n)\s)?")
_STARTS_PAIR = re.compile(
    rf"(?:^|(?<=[.!?]\s))({A_NAME})\s(?:en|and)\s({A_NAME})(?!\w)(?=\s(?:zijn|hebben|waren|werken|"
    rf"deden|are|were|have|helped|hielpen|en|and)(?!\w))"
)
_OF_A_TRAIT = ("baar", "lijk", "zaam", "vol", "able", "ful")
_ARTICLES = frozenset({"de", "het", "the"})
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
    "nickname": Cue(
        "noem(?:t|en|de|den)?|ze|men|iedereen|people|they|friends|everyone|just|call(?:s|ed)?|"
        "(?:bij|koos|roep)naam|nickname|ken(?:t|nen)|know|known|bekend|luister|roepen|aka|alias|"
        "oftewel|afgekort",
        _NICKNAME,
    ),
    "said_to_me": Cue("zeggen|zegt|zeiden", _SAID_TO_ME),
    "i_am": Cue("ik|ben|i|im|dit|this|it|met", _I_AM),
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
    "hello": Cue("hoi|hallo|hey|hi|hello|yo|dag|goedendag|beste", _HELLO),
}


def names(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find names and nicknames by the words around them."""
    yield from _introduced(reading.folded.low, found)
    yield from _beside_a_role(reading.folded.plain, found)
    yield from _first_in_a_sentence(reading.folded.low)


def _words(low: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in re.finditer(A_NAME, low[start:end]):
        yield match[0], start + match.start(), start + match.end()


def _introduced(low: str, found: Cued) -> Iterator[Span]:
    for match in found["called"]:
        yield from _row_of_names(low, match, "name", frozenset())
    for match in found["nickname"]:
        if not _describes(match[1].split()[0]):
            yield from _row_of_names(low, match, "nickname", _ARTICLES)
    for match in found["said_to_me"]:
        if match[1] not in FUNCTION_WORDS:
            yield slot(match.start(1), match.end(1), "nickname")


def _row_of_names(
    low: str, match: re.Match[str], kind: str, inside: frozenset[str]
) -> Iterator[Span]:
    """Mark the words up to the first small word that does not belong inside a name."""
    for index, (word, start, end) in enumerate(_words(low, match.start(1), match.end(1))):
        if word in FUNCTION_WORDS and not (index and word in inside):
            return
        if word not in _ARTICLES:
            yield slot(start, end, kind, 0.9)


def _describes(word: str) -> bool:
    """Tell whether "they call me ..." is followed by what someone is like, not by a name."""
    return bool(flags_of(word) & TRAIT) or word in ROLE_WORDS or word.endswith(_OF_A_TRAIT)


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
    return not ordinary and not is_inflected(word)


def _is_person(word: str) -> bool:
    """Tell whether a word is a name where only a person can stand."""
    if word in ROLE_WORDS or word in FUNCTION_WORDS - words_of("na an can may will do my"):
        return False
    if "-" in word:
        return any(_is_person(part) for part in word.split("-") if not flags_of(part) & TRADE)
    short = len(word) <= 4 and bool(flags_of(word) & FIRST_NAME)
    return short or is_nameish(word) or not flags_of(word) & (COMMON_NL | COMMON_EN | TRADE)


def _is_subject(word: str) -> bool:
    """Tell whether a word that begins a sentence and acts is a name; "Om" is one in India."""
    return word == "om" or _is_person(word)


def _beside_a_role(plain: str, found: Cued) -> Iterator[Span]:
    for match in found["role"]:
        yield from _after_role(match, plain)
    for cue, may_be in _ALONE.items():
        for match in found[cue]:
            if may_be(match[1]) and not _CHOSE.match(match.string, match.start(1)):
                yield slot(match.start(1), match.end(1), "name", 0.7)


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
    if first in FUNCTION_WORDS or not is_named or _CHOSE.match(match.string, start):
        return
    yield slot(match.start(1), match.end(1), "name")
    capital = bool(second) and plain[match.start(2)].isupper()
    if second not in FUNCTION_WORDS and (capital or flags_of(second) & STRONG_NAME):
        yield slot(match.start(2), match.end(2), "name")


_FORMAL = ("meneer", "mevr", "mr", "ms", "mrs", "juf", "meester", "dhr", "mw")
_ALONE = {"i_am": _may_be_name, "beside": _may_be_name, "person": _is_person, "hello": _is_person}
_FIRST = ((_SUBJECT, _is_subject), (_STARTS_PAIR, _may_be_name))
