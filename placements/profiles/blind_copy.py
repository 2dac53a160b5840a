"""The blind copy: what others read of a student, and the digest that says it is exactly that.

Here are blind texts only. Nothing in this file can reach the student's own words, so an empty
blind text stays empty.
"""

import hashlib
import json
from dataclasses import dataclass

from blinding.blind import MARKER
from records.models.candidate import Candidate, Evidence

MOST_MARKERS = 2
"""With more gaps than this a text is a riddle, and the gaps themselves begin to tell."""


@dataclass(frozen=True, slots=True)
class BlindEvidence:
    """What others read about one competence. Where it was learned is not in it."""

    letter: str
    text: str

    @property
    def needs_rewrite(self) -> bool:
        """Whether too little is left to judge, or too much had to be taken out."""
        return not self.text.replace(MARKER, "").strip() or self.text.count(MARKER) > MOST_MARKERS

    @property
    def digest(self) -> str:
        """SHA-256 of the text as it was shown."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class BlindCopy:
    """Everything that others read of one student before the match."""

    evidence: tuple[BlindEvidence, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the copy in one fixed form: letters in order, each with its text."""
        rows = sorted((one.letter, one.text) for one in self.evidence)
        canonical = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def blind_copy(candidate: Candidate) -> BlindCopy:
    """Return the blind copy of a profile as it is now."""
    return BlindCopy(tuple(blind_evidence(evidence) for evidence in candidate.evidence))


def blind_evidence(evidence: Evidence) -> BlindEvidence:
    """Return what others read of one piece of evidence."""
    return BlindEvidence(evidence.letter, evidence.blind_text or "")


def is_approved(candidate: Candidate) -> bool:
    """Return whether the student approved exactly the copy that others would read now."""
    return (
        candidate.approved_digest is not None
        and candidate.approved_digest == blind_copy(candidate).digest
    )
