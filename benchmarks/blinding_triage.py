"""Learn which sentences a person reads first; run as `python -m benchmarks.blinding_triage`.

A logistic regression in NumPy over `blinding.suspicion.features_of`, on the sentences of
`tests/blinding/data`; the limit is chosen on plain sentences of authors that were not learnt from.
What comes out is whole numbers, so that every machine adds them up alike.
"""

import json
import lzma
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks.blinding_measures import DATA, PROXIES, Tally, Unseen, read_lines, spoken
from blinding.blind import blind
from blinding.folding import WORD, fold
from blinding.known_facts import KnownFacts
from blinding.proxies import LANGUAGES
from blinding.suspicion import WEIGHTS, features_of

REVIEWED = 0.12
PLAIN = ("cases", "nl_told", "en_told")
"""Authors who told what they did as students do; the others made their clean sentences hard."""
CASES = DATA.parents[2] / "placements/data/calibration"
UNIT = 100
ROUNDS = 250
DAMPING = 1.0
# A piece of a word weighs half: there are many, and they say the same.
PIECE = 0.5
# What the engine hides by other rules says nothing of how many clean texts go to a person.
NOT_CLEAN = "identifiers"


@dataclass(frozen=True)
class Example:
    """A sentence, who wrote it, and the ground it tells ("-": none)."""

    author: str
    lang: str
    text: str
    ground: str

    @property
    def tells(self) -> bool:
        """Whether it tells a ground."""
        return self.ground != "-"

    @cached_property
    def features(self) -> Counter[str]:
        """What is summed for it."""
        return Counter(features_of(WORD.findall(fold(self.text).low)))


def examples() -> list[Example]:
    """Give every sentence that may be learnt from; `unseen` files may not."""
    found = []
    for path in sorted((DATA / "voices").glob("*.txt")):
        lang = path.name[:2]
        for line in read_lines(f"voices/{path.name}"):
            ground, _, text = line.partition("|")
            found.append(Example(path.stem, lang, text, ground))
    found += practice_cases()
    for line in read_lines("telling.txt"):
        ground, _, text = line.partition("|")
        found.append(Example("first", spoken(text), text, ground))
    found += [Example("first", spoken(text), text, "-") for text in read_lines("work.txt")]
    for line in read_lines("development.jsonl"):
        case = json.loads(line)
        tells = next((kind for _, _, kind in case["spans"] if kind in PROXIES), "")
        if tells or not any(kind in {"AGE", "DOB", "PLACE"} for _, _, kind in case["spans"]):
            shown = case["text"] if tells else without(case["text"], case["spans"])
            author = "development" if tells or case["clean"] else NOT_CLEAN
            found.append(Example(author, case["lang"], shown, tells or "-"))
    return found


def practice_cases() -> list[Example]:
    """Give the sentences of the cases that assessors practise on: texts as students write them."""
    found = []
    for path in sorted(CASES.glob("*.json")):
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            for lang, text in case["text"].items():
                sentences = blind(text, KnownFacts(), lang).sentences
                found += [Example("cases", lang, text[s.start : s.end], "-") for s in sentences]
    return found


def without(text: str, spans: list[tuple[int, int, str]]) -> str:
    """Leave out what the engine hides anyway."""
    for start, end, _ in reversed(spans):
        text = text[:start] + text[end:]
    return text


