"""What is known of firms and schools: their kinds, the best known, and what is none."""

from functools import lru_cache

from blinding.folding import fold
from blinding.words.lexicon import WORDS, read_list

# What a word says of the organisation whose name stands beside it.
(
    BEFORE,
    AFTER,
    CHAIN,
    JOINS,
    SCHOOL,
    LEARNS,
    PERHAPS_SCHOOL,
    EMBLEM,
    TOWN,
    PART,
    QUARTER,
    MORE,
) = (1 << bit for bit in range(12, 24))
_BITS = {
    "before": BEFORE,
    "after": AFTER,
    "joins": JOINS,
    "kind": SCHOOL,
    "learns": LEARNS,
    "perhaps": PERHAPS_SCHOOL,
    "emblem": EMBLEM,
}


def _read() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for name in ("organisations", "schools", "districts"):
        for line in read_list(WORDS / f"{name}.txt"):
            kind, _, words = fold(line).low.partition(":")
            kinds.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in kinds.items()}


_KINDS = _read()
UNNAMED = _KINDS["unnamed"]
LEVELS = _KINDS["level"]
_ENDS = tuple(_KINDS["ends"])


def _by_first(kinds: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for kind in kinds:
        for word in _KINDS[kind]:
            parts = tuple(word.split("-"))
            phrases.setdefault(parts[0], []).append(parts[1:])
    return phrases


# What is known in full, by its first word: the words that have to follow.
PHRASES = _by_first(("chain", "school"))


@lru_cache(maxsize=65_536)
def says_of(word: str) -> int:
    """Give what a folded word says of an organisation; 0 for nearly every word.

    >>> bool(says_of("viswinkel") & BEFORE), says_of("noodzaak")
    (True, 0)
    """
    said = CHAIN if word in PHRASES else 0
    for kind, bit in _BITS.items():
        if word in _KINDS[kind]:
            said |= bit
    if word.endswith(_ENDS) and word not in _KINDS["not_ends"]:
        said |= BEFORE | (AFTER if word.endswith(("shop", "winkel", "bedrijf")) else 0)
    return said


_ISLANDS = _by_first(("island",))
# By their first two words: "de" begins many.
_DISTRICTS: dict[tuple[str, str], list[tuple[str, ...]]] = {}
for _first, _rests in _by_first(("district",)).items():
    for _rest in _rests:
        _DISTRICTS.setdefault((_first, _rest[0] if _rest else ""), []).append(_rest)
_BEGIN_DISTRICTS = frozenset(first for first, _ in _DISTRICTS)


def district_names(word: str, after: str) -> list[tuple[str, ...]]:
    """Give what has to follow a word for both to name a district or a town of more words."""
    return [*_DISTRICTS.get((word, ""), []), *_DISTRICTS.get((word, after), [])]


def island_names(word: str) -> list[tuple[str, ...]]:
    """Give what has to follow a word for both to name an island."""
    return _ISLANDS.get(word, [])


@lru_cache(maxsize=65_536)
def says_of_place(word: str) -> int:
    """Give what a folded word is as a place; 0 for nearly every word.

    >>> says_of_place("bonaire") == MORE, says_of_place("tafel")
    (True, 0)
    """
    said = MORE if word in _BEGIN_DISTRICTS or word in _ISLANDS else 0
    if word in _KINDS["town"]:
        said |= TOWN
    return said | (PART if word in _KINDS["part"] else 0)
