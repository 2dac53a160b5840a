"""Words that tell a protected ground about the writer, read from the lists in `proxies/`.

The lists are data that schools may read: a section says the ground and when an entry counts:
`always`, `self` (when nobody else is spoken of: care students rightly write about clients'
conditions) or `claim` (only after "I am a", "my" and the like). An entry is a word, a word with a
star, or a phrase; `entry = word` gives the neutral word shown in its place. Entries under
`[except]` are shown whatever else they match.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

from blinding.folding import WORD, fold, within_edits
from blinding.spans import Span
from blinding.traces import Token
from blinding.words.beginnings import Beginnings
from blinding.words.lexicon import (
    DUTCH,
    ENGLISH,
    compound_parts,
    flags_of,
    is_ordinary,
    peoples,
    read_list,
)
from blinding.words.small_words import words_of

LISTS = Path(__file__).parent / "proxies"
LANGUAGES = ("nl", "en")
OWN_WORDS = {"nl": DUTCH, "en": ENGLISH}
# Entries of this kind hide nothing: their sentence goes to a reviewer.
DOUBT = "doubt"
# A people, a country or a feast that no list counts here: a person reads it unless the sentence is
# well under the limit.
PEOPLE = "people"
_OF_PEOPLES = frozenset({"origin", "language", "religion", "orientation", "doubt"})
_ENDINGS = words_of(
    "s e se en n er ers ese an ian aan aans aanse anse isch ische sch sche ees ie ia y a stan"
)
# How sure a listed word is, and one that the writer says of oneself.
LISTED, CLAIMED = 0.9, 0.95
_SHORTEST_SLIP = 6
# How many characters before a telling word may hold "I have always been" and the like.
_LONGEST_CLAIM = 200
_LEADING = words_of(
    "ik i ben am i'm was heb have een a de het the als as is mijn my onze our geen no naar to in "
    "van of enige only nog niet not leer oorspronkelijk"
)
_PRODUCTS = re.compile(
    r"\w{4,}(?:doos|doosje|robot|app|kast|kastje|lift|bord|poster|flyer|toernooi|wedstrijd|"
    r"website|machine|"
    r"houder|helling|oprit|bak|bakje|alarm|sensor|maquette|model|filmpje|spel|spelletje|lamp|"
    r"band)(?:en|s)?"
)
_GAP = r"[\s-]+"
_SENTENCE_END = re.compile(r"[.!?\n]")
_OTHERS = re.compile(
    r"(?<!\w)(?:hij|zij|ze|hem|he|she|him|klasgenoot|klasgenote|klasgenoten|classmates?|docent|"
    r"docente|teacher|buur\w*|neighbours?|collega(?:'?s)?|colleagues?|clienten?|"
    r"bewoners?|patient(?:en)?|klant(?:en)?|gast(?:en)?|kind(?:je|jes|eren)?|leerling(?:en)?|"
    r"ouderen?|mensen|deelnemers?|zorgvragers?|doelgroep(?:en)?|bezoekers?|iemand|dieren?|"
    r"honden?|katten?|paarden|koeien|"
    r"peuters?|kleuters?|jongeren|personen|mevrouw|meneer|baby's|reizigers|passagiers|publiek|"
    r"huisdier(?:en)?|hond|kat|"
    r"clients?|patients?|residents?|customers?|guests?|children|child|pupils?|elderly|people|"
    r"participants?|visitors?|"
    r"animals?|dogs?|cats?|toddlers?|passengers?|afdeling|protocol\w*|cursus|workshop\w*|"
    r"training|module|voorlichting|"
    r"presentatie|lessen over|les over|informatie over|ward|course|department|care plan|"
    r"zorgplan\w*|dossiers?|"
    r"toegankelijk\w*|accessib\w*|hulpmiddelen|werkstuk|verslag over|thema|apotheek|"
    r"pharmacy)(?!\w)"
)
_CLAIM = re.compile(
    r"(?<!\w)(?:(?:ik|i)\s(?:zelf\s|ook\s|also\s)?(?:heb|had|ben|was|zit|zat|kreeg|krijg|"
    r"gebruik|draag|loop|lijd|leef|have|am|got|get|use|"
    r"wear|suffer|live)|(?:heb|had|ben|was|zit|gebruik|draag)\sik|i've|i'm|mijn|m'n|mn|my|"
    r"onze?|our|zelf|myself|als|as a)"
    r"(?:\s[\w']+){0,3}\s?$|(?<!\w)(?:ik|i)\s(?:een\s|mijn\s|wel\s|ook\s|zelf\s|last van\s|a\s|"
    r"de enige\s)?$"
)
_BEING = re.compile(
    r"(?<!\w)(?:(?:ik|i)\s(?:ben|was|am|word|blijf|bleef)|(?:ben|was|word)\sik|i'm|im|als|as a|"
    r"mijzelf|mezelf|myself|noem\w* (?:mij|me)|call(?:s|ed)? me)"
    r"(?:\s[\w']+){0,3}\s?$"
)
# "De receptioniste", "voor een danseres": somebody with that job, where "I" did something else.
_SOMEONE = re.compile(
    r"(?<!\w)(?:(?:de|het|onze|mijn|zijn|haar|hun|the|our|my|their)\s(?:\w+\s)?|"
    r"(?:voor|van|met|door|aan|bij|naar|for|with|by|from|to)\s(?:een|a|an)\s)$|"
    r"^\s*(?:een|a|an)\s$"
)
_CLAIM_AS = re.compile(
    r"(?<!\w)(?:(?:als|as|ik ben|ben ik|i am|(?:ik|i) was|was ik|(?:ik|i) werd|word|became|"
    r"become|speelde|rol)(?:\s\w+){0,3}|i'm|"
    r"(?:opleiding|cursus|diploma|course|training)\s\w+(?:\s\w+)?)\s?$"
)
_TOLD_BY_ME = re.compile(r"(?<!\w)(?:ik|me|mij|mijn|i|my|we|wij)(?!\w)")
_A = re.compile(r"(?<!\w)(?:een|de|het|dat|a|the|that)\s$")
_MINE = re.compile(
    r"(?<!\w)(?:mijn|m'n|mn|me|onze?|ons|my|our)\s(?:\w+\s)?(?:en |and )?(?:\w+\s)?$"
)
_ITS_ME = re.compile(
    r"(?<!\w)(?:dat ben ik|ben ik|was ik|was me|zo ben ik|zie ik mezelf|that's me|that is me|"
    r"is who i am|(?:in|zoals|like) (?:ik|mij|me))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of a word or phrase."""

    kind: str
    scope: str
    replacement: str


