"""Names found by where they stand: after "mijn naam is", beside a role, under a greeting.

The vocabulary gate finds names that are no words and names with a capital; here are the names
that are ordinary words, nicknames, initials, and names of shops and towns in lower case.
"""

import re
from collections.abc import Iterator

from blinding.reading import A_NAME, Cue, Cued, Reading
from blinding.rules.beside import DEEDS, SMALL_NAMES
from blinding.rules.word_names import POINTS_AT, may_be_name, word_names
from blinding.spans import SURE, Span, slot
from blinding.traces import matches_at
from blinding.words.lexicon import (
    FIRST_NAME,
    LAST_NAME,
    STRONG_NAME,
    flags_of,
    is_surname,
)
from blinding.words.small_words import (
    FUNCTION_WORDS,
    ROLE_WORDS,
    SINGULAR_VERBS,
    words_of,
)

_MY = r"(?:mijn|m'n|mn|me|my)"
_CALLED = re.compile(
    rf"(?<!\w)(?:{_MY} (?:voor|achter|volledige |full |first |last |sur)?-?(?:naam|name|namen) "
    rf"(?:is|=|was|luidt)|(?:voor|achter)?naam ?:|name ?:|(?:\A|(?<=[,.:;] ))(?:first |last |sur|"
    rf"voor|achter)na(?:me|am)(?: is)?|i?k heet(?: eigenlijk| voluit)?|heet ik|op (?:de )?naam van|"
    rf"i'm called|i am called|i am named|named|genaamd|vernoemd naar|(?:(?:^|(?<=[.!?\n] )|"
    rf"(?<=\n))(?:veel |de |lieve |hartelijke |met )?(?:vriendelijke )?(?:groetjes|groeten|"
    rf"groet|gr|mvg|liefs|regards|kind regards|cheers|xoxo|xx)|"
    rf"(?:\A|(?<=[.!?\n,:] ))(?:getekend|ondertekend|"
    rf"signed(?! (?:up|off|in|out|nothing)(?!\w)))|hoogachtend|met vriendelijke groeten?|"
    rf"best wishes)(?: "
    rf"van)?[,:]?\s*\n?)\s((?:{A_NAME}[ -]?){{1,4}})"
)
_I_AM = re.compile(
    r"(?<!\w)(?:ik ben|ben|kben|kbn|i am|i'm|im|dit is|this is|"
    rf"it's)\s({A_NAME})(?!\w)(?=\s*(?:$|"
    rf"[,.!(]|en\b|ik\b|uit\b|van\b|from\b|and\b|\d))"
)
_ROLES = (
    "meneer|mevrouw|mevr|dhr|mw|mr|mrs|ms|miss|juf|juffrouw|meester|dokter|dr|"
    "pater|baas|chef|bazin|collega|begeleid(?:st)?er|stagebegeleid(?:st)?er|"
    "praktijkopleid(?:st)?er|werkbegeleid(?:st)?er|leidinggevende|docent|docente|leraar|"
    "lerares|mentor|coach|train(?:st)?er|manager|buurman|buurvrouw|vriend|vriendin|maat|"
    "klasgenoot|klasgenote|oom|tante|opa|oma|broer|broertje|zus|zusje|neef|neefje|nicht|"
    "nichtje|zoon|dochter|directeur|eigenaar|klant|bewoner|patient|client|"
    "supervisor|boss|teacher|colleague|coworker|friend|uncle|aunt|brother|sister|cousin|"
    "classmate|mate|buddy|neighbour|neighbor|mom|dad|mum|mother|father|owner|nurse|moeder|vader|mama|papa|stiefvader|stiefmoeder|"
    "verpleegkundige|teamleider|bff|bestie|ome"
)
_ROLE = re.compile(
    rf"(?<!\w)(?:{_ROLES})\.?\s(?=((?:(?:van|de|den|der|ter|ten|el|"
    rf"al)\s){{0,3}}{A_NAME})(?:\s({A_NAME}))?)"
)
_HELLO = re.compile(
    rf"(?<!\w)(?:hoi|hallo|hey|hi|hello|yo|dag|goedendag|beste)[,! ]+(?:ik ben|i am|i'm|met) "
    rf"({A_NAME})(?!\w)(?=\s(?:en|and)\s|[,.!]|$)"
)
# Who says something is somebody, whatever the word: "Malen zei dat ik", "Naar en ik".
_SPEAKER = re.compile(
    rf"({A_NAME})(?=\s(?:(?:zei|zegt|vond|vindt|vertelde|riep|schreef)\sdat|vroeg\s(?:of|me|mij)|"
    rf"said\s(?:that|i|it)|told\sme|asked\s(?:me|if)|en\sik|and\si|and\sme|(?<!zo\s)(?<!hoe\s)heet\sik|"
    rf"is\s{_MY}\s(?:voor|achter|first\s|last\s|sur)?(?:naam|name))(?!\w))"
)
_MAY_END = re.compile(r"[.!?\n](?:(?<!\n)\s)?")
_CHOSE = re.compile(
    r"(?:koos\s(?:voor|uit|\w+[,.])|(?:koos|nam)\s(?:de|het|een|ik|mijn|hun|die|er))(?!\w)"
)
CUES = {
    "called": Cue(
        "mijn|m|mn|me|my|(?:voor|achter)?naam|name|first|last|surname|op|ik|k|heet|i|named|genaamd|vernoemd|veel|de|lieve|"
        "hartelijke|met|vriendelijke|groetjes|groeten|groet|gr|mvg|liefs|regards|kind|cheers|xoxo|"
        "xx|getekend|ondertekend|signed|hoogachtend|best",
        _CALLED,
    ),
    "i_am": Cue("ik|ben|kben|kbn|i|im|dit|this|it", _I_AM),
    "role": Cue(_ROLES, _ROLE),
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
    "leider", "meester", "chef", "baas", "hoofd", "coach", "docent", "begeleider", "ouder",
    "genoot",
)  # fmt: skip
_WORD = re.compile(A_NAME)
_ENDS_NAME = re.compile(r"\s*(?:\Z|[,.!(]|(?:en|and)(?!\w))")


