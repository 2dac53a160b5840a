"""The blind review: somebody who does not score reads each blind text before anyone else does.

The reviewer sees what the student approved and nothing more, and can clear it or return it.
There is no way to change it here, so what was approved is what is read. Whoever has read a text of
a candidate never scores that candidate: the database keeps it so, in both directions.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.errors import TooLate, msgid
from placements.holds import hold, hold_still
from placements.notifications import notify
from placements.people.known import require_nobody_known
from placements.policy import require
from placements.policy.profiles import may_review_evidence
from placements.profiles.blind_copy import blind_evidence, is_approved
from placements.profiles.profile import withdraw_approval
from records.models.candidate import Candidate, Evidence, ReviewState
from records.models.review import TextReader
from records.models.round import RoundPhase
from records.queries.blind.reviews import count_assessor_seats
from records.queries.blind.words import is_reader
from records.vault.candidates import student_ids_of_candidates
from records.vault.evidence import store_former


def clear_evidence(
    session: Session, actor: Actor, evidence: Evidence, *, seen_digest: str, now: datetime
) -> None:
    """Say that this text tells what was done and not who did it.

    Raises
    ------
    NotAllowed
        If the actor scores in this round, or is no mentor or coordinator of the school.
    TooLate
        If the text has been reviewed or changed since the reviewer opened it.
    """
    candidate = _hold(session, actor, evidence, seen_digest)
    evidence.review = ReviewState.CLEARED
    evidence.reviewed_by = actor.account_id
    evidence.review_note = None
    audit.record(session, actor, "evidence:cleared", candidate.id, now=now, letter=evidence.letter)


def return_evidence(
    session: Session,
    actor: Actor,
    evidence: Evidence,
    note: str,
    *,
    seen_digest: str,
    now: datetime,
) -> None:
    """Ask the student to write this text again, and say what tells too much.

    The approval goes with it, and the student gets a mail.

    Raises
    ------
    NotAllowed
        If the actor scores in this round, or is no mentor or coordinator of the school.
    TooLate
        If the text has been reviewed or changed since the reviewer opened it.
    Refusal
        If the note tells something of a student.
    """
    candidate = _hold(session, actor, evidence, seen_digest)
    require_nobody_known(session, candidate.round_id, note, field="note")
    evidence.review = ReviewState.RETURNED
    evidence.reviewed_by = actor.account_id
    evidence.review_note = note
    withdraw_approval(session, candidate, now=now)
    audit.record(session, actor, "evidence:returned", candidate.id, now=now, letter=evidence.letter)
    student_id = student_ids_of_candidates(session, [candidate.id])[candidate.id]
    notify(session, student_id, "evidence_returned", now=now)


def note_reader(session: Session, candidate: Candidate, actor: Actor) -> None:
    """Note who read something of a candidate: from then on that person never scores it."""
    if not is_reader(session, candidate_id=candidate.id, account_id=actor.account_id):
        session.add(TextReader(candidate_id=candidate.id, account_id=actor.account_id))
        session.flush()


def _hold(session: Session, actor: Actor, evidence: Evidence, seen_digest: str) -> Candidate:
    """Hold round, profile and text still, and stop unless this is what the reviewer read."""
    candidate = session.get_one(Candidate, evidence.candidate_id)
    hold_still(session, candidate.round)
    hold(session, candidate)
    hold(session, evidence)
    seats = count_assessor_seats(session, round_id=candidate.round_id, account_id=actor.account_id)
    require(may_review_evidence(actor, candidate.round, scores_in_round=seats > 0))
    if candidate.round.phase is not RoundPhase.PROFILES:
        raise TooLate(msgid("Profiles are closed now"))
    if evidence.review is not ReviewState.WAITING:
        raise TooLate(msgid("Somebody else has just reviewed this text"))
    if not is_approved(candidate) or blind_evidence(evidence).digest != seen_digest:
        raise TooLate(msgid("The student is changing this text. It comes back when it is ready."))
    note_reader(session, candidate, actor)
    store_former(session, evidence.id, None)
    return candidate