_Phrase: TypeAlias = tuple[re.Pattern[str], Entry]


@dataclass(slots=True)
class _Lists:
    """One language's lists, by the way an entry is looked up."""

    words: dict[str, Entry] = field(default_factory=dict)
    starts: dict[str, Entry] = field(default_factory=dict)
    ends: dict[str, Entry] = field(default_factory=dict)
    beginnings: Beginnings[Entry] = field(default_factory=lambda: Beginnings({}))
    endings: Beginnings[Entry] = field(default_factory=lambda: Beginnings({}))
    # By first word and, where it is one and the same word, by the second; the longest first.
    phrases: dict[str, dict[str, list[_Phrase]]] = field(default_factory=dict)
    # Long entries by first letter and length, to find what a misspelt word was meant to be.
    long: dict[tuple[str, int], list[tuple[str, frozenset[str], Entry]]] = field(
        default_factory=dict
    )


_SHOWN = Entry("", "", "")


@cache
def _lists(lang: str) -> _Lists:
    lists = _Lists()
    entry = _SHOWN
    for line in read_list(LISTS / f"{lang}.txt"):
        if line.startswith("["):
            kind, _, scope = line.strip("[]").partition(" ")
            entry = _SHOWN if kind == "except" else Entry(kind, scope, "")
            continue
        for item in line.split(","):
            written, _, neutral = item.partition("=")
            _add(lists, written.strip(), Entry(entry.kind, entry.scope, neutral.strip()))
    for by_second in lists.phrases.values():
        _put_longest_first(by_second)
    lists.beginnings = Beginnings(lists.starts)
    lists.endings = Beginnings({ending[::-1]: entry for ending, entry in lists.ends.items()})
    return lists


def _put_longest_first(by_second: dict[str, list[_Phrase]]) -> None:
    """Put a phrase with any second word among those with a certain one, and sort them all."""
    of_any = by_second.setdefault("", [])
    for second, phrases in by_second.items():
        every = phrases if second == "" else of_any + phrases
        by_second[second] = sorted(every, key=lambda pair: -len(pair[0].pattern))


