"""What the records know of a person, found again in any text.

The same matcher finds a student's own facts while blinding (with typing slips allowed) and is the
last guard on every page, mail and file that leaves before a reveal (thousands of people at once).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Self

from blinding.dates import date_key_of, dates_in
from blinding.folding import WORD, Folded, fold, within_edits
from blinding.lexicon import is_ordinary
from blinding.small_words import FUNCTION_WORDS, PARTICLES, words_of
from blinding.spans import Span, without_overlap
from blinding.traces import (
    Token,
    digit_runs,
    emails_in,
    postcodes_in,
    same_digits,
    tokens_of,
    without_leet,
)

SCHOOL_WORDS = words_of(
    "roc mbo vmbo havo vwo college school lyceum basisschool middelbare scholengemeenschap "
    "vakschool aoc academie academy campus gymnasium instituut het de van voor"
)
_STREET_ENDS = ("straat", "laan", "weg", "plein", "dijk", "kade", "gracht", "hof", "pad", "singel")
_DEMONYM_ENDS = ("er", "ers", "s", "se", "ster", "enaar", "naar", "aar", "aars")


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The facts the records hold about one person; leave empty what may not be looked for."""

    first: str = ""
    last: str = ""
    nickname: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    school: str = ""
    dob: date | None = None
    phone: str = ""
    student_no: str = ""
    email: str = ""
    others: tuple[str, ...] = ()

    @classmethod
    def from_mapping(cls, facts: Mapping[str, Any]) -> Self:
        """Read facts from a mapping of texts; keys that are not ours are left out."""
        known: dict[str, Any] = {
            name: str(facts[name])
            for name in cls.__dataclass_fields__
            if name not in {"dob", "others"} and facts.get(name)
        }
        if facts.get("dob"):
            known["dob"] = date.fromisoformat(str(facts["dob"]))
        others = facts.get("others") or ()
        names = [others] if isinstance(others, str) else others
        return cls(**known, others=tuple(str(name) for name in names))


@dataclass(frozen=True, slots=True)
class _Needle:
    """A row of folded words that tells who someone is."""

    words: tuple[str, ...]
    kind: str
    person: int
    # An ordinary word (Bakker, Roos): on a page of others it tells nothing by itself.
    ordinary: bool


class Guard:
    """Known facts of many people, compiled once; finds every one of them in a text."""

    def __init__(self, facts: Iterable[KnownFacts], *, allowed: Iterable[str] = ()) -> None:
        said = frozenset(word for text in allowed for word in WORD.findall(fold(text).low))
        self._rows: dict[str, list[_Needle]] = defaultdict(list)
        self._emails: dict[str, str] = {}
        self._digits: dict[str, str] = {}
        self._postcodes: set[str] = set()
        self._births: set[tuple[int, int, int]] = set()
        for person, known in enumerate(facts):
            for needle in _needles(known, person):
                if not said.issuperset(needle.words):
                    self._rows[needle.words[0]].append(needle)
            self._add_numbers(known)

    def _add_numbers(self, known: KnownFacts) -> None:
        if known.email:
            self._emails[fold(known.email).low] = "email"
        for digits, kind in ((known.phone, "phone"), (known.student_no, "student_number")):
            if key := same_digits(digits, kind):
                self._digits[key] = kind
        if key := "".join(known.postcode.split()).lower():
            self._postcodes.add(key)
        if known.dob:
            self._births.add(date_key_of(known.dob))

    def find(self, haystack: str) -> list[Span]:
        """Give every known fact in a text, with offsets into that text; an empty list is clean."""
        folded = fold(haystack)
        tokens = tokens_of(folded)
        spans = [*self._names(tokens), *self._numbers(folded)]
        return without_overlap(_to_original(spans, folded))

    def _names(self, tokens: list[Token]) -> Iterator[Span]:
        ordinary: list[tuple[int, int, _Needle]] = []
        owners: dict[int, set[int]] = defaultdict(set)
        for index, (word, _, _) in enumerate(tokens):
            for form in _forms(word):
                for needle in self._rows.get(form, ()):
                    last = index + len(needle.words)
                    if not _follows(tokens, index, needle.words):
                        continue
                    owners[needle.person].update(range(index, last))
                    if needle.ordinary:
                        ordinary.append((index, last, needle))
                    else:
                        yield _known(tokens[index][1], tokens[last - 1][2], needle.kind)
        for index, last, needle in ordinary:
            if owners[needle.person] & {index - 2, index - 1, last, last + 1}:
                yield _known(tokens[index][1], tokens[last - 1][2], needle.kind)

    def _numbers(self, folded: Folded) -> Iterator[Span]:
        low = folded.low
        found = [("email", e[1:]) for e in emails_in(low) if e[0] in self._emails]
        found += [("postcode", p[1:]) for p in postcodes_in(low) if p[0] in self._postcodes]
        found += [("birth_date", d[1:]) for d in dates_in(low) if d[0] in self._births]
        for digits, start, end in digit_runs(low):
            for kind in ("phone", "student_number"):
                if self._digits.get(same_digits(digits, kind)) == kind:
                    found.append((kind, (start, end)))
        for kind, (start, end) in found:
            yield _known(start, end, kind)


def contains_known_fact(haystack: str, facts: KnownFacts | Iterable[KnownFacts]) -> list[Span]:
    """Find known facts of one or more people in a text; compile a `Guard` to ask more than once."""
    return Guard([facts] if isinstance(facts, KnownFacts) else facts).find(haystack)


