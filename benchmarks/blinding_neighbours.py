"""Learn where somebody could stand; run as `python -m benchmarks.blinding_neighbours`.

Of sentences with what must be hidden marked, and of clean ones: where a marked word stands,
somebody could; where another word stands that is no common one, somebody could not. What comes
out is whole numbers over neighbours, so the names that it was learnt from are in none of them.
"""

import json
import lzma
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks.blinding_measures import DATA, MARKED, read_lines
from benchmarks.blinding_triage import Table
from blinding.reading import Reading, read
from blinding.rules.neighbours import WEIGHTS, features_of
from blinding.words.lexicon import COMMON_EN, COMMON_NL, flags_of
from blinding.words.small_words import FUNCTION_WORDS, ROLE_WORDS, words_of

KINDS = words_of("NAME NICKNAME EMPLOYER SCHOOL PLACE")
MARKED_FILES = ("marked.txt", "marked_two.txt", "alike.txt", "alike_two.txt", "alike_three.txt")
CLEAN_FILES = ("trades.txt", "trades_two.txt", "work.txt")
# The share of marked places that each limit lets be taken for a thing's, on authors not learnt
# from: of a word on a list of things, one that is near a word or in capitals, one of which nothing
# is known, one that is on a list of names.
SHARES = {"thing": 0.35, "word": 0.2, "unknown": 0.08, "name": 0.02}


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


def places() -> list[Place]:
    """Give every place that may be learnt from; `unseen` files may not."""
    found: list[Place] = []
    for name in (*MARKED_FILES, *CLEAN_FILES):
        for line in read_lines(name):
            found += _places_in(name, *_pieces(line.partition("|")[2]))
    for path in sorted((DATA / "voices").glob("*.txt")):
        for line in read_lines(f"voices/{path.name}"):
            if line.startswith("-|"):
                found += _places_in(path.stem, line[2:], [])
    for line in read_lines("development.jsonl"):
        case = json.loads(line)
        found += _places_in("development", case["text"], case["spans"])
    return found


def _pieces(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, marked = "", list[tuple[int, int, str]]()
    for before, kind, piece in MARKED.findall(line):
        text += before
        if kind:
            marked.append((len(text), len(text) + len(piece), kind))
        text += piece
    return text, marked


def _places_in(author: str, text: str, marked: list[tuple[int, int, str]]) -> list[Place]:
    reading, found = read(text), []
    for index, (word, start, end) in enumerate(reading.tokens):
        if word in FUNCTION_WORDS | ROLE_WORDS or not word.isalpha():
            continue
        at = reading.folded.original(start, end)[0]
        kind = next((kind for first, last, kind in marked if first <= at < last), "")
        is_rare = len(word) > 2 and not flags_of(word) & (COMMON_NL | COMMON_EN)
        if kind in KINDS or (not kind and is_rare):
            found.append(Place(author, reading, index, bool(kind)))
    return found


def limits(scores: list[int], found: list[Place]) -> dict[str, int]:
    """Give the score under which no more than a share of the marked places stays."""
    marked = sorted(s for s, place in zip(scores, found, strict=True) if place.tells)
    return {kind: marked[int(len(marked) * share)] for kind, share in SHARES.items()}


def main() -> None:
    """Learn, choose the limits on authors not learnt from, print, write the weights."""
    found = places()
    table = Table(found)
    authors = np.array([place.author for place in found])
    scores = np.zeros(len(found), dtype=np.int64)
    for author in (*MARKED_FILES, "development"):
        mine = authors == author
        scores[mine] = table.scores(table.whole(table.learn(~mine)))[mine]
    *learnt, constant = table.whole(table.learn(np.ones(len(found), dtype=bool)))
    weights = {name: int(n) for name, n in zip(table.names, learnt, strict=True) if n}
    weights[""] = int(constant)
    chosen = limits([int(score) for score in scores], found)
    weights |= {f"limit {kind}": score for kind, score in chosen.items()}
    lines = "".join(f"{name}\t{number}\n" for name, number in sorted(weights.items()))
    WEIGHTS.write_bytes(lzma.compress(lines.encode(), preset=9))
    print(f"{len(weights):,} numbers in {WEIGHTS.stat().st_size:,} bytes")
    for author in MARKED_FILES:
        clean = np.array([place.author == author and not place.tells for place in found])
        shown = ((scores[clean] < score).mean() for score in chosen.values())
        print(author, *(f"{kind} {share:.1%}" for kind, share in zip(chosen, shown, strict=True)))


if __name__ == "__main__":
    main()
