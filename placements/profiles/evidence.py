"""Evidence: what a student did, in the student's own words and in the words others may read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from blinding.blind import BlindText, blind
from placements.actors import Actor
from placements.people.known import known_facts
from placements.profiles.profile import hold_own, log, withdraw_approval
from records.models.candidate import Candidate, Evidence, EvidenceSetting, ReviewState
from records.models.student import Student
from records.vault.evidence import open_words, store_words
from records.vault.people import read_for_service

FEWEST_CHARACTERS = 40
MOST_CHARACTERS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTerms:
    """What a student tells about one competence."""

    letter: str
    setting: EvidenceSetting
    words: str
    language: str


def write_evidence(
    session: Session, actor: Actor, candidate: Candidate, terms: EvidenceTerms, *, now: datetime
) -> Evidence:
    """Keep the student's words in the vault and their blinded form in the profile.

    The blind text waits for a reviewer again, and the student's approval is taken back.

    Raises
    ------
    NotAllowed
        If it is somebody else's profile.
    TooLate
        If profiles are closed.
    """
    hold_own(session, actor, candidate)
    evidence = find_evidence(candidate, terms.letter)
    if evidence is not None and _says_the_same(session, evidence, terms):
        return evidence
    blinded = blind_words(session, actor, candidate, terms.words, terms.language)
    if evidence is None:
        evidence = Evidence(letter=terms.letter)
        candidate.evidence.append(evidence)
    evidence.setting = terms.setting
    evidence.blind_text = blinded.text
    evidence.is_doubtful = blinded.is_doubtful
    evidence.blinding_version = f"{blinded.version} {blinded.rules_hash}"[:80]
    evidence.review = ReviewState.WAITING
    evidence.reviewed_by = evidence.review_note = None
    session.flush()
    store_words(session, evidence.id, terms.words)
    withdraw_approval(session, candidate, now=now)
    log(session, candidate, "evidence:written", now=now, letter=terms.letter)
    return evidence


def remove_evidence(
    session: Session, actor: Actor, candidate: Candidate, letter: str, *, now: datetime
) -> None:
    """Take one competence out of the profile, the student's own words included."""
    hold_own(session, actor, candidate)
    evidence = find_evidence(candidate, letter)
    if evidence is None:
        return
    candidate.evidence.remove(evidence)
    session.flush()
    withdraw_approval(session, candidate, now=now)
    log(session, candidate, "evidence:removed", now=now, letter=letter)


def blind_words(
    session: Session, actor: Actor, candidate: Candidate, words: str, language: str
) -> BlindText:
    """Return the blinded form of a student's words, with everything the records know of them."""
    student = session.get_one(Student, actor.account_id)
    people = read_for_service(session, [id_ for id_ in (student.id, student.mentor_id) if id_])
    person = people[student.id]
    mentor = people.get(student.mentor_id) if student.mentor_id else None
    known = known_facts(
        person,
        school=candidate.round.school.name,
        others=(mentor.full_name,) if mentor else (),
    )
    return blind(words, known, "nl" if language == "nl" else "en")


def find_evidence(candidate: Candidate, letter: str) -> Evidence | None:
    """Return the evidence on one competence, if the student wrote any."""
    return next((one for one in candidate.evidence if one.letter == letter), None)


def _says_the_same(session: Session, evidence: Evidence, terms: EvidenceTerms) -> bool:
    words = open_words(session, [evidence.id])[evidence.id]
    return words == terms.words and evidence.setting is terms.setting
