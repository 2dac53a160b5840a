"""How much a sentence sounds like who someone is rather than what was done: a sum of whole numbers.

`benchmarks/blinding_triage.py` learns the numbers from sentences of our own and writes them beside
the word lists. By themselves they neither hide nor show: a sentence over the limit goes to a
person, and how far from it one is says whether a listed word withholds it. The sum is over
words, their letters, neighbours, themes (and the finer `words/concepts.txt`) and how often each
theme stands beside "I" and "my".
"""

import lzma
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import repeat

from blinding.folding import WORD, fold
from blinding.rules.proxies import LANGUAGES, entry_of
from blinding.words.beginnings import Beginnings
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    TRADE,
    TRAIT,
    WORDS,
    compound_parts,
    flags_of,
    read_list,
)
from blinding.words.small_words import FUNCTION_WORDS, words_of

WEIGHTS = WORDS / "suspicion.txt.xz"
_OWN = {
    **dict.fromkeys(("ik", "i", "i'm"), "ik"),
    **dict.fromkeys(("mijn", "mn", "m'n", "my"), "mijn"),
    **dict.fromkeys(("mij", "me"), "mij"),
    **dict.fromkeys(("wij", "we"), "wij"),
    **dict.fromkeys(("ons", "onze", "our"), "ons"),
    **dict.fromkeys(("thuis", "home"), "thuis"),
    **dict.fromkeys(("als", "as"), "als"),
    "zelf": "zelf",
}
_SPEAKERS = words_of("ik i mijn my me mn wij we")
_WORK = frozenset({"workverb", "worktrait", "others", "roles", "place", "thing", "work"})
_NEITHER = frozenset({"limits"})
_ENDINGS = ("en", "s", "e", "'s", "je", "tje", "er", "te", "de", "t", "d", "ed", "ing", "es")
_REACH = 3
_MOST = 4


def score_of(words: list[str]) -> int:
    """Give the sum for a sentence, as folded words; high where it tells who someone is."""
    weights = _weights()
    total = weights[""]
    telling = working = 0
    speaks = False
    known = [_word(word) for word in words]
    before = "<"
    for at, (word, (score, told, worked, _, own)) in enumerate(zip(words, known, strict=True)):
        total += score + weights.get(f"b{before} {word}", 0)
        telling += told
        working += worked
        before = word
        if own:
            speaks = speaks or word in _SPEAKERS
            for near in known[at + 1 : at + 1 + _REACH]:
                for theme in near[3]:
                    total += weights.get(f"o{own} {theme}", 0)
    total += weights.get(f"b{before} >", 0)
    edged = ["<", *words, ">"]
    for left, right in zip(edged, edged[2:], strict=False):
        total += weights.get(f"s{left} {right}", 0)
    names = _balance(telling, working, len(words), speaks=speaks)
    return total + sum(weights.get(name, 0) for name in names)


def features_of(words: list[str]) -> Iterator[str]:
    """Give the names of all that is summed for a sentence; the numbers are learnt by them."""
    for word in words:
        yield from features_of_word(word)
    yield from (
        f"b{left} {right}" for left, right in zip(["<", *words], [*words, ">"], strict=True)
    )
    yield from (f"s{pair}" for pair in _over_one(words))
    for at, word in enumerate(words):
        if own := _OWN.get(word):
            for near in words[at + 1 : at + 1 + _REACH]:
                yield from (f"o{own} {theme}" for theme in themes_of(near))
    told, worked = (sum(counts) for counts in zip((0, 0), *map(_counts, words), strict=True))
    yield from _balance(told, worked, len(words), speaks=not _SPEAKERS.isdisjoint(words))


def limit_of(lang: str) -> int:
    """Give the score from which a person reads a sentence of a language first."""
    return _weights()[f"limit {lang}"]


def _over_one(words: list[str]) -> Iterator[str]:
    """Give every two words with one between them, the edges of the sentence among them."""
    edged = ["<", *words, ">"]
    return map(" ".join, zip(edged, edged[2:], strict=False))


def _balance(telling: int, working: int, length: int, *, speaks: bool) -> list[str]:
    names = [f"n{max(-_MOST, min(_MOST, telling - working))}", f"l{min(length // 5, 6)}"]
    if speaks:
        names.append("nspeaks")
    if not working:
        names.append("nidle")
        if speaks:
            names.append("nspeaksidle")
    return names


@lru_cache(maxsize=65_536)
def _word(word: str) -> tuple[int, int, int, tuple[str, ...], str]:
    """Give a word's own sum, its themes that tell and that work, the themes, whom it stands for."""
    score = _weights().get(f"w{word}")
    if score is None:
        score = sum(map(_weights().get, features_of_word(word), repeat(0)))
    return score, *_counts(word), themes_of(word), _OWN.get(word, "")


def _counts(word: str) -> tuple[int, int]:
    themes = themes_of(word)
    worked = sum(theme in _WORK for theme in themes)
    return len(themes) - worked - sum(theme in _NEITHER for theme in themes), worked


def features_of_word(word: str) -> Iterator[str]:
    """Give what is summed for a word by itself; of words learnt from, the sum is kept ready."""
    yield f"w{word}"
    themes = themes_of(word)
    yield from (f"t{theme}" for theme in themes)
    for lang in LANGUAGES:
        if entry := entry_of(word, lang):
            yield f"e{entry.kind} {entry.scope}"
    if word in FUNCTION_WORDS or len(word) < 3:
        return
    yield from (f"m{concept}" for concept in _about(word, "concepts"))
    if not themes:
        yield "tnone"
    edged = f"<{word}>"
    for size in (3, 4, 5):
        yield from [f"c{edged[at : at + size]}" for at in range(len(edged) - size + 1)]
    yield from _rarity(flags_of(word))


def _rarity(flags: int) -> Iterator[str]:
    if flags & TRADE:
        yield "ftrade"
    if flags & TRAIT:
        yield "ftrait"
    if not flags & (COMMON_NL | COMMON_EN | TRADE):
        yield "frare"
    if not flags:
        yield "fnowhere"


@lru_cache(maxsize=65_536)
def themes_of(word: str) -> tuple[str, ...]:
    """Give what a folded word is about; a compound is about what its parts are about.

    >>> themes_of("oorontsteking"), themes_of("kassa")
    (('body',), ('place',))
    """
    return tuple(sorted(_about(word, "themes")))


def _about(word: str, listed: str) -> set[str]:
    whole, starts = _subjects(listed)
    found = set(whole.get(word, ()))
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            found |= whole.get(word[: -len(ending)], set())
    found.update(*starts.of(word))
    if not found and (parts := compound_parts(word)):
        found = {subject for part in parts for subject in _about(part, listed)}
    return found


@cache
def _subjects(listed: str) -> tuple[dict[str, set[str]], Beginnings[set[str]]]:
    whole: dict[str, set[str]] = {}
    starts: dict[str, set[str]] = {}
    for line in read_list(WORDS / f"{listed}.txt"):
        subject, _, words = line.partition(":")
        for written in words.split():
            word = WORD.findall(fold(written).low)[0]
            (starts if written.endswith("*") else whole).setdefault(word, set()).add(subject)
    return whole, Beginnings(starts)


@cache
def _weights() -> dict[str, int]:
    lines = lzma.decompress(WEIGHTS.read_bytes()).decode().splitlines()
    return {name: int(number) for name, _, number in (line.rpartition("\t") for line in lines)}
