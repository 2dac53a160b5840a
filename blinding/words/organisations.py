"""What is known of firms and schools: their kinds, the best known, and what is none."""

from functools import lru_cache

from blinding.folding import fold
from blinding.words.lexicon import WORDS, read_list

# What a word says of the organisation whose name stands beside it; above the bits of the lexicon,
# since a town has PLACE among them.
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
    CORNER,
    WHICH,
) = (1 << bit for bit in range(17, 31))
_BITS = {
    "before": BEFORE,
    "after": AFTER,
    "joins": JOINS,
    "kind": SCHOOL,
    "learns": LEARNS,
    "perhaps": PERHAPS_SCHOOL,
    "emblem": EMBLEM,
    "corner": CORNER,
    "which": WHICH,
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


class _Phrases:
    """Names of one word or more, by their first two words: "de" alone begins many."""

    def __init__(self, *kinds: str) -> None:
        self._listed: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for kind in kinds:
            for name in _KINDS[kind]:
                first, *rest = name.split("-")
                second = rest[0] if rest else ""
                self._listed.setdefault((first, second), []).append(tuple(rest))
        self.firsts = frozenset(first for first, _ in self._listed)

    def begins(self, word: str, after: str) -> bool:
        """Tell whether a word and the one after it may begin a name."""
        return (word, after) in self._listed or (word, "") in self._listed

    def of(self, word: str, after: str) -> list[tuple[str, ...]]:
        """Give what has to follow a word for all to be a name, the word after it known."""
        return [*self._listed.get((word, ""), ()), *self._listed.get((word, after), ())]


KNOWN = _Phrases("chain", "school")
DISTRICTS = _Phrases("district")
ISLANDS = _Phrases("island")


@lru_cache(maxsize=65_536)
def says_of(word: str) -> int:
    """Give what a folded word says of an organisation; 0 for nearly every word.

    >>> bool(says_of("viswinkel") & BEFORE), says_of("noodzaak")
    (True, 0)
    """
    said = CHAIN if word in KNOWN.firsts else 0
    for kind, bit in _BITS.items():
        if word in _KINDS[kind]:
            said |= bit
    if word.endswith(_ENDS) and word not in _KINDS["not_ends"]:
        said |= BEFORE | (AFTER if word.endswith(("shop", "winkel", "bedrijf")) else 0)
    return said


@lru_cache(maxsize=65_536)
def says_of_place(word: str) -> int:
    """Give what a folded word is as a place; 0 for nearly every word.

    >>> says_of_place("bonaire") == MORE, says_of_place("tafel")
    (True, 0)
    """
    said = MORE if word in DISTRICTS.firsts or word in ISLANDS.firsts else 0
    if word in _KINDS["town"]:
        said |= TOWN
    return said | (PART if word in _KINDS["part"] else 0)
