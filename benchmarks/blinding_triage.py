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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.blinding_measures import DATA, PROXIES, Outcome, Tally, read_lines, spoken
from blinding.blind import blind
from blinding.folding import WORD, fold
from blinding.known_facts import KnownFacts
from blinding.rules.proxies import LANGUAGES
from blinding.suspicion import WEIGHTS, features_of, features_of_word
from blinding.words.small_words import words_of

REVIEWED = 0.22
SHARES = (0.05, 0.08, 0.1, 0.14, 0.18, 0.2, REVIEWED, 0.25, 0.3)
PLAIN = words_of(
    "cases nl_told en_told nl_work nl_between en_work en_between "
    "nl_route en_route nl_kring nl_gewoon en_plain nl_kort en_short "
    "nl_kunnen en_can nl_over en_about nl_antwoord en_answer "
    "nl_tussendoor en_aside nl_alledaags en_everyday nl_merken en_brands "
    "nl_bijzin en_inside"
)
"""Authors who told what they did as students do; the others made their clean sentences hard."""
HAND = {
    **dict.fromkeys(("nl_near", "en_near"), "near"),
    **dict.fromkeys(("nl_far", "en_far"), "far"),
    **dict.fromkeys(("nl_other", "en_other"), "other"),
    **dict.fromkeys(("nl_hints", "nl_daily", "en_hints"), "hints"),
    **dict.fromkeys(("nl_told", "en_told"), "told"),
    **dict.fromkeys(("nl_work", "nl_between"), "nl_next"),
    **dict.fromkeys(("en_work", "en_between"), "en_next"),
    **dict.fromkeys(("nl_idea", "en_idea"), "idea"),
    **dict.fromkeys(("nl_gewoon", "en_plain"), "plain"),
    **dict.fromkeys(("nl_kunnen", "en_can"), "can"),
    **dict.fromkeys(("nl_over", "en_about"), "about"),
    **dict.fromkeys(("nl_alledaags", "en_everyday"), "everyday"),
    **dict.fromkeys(("nl_merken", "en_brands"), "brands"),
    "identifiers": "development",
}
"""Files of one author, or one that translates another: left out together."""
# In so many turns every author is left out once, some together.
TURNS = 10
CASES = DATA.parents[2] / "placements/data/calibration"
UNIT = 100
ROUNDS = 120
STEP = 0.06
DAMPING = 1.0
# What a clean sentence weighs that was made hard on purpose: few texts are like it.
HARD = 0.6
# A piece of a word, and a pair over one, weighs half: there are many, and they say the same.
PIECE = 0.5
# What the engine hides by other rules says nothing of how many clean texts go to a person.
NOT_CLEAN = "identifiers"

Numbers = NDArray[Any]


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


class Table:
    """What is summed for each sentence, as numbers in columns: learnt from for each author."""

    def __init__(self, found: list[Example]) -> None:
        """Give features a number, but for those that stand once and are no word or piece."""
        seen = Counter(name for example in found for name in example.features)
        self.names = sorted(name for name, count in seen.items() if count > 1 or name[0] in "wc")
        self.pieces = np.array([name[0] in "cs" for name in self.names])
        place = {name: at for at, name in enumerate(self.names)}
        cells = [
            (row, place[name], count)
            for row, example in enumerate(found)
            for name, count in example.features.items()
            if name in place
        ]
        self.rows, self.columns, self.counts = np.array(cells, dtype=np.int32).T
        self.tells = np.array([example.tells for example in found])
        plain = [example.tells or example.author in PLAIN for example in found]
        self.weighs = np.where(plain, 1.0, HARD)

    def learn(self, chosen: Numbers) -> Numbers:
        """Give a weight for every feature, the constant last, learnt from the chosen sentences."""
        inside = chosen[self.rows]
        rows = (np.cumsum(chosen) - 1)[self.rows[inside]]
        columns = self.columns[inside]
        amounts = np.where(self.pieces[columns], PIECE, 1.0) * self.counts[inside]
        amounts = amounts.astype(np.float32)
        # The same cells once by sentence and once by feature: sums of rows lie side by side.
        order = np.argsort(columns, kind="stable")
        turned_rows, turned_amounts = rows[order], amounts[order]
        used, starts = np.unique(columns[order], return_index=True)
        read, begins = np.unique(rows, return_index=True)
        tells, weighs = self.tells[chosen], self.weighs[chosen].astype(np.float32)
        total, size = weighs.sum(), len(self.names)
        weights, mean, spread, slope = (np.zeros(size, dtype=np.float32) for _ in range(4))
        constant = 0.0
        for at in range(1, ROUNDS + 1):
            sums = np.full(len(tells), constant, dtype=np.float32)
            sums[read] += np.add.reduceat(amounts * weights[columns], begins)
            error = weighs * (1 / (1 + np.exp(-sums)) - tells)
            slope[used] = np.add.reduceat(turned_amounts * error[turned_rows], starts)
            pull = (slope + DAMPING * weights) / total
            mean = 0.9 * mean + 0.1 * pull
            spread = 0.999 * spread + 0.001 * pull**2
            step = STEP * (1 - at / ROUNDS) + 0.002
            weights -= step * mean / (1 - 0.9**at) / (np.sqrt(spread / (1 - 0.999**at)) + 1e-8)
            tilt = float(error.sum() / total)
            constant -= step * np.sign(tilt) * min(1.0, abs(tilt) * 20)
        return np.append(weights, constant)

    def whole(self, weights: Numbers) -> Numbers:
        """Round the weights to whole numbers and drop those that say next to nothing."""
        scale = np.append(np.where(self.pieces, PIECE, 1.0), 1.0) * UNIT
        rounded = np.rint(scale * weights).astype(np.int64)
        rounded[:-1][np.abs(rounded[:-1]) <= 1] = 0
        return rounded

    def scores(self, whole: Numbers) -> Numbers:
        """Add up the weights of every sentence as the engine does."""
        added = np.bincount(self.rows, self.counts * whole[self.columns], len(self.tells))
        return np.rint(added).astype(np.int64) + whole[-1]