def own_facts(folded: Folded, tokens: list[Token], known: KnownFacts, lang: str) -> list[Span]:
    """Find a writer's own facts in folded text: ordinary words and typing slips included."""
    own = _own_guard(known)
    spans = list(own.numbers(folded))
    for index, (word, start, end) in enumerate(tokens):
        # A student named Wil or An also writes "wil" and "an": such a name is known by its capital.
        if word in FUNCTION_WORDS and folded.plain[start].islower():
            continue
        for form in _forms(word):
            for needle in own.rows.get(form, ()):
                if _follows(tokens, index, needle.words):
                    last = index + len(needle.words) - 1
                    spans.append(_known(start, tokens[last][2], needle.kind))
        if kind := own.slip_of(word, lang):
            spans.append(Span(start, end, kind, "known_fact", 0.95))
    return spans


class _OwnGuard(Guard):
    """The facts of one writer, with what only this writer's own text needs."""

    def __init__(self, known: KnownFacts) -> None:
        super().__init__([known])
        self.rows = self._rows
        self._year = known.dob.year if known.dob else None
        self._pin = "".join(known.postcode.split())[:4]
        self._town = fold(known.town).low
        self._slips = [
            (needle.words[0], frozenset(needle.words[0]), needle.kind)
            for needles in self._rows.values()
            for needle in needles
            if len(needle.words) == 1 and len(needle.words[0]) >= 4
        ]

    def numbers(self, folded: Folded) -> Iterator[Span]:
        """Find numbers, and the parts of them that only mean something in the writer's own text."""
        yield from self._numbers(folded)
        for digits, start, end in digit_runs(folded.low, shortest=4):
            if self._year and digits == str(self._year):
                yield _known(start, end, "birth_date")
            if self._pin and digits == self._pin:
                yield _known(start, end, "postcode")
        for (_, month, day), start, end in dates_in(folded.low, with_year=False):
            if any((month, day) == birth[1:] for birth in self._births):
                yield _known(start, end, "birth_date")

    def slip_of(self, word: str, lang: str) -> str:
        """Give the kind of fact that a word is a misspelling of, or an empty text."""
        if len(word) < 3 or is_ordinary(word, lang):
            return ""
        town = self._town
        if len(town) > 3 and word.startswith(town[:-1]):
            rest = word[len(town) :] if word.startswith(town) else word[len(town) - 1 :]
            if rest.endswith(_DEMONYM_ENDS) and len(rest) <= 6:
                return "town"
        letters = frozenset(word)
        for needle, wanted, kind in self._slips:
            limit = 1 if len(needle) < 6 else 2
            # One slip changes at most two letters of the set: cheaper to count than to compare.
            if len(letters ^ wanted) <= 2 * limit and within_edits(word, needle, limit):
                return kind
        return ""


@lru_cache(maxsize=512)
def _own_guard(known: KnownFacts) -> _OwnGuard:
    return _OwnGuard(known)


def _known(start: int, end: int, kind: str) -> Span:
    return Span(start, end, kind, "known_fact", 1.0)


def _to_original(spans: Iterable[Span], folded: Folded) -> Iterator[Span]:
    for span in spans:
        start, end = folded.original(span.start, span.end)
        yield Span(start, end, span.kind, span.why, span.confidence, span.replacement)


def _follows(tokens: list[Token], index: int, words: tuple[str, ...]) -> bool:
    if len(words) == 1:
        return True
    if index + len(words) > len(tokens):
        return False
    return all(
        word in _forms(tokens[index + offset][0]) for offset, word in enumerate(words[1:], start=1)
    )


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, ...]:
    """Give the readings of a word: as it stands, without a possessive, with digits as letters."""
    forms = [word]
    for ending in ("'s", "'", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            forms.append(word[: -len(ending)])
    if any(character.isdigit() for character in word):
        forms.append(without_leet(word))
    return tuple(dict.fromkeys(forms))


def _needles(known: KnownFacts, person: int) -> Iterator[_Needle]:
    for kind, rows in _rows_of(known).items():
        for words in dict.fromkeys(rows):
            letters = "".join(words)
            if len(letters) < 2 or set(words) <= PARTICLES:
                continue
            ordinary = len(words) == 1 and (len(letters) < 3 or is_ordinary(letters, "nl"))
            yield _Needle(words, kind, person, ordinary or is_ordinary(letters, "en"))


def _rows_of(known: KnownFacts) -> dict[str, list[tuple[str, ...]]]:
    names = [*_readings(known.first), *_readings(known.last)]
    whole = [
        ("".join(one + other),)
        for one in _readings(known.first)
        for other in _readings(known.last)
        for one, other in ((one, other), (other, one))
    ]
    others = [row for name in known.others for row in _readings(name)]
    local = fold(known.email.split("@")[0]).low
    street = [word for word in _words(known.street) if not any(c.isdigit() for c in word)]
    school = [word for word in _words(known.school) if word not in SCHOOL_WORDS]
    return {
        "name": [*_singly(names), *whole, *_singly(others)],
        "nickname": _singly(_readings(known.nickname)),
        "email": [(local,), *((part,) for part in WORD.findall(local) if len(part) > 4)],
        "street": [tuple(street), *((w,) for w in street if w.endswith(_STREET_ENDS))],
        "town": [tuple(_words(known.town))] if known.town else [],
        "school": [tuple(school), *((word,) for word in school if not is_ordinary(word, "nl"))],
    }


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text).low)


def _readings(name: str) -> list[tuple[str, ...]]:
    """Give a name's words, also as written by who has no umlaut on the keyboard."""
    if not name:
        return []
    spelled = name.lower().replace("ö", "oe").replace("ü", "ue").replace("ä", "ae")
    return list(dict.fromkeys((tuple(_words(name)), tuple(_words(spelled)))))


def _singly(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    parts = ((word,) for row in rows for word in row if word not in PARTICLES and len(word) > 1)
    return [*rows, *parts]
