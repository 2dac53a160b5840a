"""Blinding anew: what older rules blinded is read again by the rules of now.

Only while profiles are written. From scoring on a text stays as its student approved it and as the
assessors read it, under the version that stands beside it: another text half-way would give two
candidates of one round two rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from uuid import UUID

from sqlalchemy.orm import Session

from blinding.blind import MARKER
from placements.holds import hold, hold_still
from placements.notifications import notify
from placements.profiles.profile import log, withdraw_approval
from placements.profiles.rules import Rules, allowed_at, rules_for, rules_version
from records.models.candidate import Candidate, Evidence, ReviewState
from records.models.round import RoundPhase
from records.queries.blind.words import list_profiles_blinded_otherwise, list_schools_with_profiles
from records.vault.candidates import student_ids_of_candidates
from records.vault.evidence import open_former, open_words, store_former


@dataclass(frozen=True, slots=True)
class Change:
    """How many words of a text new rules hide that were shown, and show that were hidden."""

    hidden: int
    shown: int


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading one profile again came to."""

    read: int = 0
    changed: int = 0
    approves_anew: bool = False


def profiles_to_reblind(session: Session) -> Iterator[UUID]:
    """Yield the profiles with a text that was blinded by other rules than those of now."""
    for school_id in list_schools_with_profiles(session):
        version = rules_version(allowed_at(session, school_id))
        yield from list_profiles_blinded_otherwise(session, school_id=school_id, version=version)


def reblind_profile(session: Session, candidate_id: UUID, *, now: datetime) -> Reread:
    """Blind the texts of one profile anew; where one changed its student approves once more."""
    candidate = session.get_one(Candidate, candidate_id)
    hold_still(session, candidate.round)
    hold(session, candidate)
    if candidate.round.phase is not RoundPhase.PROFILES:
        return Reread()
    student_id = student_ids_of_candidates(session, [candidate.id])[candidate.id]
    rules = rules_for(session, candidate, student_id)
    outdated = [one for one in candidate.told if one.blinding_version != rules.version]
    words = open_words(session, [one.id for one in outdated])
    changed = [one.letter for one in outdated if _reblind(session, one, rules, words[one.id])]
    if not changed:
        return Reread(read=len(outdated))
    was_approved = candidate.approved_digest is not None
    log(session, candidate, "evidence:reblinded", now=now, letters=changed)
    withdraw_approval(session, candidate, now=now)
    if was_approved:
        notify(session, student_id, "evidence_reblinded", now=now)
    return Reread(read=len(outdated), changed=len(changed), approves_anew=was_approved)


def change_of(session: Session, evidence: Evidence) -> Change | None:
    """Return what new rules changed in a text since it was last read, or None."""
    former = open_former(session, evidence.id)
    if former is None:
        return None
    before, after = former.split(), (evidence.blind_text or "").split()
    hidden = shown = 0
    for _kind, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if before[a:b] != after[c:d]:
            hidden += sum(MARKER not in word for word in before[a:b])
            shown += sum(MARKER not in word for word in after[c:d])
    return Change(hidden, shown)


def _reblind(session: Session, evidence: Evidence, rules: Rules, words: str) -> bool:
    """Blind one text anew; say whether others now read something else."""
    blinded = rules.blind(words, evidence.language)
    evidence.blinding_version = rules.version
    evidence.is_doubtful = blinded.is_doubtful
    if blinded.text == evidence.blind_text:
        return False
    store_former(session, evidence.id, evidence.blind_text)
    evidence.blind_text = blinded.text
    evidence.review = ReviewState.WAITING
    evidence.reviewed_by = evidence.review_note = None
    return True
