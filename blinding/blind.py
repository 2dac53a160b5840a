"""One call: a text, what the records know of its writer, a language → what others may see.

Names, numbers and the like become one marker; pronouns and gendered jobs become neutral words; a
sentence that tells a protected ground is withheld whole, because its carrier words betray it too.
What is withheld is never given back from the original, in no case.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from blinding.folding import WORD, Folded
from blinding.known_facts import KnownFacts, own_facts
from blinding.reading import Cues, Reading, read
from blinding.rules import (
    addresses,
    births,
    identifiers,
    initials,
    names,
    nicknames,
)
from blinding.rules.age import school_years
from blinding.rules.age.ages import ages
from blinding.rules.gate import gate
from blinding.rules.name_rows import rest_of_names
from blinding.rules.places import towns
from blinding.rules.places.named_places import named_places
from blinding.rules.pronouns import pronouns
from blinding.rules.proxies import CLAIMED, DOUBT, PEOPLE, proxies
from blinding.rules.things import without_things
from blinding.sentences import sentence_bounds
from blinding.spans import PROXY_KINDS, Span, without_overlap
from blinding.suspicion import limit_of, score_of
from blinding.traces import Token
from blinding.words.lexicon import TRAIT, flags_of
from blinding.words.small_words import FUNCTION_WORDS, SMALL_WORDS, words_of

ENGINE_VERSION = "1.6"
# Why a sentence goes to a person that no list and no form of ours would have sent.
LEARNT = "personal"
MARKER = "[…]"
MOST_MARKERS = 2
_MOST_PASSES = 4
# Counted from the limit: under the first a sentence is about work, whatever the writer says of
# oneself in it; from the second on a listed word is enough to withhold it unread.
_ABOUT_WORK, _CLEARLY_TELLING = -150, 200
# "Ik heet […]": what is left of a sentence that only gave a name.
_SAYS_NOTHING = FUNCTION_WORDS | {"heet", "naam", "name"}
_START = attrgetter("start")
# "Sinds mijn vijftiende", "vrouw in de": small words beside what tells something.
_WITH_EDGES = PROXY_KINDS | {"age"}
_EDGES = words_of(
    "de het een the a an in op at on van of from sinds since toen when dan than dat "
    "ik i mijn mn m'n my mij me is was ben am en and who die"
)
_CALLED = frozenset({"name", "initials", "nickname"})
_REPEATED = re.compile(rf"{re.escape(MARKER)}(?:[\s,;:/&+-]*(?:(?:en|and)\s)?{re.escape(MARKER)})+")


# Every pattern that begins with a word; the words of a text are looked up once for all.
CUES = Cues(
    addresses.CUES | births.CUES | identifiers.CUES | initials.CUES | names.CUES | towns.CUES
)


class Verdict(StrEnum):
    """What happens to a sentence."""

    SHOWN = "shown"
    MASKED = "masked"
    WITHHELD = "withheld"
    DOUBTFUL = "doubtful"


_HOW_STRICT = {
    Verdict.SHOWN: 0,
    Verdict.MASKED: 0,
    Verdict.DOUBTFUL: 1,
    Verdict.WITHHELD: 2,
}


class Sentence(NamedTuple):
    """A sentence of the original text and its verdict."""

    start: int
    end: int
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class BlindText:
    """What others may see of a text, and why the rest is hidden."""

    text: str
    spans: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    version: str
    rules_hash: str

    @property
    def is_doubtful(self) -> bool:
        """A person must look before anyone else does."""
        return any(sentence.verdict is Verdict.DOUBTFUL for sentence in self.sentences)

    @property
    def marker_count(self) -> int:
        """How many markers a reader meets."""
        return self.text.count(MARKER)

    @property
    def needs_rewrite(self) -> bool:
        """More is hidden than a reader can follow: the student is asked to write it differently."""
        return self.marker_count > MOST_MARKERS


def blind(
    text: str, known: KnownFacts, lang: str, *, allowed: frozenset[str] = frozenset()
) -> BlindText:
    """Blind a text.

    `allowed` are folded words that the school lets through the vocabulary gate; they open neither
    known facts nor identifiers nor proxies.

    >>> blind("Hij heet Amber.", KnownFacts(first="Amber"), "nl").text
    'Die heet […].'
    """
    # A sentence that stays as it was is not summed again.
    scores: dict[tuple[str, ...], int] = {}
    spans, sentences, shown = _pass(text, known, lang, allowed, scores)
    for _ in range(_MOST_PASSES):
        if shown == text:
            break
        # A marker or a neutral word makes new neighbours; read on until they tell nothing more.
        text, (found, again, shown) = shown, _pass(shown, known, lang, allowed, scores)
        sentences = _with_what_tells_now(sentences, again)
        if any(span.why == "known_fact" for span in found):
            # No rule should ever let this happen; if one does, nothing is shown at all.
            shown = MARKER
    return BlindText(shown, tuple(spans), tuple(sentences), ENGINE_VERSION, rules_hash())


def _with_what_tells_now(sentences: list[Sentence], again: list[Sentence]) -> list[Sentence]:
    """Doubt or withhold a sentence of the original that tells something since it was changed."""
    if len(sentences) != len(again):
        return sentences
    return [
        first._replace(verdict=second.verdict, why=second.why)
        if _HOW_STRICT[second.verdict] > _HOW_STRICT[first.verdict] and second.why != LEARNT
        else first
        for first, second in zip(sentences, again, strict=True)
    ]


def _pass(
    text: str,
    known: KnownFacts,
    lang: str,
    allowed: frozenset[str],
    scores: dict[tuple[str, ...], int],
) -> tuple[list[Span], list[Sentence], str]:
    reading = read(text)
    folded = reading.folded
    spoken = _spoken(reading.tokens, sentence_bounds(folded.plain), lang)
    found = _all_spans(reading, spoken, known, lang, allowed)
    placed = [span for span in found if span.kind not in {DOUBT, PEOPLE}]
    if folded.at is not None:
        placed = [
            Span(*folded.original(s.start, s.end), s.kind, s.why, s.confidence, s.replacement)
            for s in placed
        ]
    spans = without_overlap(placed)
    found_in, spans_in = _by_place(found), _by_place(spans)
    sentences = []
    for said in spoken:
        doubt, is_sure = _doubt(found_in(said.start, said.end), said, scores)
        place = folded.original(said.start, said.end)
        sentences.append(_judged(place, spans_in(*place), doubt, is_sure=is_sure))
    if to_read := [one for one in sentences if one.verdict is Verdict.DOUBTFUL]:
        spans = without_overlap(
            span for span in placed if not any(_is_left(span, one) for one in to_read)
        )
    return spans, sentences, _show(text, spans, sentences)


def _by_place(spans: list[Span]) -> Callable[[int, int], list[Span]]:
    """Give a function that gives the spans that begin between two places."""
    ordered = sorted(spans, key=_START)
    starts = list(map(_START, ordered))
    return lambda start, end: ordered[bisect_left(starts, start) : bisect_left(starts, end)]


def _is_left(span: Span, sentence: Sentence) -> bool:
    """Say whether a telling word stays in a sentence for the person who reads it."""
    is_inside = sentence.start <= span.start < sentence.end
    return is_inside and span.kind in PROXY_KINDS and not span.replacement


def language_of(words: list[str], stated: str) -> str:
    """Give the language of a sentence: the stated one unless its small words say otherwise.

    >>> language_of("the customer was happy with it".split(), "nl")
    'en'
    """
    other = "en" if stated == "nl" else "nl"
    said = set(words)
    return other if len(said & _ONLY[other]) > len(said & _ONLY[stated]) + 1 else stated


_ONLY = {
    "nl": SMALL_WORDS["nl"] - SMALL_WORDS["en"],
    "en": SMALL_WORDS["en"] - SMALL_WORDS["nl"],
}


class _Said(NamedTuple):
    """A sentence of the folded text, its words and its language: many students mix two."""

    start: int
    end: int
    tokens: list[Token]
    lang: str


def _spoken(tokens: list[Token], bounds: list[tuple[int, int]], stated: str) -> list[_Said]:
    said, at = [], 0
    for start, end in bounds:
        first = at
        while at < len(tokens) and tokens[at][1] < end:
            at += 1
        inside = tokens[first:at]
        said.append(_Said(start, end, inside, language_of([t[0] for t in inside], stated)))
    return said


def _all_spans(
    reading: Reading, spoken: list[_Said], known: KnownFacts, lang: str, allowed: frozenset[str]
) -> list[Span]:
    cued = CUES.found(reading)
    found = [
        *own_facts(reading, known, lang),
        *ages(reading, ((said.start, said.end) for said in spoken)),
        *identifiers.identifiers(reading, cued),
        *births.births(reading, cued),
        *addresses.addresses(reading, cued),
        *names.names(reading, cued),
        *nicknames.nicknames(reading),
        *initials.initials(reading, cued),
        *named_places(reading),
        *school_years.school_years(reading),
        *towns.towns(reading, cued),
    ]
    folded = reading.folded
    starts = _starts(folded.plain, reading.tokens, [said.start for said in spoken])
    words_in: dict[str, list[Token]] = {}
    for said in spoken:
        words_in.setdefault(said.lang, []).extend(said.tokens)
    of_writer = _neutral(folded, words_in, of_others=False)
    low = _without(folded.low, of_writer)
    for language, words in words_in.items():
        found += proxies(low, words, language)
        found += gate(reading, words, starts, language, allowed)
    found = [
        _without_edges(s, folded.low) for s in without_things(found, folded.plain, reading.tokens)
    ]
    found += list(addresses.house_numbers(found, folded))
    # Whose name is hidden is of no sex either.
    is_named = any(span.kind in _CALLED for span in found)
    made_neutral = _neutral(folded, words_in, of_others=True) if is_named else of_writer
    return [*found, *made_neutral, *rest_of_names(found, folded.plain)]


def _neutral(folded: Folded, words_in: dict[str, list[Token]], *, of_others: bool) -> list[Span]:
    return [
        span
        for lang, words in words_in.items()
        for span in pronouns(folded, words, lang, of_others=of_others)
    ]


def _without(low: str, made_neutral: list[Span]) -> str:
    """Blot out the pronouns that are made neutral: whom they stand for is the writer."""
    letters = list(low)
    for span in made_neutral:
        letters[span.start : span.end] = "_" * (span.end - span.start)
    return "".join(letters)


def _without_edges(span: Span, low: str) -> Span:
    """Leave the small words at both ends of what tells something unmarked: "sinds mijn"."""
    if span.kind not in _WITH_EDGES or span.replacement:
        return span
    told = [m for m in WORD.finditer(low, span.start, span.end) if m[0] not in _EDGES]
    return span._replace(start=told[0].start(), end=told[-1].end()) if told else span


_MAY_START = re.compile(r"[:\"]\s*$|(?:^|\s)['(-]\s*$|\n\W*$")


def _starts(plain: str, tokens: list[Token], sentences: list[int]) -> frozenset[int]:
    """Give where a capital means nothing: the first word of a sentence, a quote or a list."""
    starts = set()
    coming = iter(sentences)
    sentence = next(coming, None)
    ends = 0
    for _, start, end in tokens:
        while sentence is not None and start >= sentence:
            starts.add(start)
            sentence = next(coming, None)
        if plain[ends:start] != " " and _MAY_START.search(plain[max(0, start - 4) : start]):
            starts.add(start)
        ends = end
    return frozenset(starts)


def _doubt(found: list[Span], said: _Said, scores: dict[tuple[str, ...], int]) -> tuple[str, bool]:
    """Give why a person should read a sentence, and whether it surely tells who someone is."""
    hidden = [s for s in found if s.kind not in PROXY_KINDS | {DOUBT, PEOPLE}]
    covered = bytearray(said.end)
    for span in hidden:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    shown = tuple([word for word, start, _ in said.tokens if not covered[start]])
    if shown not in scores:
        scores[shown] = score_of(list(shown))
    score = scores[shown] - limit_of(said.lang)
    is_claimed = any(span.confidence == CLAIMED and span.kind in PROXY_KINDS for span in found)
    is_sure = score >= (_ABOUT_WORK if is_claimed else _CLEARLY_TELLING)
    if any(s.kind == DOUBT or (s.kind == PEOPLE and score >= _ABOUT_WORK) for s in found):
        return "telling_word", is_sure
    is_personal = score >= 0 and not all(_says_only_how(word) for word in shown)
    return LEARNT if is_personal else "", is_sure


def _says_only_how(word: str) -> bool:
    """Tell whether a word only says how somebody works, or says nothing."""
    return word in _SAYS_NOTHING or bool(flags_of(word) & TRAIT)


def _judged(place: tuple[int, int], inside: list[Span], doubt: str, *, is_sure: bool) -> Sentence:
    start, end = place
    telling = next((s for s in inside if s.kind in PROXY_KINDS and not s.replacement), None)
    if telling:
        # Who works in care or in a kitchen rightly writes of others' health and belief.
        verdict = Verdict.WITHHELD if is_sure else Verdict.DOUBTFUL
        return Sentence(start, end, verdict, telling.kind)
    if doubt:
        return Sentence(start, end, Verdict.DOUBTFUL, doubt)
    if inside:
        return Sentence(start, end, Verdict.MASKED, inside[0].kind)
    return Sentence(start, end, Verdict.SHOWN, "")


def _show(text: str, spans: list[Span], sentences: list[Sentence]) -> str:
    """Write what may be seen; every character of a span or a withheld sentence is left out."""
    hidden = [
        Span(s.start, s.end, s.why, "withheld", 2.0)
        for s in sentences
        if s.verdict is Verdict.WITHHELD
    ]
    parts: list[str] = []
    at = 0
    for span in without_overlap([*hidden, *spans]) if hidden else spans:
        ending = "." if span.why == "withheld" and text[span.end - 1] in ".!?" else ""
        parts += [text[at : span.start], span.replacement or MARKER + ending]
        at = span.end
    parts.append(text[at:])
    return _REPEATED.sub(MARKER, "".join(parts)).strip()


@cache
def rules_hash() -> str:
    """Give the SHA-256 over every rule and data file of this room, stored with every blind text."""
    room = Path(__file__).parent
    digest = hashlib.sha256(ENGINE_VERSION.encode())
    for path in sorted(room.rglob("*")):
        if path.suffix in {".py", ".txt", ".xz", ".json"}:
            content = path.read_bytes()
            digest.update(f"{path.relative_to(room).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
