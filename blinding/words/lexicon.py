"""What every word is: Dutch, English, common, a name, a place. Loaded once, read by all rules."""

import lzma
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from string import ascii_lowercase

from blinding.folding import fold

WORDS = Path(__file__).parent

(
    DUTCH,
    ENGLISH,
    COMMON_NL,
    COMMON_EN,
    FIRST_NAME,
    LAST_NAME,
    PLACE,
    TRADE,
    STRONG_NAME,
    NAME_WORD,
    EMPLOYER,
    TRAIT,
    BRAND,
    MACHINE,
    ACRONYM,
    GROWN,
    PROGRAM,
) = (1 << bit for bit in range(17))
NAME = FIRST_NAME | LAST_NAME
_SOMEWHERE_A_NAME = NAME | STRONG_NAME | NAME_WORD | PLACE | EMPLOYER
LISTED = DUTCH | ENGLISH | COMMON_NL | TRADE
_COMPRESSED = {
    "dutch": DUTCH,
    "english": ENGLISH,
    "common_nl": COMMON_NL,
    "common_en": COMMON_EN,
    "first_names": FIRST_NAME,
    "last_names": LAST_NAME,
    "places": PLACE,
}
# Our own lists: trade words are shown whatever else they are; `names_always` are names in any
# case; `name_words` are ordinary words that are a name only where a name can stand; `traits` may
# follow "I am" and "I have" without a reviewer.
_OWN = {
    "trade": TRADE,
    "names_always": STRONG_NAME,
    "name_words": NAME_WORD,
    "employers": EMPLOYER,
    "traits": TRAIT,
    "machines": MACHINE,
    "acronyms": ACRONYM,
    "grown": GROWN,
    "programs": PROGRAM,
}
_SHORTEST_BRAND = _SHORTEST_ENDING = _SHORTEST_SLIP = 5
# Longer is a key held down, and would be tried a thousand times over.
_LONGEST_WORD = 60
COMPOUND_LINKS = ("", "s", "e", "en", "n", "er")


def read_list(path: Path) -> list[str]:
    """Give the lines of one of our own data files, without comments and empty lines."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


@cache
def _flags() -> dict[str, int]:
    flags: dict[str, int] = {}
    for name, bit in _COMPRESSED.items():
        for word in _lines_of(name):
            flags[word] = flags.get(word, 0) | bit
    for name, bit in _OWN.items():
        for line in read_list(WORDS / f"{name}.txt"):
            for word in fold(line).low.replace("-", " ").split():
                flags[word] = flags.get(word, 0) | bit
    _mark_things(flags)
    return flags


def _mark_things(flags: dict[str, int]) -> None:
    """Mark the brands, and show machines and brands that are nobody's name like trade words."""
    for word, known in flags.items():
        # No dictionary holds every machine.
        if known == MACHINE or (known == PROGRAM and len(word) >= _SHORTEST_BRAND):
            flags[word] = known | TRADE
    for brand in _brands():
        known = flags.get(brand, 0)
        # One that is nobody's name is shown like any word of the trade.
        is_clear = len(brand) >= _SHORTEST_BRAND and not known & _SOMEWHERE_A_NAME
        flags[brand] = known | BRAND | (TRADE if is_clear else 0)


@cache
def _brands() -> frozenset[str]:
    lines = read_list(WORDS / "brands.txt")
    return frozenset(fold(word).low.replace("-", " ") for line in lines for word in line.split())


@cache
def brand_pairs() -> frozenset[str]:
    """Give the brands of two words, folded."""
    return frozenset(brand for brand in _brands() if " " in brand)


@cache
def machine_endings() -> tuple[str, ...]:
    """Give what a compound for a machine ends with."""
    lines = read_list(WORDS / "machines.txt")
    return tuple(w for line in lines for w in line.split() if len(w) >= _SHORTEST_ENDING)


@cache
def accented_words() -> frozenset[str]:
    """Give the Dutch and English words that are written with an accent, as they are written."""
    return frozenset(_lines_of("accented"))


@cache
def peoples() -> frozenset[str]:
    """Give the countries, peoples, languages and feasts of our own list, folded."""
    lines = read_list(WORDS / "peoples.txt")
    return frozenset(fold(word).low.replace("-", " ") for line in lines for word in line.split())


def _lines_of(name: str) -> list[str]:
    words = lzma.decompress((WORDS / f"{name}.txt.xz").read_bytes()).decode().split()
    # The "2e" of a village is nobody's.
    return [word for word in words if not word[0].isdigit()]


def common_words(lang: str) -> list[str]:
    """Give the words of a language that are used often."""
    wanted = COMMON_NL if lang == "nl" else COMMON_EN
    return [word for word, flags in _flags().items() if flags & wanted]


@lru_cache(maxsize=65_536)
def flags_of(word: str) -> int:
    """Give what is known of a folded lower-case word; 0 for a word that is nowhere.

    >>> bool(flags_of("werk") & DUTCH), flags_of("xqzt")
    (True, 0)
    """
    return _flags().get(word, 0)


def words_among(candidates: Iterable[str]) -> set[str]:
    """Give which of many folded texts are words that anything is known of."""
    return _flags().keys() & candidates


