"""What of a person is looked for: names as rows of words, numbers in one comparable form."""

from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from blinding.dates import date_key_of
from blinding.folding import WORD, fold
from blinding.traces import same_digits
from blinding.words.lexicon import is_ordinary
from blinding.words.small_words import PARTICLES, words_of

if TYPE_CHECKING:
    from blinding.known_facts import KnownFacts

SCHOOL_WORDS = words_of(
    "roc mbo vmbo havo vwo college school lyceum basisschool middelbare scholengemeenschap "
    "vakschool aoc academie academy campus gymnasium instituut het de van voor"
)
_STREET_ENDS = ("straat", "laan", "weg", "plein", "dijk", "kade", "gracht", "hof", "pad", "singel")


class Needle(NamedTuple):
    """A row of folded words that tells who someone is."""

    words: tuple[str, ...]
    kind: str
    person: Hashable

    @property
    def ordinary(self) -> bool:
        """An ordinary word (Bakker, Roos): on a page of others it tells nothing by itself."""
        return _is_ordinary(self.words)

    @property
    def parts(self) -> frozenset[str]:
        """The words as a page without any punctuation has them."""
        return frozenset(part for word in self.words for part in word.split("'") if part)

    @property
    def key(self) -> str:
        """The word that is looked for first: the longest is the rarest."""
        return max(self.parts, key=lambda part: (len(part), part))


def numbers_of(known: "KnownFacts") -> Iterator[tuple[str, object]]:
    """Give the numbers of a person, each in the form in which it is compared."""
    if known.email:
        yield "email", fold(known.email).low
    for digits, kind in ((known.phone, "phone"), (known.student_no, "student_number")):
        if key := same_digits(digits, kind):
            yield kind, key
    if key := "".join(known.postcode.split()).lower():
        yield "postcode", key
    if known.dob:
        yield "birth_date", date_key_of(known.dob)


def needles_of(known: "KnownFacts", person: Hashable) -> Iterator[Needle]:
    """Give the names of a person as rows of words, each part of a name by itself too."""
    for words, kind in rows_of(known):
        yield Needle(words, kind, person)


def rows_of(known: "KnownFacts") -> Iterator[tuple[tuple[str, ...], str]]:
    """Give the rows of words of a person, each once, and what they are."""
    for kind, rows in _rows_by_kind(known).items():
        for words in dict.fromkeys(rows):
            if len("".join(words)) > 1 and not PARTICLES.issuperset(words):
                yield words, kind


@lru_cache(maxsize=65_536)
def _is_ordinary(words: tuple[str, ...]) -> bool:
    letters = "".join(words)
    alone = len(words) == 1 and (len(letters) < 3 or is_ordinary(letters, "nl"))
    return alone or is_ordinary(letters, "en")


def _rows_by_kind(known: "KnownFacts") -> dict[str, list[tuple[str, ...]]]:
    first, last = _readings(known.first), _readings(known.last)
    whole = [
        ("".join(one + other),)
        for left, right in ((first, last), (last, first))
        for one in left
        for other in right
    ]
    others = [row for name in known.others for row in _readings(name)]
    local = fold(known.email.split("@")[0]).low
    street = [
        word for word in _words(known.street) if word.isalpha() or not any(map(str.isdigit, word))
    ]
    school = [word for word in _words(known.school) if word not in SCHOOL_WORDS]
    return {
        "name": [*_singly(first + last), *whole, *_singly(others)],
        "nickname": _singly(_readings(known.nickname)),
        "email": [(local,), *((part,) for part in WORD.findall(local) if len(part) > 4)],
        "street": [tuple(street), *((w,) for w in street if w.endswith(_STREET_ENDS))],
        "town": [tuple(_words(known.town))],
        "school": [tuple(school), *((word,) for word in school if not is_ordinary(word, "nl"))],
    }


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text).low) if text else []


def _readings(name: str) -> list[tuple[str, ...]]:
    """Give a name's words, also as written by who has no umlaut on the keyboard."""
    if not name:
        return []
    if name.isascii():
        return [tuple(_words(name))]
    lower = name.lower()
    spelled = lower.replace("ö", "oe").replace("ü", "ue").replace("ä", "ae")
    if spelled == lower:
        return [tuple(_words(name))]
    return list(dict.fromkeys((tuple(_words(name)), tuple(_words(spelled)))))


def _singly(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    parts = ((word,) for row in rows for word in row if word not in PARTICLES and len(word) > 1)
    return [*rows, *parts]