def learn(chosen: list[Example]) -> dict[str, float]:
    """Give a weight for every feature, the constant under the empty name."""
    seen = Counter(name for example in chosen for name in example.features)
    names = sorted(name for name, count in seen.items() if count > 1 or name[0] in "wc")
    place = {name: at for at, name in enumerate(names)}
    cells = [
        (row, place[name], (PIECE if name[0] == "c" else 1) * count)
        for row, example in enumerate(chosen)
        for name, count in sorted(example.features.items())
        if name in place
    ]
    rows, columns = (np.array([cell[n] for cell in cells]) for n in (0, 1))
    amounts = np.array([cell[2] for cell in cells])
    tells = np.array([example.tells for example in chosen], dtype=float)
    weights, mean, spread = (np.zeros(len(names)) for _ in range(3))
    constant, size = 0.0, len(chosen)
    for at in range(1, ROUNDS + 1):
        sums = np.bincount(rows, amounts * weights[columns], size) + constant
        error = 1 / (1 + np.exp(-sums)) - tells
        slope = np.bincount(columns, amounts * error[rows], len(names)) / size
        slope += DAMPING / size * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        step = 0.03 * (1 - at / ROUNDS) + 0.002
        weights -= step * mean / (1 - 0.9**at) / (np.sqrt(spread / (1 - 0.999**at)) + 1e-8)
        tilt = error.sum() / size
        constant -= step * np.sign(tilt) * min(1.0, abs(tilt) * 20)
    return {"": constant, **dict(zip(names, weights.tolist(), strict=True))}


def whole(weights: dict[str, float]) -> dict[str, int]:
    """Round the weights to whole numbers and drop those that say next to nothing."""
    rounded = {
        name: round(UNIT * (PIECE if name[:1] == "c" else 1) * weight)
        for name, weight in weights.items()
    }
    return {name: number for name, number in rounded.items() if abs(number) > 1 or not name}


def scored(weights: dict[str, int], example: Example) -> int:
    """Add up the weights of a sentence as the engine does."""
    return weights[""] + sum(weights.get(n, 0) * c for n, c in example.features.items())


def scores_by_others(found: list[Example]) -> list[int]:
    """Give each sentence the score it has when nothing of its author was learnt from."""
    scores = [0] * len(found)
    for author in sorted({example.author for example in found} - {NOT_CLEAN}):
        mine = {author, NOT_CLEAN} if author == "development" else {author}
        weights = whole(learn([example for example in found if example.author not in mine]))
        for at, example in enumerate(found):
            if example.author in mine:
                scores[at] = scored(weights, example)
    return scores


def limit(scores: list[int], found: list[Example], lang: str) -> int:
    """Give the score that no more than the wanted share of plain sentences reach."""
    plain = sorted(
        score
        for score, example in zip(scores, found, strict=True)
        if example.lang == lang and example.author in PLAIN
    )
    return plain[int(len(plain) * (1 - REVIEWED))] + 1


def by_author() -> tuple[Unseen, dict[str, Unseen]]:
    """Measure everything as if its author had never been read: in all, and by author."""
    found = [example for example in examples() if example.author != NOT_CLEAN]
    scores = scores_by_others(found)
    limits = {lang: limit(scores, found, lang) for lang in LANGUAGES}
    total, apart = Unseen(), {example.author: Unseen() for example in found}
    for score, example in zip(scores, found, strict=True):
        result = blind(example.text, KnownFacts(), example.lang)
        for measured in (total, apart[example.author]):
            measured.add(example.ground, result, learnt=score >= limits[example.lang])
    return total, apart


def main() -> None:
    """Learn, choose the limits, print what unseen authors score, write the weights."""
    found = examples()
    scores = scores_by_others(found)
    weights = whole(learn(found))
    for lang in LANGUAGES:
        weights[f"limit {lang}"] = limit(scores, found, lang)
    share = {True: Tally(), False: Tally()}
    for score, example in zip(scores, found, strict=True):
        over = score >= weights[f"limit {example.lang}"]
        share[example.tells].add(example.author, is_found=over)
    for author in sorted(share[True].sought):
        told, clean = (share[tells].share(author) for tells in (True, False))
        print(f"{author:16} telling reviewed {told:.3f}, clean reviewed {clean:.3f}")
    lines = "".join(f"{name}\t{number}\n" for name, number in sorted(weights.items()))
    WEIGHTS.write_bytes(lzma.compress(lines.encode(), preset=9))
    print(f"{len(weights):,} numbers in {WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
