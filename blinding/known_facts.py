"""What the records know of a person, found again in any text.

The same matcher finds a student's own facts while blinding (with typing slips allowed) and is the
last guard on every page, mail and file that leaves before a reveal (thousands of people at once).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Self, TypeAlias

from blinding.dates import dates_in
from blinding.folding import WORD, Folded, fold, within_edits
from blinding.needles import Needle, needles_of, numbers_of, rows_of
from blinding.reading import Reading
from blinding.spans import Span, without_overlap
from blinding.traces import (
    Token,
    digit_runs,
    emails_in,
    figures_in,
    postcodes_in,
    same_digits,
    spelled_out,
    tokens_of,
    without_leet,
)
from blinding.words.lexicon import flags_of, is_ordinary
from blinding.words.small_words import FUNCTION_WORDS

_Found: TypeAlias = "tuple[int, int, str, Collection[Hashable]]"
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
        """Read facts from a mapping of texts; keys that are not ours are left out.

        Raises
        ------
        TypeError
            If a fact is a list or the like: what would be looked for then is in no text.
        """
        known: dict[str, Any] = {
            name: _text(facts[name])
            for name in cls.__dataclass_fields__
            if name not in {"dob", "others"} and facts.get(name)
        }
        if facts.get("dob"):
            known["dob"] = date.fromisoformat(_text(facts["dob"]))
        others = facts.get("others") or ()
        names = [others] if isinstance(others, str) else others
        return cls(**known, others=tuple(map(_text, filter(None, names))))


def _text(fact: object) -> str:
    if not isinstance(fact, str | int):
        raise TypeError("a fact must be a text or a whole number")
    return str(fact)


class _Gaps(dict[int, int]):
    """Turns whatever is no letter or figure into a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if chr(code).isalnum() else 32
        return self[code]


_GAPS = _Gaps()
_NUMBERS = ("email", "phone", "student_number", "postcode", "birth_date")
_SHORT_YEAR = re.compile(r"\d ?[-/.] ?\d{1,2} ?[-/.] ?\d\d(?!\d)|[a-z]{3}\.? '?[01]\d(?![\d:])")
# What stands before the first word of a sentence; nothing before the first of all.
_ENDS = ("", ".", "!", "?", ":", "\n")
_MAIL_SIGNS = ("@", "apenstaart", "at)", "at]", "at}")