def scores_by_others(found: list[Example], table: Table) -> list[int]:
    """Give each sentence the score it has when nothing of its author was learnt from."""
    hands = [hand_of(example.author) for example in found]
    turn_of: dict[str, int] = {}
    load = [0] * TURNS
    for hand, count in sorted(Counter(hands).items(), key=lambda item: (-item[1], item[0])):
        turn_of[hand] = load.index(min(load))
        load[turn_of[hand]] += count
    turns = np.array([turn_of[hand] for hand in hands])
    scores = np.zeros(len(found), dtype=np.int64)
    for turn in range(TURNS):
        mine = turns == turn
        scores[mine] = table.scores(table.whole(table.learn(~mine)))[mine]
    return [int(score) for score in scores]


def hand_of(author: str) -> str:
    """Give who wrote a file; what goes deep into one ground has one writer for both languages.

    >>> hand_of("nl_deep_H"), hand_of("en_work")
    ('deep_H', 'en_next')
    """
    return author[3:] if "_deep_" in author else HAND.get(author, author)


def limit(scores: list[int], found: list[Example], lang: str, share: float = REVIEWED) -> int:
    """Give the score that no more than a share of plain sentences reach."""
    plain = sorted(
        score
        for score, example in zip(scores, found, strict=True)
        if example.lang == lang and example.author in PLAIN and not example.tells
    )
    return plain[int(len(plain) * (1 - share))] + 1


def by_author() -> tuple[dict[float, Outcome], dict[str, Outcome]]:
    """Measure everything as if its author had never been read: by share reviewed, by author."""
    found = examples()
    scores = scores_by_others(found, Table(found))
    limits = {
        share: {lang: limit(scores, found, lang, share) for lang in LANGUAGES} for share in SHARES
    }
    curve = {share: Outcome() for share in SHARES}
    apart = {example.author: Outcome() for example in found if example.author != NOT_CLEAN}
    for score, example in zip(scores, found, strict=True):
        if example.author == NOT_CLEAN:
            continue
        result = blind(example.text, KnownFacts(), example.lang)
        for share, measured in curve.items():
            over = score >= limits[share][example.lang]
            measured.add(example.ground, example.text, result, learnt=over)
            if share == REVIEWED:
                apart[example.author].add(example.ground, example.text, result, learnt=over)
    return curve, apart


def with_sums(weights: dict[str, int], found: list[Example]) -> dict[str, int]:
    """Put in place of each word's own weight the sum of all that it holds, added up beforehand."""
    words = {name[1:] for example in found for name in example.features if name[0] == "w"}
    sums = {
        f"w{word}": sum(weights.get(name, 0) for name in features_of_word(word)) for word in words
    }
    return weights | sums


def main() -> None:
    """Learn, choose the limits, print what unseen authors score, write the weights."""
    found = examples()
    table = Table(found)
    scores = scores_by_others(found, table)
    *learnt, constant = table.whole(table.learn(np.ones(len(found), dtype=bool)))
    weights = with_sums(
        {name: int(n) for name, n in zip(table.names, learnt, strict=True) if n}, found
    )
    weights[""] = int(constant)
    for lang in LANGUAGES:
        weights[f"limit {lang}"] = limit(scores, found, lang)
    share = {True: Tally(), False: Tally()}
    for score, example in zip(scores, found, strict=True):
        over = score >= weights[f"limit {example.lang}"]
        share[example.tells].add(example.author, is_found=over)
    lines = "".join(f"{name}\t{number}\n" for name, number in sorted(weights.items()))
    WEIGHTS.write_bytes(lzma.compress(lines.encode(), preset=9))
    print(f"{len(weights):,} numbers in {WEIGHTS.stat().st_size:,} bytes")
    for tells, name in ((True, "telling"), (False, "clean")):
        for author in sorted(share[tells].sought):
            print(f"{author:16} {name} over the limit {share[tells].share(author):.3f}")


if __name__ == "__main__":
    main()
