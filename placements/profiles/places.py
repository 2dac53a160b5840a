"""The places a student can choose from, with the way to each and what stands in between."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.profiles.suitability import Obstacle, obstacles
from placements.travel import UnknownPostcode, travel_minutes
from records.models.candidate import Candidate
from records.models.vacancy import Vacancy
from records.queries.vacancies import list_frozen_vacancies
from records.vault.people import read_for_service


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place as one student sees it."""

    vacancy: Vacancy
    minutes: int | None
    """From door to door; None when the school does not know where the student lives."""
    obstacles: tuple[Obstacle, ...]
    rank: int | None
    """Its number on the student's list."""

    @property
    def is_suitable(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.obstacles


def list_places(session: Session, actor: Actor, candidate: Candidate) -> Sequence[Place]:
    """Return every place of the student's programme in the round, the nearest first."""
    home = read_for_service(session, [actor.account_id])[actor.account_id].postcode
    ranks = {wish.vacancy_id: wish.rank for wish in candidate.wishes}
    places = [
        _place(candidate, vacancy, home, ranks.get(vacancy.id))
        for vacancy in list_frozen_vacancies(
            session, round_id=candidate.round_id, programme_id=candidate.programme_id
        )
    ]
    return sorted(places, key=lambda place: (place.minutes or 0, place.vacancy.id))


def _place(candidate: Candidate, vacancy: Vacancy, home: str, rank: int | None) -> Place:
    try:
        minutes = travel_minutes(home, vacancy.employer.postcode, candidate.travel_means)
    except UnknownPostcode:
        minutes = None
    return Place(
        vacancy=vacancy,
        minutes=minutes,
        obstacles=obstacles(candidate, vacancy, minutes=minutes),
        rank=rank,
    )
