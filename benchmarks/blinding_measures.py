"""What the blinding engine finds, by kind and by origin: arithmetic of the report and the tests."""

import json
import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blinding.blind import LEARNT, BlindText, Verdict, blind
from blinding.known_facts import KnownFacts
from blinding.words.small_words import words_of

DATA = Path(__file__).parent.parent / "tests" / "blinding" / "data"
SMALL = words_of("de het een van den der in the of my mijn mn te ter ten la el al a an 't op en")
COMPANY = words_of(
    "bakkerij slagerij kapsalon salon garage restaurant hotel supermarkt thuiszorg bouwbedrijf "
    "installatiebedrijf schildersbedrijf autobedrijf zorgcentrum eetcafé toko basisschool "
    "middelbare school college lyceum roc mbo het bv van oom"
)
PROXIES = words_of("ORIGIN LANGUAGE RELIGION GENDER ORIENTATION HEALTH FAMILY")
ENGLISH_STARTS = words_of("I My She Because I'm When English The Being Since")
# What stands before a marked piece, its kind and the piece; at the end of a text no piece.
MARKED = re.compile(r"(.*?)(?:\[\[([A-Z]+):(.*?)\]\]|$)")
SENTENCES = {
    "title case": (
        "Ik heb met {} de voorraad geteld en alles opgeschreven.",
        "{} en ik deden samen de afwas na de lunch.",
        "Op het werk leerde {} mij de kassa bedienen.",
        "Volgens {} ging het steeds beter.",
        "{} zei dat ik rustig moest blijven.",
        "During the project {} helped me with the design.",
    ),
    "lower case": (
        "ik heb met {} de voorraad geteld en alles opgeschreven",
        "mijn collega {} liet zien hoe het moest",
        "ik vroeg aan {} of ik het goed deed",
        "hoi ik ben {} en ik werk graag in de zorg",
        "toen kwam {} en die zei dat het goed was",
        "i worked with {} in the kitchen",
    ),
}


@dataclass
class Tally:
    """Found and sought, by some label."""

    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    sought: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, label: str, *, is_found: bool) -> None:
        """Count one."""
        self.sought[label] += 1
        self.found[label] += is_found

    def share(self, label: str | None = None) -> float:
        """Give the share found of one label, or of all."""
        if label is None:
            return sum(self.found.values()) / sum(self.sought.values())
        return self.found[label] / self.sought[label]


def read_lines(name: str) -> list[str]:
    """Give the lines of a data file without its comment."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def spoken(text: str) -> str:
    """Give the language of a sentence of ours, known by its first word."""
    return "en" if text.split()[0] in ENGLISH_STARTS else "nl"


def hides(
    result: BlindText, start: int, end: int, text: str, *, small: frozenset[str] = SMALL
) -> bool:
    """Tell whether every word between two offsets, but for the small ones, is hidden."""
    covered = bytearray(len(text))
    for span in result.spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    for sentence in result.sentences:
        if sentence.verdict is Verdict.WITHHELD:
            covered[sentence.start : sentence.end] = b"\1" * (sentence.end - sentence.start)
    words = [m for m in re.finditer(r"[^\W_]+", text[start:end]) if m[0].lower() not in small]
    return all(all(covered[start + m.start() : start + m.end()]) for m in words)


def development() -> tuple[Tally, float, float]:
    """Measure the development set: recall by kind, share of clean texts touched and reviewed."""
    tally, clean, touched, reviewed = Tally(), 0, 0, 0
    for line in read_lines("development.jsonl"):
        case: dict[str, Any] = json.loads(line)
        text = case["text"]
        result = blind(text, KnownFacts.from_mapping(case["known"]), case["lang"])
        for start, end, kind in case["spans"]:
            words = {word.lower() for word in re.findall(r"[^\W_]+", text[start:end])}
            whole = kind in {"EMPLOYER", "SCHOOL"} and words <= COMPANY
            tally.add(kind, is_found=whole or _found(result, case, start, end, kind))
        if case["clean"]:
            clean += 1
            touched += result.text != text
            reviewed += result.is_doubtful
    return tally, touched / clean, reviewed / clean


def _found(result: BlindText, case: dict[str, Any], start: int, end: int, kind: str) -> bool:
    text = case["text"]
    if kind in PROXIES and result.is_doubtful:
        return True
    if kind not in {"EMPLOYER", "SCHOOL"}:
        return hides(result, start, end, text)
    named = [
        m
        for m in re.finditer(r"[^\W_]+", text[start:end])
        if m[0].lower() not in COMPANY and m[0].lower() not in SMALL
    ]
    return all(hides(result, start + m.start(), start + m.end(), text) for m in named)


@dataclass
class Names:
    """What happened to names by origin: found in each form, and what else was done to the text."""

    forms: dict[str, Tally]
    touched: Tally = field(default_factory=Tally)
    reviewed: Tally = field(default_factory=Tally)


def names(seed: int = 11, every: int = 1) -> Names:
    """Measure recall of other people's names by origin, in each form; of every so many names."""
    chance = random.Random(seed)
    origins = json.loads((DATA / "names.json").read_text(encoding="utf-8"))
    tallies = {form: Tally() for form in (*SENTENCES, "misspelt")}
    measured = Names(tallies)
    for origin, listed in sorted(origins.items()):
        for name in listed["first"][::every]:
            for form, tally in tallies.items():
                written = name.lower() if form == "lower case" else name
                written = misspelt(name, chance) if form == "misspelt" else written
                pattern = chance.choice(SENTENCES.get(form, SENTENCES["title case"]))
                text = pattern.format(written)
                lang = "en" if re.search(r"\b(?:i|I|During)\b", text) else "nl"
                result = blind(text, KnownFacts(), lang)
                start = pattern.index("{}")
                is_found = hides(result, start, start + len(written), text)
                tally.add(origin, is_found=is_found)
                beyond = any(
                    not start <= s.start < start + len(written) and s.kind != "family"
                    for s in result.spans
                )
                measured.touched.add(origin, is_found=beyond)
                measured.reviewed.add(origin, is_found=result.is_doubtful)
    return measured