def _add(lists: _Lists, written: str, entry: Entry) -> None:
    folded = fold(written).low.replace("-", " ")
    if not folded:
        return
    if " " in folded:
        first, _, rest = folded.partition(" ")
        words = (
            re.escape(word).replace(r"\*", r"\w*").replace("_", r"\w+") for word in rest.split()
        )
        compiled = re.compile(rf"[\s-]+{_GAP.join(words)}(?!\w)")
        second = rest.split()[0]
        by_second = lists.phrases.setdefault(first, {})
        by_second.setdefault(second if second.isalpha() else "", []).append((compiled, entry))
        return
    if folded.startswith("*"):
        lists.ends[folded[1:]] = entry
        return
    bare = folded.removesuffix("*")
    (lists.words if bare == folded else lists.starts)[bare] = entry
    if len(bare) >= _SHORTEST_SLIP and entry.kind:
        lists.long.setdefault((bare[0], len(bare)), []).append((bare, frozenset(bare), entry))


@lru_cache(maxsize=65_536)
def entry_of(word: str, lang: str) -> Entry | None:
    """Give what the lists say of a folded word: itself, its beginning, its compound parts."""
    lists = _lists(lang)
    if word in lists.words:
        return lists.words[word] if lists.words[word].kind else None
    if entry := next(lists.beginnings.of(word), None):
        return entry if entry.kind else None
    if entry := next(lists.endings.of(word[:0:-1]), None):
        return entry
    if lang == "nl" and not flags_of(word) & DUTCH and (parts := compound_parts(word)):
        found = [lists.words.get(part) for part in parts]
        return next((e for e in found if e and e.kind and not e.replacement), None)
    return None if is_ordinary(word, lang) else _slip(word, lang)


@lru_cache(maxsize=65_536)
def is_entry(word: str, lang: str) -> bool:
    """Tell whether a list holds a word as it stands, or its plain beginning."""
    lists = _lists(lang)
    entry = lists.words.get(word) or lists.starts.get(word)
    return entry is not None and bool(entry.kind)


def _slip(word: str, lang: str) -> Entry | None:
    """Find the entry that an unknown word is one typing slip away from."""
    if len(word) < _SHORTEST_SLIP:
        return None
    letters = frozenset(word)
    for length in (len(word) - 1, len(word), len(word) + 1):
        for listed, wanted, entry in _lists(lang).long.get((word[0], length), ()):
            # One slip changes at most two letters of the set: cheaper to count than to compare.
            if len(letters ^ wanted) <= 2 and within_edits(word, listed, 1):
                return entry
    return None


def proxies(low: str, tokens: list[Token], lang: str) -> Iterator[Span]:
    """Find every listed word and phrase; the text's own language first, then the other."""
    listed = [index for index, token in enumerate(tokens) if _is_listed(token[0], lang)]
    # Asked once of a sentence, however many words tell something in it.
    others: dict[tuple[int, int], bool] = {}
    for language in (lang, *(other for other in LANGUAGES if other != lang)) if listed else ():
        shown_until = -1
        for index in listed:
            word, start, end = tokens[index]
            if start < shown_until or (language != lang and _is_own(word, lang)):
                continue
            after = tokens[index + 1][0] if index + 1 < len(tokens) else ""
            phrases, alone = _phrases(word, after, language), _alone(word, language)
            if not phrases and alone is None:
                continue
            stop, entry = _longest(low, phrases, alone, end)
            if entry is not None and not entry.kind:
                shown_until = stop
            elif entry is not None and _counts(entry, low, start, others):
                start, stop = _telling_part(low, start, stop)
                is_claimed = _is_claimed(_CLAIM, low, start) and not _is_a_product(word, language)
                sure = CLAIMED if is_claimed else LISTED
                yield Span(start, stop, entry.kind, "proxy", sure, entry.replacement)


@lru_cache(maxsize=65_536)
def is_of_a_people(word: str) -> bool:
    """Tell whether a word with a capital is a people, a language or a feast, not somebody's name.

    >>> is_of_a_people("poolse"), is_of_a_people("sabbagh")
    (True, False)
    """
    bare = word.removesuffix("'s")
    if bare in peoples():
        return True
    for lists in map(_lists, LANGUAGES):
        ways = [lists.words.get(bare)]
        ways += [
            lists.starts.get(bare[:cut])
            for cut in range(3, len(bare) + 1)
            if cut == len(bare) or bare[cut:] in _ENDINGS
        ]
        if any(entry and entry.kind in _OF_PEOPLES for entry in ways):
            return True
    return False


