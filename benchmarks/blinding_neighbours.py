"""Learn where somebody could stand; run as `python -m benchmarks.blinding_neighbours`.

Of sentences with what must be hidden marked, and of clean ones: where a marked word stands,
somebody could; where another word stands that is no common one, somebody could not. What comes
out is whole numbers over neighbours, so the names that it was learnt from are in none of them.
"""

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.blinding_measures import DATA, MARKED, read_lines
from benchmarks.blinding_triage import Table
from blinding.reading import Reading, read
from blinding.rules.neighbours import SMALL_WEIGHTS, WEIGHTS, features_of, may_be_somebody
from blinding.words.lexicon import COMMON_EN, COMMON_NL, TRADE, flags_of
from blinding.words.small_words import FUNCTION_WORDS, ROLE_WORDS, words_of

KINDS = words_of("NAME NICKNAME EMPLOYER SCHOOL PLACE")
PEOPLE = words_of("NAME NICKNAME")
MARKED_FILES = ("marked.txt", "marked_two.txt", "alike.txt", "alike_two.txt", "alike_three.txt")
CLEAN_FILES = ("trades.txt", "trades_two.txt", "work.txt")
# The share of marked places that each limit lets be taken for a thing's, on authors not learnt
# from: of a word on a list of things, one that is near a word or in capitals, one of which nothing
# is known, one that is on a list of names.
SHARES = {"thing": 0.35, "word": 0.2, "unknown": 0.08, "name": 0.02}
# The share of places of words in small letters that each limit lets be taken for somebody's: of a
# name that is a word as well, of one that is a thing more often, of a word that is hardly a name.
SMALL_SHARES = {"name": 0.02, "thing": 0.006, "word": 0.0006}
_COMMON = COMMON_NL | COMMON_EN | TRADE


@dataclass(frozen=True)
class Place:
    """A word in a sentence, and whether it is marked."""

    author: str
    reading: Reading
    index: int
    tells: bool

    @cached_property
    def features(self) -> Counter[str]:
        """What is summed for it."""
        return Counter(features_of(self.reading.folded.plain, self.reading.tokens, self.index))


def sentences() -> Iterator[tuple[str, str, list[tuple[int, int, str]]]]:
    """Give every sentence that may be learnt from, its author first; `unseen` files may not."""
    for name in (*MARKED_FILES, *CLEAN_FILES):
        for line in read_lines(name):
            yield name, *_pieces(line.partition("|")[2])
    for path in sorted((DATA / "voices").glob("*.txt")):
        for line in read_lines(f"voices/{path.name}"):
            if line.startswith("-|"):
                yield path.stem, line[2:], []
    for line in read_lines("development.jsonl"):
        case = json.loads(line)
        yield "development", case["text"], case["spans"]


def _pieces(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, marked = "", list[tuple[int, int, str]]()
    for before, kind, piece in MARKED.findall(line):
        text += before
        if kind:
            marked.append((len(text), len(text) + len(piece), kind))
        text += piece
    return text, marked


def places(*, small: bool) -> list[Place]:
    """Give the places of words that are marked, and of clean ones that might have been."""
    found: list[Place] = []
    for author, text, marked in sentences():
        if small:
            for start, end, _ in marked:
                text = text[:start] + text[start:end].lower() + text[end:]
        found += _places_in(author, text, marked, small=small)
    return found


def _places_in(
    author: str, text: str, marked: list[tuple[int, int, str]], *, small: bool
) -> Iterator[Place]:
    reading, kinds = read(text), PEOPLE if small else KINDS
    for index, (word, start, end) in enumerate(reading.tokens):
        if word in FUNCTION_WORDS | ROLE_WORDS or not word.isalpha():
            continue
        at = reading.folded.original(start, end)[0]
        kind = next((kind for first, last, kind in marked if first <= at < last), "")
        if kind in kinds or (not kind and _may_be_clean(word, small=small)):
            yield Place(author, reading, index, bool(kind))


def _may_be_clean(word: str, *, small: bool) -> bool:
    """Tell whether a word that is not marked says something: it is rare, or it is a name too."""
    flags = flags_of(word)
    if small:
        return bool(flags & _COMMON) and may_be_somebody(word)
    return len(word) > 2 and not flags & (COMMON_NL | COMMON_EN)


def learn(path: Path, found: list[Place], chosen: dict[str, float], *, tells: bool) -> None:
    """Learn, choose the limits on authors not learnt from, write the weights, print."""
    table = Table(found)
    authors = np.array([place.author for place in found])
    marked = np.array([place.tells for place in found])
    scores = np.zeros(len(found), dtype=np.int64)
    hands = [(author,) for author in (*MARKED_FILES, "development")]
    if not tells:
        voices = sorted(set(authors[~np.isin(authors, [hand[0] for hand in hands])]))
        hands += [tuple(voices[at::3]) for at in range(3)]
    for hand in hands:
        mine = np.isin(authors, hand)
        scores[mine] = table.scores(table.whole(table.learn(~mine)))[mine]
    *learnt, constant = table.whole(table.learn(np.ones(len(found), dtype=bool)))
    weights = {name: int(n) for name, n in zip(table.names, learnt, strict=True) if n}
    weights[""] = int(constant)
    sides = np.sort(scores[marked] if tells else -scores[~marked])
    limits = {kind: int(sides[int(len(sides) * share)]) for kind, share in chosen.items()}
    limits = limits if tells else {kind: -limit for kind, limit in limits.items()}
    weights |= {f"limit {kind}": limit for kind, limit in limits.items()}
    lines = "".join(f"{name}\t{number}\n" for name, number in sorted(weights.items()))
    path.write_bytes(lzma.compress(lines.encode(), preset=9))
    print(f"{path.name}: {len(weights):,} numbers in {path.stat().st_size:,} bytes")
    for author in MARKED_FILES:
        others = scores[(authors == author) & (marked != tells)]
        for kind, limit in limits.items():
            share = ((others < limit) if tells else (others > limit)).mean()
            print(author, "no name, shown" if tells else "name, found", kind, f"{share:.1%}")


def main() -> None:
    """Learn both: where nobody could stand, and where somebody does in small letters."""
    learn(WEIGHTS, places(small=False), SHARES, tells=True)
    learn(SMALL_WEIGHTS, places(small=True), SMALL_SHARES, tells=False)


if __name__ == "__main__":
    main()
