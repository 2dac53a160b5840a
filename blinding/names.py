"""Names found by where they stand: after "mijn naam is", beside a role, under a greeting.

The vocabulary gate finds names that are no words and names with a capital; here are the names
that are ordinary words, nicknames, initials, and names of shops and towns in lower case.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from blinding.gate import is_inflected
from blinding.lexicon import (
    COMMON_EN,
    COMMON_NL,
    EMPLOYER,
    ENGLISH,
    FIRST_NAME,
    LAST_NAME,
    NAME,
    NAME_WORD,
    PLACE,
    STRONG_NAME,
    TRADE,
    TRAIT,
    flags_of,
    is_nameish,
    is_ordinary,
    is_surname,
)
from blinding.proxies import is_of_a_people
from blinding.reading import Cue, Cues, Reading
from blinding.small_words import (
    ABBREVIATIONS,
    FUNCTION_WORDS,
    NAMED_VERBS,
    PARTICLES,
    ROLE_WORDS,
    words_of,
)
from blinding.spans import Span
from blinding.traces import matches_at

_W = r"[^\W\d_][\w'-]*"
_MY = r"(?:mijn|m'n|mn|me|my)"
_CALLED = re.compile(
    rf"(?<!\w)(?:{_MY} (?:voor|achter|volledige |full |first |last |sur)?-?(?:naam|name|namen) "
    rf"(?:is|=|was|luidt)|(?:voor|achter)?naam ?:|name ?:|ik heet(?: eigenlijk| voluit)?|heet "
    rf"ik|"
    rf"i'm called|i am called|i am named|named|genaamd|vernoemd naar|(?:(?:^|(?<=[.!?\n] )|"
    rf"(?<=\n))(?:veel |de |lieve |hartelijke |met )?(?:vriendelijke )?(?:groetjes|groeten|"
    rf"groet|gr|mvg|liefs|regards|kind regards|cheers|xoxo|xx)|"
    rf"getekend|ondertekend|signed|hoogachtend|met vriendelijke groeten?|best wishes)(?: "
    rf"van)?[,:]?\s*\n?)\s((?:{_W}[ -]?){{1,4}})"
)
_NICKNAME = re.compile(
    rf"(?<!\w)(?:noem(?:t|en|de|den)? (?:ze |iedereen |men |mijn \w+ )?(?:me|mij|mn)(?: altijd|"
    rf" vaak| ook| wel| gewoon| dan)*|(?:ze |men |iedereen |people |they |friends |everyone |"
    rf"just )?call(?:s|ed)? me|"
    rf"(?:bij|koos|roep)naam(?: \w+){{0,3}} (?:is|was)|nickname(?: \w+){{0,3}} is|ken(?:t|nen) "
    rf"(?:me|mij) als|know me as|known as|bekend als|"
    rf"luister naar de naam|roepen (?:me|mij|ze)|aka|alias|oftewel|afgekort(?: als| "
    rf"tot)?)\s+[\"']?((?:{_W} ?){{1,3}})"
)
_SAID_TO_ME = re.compile(
    rf"(?<!\w)(?:zeggen|zegt|zeiden)(?: altijd| vaak| ook)? [\"']?({_W})[\"']? (?:tegen|op) "
    rf"(?:me|mij|mn)(?!\w)"
)
_I_AM = re.compile(
    rf"(?<!\w)(?:ik ben|ben|i am|i'm|im|dit is|this is|it's|met)\s({_W})(?!\w)(?=\s*(?:$|"
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
    rf"al)\s){{0,3}}{_W})(?:\s({_W}))?"
)
_WITH = re.compile(
    rf"(?<!\w)(?:zei|belde|hielp ik|help ik|dankzij|according to|said|asked|door|met|van|aan|"
    rf"voor|bij|naast|with|by|kwam|toen|and|en)\s({_W})(?!\w)"
    rf"(?=\s*(?:$|[,.!?(]|en\s(?:ik|die|{_W})|and\si\b|ik\b|van de\b|de\b|het\b|een\b|uit\b|"
    rf"heb\b|heeft\b|is\b|was\b|said\b|zei\b|dat\b|of\b|in\b|op\b|bij\b|the\b|to\b|on\b))"
)
# Only a person stands here; even a very short common word is a name.
_PERSON = re.compile(
    rf"(?<!\w)(?:samen met|together with|(?:vroeg|vraag|gaf|geef|zei|vertelde|liet|toonde|"
    rf"schreef) (?:het |dit |dat )?aan|leerde|volgens|worked with|work with|working with|"
    rf"talked to|asked|toen kwam)\s"
    rf"({_W})(?!\w)(?=\s*(?:$|[,.!?]|mij\b|me\b|ik\b|heb\b|en\b|and\b|of\b|dat\b|if\b|to\b|"
    rf"was\b|werkte\b|deed\b|in\b|on\b|de\b|het\b))"
)
_HELLO = re.compile(
    rf"(?<!\w)(?:hoi|hallo|hey|hi|hello|yo|dag|goedendag|beste)[,! ]+(?:ik ben|i am|i'm|met) "
    rf"({_W})(?!\w)(?=\s(?:en|and)\s|[,.!]|$)"
)
_ACTS = (
    r"(?:zei|zegt|vroeg|vraagt|vond|vindt|heeft|had|leerde|leert|hielp|helpt|werkt|werkte|gaf|"
    r"geeft|schreef|noemde|liet|laat|belde|kwam|legde|deed|said|says|asked|asks|taught|"
    r"helped|helps|told|tells|thinks|thought|wrote|gave|showed|works|worked)"
)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[.!?]\s)|(?<=\n))({_W})(?!\w)(?=\s(?:en\sik|and\si|{_ACTS})(?!\w)|\s\(\d)"
)
_MAY_END = re.compile(r"[.!?\n](?:(?<!\n)\s)?")
_STARTS_PAIR = re.compile(
    rf"(?:^|(?<=[.!?]\s))({_W})\s(?:en|and)\s({_W})(?!\w)(?=\s(?:zijn|hebben|waren|werken|"
    rf"deden|are|were|have|helped|hielpen|en|and)(?!\w))"
)
_OF_A_TRAIT = ("baar", "lijk", "zaam", "vol", "able", "ful")
_BEFORE_A_NOUN = words_of("nieuwe oude grote kleine hoge lage lange korte goede beste eigen")
_ARTICLES = frozenset({"de", "het", "the"})
_CHOSE = re.compile(
    r"(?:koos\s(?:voor|uit|\w+[,.])|(?:koos|nam)\s(?:de|het|een|ik|mijn|hun|die|er))(?!\w)"
)
_NO_SHOP = re.compile(r"(?:de|het|een|the|a)\s(?:\w+\s)?(?:bakker|kiosk|post|start|place)$")
_OF_ME = re.compile(r"(?<!\w)(?:ik|wij|we|mijn|ons|i|my)(?!\w)")
_EMPLOYED = re.compile(
    rf"(?<!\w)(?:bij|via|voor|naar|at|for|van|from|in dienst bij)\s((?:(?:de|het|een|"
    rf"the)\s)?(?:\w+\s)??({_W}))(?!\w)"
)
_SHOPS = (
    "bakkerij|slagerij|kapsalon|garage|restaurant|hotel|cafe|eetcafe|supermarkt|"
    "bouwbedrijf|installatiebedrijf|schildersbedrijf|autobedrijf|"
    "zorgcentrum|verzorgingshuis|toko|winkel|drogist|apotheek|kwekerij|boerderij|manege|"
    "snackbar|cafetaria|pizzeria|bedrijf|school|basisschool|kinderdagverblijf|"
    "sportschool|bakery|shop|salon|store"
)
_SHOP = re.compile(
    rf"(?<!\w)(?:{_SHOPS})\s((?:(?:de|het|'t|van|den|der|el|la|"
    rf"le)\s){{0,3}})({_W})(?:\s(?:&|en)\s({_W}))?"
)
_LIVES = re.compile(
    rf"(?<!\w)(?:woon(?:t|de|den|achtig)?|wonen|geboren|opgegroeid|opgroei\w*|kom(?:t|en)?|"
    rf"kwam|verhuis\w*|afkomstig|live|lives|lived|living|born|raised|grew up|"
    rf"come|comes|reis|fiets|school|werk|ben \w+)(?:\s\w+){{0,3}}?\s(?:in|uit|te|naar|from|bij|"
    rf"omgeving|vanuit)\s((?:(?:de|het|den|'t)\s)?{_W}(?:-{_W})?(?:\sen\s{_W})?)"
)
_DISTRICT = re.compile(
    r"\b(?:oude?|nieuwe?|new)[ -](?:west|zuid|noord|oost|charlois|crooswijk|mathenesse)\b"
)
_DISTRICTS = (
    "zuidoost", "noordwest", "bos en lommer", "de baarsjes", "de pijp", "de wallen", "de meern",
    "hoog catharijne", "achterhoek", "de betuwe", "het gooi", "de veluwe", "de randstad",
)  # fmt: skip
_INITIALS = re.compile(
    r"(?<![\w.])[A-Z]\.(?:[ -]?(?:(?:van|de|der|den|el|al|'t|v\.?d\.?)\s)*"
    r"(?:[A-Z]|v|d|vd|van|de|der|vdr|t)\.)+|(?<![\w.])(?:[A-Z]\.[ -]?)+(?=[^\W\d_])"
)
_CAPITAL_AND_POINT = re.compile(r"[A-Z]\.")
_INITIALS_CUE = re.compile(
    r"(?<!\w)(?:initialen|voorletters?|paraaf(?: \w+)?|getekend|handtekening|afgetekend door|"
    r"initials?|signed|namens|letters)(?: (?:is|zijn|are|door|by))?\s?[:,]?\s([a-z](?:[. "
    r"]{0,2}[a-z]){0,4}\.?)(?![\w])",
)
_NOT_INITIALS = re.compile(
    r"(?:rijbewijs|klasse|niveau|type|vitamine|plan|groep|categorie|level|licen[cs]e|optie|vak|"
    r"blok|maat|hal|zaal|lokaal|code|punt|vraag|deel|model|variant|team)\s$"
)
CUES = Cues(
    called=Cue(
        "mijn|m|mn|me|my|(?:voor|achter)?naam|name|ik|heet|i|named|genaamd|vernoemd|veel|de|lieve|"
        "hartelijke|met|vriendelijke|groetjes|groeten|groet|gr|mvg|liefs|regards|kind|cheers|xoxo|"
        "xx|getekend|ondertekend|signed|hoogachtend|best",
        _CALLED,
    ),
    nickname=Cue(
        "noem(?:t|en|de|den)?|ze|men|iedereen|people|they|friends|everyone|just|call(?:s|ed)?|"
        "(?:bij|koos|roep)naam|nickname|ken(?:t|nen)|know|known|bekend|luister|roepen|aka|alias|"
        "oftewel|afgekort",
        _NICKNAME,
    ),
    said_to_me=Cue("zeggen|zegt|zeiden", _SAID_TO_ME),
    i_am=Cue("ik|ben|i|im|dit|this|it|met", _I_AM),
    role=Cue(_ROLES, _ROLE),
    beside=Cue(
        "zei|belde|hielp|help|dankzij|according|said|asked|door|met|van|aan|voor|bij|naast|with|by|"
        "kwam|toen|and|en",
        _WITH,
    ),
    person=Cue(
        "samen|together|vroeg|vraag|gaf|geef|zei|vertelde|liet|toonde|schreef|leerde|volgens|"
        "worked|work|working|talked|asked|toen",
        _PERSON,
    ),
    hello=Cue("hoi|hallo|hey|hi|hello|yo|dag|goedendag|beste", _HELLO),
    employed=Cue("bij|via|voor|naar|at|for|van|from|in", _EMPLOYED),
    shop=Cue(_SHOPS, _SHOP),
    lives=Cue(
        r"woon(?:t|de|den|achtig)?|wonen|geboren|opgegroeid|opgroei\w*|kom(?:t|en)?|kwam|"
        r"verhuis\w*|afkomstig|live|lives|lived|living|born|raised|grew|come|comes|reis|fiets|"
        r"school|werk|ben",
        _LIVES,
    ),
    district=Cue("oude?|nieuwe?|new", _DISTRICT),
    initials=Cue(
        "initialen|voorletters?|paraaf|getekend|handtekening|afgetekend|initials?|signed|namens|"
        "letters",
        _INITIALS_CUE,
    ),
)
_Found: TypeAlias = dict[str, list[re.Match[str]]]


def names(reading: Reading) -> list[Span]:
    """Find names, nicknames, initials, shops and towns by the words around them."""
    low, plain = reading.folded.low, reading.folded.plain
    found = CUES.found(reading)
    return [
        *_introduced(low, found),
        *_beside_a_role(plain, found),
        *_first_in_a_sentence(low),
        *_initials(low, plain, found),
        *_shops(low, plain, found),
        *_towns(low, plain, found),
    ]


def _slot(start: int, end: int, kind: str, confidence: float = 0.85) -> Span:
    return Span(start, end, kind, "name_place", confidence)


def _words(low: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in re.finditer(_W, low[start:end]):
        yield match[0], start + match.start(), start + match.end()


def _introduced(low: str, found: _Found) -> Iterator[Span]:
    for match in found["called"]:
        yield from _row_of_names(low, match, "name", frozenset())
    for match in found["nickname"]:
        if not _describes(match[1].split()[0]):
            yield from _row_of_names(low, match, "nickname", _ARTICLES)
    for match in found["said_to_me"]:
        if match[1] not in FUNCTION_WORDS:
            yield _slot(match.start(1), match.end(1), "nickname")


def _row_of_names(
    low: str, match: re.Match[str], kind: str, inside: frozenset[str]
) -> Iterator[Span]:
    """Mark the words up to the first small word that does not belong inside a name."""
    for index, (word, start, end) in enumerate(_words(low, match.start(1), match.end(1))):
        if word in FUNCTION_WORDS and not (index and word in inside):
            return
        if word not in _ARTICLES:
            yield _slot(start, end, kind, 0.9)


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


def _beside_a_role(plain: str, found: _Found) -> Iterator[Span]:
    for match in found["role"]:
        yield from _after_role(match, plain)
    for cue, may_be in _ALONE.items():
        for match in found[cue]:
            if may_be(match[1]) and not _CHOSE.match(match.string, match.start(1)):
                yield _slot(match.start(1), match.end(1), "name", 0.7)


def _first_in_a_sentence(low: str) -> Iterator[Span]:
    starts = [0, *(match.end() for match in _MAY_END.finditer(low))]
    for pattern, may_be in _FIRST:
        for match in matches_at(pattern, low, starts):
            for group, word in enumerate(match.groups(), start=1):
                if may_be(word):
                    yield _slot(match.start(group), match.end(group), "name", 0.7)


def _after_role(match: re.Match[str], plain: str) -> Iterator[Span]:
    """Mark the one or two words after a role that name a person."""
    first, second = match[1].split()[-1], match[2] or ""
    start = match.end(1) - len(first)
    formal = match[0].startswith(_FORMAL) and is_surname(first)
    is_named = plain[start].isupper() or formal or _may_be_name(first)
    if first in FUNCTION_WORDS or not is_named or _CHOSE.match(match.string, start):
        return
    yield _slot(match.start(1), match.end(1), "name")
    capital = bool(second) and plain[match.start(2)].isupper()
    if second not in FUNCTION_WORDS and (capital or flags_of(second) & STRONG_NAME):
        yield _slot(match.start(2), match.end(2), "name")


_FORMAL = ("meneer", "mevr", "mr", "ms", "mrs", "juf", "meester", "dhr", "mw")
_ALONE = {"i_am": _may_be_name, "beside": _may_be_name, "person": _is_person, "hello": _is_person}
_FIRST = ((_SUBJECT, _is_subject), (_STARTS_PAIR, _may_be_name))


def _starts_surname(after: str) -> bool:
    """Tell whether what follows a single letter and a point is a surname, not a new sentence."""
    word = next((w for w in re.findall(_W, after.lower()) if w not in PARTICLES), "")
    flags = flags_of(word)
    return word not in FUNCTION_WORDS and (not flags & COMMON_NL or bool(flags & LAST_NAME))


def _initials(low: str, plain: str, found: _Found) -> Iterator[Span]:
    for match in _INITIALS.finditer(plain) if _CAPITAL_AND_POINT.search(plain) else ():
        before = low[: match.start()]
        after = plain[match.end() :]
        if match[0].count(".") == 1 and not (after[0].islower() or _starts_surname(after)):
            continue
        if match[0].lower().strip() not in ABBREVIATIONS and not _NOT_INITIALS.search(before):
            yield _slot(match.start(), match.start() + len(match[0].rstrip(" -")), "initials")
    for match in found["initials"]:
        if not any(map(_is_small_or_common, re.findall(r"\w+", match[1]))):
            yield _slot(match.start(1), match.end(1), "initials")


def _is_small_or_common(word: str) -> bool:
    common = flags_of(word) & (COMMON_NL | COMMON_EN) if len(word) > 3 else word in FUNCTION_WORDS
    return bool(common) and len(word) > 1


def _shops(low: str, plain: str, found: _Found) -> Iterator[Span]:
    for match in found["employed"]:
        after = low[match.end() : match.end() + 6]
        if flags_of(match[2]) & EMPLOYER and not (
            after.startswith(("-", " van", " en de", " size"))
            or _NO_SHOP.fullmatch(plain[match.start(1) : match.end(1)])
        ):
            yield _slot(match.start(2), match.end(2), "employer", 0.8)
    for match in found["shop"]:
        for group in (2, 3):
            word = match[group] or ""
            named = match[1] or flags_of(word) & (NAME_WORD | STRONG_NAME)
            if (
                named
                and word not in FUNCTION_WORDS
                and flags_of(word) & (NAME_WORD | STRONG_NAME | LAST_NAME)
            ):
                yield _slot(match.start(group), match.end(group), "employer", 0.7)


def _is_town(first: str, place: str, match: re.Match[str], plain: str) -> bool:
    """Tell whether somebody lives or comes from there, and for a country that it is the writer."""
    start = match.end() - len(place)
    if plain[start].isupper():
        near = match.string[max(0, match.start() - 12) : start]
        return not is_of_a_people(first) or _OF_ME.search(near) is not None
    if flags_of(first) & COMMON_NL and match[1].startswith(("de ", "het ")):
        return False
    return bool((flags_of(place) | flags_of(first)) & PLACE) and first not in _BEFORE_A_NOUN


def _towns(low: str, plain: str, found: _Found) -> Iterator[Span]:
    for match in found["lives"]:
        an_article = match[1].startswith(("de ", "het ", "den ", "'t "))
        place = match[1].split()[-1] if an_article else match[1]
        first, end = place.split()[0], match.end()
        if first in FUNCTION_WORDS or not _is_town(first, place, match, plain):
            continue
        if " en " in place and not flags_of(place) & PLACE:
            end = match.start(1) + len(match[1].split(" en ")[0])
        yield _slot(match.end() - len(place), end, "town", 0.8)
    for match in found["district"]:
        yield _slot(match.start(), match.end(), "neighbourhood", 0.8)
    for district in _DISTRICTS:
        if (at := low.find(district)) >= 0:
            yield _slot(at, at + len(district), "neighbourhood", 0.8)
