"""The student's profile: what the student can and wants, approves and certifies.

Whatever a student changes after saying "this is it" takes that word back, in sight. What is
logged here names the candidate and never the student: a line with both would be the link between
code and person that only the vault may hold.
"""

import hashlib
import json
import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.assessments.scores import settle
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold, hold_still
from placements.policy import require
from placements.policy.profiles import may_edit_profile, may_start_profile, may_step_out
from placements.profiles.blind_copy import blind_copy, is_approved
from placements.profiles.places import list_places
from placements.profiles.suitability import LEGAL_AGES, ages_reached
from records.models.candidate import (
    Candidate,
    Document,
    LearningWish,
    ReviewState,
    TravelMeans,
)
from records.models.desk.assessment import AssessmentState
from records.models.round import Round, RoundPhase
from records.models.student import Student
from records.models.vacancy import HardRequirementKind
from records.queries.blind.candidates import find_candidate_of_student
from records.queries.desk.assessments import list_unsettled_of_candidate
from records.queries.match_runs import is_input_reopened
from records.vault.candidates import find_candidate_id_of_student, link_candidate
from records.vault.people import Person, read_for_service

FEWEST_WISHES = 3
MOST_LEARNING_WISHES = 3
DECLARED_DOCUMENTS = tuple(kind for kind in HardRequirementKind if kind not in LEGAL_AGES)
"""What students say they have; their age follows from their birth date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """When a student can work, and how far away."""

    weekdays: int
    travel_means: TravelMeans
    travel_limit_minutes: int


def start_profile(
    session: Session, actor: Actor, round_: Round, *, code: str, now: datetime
) -> Candidate:
    """Make the student a candidate of this round under a random code; once is enough.

    Raises
    ------
    NotAllowed
        If the round is not for this student, or profiles cannot be written now.
    """
    student = session.get_one(Student, actor.account_id, with_for_update=True)
    hold_still(session, round_)
    own = find_candidate_of_student(session, round_id=round_.id, student_id=student.id)
    if own is not None:
        return own
    require(may_start_profile(actor, student, round_))
    candidate = Candidate(round=round_, programme_id=student.programme_id, code=code)
    session.add(candidate)
    session.flush()
    link_candidate(session, candidate_id=candidate.id, round_id=round_.id, student_id=student.id)
    _keep_documents(candidate, (), _person(session, actor))
    log(session, candidate, "profile:started", now=now)
    return candidate


def set_availability(
    session: Session, actor: Actor, candidate: Candidate, terms: Availability, *, now: datetime
) -> None:
    """Note on which days, by what means and how far a student can travel to work."""
    hold_own(session, actor, candidate)
    now_set = Availability(
        weekdays=candidate.weekdays,
        travel_means=candidate.travel_means,
        travel_limit_minutes=candidate.travel_limit_minutes,
    )
    if terms == now_set:
        return
    candidate.weekdays = terms.weekdays
    candidate.travel_means = terms.travel_means
    candidate.travel_limit_minutes = terms.travel_limit_minutes
    _note_change(session, candidate, "availability:set", now=now)


def declare_documents(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    kinds: Collection[HardRequirementKind],
    *,
    now: datetime,
) -> None:
    """Note which documents a student has. What a member of staff has seen stays seen."""
    hold_own(session, actor, candidate)
    if _keep_documents(candidate, kinds, _person(session, actor)):
        _note_change(session, candidate, "documents:declared", now=now)


def set_learning_wishes(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    letters: tuple[str, ...],
    *,
    now: datetime,
) -> None:
    """Note what a student wants to learn, the dearest first: never scored, at most three.

    Raises
    ------
    Refusal
        If a competence is named twice.
    """
    hold_own(session, actor, candidate)
    wanted = letters[:MOST_LEARNING_WISHES]
    if len(set(wanted)) < len(wanted):
        raise Refusal(msgid("Choose three different things"), field="second")
    if wanted == tuple(wish.letter for wish in candidate.learning_wishes):
        return
    candidate.learning_wishes.clear()
    session.flush()
    for place, letter in enumerate(wanted, start=1):
        candidate.learning_wishes.append(LearningWish(letter=letter, position=place))
    _note_change(session, candidate, "learning_wishes:set", now=now)


def approve_blind_copy(
    session: Session, actor: Actor, candidate: Candidate, *, seen_digest: str, now: datetime
) -> None:
    """Note that the student agrees with exactly these texts being read by others.

    A reviewer reads them after this and can clear or return them, never change them: so what
    others read is byte for byte what the student approved.

    Raises
    ------
    Refusal
        If nothing is written, or a text must be written again first.
    TooLate
        If the copy is no longer the one the student saw.
    """
    hold_own(session, actor, candidate)
    copy = blind_copy(candidate)
    if not copy.evidence:
        raise Refusal(msgid("First write what you did for at least one competence"))
    if any(one.needs_rewrite for one in copy.evidence) or any(
        evidence.review is ReviewState.RETURNED for evidence in candidate.told
    ):
        raise Refusal(msgid("First rewrite the texts that are marked “write this again”"))
    if copy.digest != seen_digest:
        raise TooLate(msgid("You changed a text in the meantime. Read your copy once more."))
    if candidate.approved_digest == copy.digest:
        return
    candidate.approved_digest = copy.digest
    candidate.approved_at = now
    log(session, candidate, "blind_copy:approved", now=now, digest=copy.digest)


def certify_profile(
    session: Session, actor: Actor, candidate: Candidate, *, seen_digest: str, now: datetime
) -> None:
    """Note that the student says: this is my profile and my ranking.

    Raises
    ------
    Refusal
        If something is still missing; the message says what.
    TooLate
        If profile or ranking is no longer the one the student saw.
    """
    hold_own(session, actor, candidate)
    if candidate.certified_at is not None:
        return
    missing = what_is_missing(session, actor, candidate)
    if missing:
        raise missing[0]
    if profile_digest(candidate) != seen_digest:
        raise TooLate(msgid("You changed something in the meantime. Read it once more."))
    candidate.certified_at = now
    log(session, candidate, "profile:certified", now=now)


def reopen_profile(session: Session, actor: Actor, candidate: Candidate, *, now: datetime) -> None:
    """Take back "this is it", to change something; until the phase ends that is always possible."""
    hold_own(session, actor, candidate)
    withdraw_certification(session, candidate, now=now)


def step_out(
    session: Session, actor: Actor, candidate: Candidate, *, rng: random.Random, now: datetime
) -> None:
    """Let a student take no part in the match: while texts are scored, or its input is reopened.

    Before that there is `reopen_profile`. What the student wrote leaves every desk, and a
    competence of which it was the last text is judged. Once the input is frozen a student takes
    part, and says no to the proposal: then only what is affected is matched again.

    Raises
    ------
    NotAllowed
        If it is somebody else's profile.
    TooLate
        If the input of the match is frozen, or the result is out.
    """
    hold(session, candidate.round)
    _hold_if_own(session, actor, candidate)
    if not may_step_out(candidate, is_reopened=is_input_reopened(session, candidate.round_id)):
        raise TooLate(msgid("The match is being made. You can say no to the proposal you get."))
    unsettled = list_unsettled_of_candidate(session, candidate_id=candidate.id)
    for view in unsettled:
        view.state = AssessmentState.RECUSED
    withdraw_certification(session, candidate, now=now)
    for letter in sorted({view.letter for view in unsettled}):
        settle(session, candidate.round, letter, rng=rng, now=now)


def what_is_missing(session: Session, actor: Actor, candidate: Candidate) -> tuple[Refusal, ...]:
    """Return what still stands between a student and certifying, in the order of the pages.

    The field of each refusal says where it is solved.
    """
    places = list_places(session, actor, candidate)
    ranked = [place for place in places if place.rank is not None]
    enough = min(FEWEST_WISHES, sum(place.is_suitable for place in places))
    found = []
    if not is_approved(candidate):
        found.append(
            Refusal(msgid("First read your blind copy and approve it"), field="blind_copy")
        )
    if not candidate.weekdays:
        found.append(
            Refusal(msgid("First choose the days on which you can work"), field="availability")
        )
    if len(ranked) < enough:
        found.append(
            Refusal(
                msgid("Put at least %(count)s places on your list"), field="places", count=enough
            )
        )
    found.extend(
        Refusal(
            msgid("%(place)s does not fit you now. Take it off your list, or change your profile."),
            field="ranking",
            place=place.vacancy.title,
        )
        for place in ranked
        if not place.is_suitable
    )
    return tuple(found)


def profile_digest(candidate: Candidate) -> str:
    """Return the digest of everything a student certifies: another tab may have changed it."""
    facts = {
        "approved": candidate.approved_digest,
        "weekdays": candidate.weekdays,
        "travel": [candidate.travel_means.value, candidate.travel_limit_minutes],
        "documents": sorted(document.kind.value for document in candidate.documents),
        "learning": [wish.letter for wish in candidate.learning_wishes],
        "ranking": [str(wish.vacancy_id) for wish in candidate.wishes],
        "adds_remaining": candidate.adds_remaining,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def hold_own(session: Session, actor: Actor, candidate: Candidate) -> None:
    """Hold the round and the profile still, and stop unless this student may change it now.

    Raises
    ------
    NotAllowed
        If it is somebody else's profile.
    TooLate
        If profiles are closed.
    """
    _hold_if_own(session, actor, candidate)
    if candidate.round.phase is not RoundPhase.PROFILES:
        raise TooLate(msgid("Profiles are closed now. Yours stays as you left it."))


def withdraw_approval(session: Session, candidate: Candidate, *, now: datetime) -> None:
    """Take back the approval of the blind copy, because it is no longer that copy."""
    withdraw_certification(session, candidate, now=now)
    if candidate.approved_digest is not None:
        candidate.approved_digest = candidate.approved_at = None
        log(session, candidate, "blind_copy:withdrawn", now=now)


def withdraw_certification(session: Session, candidate: Candidate, *, now: datetime) -> None:
    """Take back "this is my profile and my ranking", because one of them changes."""
    if candidate.certified_at is not None:
        candidate.certified_at = None
        log(session, candidate, "profile:reopened", now=now)


def log(
    session: Session, candidate: Candidate, event: str, *, now: datetime, **details: object
) -> None:
    """Write a line about a candidate in the log of the school, without the student's account."""
    audit.record(
        session,
        None,
        event,
        candidate.id,
        now=now,
        school_id=candidate.round.school_id,
        **details,
    )


