"""Names in small letters that are words: "roos", "storm", "wil", by what stands on either side.

Only words that are somebody's name too are looked at, and each only where a person can stand: who
does something to somebody, whom one calls, with whom one goes along.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from blinding.reading import A_NAME, Reading
from blinding.spans import Span, slot
from blinding.words.lexicon import GROWN, NAME_WORD, STRONG_NAME, flags_of, is_nameish
from blinding.words.small_words import FUNCTION_WORDS, words_of

_LONGEST = 45
# Small words that are names too, where the words around them leave no other reading.
_SMALL_NAMES = words_of("wil will na om nam do an vi")
_COMMON_NAMES = words_of("gang")
_ME = r"(?:mij|me|mijn|m'n|mn|ons|onze|us|my|hoe|how)"
_PAST = (
    r"(?:\w+(?:de|te|ed)|was|is|zei|gaf|liet|nam|bracht|reed|hielp|vroeg|kwam|ging|deed|had|heeft|"
    r"gave|drove|took|made|came|went|brought|said|told|taught|did|built|were|has|hebben|kon|stond|"
    r"zat|vond|keek|sprak)"
)
_NO_VERB = (
    r"(?!(?:met|op|in|aan|voor|van|bij|naar|door|over|uit|om|als|and|en|or|for|with|at|on|to|from|"
    r"by|than|dan|die|dat|that|which|onder|tegen|zonder|near|into|of|ook|zodat|so|but|maar)\s)"
)
_BOSS = (
    r"(?:baas|bazin|chef|collega|mentor|begeleid\w+|stagebegeleid\w+|praktijk\w+|werkbegeleid\w+|"
    r"leidinggevende|docent|docente|coach|trainer|manager|vriend|vriendin|maatje|buddy|klasgenoot|"
    r"leraar|lerares|boss|supervisor|teacher|friend|colleague|coworker|classmate|mate|partner|"
    r"eigenaar|owner|teamleider|teamleader)"
)
_STATE = (
    r"(?:ziek|weg|vrij|jarig|er|laat|te laat|afwezig|sick|away|off|late|ill|busy|absent|aardig|"
    r"streng|geduldig|strict|kind|patient|funny|grappig)"
)
_BEGINS = (
    r"(?:\A|[,.!?;:(\n\"]\s?|(?<!\w)(?:en|and|toen|als|omdat|dat|want|maar|but|when|because|bc|if|"
    r"while|terwijl|totdat|nu|since|zodat|that|hoe|how|until)\s)\Z"
)
_STOPS = (
    r"(?=\s*(?:\Z|[,.!?)]|(?:dat|of|om|in|op|met|bij|even|en|and|to|on|at|with|if|that|because|"
    r"omdat|toen|when|voor|for|gekregen|elke|every|the|de|het|ik|i)(?!\w)))"
)
_MANY = (
    r"(?:hebben|staan|stonden|zaten|zitten|gingen|gaan|komen|kwamen|doen|deden|hielpen|helpen|"
    r"leerden|leren|maakten|maken|werken|werkten|kregen|lieten|zeiden|vroegen|namen|taught|helped|"
    r"went|came|made|built|stood|did|let|showed|told|gave|said)"
)


def _beside(before: str, after: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(before), re.compile(after)


# What stands before a name and what after it.
_PLACES = (
    # "roos bracht me", "omdat storm mij inwerkte"
    _beside(_BEGINS, rf"\s{_NO_VERB}\w{{2,}}\s{_ME}(?!\w)"),
    # "roos is mijn mentor", "wil was streng"
    _beside(
        _BEGINS,
        rf"\s(?:is|was|werd)\s(?:(?:mijn|m'n|mn|my|onze|our|me|de|the|een|a)\s)?(?:\w+\s)?"
        rf"(?:{_BOSS}|{_STATE})(?!\w)",
    ),
    # "als roos er niet is"
    _beside(_BEGINS, rf"\s(?:(?:er|niet|ook|even|vaak)\s)*{_STATE}\s(?:niet\s)?(?:is|was)(?!\w)"),
    # "roos haar fiets"
    _beside(r"(?:\A|[,.(]\s?|(?<!\w)(?:met|van|op|aan|in)\s)\Z", r"\s(?:haar|z'n|zn|d'r|dr)\s\w"),
    # "ik appte roos", "covered for will"
    _beside(
        r"(?<!\w)(?:appte?|app|belde|bel|mailde|vroeg|hielp|help|verving|vervang|bedankte|volgde|"
        r"assisteerde|ondersteunde|begeleidde|ontmoette|texted|called|asked|helped|thanked|"
        r"covered for|replaced|(?:i|we) met|joined|trained|shadowed|assisted|told|paired with|"
        r"teamed up with|alongside|dankzij|thanks to|dank aan|dank je|bedankt|groet(?:en|jes)? van|"
        r"complimenten van|hulp van|help from|tips? van|tips? from|uitleg van|les van|"
        r"lessons from|volgens|according to|groeten,|groetjes,|groet,|regards,|cheers,)\s\Z",
        _STOPS,
    ),
    # "van roos mocht ik", "naast storm stond ik"
    _beside(
        r"(?:\A|[,.;(]\s?|(?<!\w)(?:en|maar|want|dus)\s)(?:van|bij|naast|dankzij)\s\Z",
        r"\s(?:mocht|mag|kreeg|krijg|leerde|leer|hoorde|moest|stond|sta|zat|zit)\s(?:ik|we)(?!\w)",
    ),
    _beside(r"(?<!\w)met\s\Z", r"\smee(?!\w)|\s(?:samen|erbij)(?!\w)"),
    _beside(r"(?<!\w)bij\s\Z", r"\sthuis(?!\w)"),
    # "ik heb met wil de kas geveegd"
    _beside(
        r"(?<!\w)(?:(?:heb|hebben|mocht|moest|ging|was|leuk om|dag)\s(?:(?:ik|we|vaak|ook|samen|"
        r"gisteren|al)\s)*(?:met|with)|(?:worked|work|cooked|built) with)\s\Z",
        r"\s(?:de|het|een|the|mijn|onze|our|my)\s\w",
    ),
    _beside(
        r"(?<!\w)(?:collega|maatje|vriend|vriendin|mentor|baas|chef|friend|boss|mate|hij|zij|ze|"
        r"he|she|coach)\s(?:heet|heette|genaamd|called|named|is called)\s\Z",
        r"(?!\w)",
    ),
    # "mijn collega's roos en storm"
    _beside(
        r"(?<!\w)(?:collega's|collegas|vrienden|vriendinnen|klasgenoten|maten|matties|neven|"
        r"nichten|"
        r"colleagues|friends|classmates|coworkers|mates|cousins)[:,]?\s\(?\Z|"
        r"(?<!\w)(?:groepje|groep|team|duo|trio|group|crew|ploeg)\s?[:(]\s?\Z",
        rf"(?:,\s?|\s(?:en|and)\s){A_NAME}",
    ),
    _beside(
        r"(?:\A|[.,!?]\s?|(?<!\w)(?:toen|when|dat|that)\s)(?:me|ik|i)\s(?:en|and)\s\Z",
        rf"\s(?:{_PAST}|{_MANY})(?!\w)",
    ),
    # "roos d. heeft"
    _beside(r"(?:\A|[.,!?(]\s?|(?<!\w)(?:met|van|en|with|and)\s)\Z", r"\s[a-z]\.(?=\s[a-z]|\s?\Z)"),
)
# "lente en joy staan": both are somebody.
_TWO = re.compile(rf"\s(?:en|and)\s({A_NAME})\s(?:(?:altijd|ook|always|also|vaak)\s)?{_MANY}(?!\w)")
# "roos, mo, wil en ik"
_LEADS_A_ROW = re.compile(r"(?:\A|[.!?;:(\n]\s?|(?<!\w)(?:met|with|vrienden|friends)\s)\Z")
_AND_I = re.compile(
    rf"(?:(?:,\s?|\s(?:en|and)\s){A_NAME}){{0,3}},?\s(?:en|and)\s(?:ik|i|me|mij|myself)(?!\w)"
)
_WORD = re.compile(A_NAME)
_BEGINS_ALONE = re.compile(_BEGINS)
_DONE = re.compile(rf"\s(?:{_PAST}|mee|{_STATE})(?!\w)")
_OWN = re.compile(r"\s(?!da(?:y|g)\b)[a-z]+")
_OWNED = re.compile(
    r"(?:\A|[,.(]\s?|(?<!\w)(?:with|at|to|from|in|on|and|of|for|fixed|painted|cleaned|washed)\s)\Z"
)


@lru_cache(maxsize=65_536)
def _may_be(word: str) -> bool:
    """Tell whether a word is also what somebody may be called."""
    flags = flags_of(word)
    if word in FUNCTION_WORDS or word in _COMMON_NAMES:
        return word in _SMALL_NAMES | _COMMON_NAMES
    return bool(flags & (NAME_WORD | STRONG_NAME)) and not flags & GROWN


def word_names(reading: Reading) -> Iterator[Span]:
    """Find names that are words by what stands before them and after."""
    low = reading.folded.low
    for word, start, end in reading.tokens:
        if _may_be(word):
            for place in _named_from(low, word, start, end):
                yield slot(*place, "name", 0.7)
        elif word.endswith("'s") and _may_be(word[:-2]) and _is_owner(low, start, end):
            yield slot(start, end, "name", 0.7)


def _named_from(low: str, word: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give where somebody is named from a word on: that word, and who stands in a row with it."""
    before = low[max(0, start - _LONGEST) : start]
    if start > _LONGEST:
        before = "_" + before
    if any(after.match(low, end) and led.search(before) for led, after in _PLACES) and (
        word not in FUNCTION_WORDS or _is_no_verb(low, end, before)
    ):
        yield start, end
    two = _TWO.match(low, end)
    if two and is_nameish(two[1]) and _BEGINS_ALONE.search(before):
        yield start, end
        yield two.span(1)
    row = _AND_I.match(low, end)
    if row and _LEADS_A_ROW.search(before):
        yield from (one.span() for one in _WORD.finditer(low, start, row.end()) if _may_be(one[0]))


def _is_owner(low: str, start: int, end: int) -> bool:
    """Tell whether something is somebody's: "will's trailer"."""
    return bool(_OWN.match(low, end) and _OWNED.search(low[max(0, start - _LONGEST) : start]))


_AFTER_A_PERSON = re.compile(
    r"(?<!\w)(?:met|with|for|alongside|voor|van|bij|naast|aan|heet|named|called|"
    r"groeten,|groetjes,|groet,|cheers,)\s\Z"
)


def _is_no_verb(low: str, end: int, before: str) -> bool:
    """Tell whether "wil" or "will" is somebody: another verb follows, or a preposition leads."""
    return bool(_DONE.match(low, end) or _AFTER_A_PERSON.search(before))