def _introduced(low: str, found: Cued) -> Iterator[Span]:
    """Mark who is introduced, up to the first small word."""
    for match in found["called"]:
        first = match.start(1)
        for named in _WORD.finditer(low, first, match.end(1)):
            may_be = named.start() == first and named[0] not in POINTS_AT
            if named[0] in FUNCTION_WORDS and not (may_be and _ENDS_NAME.match(low, named.end())):
                break
            yield slot(*named.span(), "name", SURE)


def _is_speaker(word: str) -> bool:
    """Tell whether a word that begins a sentence and speaks is nobody that all know."""
    if word in ROLE_WORDS or word in _ANYBODY or "'" in word or word.endswith(_OF_A_ROLE):
        return False
    return word not in POINTS_AT


def _beside_a_role(plain: str, found: Cued) -> Iterator[Span]:
    for match in found["role"]:
        yield from _after_role(match, plain)
    for cue in ("i_am", "hello"):
        for match in found[cue]:
            is_named = _is_named(match[1]) or (cue == "hello" and match[1] in SMALL_NAMES)
            if is_named and not _CHOSE.match(match.string, match.start(1)):
                yield slot(match.start(1), match.end(1), "name", 0.7)


def _is_named(word: str) -> bool:
    return "_" in word or any(map(may_be_name, word.split("-")))


def _first_in_a_sentence(low: str) -> Iterator[Span]:
    starts = [0, *(match.end() for match in _MAY_END.finditer(low))]
    for match in matches_at(_SPEAKER, low, starts):
        if _is_speaker(match[1]):
            yield slot(*match.span(1), "name", SURE)


def _after_role(match: re.Match[str], plain: str) -> Iterator[Span]:
    """Mark the one or two words after a role that name a person."""
    first, second = match[1].split()[-1], match[2] or ""
    start = match.end(1) - len(first)
    by_verb = _is_named_by_verb(first, second)
    is_named = plain[start].isupper() or by_verb or _is_named(first)
    is_named = is_named or match[1].startswith(("van der ", "van den "))
    # "meneer de wit was streng", "mevrouw kok is hoofd"
    is_named = is_named or (
        match[0].startswith(_FORMAL)
        and bool(flags_of(first) & LAST_NAME)
        and first not in ROLE_WORDS
        and (is_surname(first) or match[1].startswith("de ") or second in SINGULAR_VERBS)
    )
    is_named = is_named and ("." not in match[0] or match[0].startswith(_SHORTENED))
    if not is_named or _CHOSE.match(match.string, start):
        return
    if first in FUNCTION_WORDS and not by_verb:
        return
    yield slot(match.start(1), match.end(1), "name")
    capital = bool(second) and plain[match.start(2)].isupper()
    if second not in FUNCTION_WORDS and (capital or flags_of(second) & STRONG_NAME):
        yield slot(match.start(2), match.end(2), "name")


def _is_named_by_verb(first: str, second: str) -> bool:
    """Tell whether a verb after a role and a word makes it a name: "collega berk liet"."""
    if second not in DEEDS or first in ROLE_WORDS:
        return False
    may_be = flags_of(first) & FIRST_NAME and first not in FUNCTION_WORDS
    return bool(may_be) or first in SMALL_NAMES


_SHORTENED = ("mevr.", "mr.", "ms.", "mrs.", "dhr.", "mw.", "dr.")
_FORMAL = ("meneer", "mevr", "mr", "ms", "mrs", "juf", "meester", "dhr", "mw")
