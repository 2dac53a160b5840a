"""Students write, approve, rank and say "this is it"; staff who do not score read along."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.demo.people import DemoStudent, read
from app.demo.stage import Stage
from placements.actors import Role
from placements.profiles.blind_copy import blind_copy, blind_evidence
from placements.profiles.documents import note_document
from placements.profiles.evidence import EvidenceTerms, remove_evidence, write_evidence
from placements.profiles.places import list_places
from placements.profiles.profile import (
    FEWEST_WISHES,
    Availability,
    approve_blind_copy,
    certify_profile,
    declare_documents,
    profile_digest,
    set_availability,
    set_learning_wishes,
    start_profile,
)
from placements.profiles.reblinding import profiles_to_reblind, reblind_profile
from placements.profiles.reviews import clear_evidence, return_evidence
from placements.profiles.wishes import add_remaining, rank_place
from placements.profiles.words import allow_word, ask_word, waiting_words
from records.models.candidate import Candidate, EvidenceSetting, ReviewState, TravelMeans
from records.models.round import Round
from records.models.vacancy import HardRequirementKind
from records.vault.evidence import open_words

A_DAY = timedelta(days=1)
USUAL_TEXTS, MOST_RANKED = 5, 4


def write_profile(
    stage: Stage, round_: Round, student: DemoStudent, *, now: datetime, texts: int = USUAL_TEXTS
) -> Candidate:
    """Let a student start a profile and fill in everything but the ranking."""
    actor, facts = student.actor, student.facts
    candidate = start_profile(stage.session, actor, round_, code=stage.chance.draw_code(), now=now)
    stage.students[candidate.id] = student
    availability = Availability(
        weekdays=facts["weekdays"],
        travel_means=TravelMeans(facts["travel_means"]),
        travel_limit_minutes=facts["travel_limit_minutes"],
    )
    set_availability(stage.session, actor, candidate, availability, now=now)
    kinds = {HardRequirementKind(one["kind"]) for one in facts["documents"]}
    declare_documents(stage.session, actor, candidate, kinds, now=now)
    set_learning_wishes(stage.session, actor, candidate, tuple(facts["learning_wishes"]), now=now)
    for one in facts["evidence"][:texts]:
        terms = EvidenceTerms(
            letter=one["letter"],
            setting=EvidenceSetting(one["setting"]),
            facts=one["facts"],
            words=one["text"] if one["is_told"] else "",
            language="nl",
        )
        write_evidence(stage.session, actor, candidate, terms, now=now)
    return candidate


def approve_copy(stage: Stage, candidate: Candidate, *, now: datetime) -> None:
    """Let the student leave out what tells too much, and approve the rest of the blind copy."""
    actor = stage.students[candidate.id].actor
    for one in list(candidate.evidence):
        if blind_evidence(one).needs_rewrite:
            remove_evidence(stage.session, actor, candidate, one.letter, now=now)
    digest = blind_copy(candidate).digest
    approve_blind_copy(stage.session, actor, candidate, seen_digest=digest, now=now)


def rank_places(stage: Stage, candidate: Candidate, *, now: datetime) -> None:
    """Let the student rank the wished places that fit, and the nearest others up to three."""
    student = stage.students[candidate.id]
    actor, facts = student.actor, student.facts
    suitable = {
        (place.vacancy.employer_id, place.vacancy.title): place.vacancy.id
        for place in list_places(stage.session, actor, candidate)
        if place.is_suitable
    }
    wished = [
        suitable[key] for wish in facts["wishes"] if (key := _names(stage, wish)) in suitable
    ][:MOST_RANKED]
    others = [vacancy_id for vacancy_id in suitable.values() if vacancy_id not in wished]
    missing = max(0, FEWEST_WISHES - len(wished))
    for vacancy_id in wished + others[:missing]:
        rank_place(stage.session, actor, candidate, vacancy_id, now=now)
    add_remaining(stage.session, actor, candidate, adds_remaining=facts["adds_remaining"], now=now)


def certify(stage: Stage, candidate: Candidate, *, now: datetime) -> None:
    """Let the student say: this is my profile and my ranking."""
    actor = stage.students[candidate.id].actor
    digest = profile_digest(candidate)
    certify_profile(stage.session, actor, candidate, seen_digest=digest, now=now)


def see_documents(stage: Stage, candidate: Candidate, *, now: datetime) -> None:
    """Let the student's mentor tick the papers that were shown."""
    student = stage.students[candidate.id]
    shown = {one["kind"] for one in student.facts["documents"] if one["is_seen"]}
    for document in candidate.documents:
        if document.kind in shown:
            note_document(stage.session, student.mentor, document, is_seen=True, now=now)


def review_texts(stage: Stage, candidate: Candidate, *, now: datetime) -> None:
    """Let a mentor clear every text that waits."""
    reviewer = stage.staff(candidate.round, Role.MENTOR, stage.chance.choices.randrange(2))
    for one in candidate.evidence:
        if one.review is ReviewState.WAITING:
            digest = blind_evidence(one).digest
            clear_evidence(stage.session, reviewer, one, seen_digest=digest, now=now)


def ask_for_word(stage: Stage, candidate: Candidate, word: str, *, now: datetime) -> None:
    """Let the student say of a hidden word in one of the texts: this is an ordinary word."""
    texts = open_words(stage.session, [one.id for one in candidate.evidence])
    evidence = next(one for one in candidate.evidence if word in texts[one.id])
    begins = texts[evidence.id].index(word)
    place = (begins, begins + len(word))
    actor = stage.students[candidate.id].actor
    ask_word(stage.session, actor, candidate, evidence, place, now=now)


def allow_waiting_words(stage: Stage, round_: Round, *, now: datetime) -> None:
    """Let a mentor allow every word that waits, and the worker blind the texts anew."""
    mentor = stage.staff(round_, Role.MENTOR)
    for one in waiting_words(stage.session, mentor):
        allow_word(stage.session, mentor, one.id, now=now)
    for candidate_id in list(profiles_to_reblind(stage.session)):
        reblind_profile(stage.session, candidate_id, now=now)


def return_text(stage: Stage, candidate: Candidate, *, now: datetime) -> None:
    """Let a mentor ask for one text in own words to be written again."""
    one = next(one for one in candidate.evidence if one.blind_text)
    return_evidence(
        stage.session,
        stage.staff(candidate.round, Role.MENTOR),
        one,
        read("phrases.json")["review"],
        seen_digest=blind_evidence(one).digest,
        now=now,
    )


def certify_profiles(stage: Stage, round_: Round, students: Iterable[DemoStudent]) -> None:
    """Let these students make, approve and certify a profile, and staff read all of it."""
    for student in students:
        began = stage.between(round_.profiles_open_on, round_.scoring_opens_on - 6 * A_DAY)
        candidate = write_profile(stage, round_, student, now=began)
        ready = stage.not_after_now(began + A_DAY)
        approve_copy(stage, candidate, now=ready)
        rank_places(stage, candidate, now=ready)
        certify(stage, candidate, now=ready)
        read_on = stage.not_after_now(ready + 2 * A_DAY)
        see_documents(stage, candidate, now=read_on)
        review_texts(stage, candidate, now=read_on)


def _names(stage: Stage, wish: str) -> tuple[object, str]:
    """Return by what a place of ``data/`` is found among the places of a round."""
    place = stage.cast.place_of_key[wish]
    return place.owner.employer_id, place.facts["title"]
