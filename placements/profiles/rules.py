"""By which rules the texts of a student are blinded, and what version they are."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from blinding.blind import ENGINE_VERSION, BlindText, blind, rules_hash
from blinding.known_facts import KnownFacts
from placements.people.known import known_facts
from records.models.candidate import Candidate
from records.models.student import Student
from records.queries.blind.words import list_allowed_words
from records.vault.people import read_for_service


@dataclass(frozen=True, slots=True)
class Rules:
    """What the records know of one student, and the words that the school lets through."""

    known: KnownFacts
    allowed: frozenset[str]

    @property
    def version(self) -> str:
        """Version and hash of the rules, and the hash of the words allowed."""
        return rules_version(self.allowed)

    def blind(self, words: str, language: str, *, more: Iterable[str] = ()) -> BlindText:
        """Return the blinded form of a student's words, as if `more` words were allowed too."""
        allowed = self.allowed.union(more)
        return blind(words, self.known, "nl" if language == "nl" else "en", allowed=allowed)


def rules_for(session: Session, candidate: Candidate, student_id: UUID) -> Rules:
    """Return the rules for a student's own texts: everything the records know of that student."""
    student = session.get_one(Student, student_id)
    people = read_for_service(session, [id_ for id_ in (student_id, student.mentor_id) if id_])
    mentor = people.get(student.mentor_id) if student.mentor_id else None
    known = known_facts(
        people[student_id],
        school=candidate.round.school.name,
        others=(mentor.full_name,) if mentor else (),
    )
    return Rules(known, allowed_at(session, candidate.round.school_id))


def allowed_at(session: Session, school_id: UUID) -> frozenset[str]:
    """Return the words that the blinding lets through at a school."""
    return frozenset(one.word for one in list_allowed_words(session, school_id=school_id))


def rules_version(allowed: frozenset[str]) -> str:
    """Return what is the same as long as rules, data and allowed words are."""
    words = hashlib.sha256("\n".join(sorted(allowed)).encode()).hexdigest()
    return f"{ENGINE_VERSION} {rules_hash()} {words[:8]}"