def _hold_if_own(session: Session, actor: Actor, candidate: Candidate) -> None:
    hold_still(session, candidate.round)
    hold(session, candidate)
    own_candidate_id = find_candidate_id_of_student(
        session, round_id=candidate.round_id, student_id=actor.account_id
    )
    require(may_edit_profile(actor, candidate, own_candidate_id=own_candidate_id))


def _note_change(session: Session, candidate: Candidate, event: str, *, now: datetime) -> None:
    withdraw_certification(session, candidate, now=now)
    log(session, candidate, event, now=now)


def _keep_documents(
    candidate: Candidate, declared: Collection[HardRequirementKind], person: Person
) -> bool:
    """Make the documents those declared plus the ages reached; tell whether that changed any."""
    reached = ages_reached(person.birth_date, candidate.round.period_starts_on)
    wanted = reached | {kind for kind in declared if kind in DECLARED_DOCUMENTS}
    had = {document.kind: document for document in candidate.documents}
    for kind in had.keys() - wanted:
        candidate.documents.remove(had[kind])
    candidate.documents.extend(Document(kind=kind) for kind in sorted(wanted - had.keys()))
    return had.keys() != wanted


def _person(session: Session, actor: Actor) -> Person:
    return read_for_service(session, [actor.account_id])[actor.account_id]