class Guard:
    """Known facts of many people, compiled once; finds every one of them in a text.

    `allowed` are texts that pages may show, `words` the words of more of them: a name among these
    counts as an ordinary word.
    """

    def __init__(
        self,
        facts: Iterable[KnownFacts] = (),
        *,
        allowed: Iterable[str] = (),
        words: frozenset[str] = frozenset(),
    ) -> None:
        self._rows: dict[str, list[Needle]] = defaultdict(list)
        self._keys: dict[str, list[Needle]] = defaultdict(list)
        self._numbers_of: dict[str, dict[object, set[Hashable]]] = {kind: {} for kind in _NUMBERS}
        self._years: set[str] = set()
        self._said = words | words_said(allowed)
        for person, known in enumerate(facts):
            self.add(person, known)

    def add(self, person: Hashable, known: KnownFacts) -> None:
        """Look for the facts of one more person."""
        for needle in needles_of(known, person):
            self._rows[needle.words[0]].append(needle)
            for form in (needle.key, f"{needle.key}s"):
                self._keys[form].append(needle)
        for kind, key in numbers_of(known):
            self._numbers_of[kind].setdefault(key, set()).add(person)
        if known.dob:
            self._years |= {f"{known.dob:%Y}", f"{known.dob:%d%m%Y}", f"{known.dob:%m%d%Y}"}

    def find(self, haystack: str) -> list[Span]:
        """Give every known fact in a text, with offsets into that text; an empty list is clean."""
        return without_overlap(span for span, _ in self.find_people(haystack))

    def find_people(self, haystack: str) -> list[tuple[Span, frozenset[Hashable]]]:
        """Give every known fact in a text, with the people it may be of, in no order."""
        folded = fold(haystack)
        words = _words_on(folded.low)
        found: dict[tuple[int, int, str], set[Hashable]] = defaultdict(set)
        names = self._names(tokens_of(folded)) if self._may_name(words) else ()
        for start, end, kind, people in (*names, *self._numbers_on(folded, words)):
            found[start, end, kind] |= people
        return [
            (_known(*folded.original(start, end), kind), frozenset(people))
            for (start, end, kind), people in found.items()
        ]

    def _may_name(self, words: set[str]) -> bool:
        """Tell, quickly, whether a text with these words may hold a name: most pages hold none."""
        beside: dict[Hashable, set[str]] = defaultdict(set)
        for word in words & self._keys.keys():
            for needle in self._keys[word]:
                if not all(part in words or f"{part}s" in words for part in needle.parts):
                    continue
                if not _is_ordinary(needle, self._said):
                    return True
                beside[needle.person].add(needle.key)
                if len(beside[needle.person]) > 1:
                    return True
        return False

    def _names(self, tokens: list[Token]) -> Iterator[_Found]:
        ordinary: list[tuple[int, int, Needle]] = []
        owners: dict[Hashable, set[int]] = defaultdict(set)
        for index, (word, _, _) in enumerate(tokens):
            for form in _forms(word):
                for needle in self._rows.get(form, ()):
                    last = index + len(needle.words)
                    if not _follows(tokens, index, needle.words):
                        continue
                    owners[needle.person].update(range(index, last))
                    if _is_ordinary(needle, self._said):
                        ordinary.append((index, last, needle))
                    else:
                        start, end = tokens[index][1], tokens[last - 1][2]
                        yield start, end, needle.kind, {needle.person}
        for index, last, needle in ordinary:
            if owners[needle.person] & {index - 2, index - 1, last, last + 1}:
                yield tokens[index][1], tokens[last - 1][2], needle.kind, {needle.person}

    def _numbers_on(self, folded: Folded, words: set[str]) -> Iterator[_Found]:
        """Find numbers; what costs time is asked only where there is something to find."""
        low = folded.low
        figures = figures_in(low)
        if any(sign in low for sign in _MAIL_SIGNS):
            yield from self._of("email", emails_in(low))
        yield from self._of("postcode", postcodes_in(low, figures))
        if not self._years.isdisjoint(words) or (self._years and _SHORT_YEAR.search(low)):
            yield from self._of("birth_date", dates_in(low))
        for digits, start, end in digit_runs(low, figures):
            for kind in ("phone", "student_number"):
                yield from self._of(kind, [(same_digits(digits, kind), start, end)])

    def _of(self, kind: str, found: Iterable[tuple[object, int, int]]) -> Iterator[_Found]:
        known = self._numbers_of[kind]
        for key, start, end in found:
            if people := known.get(key):
                yield start, end, kind, people


def words_said(texts: Iterable[str]) -> frozenset[str]:
    """Give the folded words of texts that a page may show."""
    return frozenset(word for text in texts for word in WORD.findall(fold(text).low))


def own_facts(reading: Reading, known: KnownFacts, lang: str) -> list[Span]:
    """Find a writer's own facts in a text: ordinary words and typing slips included."""
    own = _own(known)
    plain, tokens = reading.folded.plain, reading.tokens
    spans = list(own.numbers(reading))
    for index, (word, start, end) in enumerate(tokens):
        if len(word) == 1:
            spans += _letters_apart(own, tokens[index : index + 2])
        forms, is_small, is_unsure = _asked(word, lang)
        # A student named Wil or An also writes "wil" and "an": such a name is known by its capital.
        if is_small and plain[start].islower():
            continue
        for form in forms:
            for words, kind in own.rows.get(form, ()):
                if _follows(tokens, index, words):
                    last = index + len(words) - 1
                    spans.append(_known(start, tokens[last][2], kind))
        asked = is_unsure or (plain[start].isupper() and _has_capital(plain, start))
        if asked and (kind := own.slip_of(word)):
            spans.append(Span(start, end, kind, "known_fact", 0.95))
    return spans