def misspelt(name: str, chance: random.Random) -> str:
    """Write a name with one slip of the fingers, but for the shortest."""
    if len(name) < 4:
        return name
    at = chance.randrange(1, len(name) - 1)
    return chance.choice(
        (
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
        )
    )


def telling() -> Tally:
    """Measure sentences that tell a ground: hidden, or sent to a reviewer."""
    tally = Tally()
    for line in read_lines("telling.txt"):
        kind, _, text = line.partition("|")
        lang = "en" if text.split()[0] in ENGLISH_STARTS else "nl"
        result = blind(text, KnownFacts(), lang)
        told = {s.kind for s in result.spans} - {"unknown_word", "name"}
        tally.add(kind, is_found=bool(told) or result.is_doubtful)
    return tally


@dataclass
class Outcome:
    """What happened to sentences: those that tell by ground, of the clean ones what was done."""

    telling: Tally = field(default_factory=Tally)
    clean: int = 0
    touched: int = 0
    reviewed: int = 0
    words: int = 0
    hidden: int = 0

    def add(self, ground: str, text: str, result: BlindText, *, learnt: bool | None = None) -> None:
        """Count one; `learnt` is what the learnt numbers say if others' sentences taught them."""
        reviewed = {s.why for s in result.sentences if s.verdict is Verdict.DOUBTFUL}
        doubtful = bool(reviewed) if learnt is None else bool(reviewed - {LEARNT}) or learnt
        if ground != "-":
            told = {s.kind for s in result.spans} - {"unknown_word", "name"}
            self.telling.add(ground, is_found=bool(told) or doubtful)
            return
        self.clean += 1
        self.reviewed += doubtful
        words = list(re.finditer(r"[^\W_]+", text))
        self.words += len(words)
        self.hidden += sum(
            hides(result, m.start(), m.end(), text, small=frozenset()) for m in words
        )
        self.touched += any(
            s.verdict in {Verdict.MASKED, Verdict.WITHHELD} for s in result.sentences
        )


def unseen(name: str = "unseen.txt") -> Outcome:
    """Measure the sentences that nothing was learnt from."""
    measured = Outcome()
    for line in read_lines(name):
        lang, ground, text = line.split("|", 2)
        measured.add(ground, text, blind(text, KnownFacts(), lang))
    return measured


def trades(name: str = "trades_unseen.txt") -> Outcome:
    """Measure clean texts of students about their trade."""
    measured = Outcome()
    for line in read_lines(name):
        lang, text = line.split("|", 1)
        measured.add("-", text, blind(text, KnownFacts(), lang))
    return measured


def identifiers() -> Tally:
    """Measure sentences with one identifier each."""
    tally = Tally()
    for line in read_lines("identifiers.txt"):
        kind, text, hidden = line.split("|")
        lang = "en" if re.match(r"(?:I|As a|My|People)\b", text) else "nl"
        start = text.index(hidden)
        result = blind(text, KnownFacts(first="Xavier"), lang)
        tally.add(kind, is_found=hides(result, start, start + len(hidden), text))
    return tally


def marked(name: str = "marked_unseen.txt") -> tuple[Tally, float]:
    """Measure texts with the identifying pieces marked in them; and the clean ones touched."""
    tally, clean, touched = Tally(), 0, 0
    for line in read_lines(name):
        lang, written = line.split("|", 1)
        pieces, text = [], ""
        for plain, kind, piece in MARKED.findall(written):
            text += plain
            if kind:
                pieces.append((len(text), len(text) + len(piece), kind))
            text += piece
        result = blind(text, KnownFacts(), lang)
        for start, end, kind in pieces:
            small = SMALL | COMPANY if kind in {"EMPLOYER", "SCHOOL"} else SMALL
            is_read = kind in PROXIES and result.is_doubtful
            is_found = is_read or hides(result, start, end, text, small=small)
            tally.add(kind, is_found=is_found)
        clean += not pieces
        touched += not pieces and result.text != text
    return tally, touched / clean


def work() -> tuple[float, float]:
    """Measure sentences about work: share touched, share sent to a reviewer."""
    texts = read_lines("work.txt")
    results = [
        blind(text, KnownFacts(), "en" if text.split()[0] in ENGLISH_STARTS else "nl")
        for text in texts
    ]
    touched = sum(r.text != text for r, text in zip(results, texts, strict=True))
    return touched / len(texts), sum(r.is_doubtful for r in results) / len(texts)
