"""The visitor's own profile, as every page of this room loads it."""

from typing import NoReturn
from uuid import UUID

from flask import abort, redirect, url_for

from placements.guidance.self_checks import find_open_moment
from placements.profiles.places import Place, list_places
from placements.profiles.suitability import missing_requirements, missing_weekdays
from records.database import current_session
from records.models.candidate import Candidate
from records.models.guidance import SelfCheckMoment
from records.models.round import Round, RoundPhase
from records.models.student import Student
from records.queries.blind.candidates import find_candidate_of_student
from records.queries.students import get_student, list_rounds_in_hand
from records.vault.candidates import find_candidate_id_of_student
from web.guards import current_actor


def find_round_in_hand(student: Student) -> Round | None:
    """Return the round that a student is in: the latest with a profile, or that can have one.

    A student whose internship goes on does not leave that round because the next one began.
    """
    session = current_session()
    rounds = list_rounds_in_hand(session, programme_id=student.programme_id)
    own = (
        round_
        for round_ in rounds
        if round_.phase is RoundPhase.PROFILES
        or find_candidate_id_of_student(session, round_id=round_.id, student_id=student.id)
    )
    return next(own, next(iter(rounds), None))


def find_own_candidate() -> Candidate | None:
    """Return the visitor's profile in the round in hand, if it was started."""
    session, student_id = current_session(), current_actor().account_id
    round_ = find_round_in_hand(get_student(session, student_id))
    if round_ is None:
        return None
    return find_candidate_of_student(session, round_id=round_.id, student_id=student_id)


def own_candidate() -> Candidate:
    """Return the visitor's profile; who has none yet is brought home, where it starts."""
    return find_own_candidate() or _go_home()


def own_moment() -> SelfCheckMoment | None:
    """Return the moment at which the visitor may say how sure they are, if one is open."""
    session, actor = current_session(), current_actor()
    round_ = find_round_in_hand(get_student(session, actor.account_id))
    return find_open_moment(session, actor, round_) if round_ is not None else None


def own_places(candidate: Candidate) -> list[Place]:
    """Return the places of the visitor's programme, the nearest first."""
    return list(list_places(current_session(), current_actor(), candidate))


def can_edit(candidate: Candidate) -> bool:
    """Return whether profiles are being written now."""
    return candidate.round.phase is RoundPhase.PROFILES


def missing_of(candidate: Candidate, places: list[Place]) -> dict[UUID, dict[str, object]]:
    """Return what the student lacks for each place, for the sentence that says so."""
    return {
        place.vacancy.id: {
            "weekdays": missing_weekdays(candidate, place.vacancy),
            "requirements": missing_requirements(candidate, place.vacancy),
        }
        for place in places
    }


def _go_home() -> NoReturn:
    abort(redirect(url_for("students.show_home"), 303))
