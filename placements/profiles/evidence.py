"""Evidence: what a student did, chosen from lists and told in the student's own words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.profiles.facts import Facts, clean_facts, sector_of
from placements.profiles.profile import hold_own, log, withdraw_approval
from placements.profiles.rules import rules_for
from placements.profiles.words import follow_asked_words
from records.models.candidate import Candidate, Evidence, EvidenceKind, EvidenceSetting, ReviewState
from records.vault.evidence import open_words, store_words

MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTerms:
    """What a student tells about one competence: `facts` from the lists, `words` if needed."""

    letter: str
    setting: EvidenceSetting
    facts: Facts
    words: str
    language: str


def write_evidence(
    session: Session, actor: Actor, candidate: Candidate, terms: EvidenceTerms, *, now: datetime
) -> Evidence:
    """Keep the answers, the student's words in the vault, and their blinded form in the profile.

    The blind text waits for a reviewer again, and the student's approval is taken back.

    Raises
    ------
    NotAllowed
        If it is somebody else's profile.
    TooLate
        If profiles are closed.
    Refusal
        If an answer is missing or on no list.
    """
    hold_own(session, actor, candidate)
    sector = sector_of(candidate.programme.crebo)
    facts = clean_facts(terms.facts, letter=terms.letter, sector=sector)
    evidence = find_evidence(candidate, terms.letter)
    if evidence is not None and _says_the_same(session, evidence, terms, facts):
        return evidence
    rules = rules_for(session, candidate, actor.account_id)
    blinded = rules.blind(terms.words, terms.language)
    if evidence is None:
        evidence = Evidence(letter=terms.letter)
        candidate.evidence.append(evidence)
    evidence.kind = EvidenceKind.TOLD
    evidence.setting = terms.setting
    evidence.facts = facts
    evidence.language = terms.language
    evidence.blind_text = blinded.text
    evidence.is_doubtful = blinded.is_doubtful
    evidence.blinding_version = rules.version
    evidence.review = ReviewState.WAITING
    evidence.reviewed_by = evidence.review_note = None
    session.flush()
    follow_asked_words(session, evidence, terms.words)
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


def find_evidence(candidate: Candidate, letter: str) -> Evidence | None:
    """Return the evidence on one competence, if the student wrote any."""
    return next((one for one in candidate.evidence if one.letter == letter), None)


def _says_the_same(
    session: Session, evidence: Evidence, terms: EvidenceTerms, facts: Facts
) -> bool:
    words = open_words(session, [evidence.id])[evidence.id]
    said = (words, evidence.setting, evidence.facts, evidence.language)
    return said == (terms.words, terms.setting, facts, terms.language)