def _letters_apart(own: "_Own", letters: list[Token]) -> Iterator[Span]:
    """Find a name of two letters that is written with a gap: "L i"; longer ones are one token."""
    for words, kind in own.rows.get("".join(letter for letter, _, _ in letters), ()):
        if len(words) == 1 and all(len(letter) == 1 for letter, _, _ in letters):
            yield _known(letters[0][1], letters[-1][2], kind)


@lru_cache(maxsize=65_536)
def _asked(word: str, lang: str) -> tuple[tuple[str, ...], bool, bool]:
    """Give a word's readings, and whether it is a small word and whether it may be a slip."""
    is_unsure = not flags_of(word) or not is_ordinary(word, lang)
    return _forms(word), word in FUNCTION_WORDS, is_unsure


def _has_capital(plain: str, start: int) -> bool:
    """Tell whether a word has a capital that its sentence did not give it."""
    return plain[start].isupper() and plain[:start].rstrip(" \"'(")[-1:] not in _ENDS


class _Own:
    """The facts of one writer, as they are looked for in this writer's own text."""

    def __init__(self, known: KnownFacts) -> None:
        self.rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._slips: list[tuple[str, frozenset[str], str]] = []
        for words, kind in rows_of(known):
            first = words[0]
            self.rows.setdefault(first, []).append((words, kind))
            if len(words) == 1 and len(first) >= 4:
                self._slips.append((first, frozenset(first), kind))
        self._numbers = frozenset(numbers_of(known))
        self._year = str(known.dob.year) if known.dob else ""
        self._birthday = known.dob and (known.dob.month, known.dob.day)
        self._pin = "".join(known.postcode.split())[:4]
        self._town = fold(known.town).low
        self._slip_of: dict[str, str] = {}

    def numbers(self, reading: Reading) -> Iterator[Span]:
        """Find numbers, and the parts of them that only mean something in the writer's own text."""
        for kind, found in (("email", reading.emails), ("postcode", reading.postcodes)):
            for key, start, end in found:
                if (kind, key) in self._numbers:
                    yield _known(start, end, kind)
        for digits, start, end in reading.digit_runs:
            for kind in self._kinds_of(digits):
                yield _known(start, end, kind)
        for day, start, end in reading.dates:
            if ("birth_date", day) in self._numbers or day[1:] == self._birthday:
                yield _known(start, end, "birth_date")

    def _kinds_of(self, digits: str) -> Iterator[str]:
        for kind in ("phone", "student_number"):
            if (kind, same_digits(digits, kind)) in self._numbers:
                yield kind
        if digits == self._year:
            yield "birth_date"
        if digits == self._pin:
            yield "postcode"

    def slip_of(self, word: str) -> str:
        """Give the kind of fact that an unknown word is a misspelling of, or an empty text."""
        if word not in self._slip_of:
            self._slip_of[word] = self._find_slip(word)
        return self._slip_of[word]

    def _find_slip(self, word: str) -> str:
        if len(word) < 3:
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
def _own(known: KnownFacts) -> _Own:
    return _Own(known)


def _known(start: int, end: int, kind: str) -> Span:
    return Span(start, end, kind, "known_fact", 1.0)


def _is_ordinary(needle: Needle, allowed: Collection[str]) -> bool:
    return needle.ordinary or all(word in allowed for word in needle.words)


def _words_on(low: str) -> set[str]:
    """Give every word of a folded text, in each reading that a name may have."""
    words = set(low.translate(_GAPS).split())
    words |= {without_leet(word) for word in words if not word.isalpha() and not word.isdigit()}
    return words.union(word for word, _, _ in spelled_out(low))


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
