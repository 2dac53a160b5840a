"""A round, read once and frozen: codes, levels, wishes and seats, and nothing else.

What the matcher may not see stays behind here: names, home postcodes, the setting and the words
of evidence, which assessor gave which level. A postcode is turned into minutes and forgotten.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

import matching
import scoring
from matching.notation import Terms, write_levels, write_terms
from matching.receipt import input_digest
from matching.replay import (
    FORMAT,
    MOST_PLACED,
    PER_STUDENT,
    STABLE,
    Data,
    places_without_order,
)
from placements.assessments.scores import first_levels_of_round, levels_of_round
from placements.catalogue import competences
from placements.codes import round_code
from placements.profiles.suitability import (
    UNKNOWN_WAY,
    Booleans,
    Demands,
    Integers,
    Obstacle,
    demands_of,
    obstacles_at,
)
from placements.reliability.judgements import left_out_of
from placements.rubrics.rounds import edition_of
from placements.travel import Position, UnknownPostcode, position, travel_minutes_to, where
from records.models.candidate import Candidate
from records.models.round import Objective, Round
from records.models.vacancy import Vacancy
from records.queries.match_runs import (
    list_certified_candidates,
    list_places_of_round,
)
from records.queries.rounds import list_parties
from records.vault.candidates import student_ids_of_candidates
from records.vault.people import read_for_service
from scoring.bands import ERROR_UNITS, PAIRS_TO_JUDGE, PRIOR_COUNT, PRIOR_SQUARED_ERROR

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
class _Group:
    """The places of one programme, side by side."""

    places: Sequence[Vacancy]
    demands: Demands
    located: Integers
    """Which of them lie at a postcode that is known, as indices."""
    works: Integers
    """Where those lie, shape (n_located, 2)."""
    codes: Sequence[str]
    indices: Mapping[UUID, int]
    letters: Sequence[frozenset[str]]
    """The competences each asks."""


def take_snapshot(session: Session, round_: Round) -> Snapshot:
    """Read a round and freeze what its match rests on; the same rows give the same bytes."""
    places = list_places_of_round(session, round_.id)
    candidates = list_certified_candidates(session, round_.id)
    levels = levels_of_round(session, round_.id)
    homes = _home_postcodes(session, [candidate.id for candidate in candidates])
    of_programme: defaultdict[UUID, list[Vacancy]] = defaultdict(list)
    for place in places:
        of_programme[place.programme_id].append(place)
    programmes = {candidate.programme_id for candidate in candidates}
    groups = {programme: _group(of_programme[programme]) for programme in programmes}
    letters = [competence.letter for competence in competences()]
    entered: Data = {}
    blocked: dict[str, str] = {}
    for candidate in candidates:
        group = groups[candidate.programme_id]
        minutes = _minutes(candidate, group, homes[candidate.id])
        found = obstacles_at(candidate, group.demands, minutes)
        possible = np.flatnonzero(~np.any(list(found.values()), axis=0)).tolist()
        entered[candidate.code] = {
            "levels": write_levels(letters, levels.get(candidate.id, {})),
            "wishes": _wishes(candidate, group, possible, minutes.tolist()),
        }
        if not possible:
            blocked[candidate.code] = _main_obstacle(found)
    frozen: Data = {
        "format": FORMAT,
        "round": round_code(round_),
        "rubric": edition_of(round_),
        "code": code_version(),
        "objective": OBJECTIVES[round_.objective],
        "lots": PER_STUDENT,
        "commitments": [one.commitment for one, _role in list_parties(session, round_.id)],
        "competences": letters,
        "prior": {
            "count": PRIOR_COUNT,
            "squared_error": int(PRIOR_SQUARED_ERROR * ERROR_UNITS),
        },
        "places": {str(place.id): _asked(place) for place in places},
        "candidates": entered,
        "left_out": left_out_of(session, round_.id),
    }
    for code in _places_without_order(session, round_, frozen, candidates):
        frozen["places"][code]["everyone_equal"] = True
    return Snapshot(frozen=frozen, obstacles=blocked)


def _places_without_order(
    session: Session, round_: Round, frozen: Data, candidates: Sequence[Candidate]
) -> list[str]:
    """Name the places of which the first, independent levels tell nobody apart.

    What the two said after they knew of each other agrees more than they do.
    """
    if len(candidates) < PAIRS_TO_JUDGE:
        return []
    levels = first_levels_of_round(session, round_.id)
    first = {
        candidate.code: {
            "levels": write_levels(frozen["competences"], levels.get(candidate.id, {})),
            "wishes": frozen["candidates"][candidate.code]["wishes"],
        }
        for candidate in candidates
    }
    return places_without_order(frozen | {"candidates": first})


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
            criterion.letter: write_terms(
                Terms(criterion.required_level, criterion.weight, criterion.is_essential)
            )
            for criterion in place.criteria
        },
        "everyone_equal": False,
    }


def _home_postcodes(session: Session, candidate_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return where each candidate lives, for counting minutes and nothing else."""
    students = student_ids_of_candidates(session, candidate_ids)
    people = read_for_service(session, list(students.values()))
    return {candidate: people[student].postcode for candidate, student in students.items()}


def _group(places: Sequence[Vacancy]) -> _Group:
    positions = [_position(place.employer.postcode) for place in places]
    located = [index for index, found in enumerate(positions) if found]
    return _Group(
        places=places,
        demands=demands_of(places),
        located=np.array(located, dtype=np.int64),
        works=where(found for found in positions if found),
        codes=[str(place.id) for place in places],
        indices={place.id: index for index, place in enumerate(places)},
        letters=[frozenset(criterion.letter for criterion in place.criteria) for place in places],
    )


def _minutes(candidate: Candidate, group: _Group, home: str) -> Integers:
    """Return the minutes to every place of the group, `UNKNOWN_WAY` where nobody can tell."""
    minutes = np.full(len(group.places), UNKNOWN_WAY)
    if lives_at := _position(home):
        minutes[group.located] = travel_minutes_to(lives_at, group.works, candidate.travel_means)
    return minutes


def _position(postcode: str) -> Position | None:
    try:
        return position(postcode)
    except UnknownPostcode:
        return None


def _wishes(
    candidate: Candidate, group: _Group, possible: Sequence[int], minutes: Sequence[int]
) -> list[str]:
    """Put the student's own list first, then what follows: most to learn first, then nearest."""
    ranked = sorted(candidate.wishes, key=lambda wish: wish.rank)
    listed = [group.indices.get(wish.vacancy_id) for wish in ranked]
    left = set(possible)
    own = [index for index in listed if index in left]
    if not candidate.adds_remaining:
        return [group.codes[index] for index in own]
    to_learn = {wish.letter for wish in candidate.learning_wishes}
    follows = sorted(
        (-len(to_learn & group.letters[index]), minutes[index], group.codes[index])
        for index in left.difference(own)
    )
    return [group.codes[index] for index in own] + [code for *_rest, code in follows]


def _main_obstacle(found: Mapping[Obstacle, Booleans]) -> str:
    """Name what keeps most places away, each place by the first thing that stands before it."""
    standing = np.array([found[obstacle] for obstacle in Obstacle])
    if not standing.size:
        return NO_PLACE
    counts = np.bincount(standing.argmax(axis=0), minlength=len(Obstacle))
    return list(Obstacle)[counts.argmax()].value
