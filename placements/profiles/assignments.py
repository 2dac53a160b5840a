"""The standard assignment: for who has told nothing on what the places on the own list ask.

An answer is evidence like any other: own words in the vault, blinded, approved by the student, read
by a reviewer, scored in the same queue. Until it is handed in it is a draft that nobody reads,
but for a word of it that the student calls ordinary.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.assignments import Assignment, assignment
from placements.errors import Refusal, TooLate, msgid
from placements.profiles.blind_copy import BlindEvidence, blind_copy, is_approved
from placements.profiles.evidence import find_evidence
from placements.profiles.places import Place
from placements.profiles.profile import hold_own, log, withdraw_approval
from placements.profiles.rules import rules_for
from placements.profiles.words import follow_asked_words
from records.models.candidate import (
    Candidate,
    Evidence,
    EvidenceKind,
    EvidenceSetting,
    ReviewState,
)
from records.vault.evidence import store_words

MOST_CHARACTERS = 1200


def assignments_of(candidate: Candidate, places: Iterable[Place]) -> Sequence[Assignment]:
    """Return the assignments of a student: begun, or for what is asked and was not told.

    They come once the student has said "this is it": whoever has something to tell tells it.
    """
    answered = {one.letter for one in candidate.evidence if one.kind is EvidenceKind.ASSIGNMENT}
    asked = {
        criterion.letter
        for place in places
        if place.rank is not None
        for criterion in place.vacancy.criteria
        if criterion.needed_at_start
    }
    missing = asked - {one.letter for one in candidate.told}
    wanted = answered | (missing if candidate.certified_at else set())
    return [found for letter in sorted(wanted) if (found := assignment(letter))]


def save_draft(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    letter: str,
    words: str,
    *,
    language: str,
    now: datetime,
) -> None:
    """Keep what a student has written so far; what was handed in stays as it is.

    Raises
    ------
    NotAllowed
        If it is somebody else's profile.
    TooLate
        If profiles are closed, or the answer has been handed in.
    Refusal
        If the student has told something on this competence already.
    """
    hold_own(session, actor, candidate)
    evidence = _of_assignment(session, candidate, letter, now=now)
    if not evidence.is_draft:
        raise TooLate(msgid("You have handed this answer in already."))
    evidence.language = language
    follow_asked_words(session, evidence, words)
    store_words(session, evidence.id, words)


def hand_in(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    letter: str,
    words: str,
    *,
    language: str,
    seen_digest: str,
    now: datetime,
) -> None:
    """Hand in an answer, with the student's yes to exactly what others read of it.

    Who had said "this is it" has still said so: nothing else of the profile changes.

    Raises
    ------
    NotAllowed
        If it is somebody else's profile.
    TooLate
        If profiles are closed, or the student saw another blind text than this one.
    Refusal
        If the student has told something on this competence already, or too little is left.
    """
    hold_own(session, actor, candidate)
    rules = rules_for(session, candidate, actor.account_id)
    blinded = rules.blind(words, language)
    shown = BlindEvidence(letter, blinded.text)
    if not words or shown.needs_rewrite:
        raise Refusal(
            msgid("Too little is left for others to read. Write it in another way."), field="words"
        )
    if shown.digest != seen_digest:
        raise TooLate(msgid("You changed your answer. First read what others read of it now."))
    was_approved = is_approved(candidate)
    evidence = _of_assignment(session, candidate, letter, now=now)
    evidence.language = language
    evidence.blind_text = blinded.text
    evidence.is_doubtful = blinded.is_doubtful
    evidence.blinding_version = rules.version
    evidence.review = ReviewState.WAITING
    evidence.reviewed_by = evidence.review_note = None
    session.flush()
    follow_asked_words(session, evidence, words)
    store_words(session, evidence.id, words)
    log(session, candidate, "assignment:handed_in", now=now, letter=letter)
    if was_approved:
        candidate.approved_digest = blind_copy(candidate).digest
        candidate.approved_at = now
        log(session, candidate, "blind_copy:approved", now=now, digest=candidate.approved_digest)
    else:
        withdraw_approval(session, candidate, now=now)


def _of_assignment(
    session: Session, candidate: Candidate, letter: str, *, now: datetime
) -> Evidence:
    """Return the answer to an assignment, begun now if it was not yet."""
    found = find_evidence(candidate, letter)
    if found is not None and found.kind is not EvidenceKind.ASSIGNMENT:
        raise Refusal(msgid("You have told something about this already. That is enough."))
    if found is not None:
        return found
    evidence = Evidence(
        letter=letter,
        kind=EvidenceKind.ASSIGNMENT,
        setting=EvidenceSetting.SCHOOL,
        blinding_version="",
    )
    candidate.evidence.append(evidence)
    session.flush()
    log(session, candidate, "assignment:begun", now=now, letter=letter)
    return evidence