@lru_cache(maxsize=4096)
def _is_a_product(word: str, lang: str) -> bool:
    """Tell whether a listed word only begins what somebody makes: "medicijndoosje"."""
    return lang == "nl" and word not in _lists(lang).words and bool(_PRODUCTS.fullmatch(word))


@lru_cache(maxsize=65_536)
def _is_listed(word: str, lang: str) -> bool:
    """Tell, for words in a language, whether any list holds a word or a phrase that it begins."""
    asked = LANGUAGES if not _is_own(word, lang) else (lang,)
    return any(word in _lists(one).phrases or _alone(word, one) is not None for one in asked)


@lru_cache(maxsize=65_536)
def _is_own(word: str, lang: str) -> bool:
    """Tell whether a word belongs to the text's language, so that the other's lists are silent."""
    compound = lang == "nl" and not flags_of(word) and compound_parts(word)
    return bool(flags_of(word) & OWN_WORDS[lang] or compound)


@lru_cache(maxsize=65_536)
def _alone(word: str, lang: str) -> Entry | None:
    return entry_of(word.removesuffix("'s"), lang)


def _phrases(first: str, second: str, lang: str) -> list[_Phrase]:
    """Give the phrases that two words may begin, the longest first."""
    by_second = _lists(lang).phrases.get(first)
    if by_second is None:
        return []
    return by_second.get(second) or by_second[""]


def _telling_part(low: str, start: int, stop: int) -> tuple[int, int]:
    """Leave "I am a" and the like before a telling word unmarked."""
    words = (m.start() for m in WORD.finditer(low, start, stop) if m[0] not in _LEADING)
    return next(words, start), stop


def _longest(
    low: str, phrases: list[_Phrase], alone: Entry | None, end: int
) -> tuple[int, Entry | None]:
    for pattern, entry in phrases:
        if match := pattern.match(low, end):
            # What hides more wins: a doubtful phrase does not open a telling word inside it.
            return (end, alone) if alone and entry.kind == DOUBT else (match.end(), entry)
    return end, alone


def _sentence(low: str, at: int) -> tuple[int, int]:
    end = _SENTENCE_END.search(low, at)
    return _sentence_start(low, at), end.start() if end else len(low)


def _sentence_start(low: str, at: int) -> int:
    return max([low.rfind(mark, 0, at) for mark in ".!?\n"]) + 1


def _is_claimed(wanted: re.Pattern[str], low: str, start: int) -> bool:
    """Tell whether the writer says it of oneself: "I have", "my" and the like just before."""
    first = max(_sentence_start(low, start), start - _LONGEST_CLAIM)
    claim = wanted.search(low, first, start)
    return bool(claim and not _OTHERS.search(claim[0]))


def _counts(entry: Entry, low: str, start: int, others: dict[tuple[int, int], bool]) -> bool:
    """Decide whether an entry tells about the writer."""
    if entry.kind == "family" and entry.replacement:
        return _MINE.search(low, max(0, start - 30), start) is not None
    first, last = _sentence(low, start)
    if entry.scope == "always":
        return not (entry.kind == "gender" and entry.replacement and _is_someone(low, first, start))
    if _is_claimed(_BEING if entry.scope == "claim" else _CLAIM, low, start):
        return True
    if entry.scope == "claim":
        return _ITS_ME.search(low, start) is not None
    if entry.kind == "gender" and _A.search(low, first, start):
        return False
    # Who cares for others writes about their health all through a text, not in one sentence.
    where = (0, len(low)) if entry.kind == "health" else (first, last)
    if where not in others:
        others[where] = _OTHERS.search(low, *where) is not None
    return not others[where]


def _is_someone(low: str, first: int, start: int) -> bool:
    """Tell whether a job in its gendered form is that of somebody whom the writer tells of."""
    last = _sentence(low, start)[1]
    if _CLAIM_AS.search(low, first, start) or _ITS_ME.search(low, first, last):
        return False
    return bool(_SOMEONE.search(low[first:start]) and _TOLD_BY_ME.search(low, first, last))