@lru_cache(maxsize=65_536)
def is_ordinary(word: str, lang: str) -> bool:
    """Tell whether a folded lower-case word is an ordinary word of the language (or of the trade).

    A Dutch text may hold the English that is common in Dutch, not all of English: the whole
    list would let through names of far origins that happen to be rare English words.

    >>> is_ordinary("vakkenvuller", "nl"), is_ordinary("peiyu", "nl")
    (True, False)
    """
    flags = flags_of(word)
    if flags & STRONG_NAME:
        return False
    if flags & TRADE:
        return True
    if lang == "en":
        common_dutch = flags & COMMON_NL and not flags & NAME
        return bool(flags & (ENGLISH | COMMON_EN) or common_dutch)
    common_english = flags & COMMON_EN and not flags & NAME
    return bool(flags & (DUTCH | COMMON_NL) or common_english) or is_compound(word)


def is_nameish(word: str) -> bool:
    """Tell whether a folded word may well be a name where a name can stand, in any case."""
    flags = flags_of(word)
    if flags & (STRONG_NAME | NAME_WORD):
        return True
    return bool(flags & FIRST_NAME) and not flags & (COMMON_NL | COMMON_EN | TRADE)


def is_surname(word: str) -> bool:
    """Tell whether a folded word after "mevrouw" is a surname, not what she did."""
    flags = flags_of(word)
    return bool(flags & LAST_NAME) and bool(flags & NAME_WORD or not flags & COMMON_NL)


@lru_cache(maxsize=65_536)
def compound_parts(word: str) -> tuple[str, str] | None:
    """Split a Dutch compound into two ordinary words, or give None.

    >>> compound_parts("bloemenwinkelkassa")
    ('bloemenwinkel', 'kassa')
    """
    flags = _flags()
    if not 8 <= len(word) <= _LONGEST_WORD or flags.get(word, 0) & (NAME | STRONG_NAME):
        return None
    for cut in range(len(word) - 4, 2, -1):
        tail = flags.get(word[cut:], 0)
        if not tail & (COMMON_NL | TRADE) or tail & STRONG_NAME:
            continue
        for link in COMPOUND_LINKS:
            head = word[: cut - len(link)] if word[:cut].endswith(link) else ""
            known = flags.get(head, 0)
            if len(head) < 3 or known & STRONG_NAME:
                continue
            if known & (DUTCH | TRADE) or compound_parts(head):
                return head, word[cut:]
    return None


def is_compound(word: str) -> bool:
    """Tell whether a word is made of two ordinary Dutch words."""
    return compound_parts(word) is not None


@lru_cache(maxsize=65_536)
def is_slip(word: str, lang: str) -> bool:
    """Tell whether an unknown word is a slip for a common one, and certainly not somebody's name.

    >>> is_slip("afdelling", "nl"), is_slip("peiyu", "nl")
    (True, False)
    """
    if len(word) < 5 or flags_of(word) & (NAME | STRONG_NAME):
        return False
    if lang == "nl" and len(word) >= 6 and _sound(word) in _sounds():
        return True
    wanted = (COMMON_NL if lang == "nl" else COMMON_EN) | TRADE
    return len(word) >= 7 and bool(_flags_near(word) & wanted)


@lru_cache(maxsize=4096)
def is_near_a_word(word: str, lang: str) -> bool:
    """Tell whether a new word is one slip from a common one, where nobody's name can stand.

    >>> is_near_a_word("widnow", "en"), is_near_a_word("peiyu", "en")
    (True, False)
    """
    if len(word) < _SHORTEST_SLIP or flags_of(word):
        return False
    wanted = COMMON_NL if lang == "nl" else COMMON_EN
    return bool(_flags_near(word) & wanted)


@lru_cache(maxsize=4096)
def _flags_near(word: str) -> int:
    """Give what is known of any word that is one slip from a word."""
    flags = 0
    if len(word) > _LONGEST_WORD:
        return flags
    for near in words_among(_one_edit(word)):
        flags |= flags_of(near)
    return flags


_HEARD = (
    ("dt", "t"), ("ij", "ei"), ("ou", "au"), ("ch", "g"), ("ck", "k"), ("ie", "i"), ("th", "t"),
    ("ph", "f"), ("qu", "kw"),
)  # fmt: skip
_HEARD_LETTERS = str.maketrans({"c": "k", "z": "s", "v": "f", "y": "i", "x": "ks"})
_DOUBLED = re.compile(r"(.)\1")


@cache
def _sounds() -> frozenset[str]:
    return frozenset(_sound(word) for word in common_words("nl") if len(word) > 4)


def _sound(word: str) -> str:
    """Spell a Dutch word as it is heard: what teenagers get wrong is how, not what."""
    for written, heard in _HEARD:
        word = word.replace(written, heard)
    word = _DOUBLED.sub(r"\1", word.translate(_HEARD_LETTERS))
    word = word[:-1] + "t" if word.endswith("d") else word
    return word[:-1] if word.endswith("en") else word


def _one_edit(word: str) -> list[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return [
        *[head + tail[1:] for head, tail in cuts],
        *[head + tail[1] + tail[0] + tail[2:] for head, tail in cuts[:-2]],
        *[head + letter + tail for head, tail in cuts for letter in ascii_lowercase],
        *[head + letter + tail[1:] for head, tail in cuts for letter in ascii_lowercase],
    ]
