"""The blind copy: what others read of a student, and the digest that says it is exactly that.

Here are chosen answers and blind texts only. Nothing in this file can reach the student's own
words, so an empty blind text stays empty.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from blinding.blind import MARKER, Verdict, blind
from blinding.known_facts import KnownFacts
from placements.profiles.facts import Facts, facts_to_read
from records.models.candidate import Candidate, Evidence

MOST_MARKERS = 2
"""With more gaps than this a text is a riddle, and the gaps themselves begin to tell."""


@dataclass(frozen=True, slots=True)
class BlindEvidence:
    """What others read about one competence. Of where it was learned only the kind is in it."""

    letter: str
    text: str
    facts: Facts = field(default_factory=dict)

    @property
    def needs_rewrite(self) -> bool:
        """Whether too little is left to judge, or too much had to be taken out."""
        if not self.text:
            return not self.facts
        return not self.text.replace(MARKER, "").strip() or self.text.count(MARKER) > MOST_MARKERS

    @property
    def row(self) -> Sequence[object]:
        """What the digest of a copy is taken of. Evidence without answers is as it always was."""
        answers = [dict(self.facts)] if self.facts else []
        return [self.letter, *answers, self.text]

    @property
    def digest(self) -> str:
        """SHA-256 of the answers and the text as they were shown."""
        shown = _canonical(self.row) if self.facts else self.text
        return hashlib.sha256(shown.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class BlindCopy:
    """Everything that others read of one student before the match."""

    evidence: tuple[BlindEvidence, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the copy in one fixed form: letters in order, each with answers and text."""
        rows = [one.row for one in sorted(self.evidence, key=lambda one: (one.letter, one.text))]
        return hashlib.sha256(_canonical(rows).encode()).hexdigest()


def blind_copy(candidate: Candidate) -> BlindCopy:
    """Return the blind copy of a profile as it is now."""
    return BlindCopy(tuple(blind_evidence(evidence) for evidence in candidate.told))


def blind_evidence(evidence: Evidence) -> BlindEvidence:
    """Return what others read of one piece of evidence."""
    facts = facts_to_read(evidence.setting, evidence.facts)
    return BlindEvidence(evidence.letter, evidence.blind_text or "", facts)


def runs_of(evidence: Evidence) -> Sequence[tuple[str, bool]]:
    """Cut a blind text into runs, and say of each whether the rules send it to a person."""
    text = evidence.blind_text or ""
    doubtful = [
        (sentence.start, sentence.end)
        for sentence in blind(text, KnownFacts(), evidence.language).sentences
        if sentence.verdict is Verdict.DOUBTFUL
    ]
    edges = {0, len(text), *(edge for place in doubtful for edge in place)}
    return [
        (text[start:end], any(a <= start and end <= b for a, b in doubtful))
        for start, end in pairwise(sorted(edges))
    ]


def is_approved(candidate: Candidate) -> bool:
    """Return whether the student approved exactly the copy that others would read now."""
    return (
        candidate.approved_digest is not None
        and candidate.approved_digest == blind_copy(candidate).digest
    )


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
