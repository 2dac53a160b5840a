"""A round, read once and frozen: codes, levels, wishes and seats, and nothing else.

What the matcher may not see stays behind here: names, home postcodes, the setting and the words
of evidence, which assessor gave which level. A postcode is turned into minutes and forgotten.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

import matching
import scoring
from matching.receipt import input_digest
from matching.replay import FORMAT, MOST_PLACED, PER_STUDENT, STABLE, Data
from placements.assessments.scores import levels_of_round
from placements.catalogue import RUBRIC_VERSION
from placements.codes import round_code
from placements.profiles.suitability import Obstacle, obstacles
from placements.travel import UnknownPostcode, travel_minutes
from records.models.candidate import Candidate, TravelMeans
from records.models.round import Objective, Round
from records.models.vacancy import Vacancy
from records.queries.match_runs import (
    list_certified_candidates,
    list_places_of_round,
)
from records.queries.rounds import list_parties
from records.vault.candidates import student_ids_of_candidates
from records.vault.people import read_for_service
from scoring.bands import ERROR_UNITS, PRIOR_COUNT, PRIOR_SQUARED_ERROR

OBJECTIVES: Final = {Objective.STABLE: STABLE, Objective.MOST_PLACED: MOST_PLACED}
NO_PLACE: Final = "no_place"
"""The limit of a student for whose programme nobody offers a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The input of a match, and what stood in the way of those for whom nothing is possible."""

    frozen: Data
    obstacles: Mapping[str, str]
    """By candidate code: the obstacle that keeps most places away."""

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical input."""
        return input_digest(self.frozen).hex()


@dataclass(frozen=True, slots=True)
class _Way:
    """One place for one candidate, and how long the way is."""

    place: Vacancy
    minutes: int | None
    obstacles: tuple[Obstacle, ...]


def take_snapshot(session: Session, round_: Round) -> Snapshot:
    """Read a round and freeze what its match rests on; the same rows give the same bytes."""
    places = list_places_of_round(session, round_.id)
    candidates = list_certified_candidates(session, round_.id)
    levels = levels_of_round(session, round_.id)
    homes = _home_postcodes(session, [candidate.id for candidate in candidates])
    of_programme: defaultdict[UUID, list[Vacancy]] = defaultdict(list)
    for place in places:
        of_programme[place.programme_id].append(place)
    entered: Data = {}
    blocked: dict[str, str] = {}
    for candidate in candidates:
        ways = _ways(candidate, of_programme[candidate.programme_id], homes[candidate.id])
        possible = [way for way in ways if not way.obstacles]
        entered[candidate.code] = {
            "levels": {
                letter: list(given) for letter, given in levels.get(candidate.id, {}).items()
            },
            "wishes": [str(way.place.id) for way in _in_wished_order(candidate, possible)],
        }
        if not possible:
            blocked[candidate.code] = _main_obstacle(ways)
    return Snapshot(
        frozen={
            "format": FORMAT,
            "round": round_code(round_),
            "rubric": RUBRIC_VERSION,
            "code": code_version(),
            "objective": OBJECTIVES[round_.objective],
            "lots": PER_STUDENT,
            "commitments": [one.commitment for one, _role in list_parties(session, round_.id)],
            "prior": {
                "count": PRIOR_COUNT,
                "squared_error": int(PRIOR_SQUARED_ERROR * ERROR_UNITS),
            },
            "places": {str(place.id): _asked(place) for place in places},
            "candidates": entered,
        },
        obstacles=blocked,
    )


@cache
def code_version() -> str:
    """Name the exact source of the core that computes: the same name, the same arithmetic."""
    digest = hashlib.sha256()
    for room in (matching, scoring):
        for file in sorted(Path(room.__path__[0]).glob("*.py")):
            digest.update(f"{room.__name__}/{file.name}\n".encode() + file.read_bytes())
    return f"core {digest.hexdigest()[:16]}"


def _asked(place: Vacancy) -> Data:
    return {
        "seats": place.seats,
        "asks": {
            criterion.letter: {
                "required": criterion.required_level,
                "weight": criterion.weight,
                "essential": criterion.is_essential,
            }
            for criterion in place.criteria
        },
        "everyone_equal": False,
    }


def _home_postcodes(session: Session, candidate_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return where each candidate lives, for counting minutes and nothing else."""
    students = student_ids_of_candidates(session, candidate_ids)
    people = read_for_service(session, list(students.values()))
    return {candidate: people[student].postcode for candidate, student in students.items()}


def _ways(candidate: Candidate, places: Iterable[Vacancy], home: str) -> list[_Way]:
    """Return these places of the candidate's programme with what stands in between."""
    ways = []
    for place in places:
        minutes = _minutes(home, place.employer.postcode, candidate.travel_means)
        ways.append(_Way(place, minutes, obstacles(candidate, place, minutes=minutes)))
    return ways


def _minutes(home: str, work: str, means: TravelMeans) -> int | None:
    try:
        return travel_minutes(home, work, means)
    except UnknownPostcode:
        return None


def _in_wished_order(candidate: Candidate, possible: Iterable[_Way]) -> list[_Way]:
    """Put the student's own list first, then what follows: most to learn first, then nearest."""
    ranks = {wish.vacancy_id: wish.rank for wish in candidate.wishes}
    to_learn = {wish.letter for wish in candidate.learning_wishes}
    own = [way for way in possible if way.place.id in ranks]
    rest = [way for way in possible if way.place.id not in ranks]

    def what_follows(way: _Way) -> tuple[int, int, str]:
        learned = sum(criterion.letter in to_learn for criterion in way.place.criteria)
        return -learned, way.minutes or 0, str(way.place.id)

    follows = sorted(rest, key=what_follows) if candidate.adds_remaining else []
    return sorted(own, key=lambda way: ranks[way.place.id]) + follows


def _main_obstacle(ways: Sequence[_Way]) -> str:
    """Name what keeps most places away from a candidate for whom none is possible."""
    if not ways:
        return NO_PLACE
    counted = Counter(way.obstacles[0] for way in ways)
    return max(Obstacle, key=lambda obstacle: counted[obstacle]).value
