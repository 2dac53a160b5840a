"""The ranking: the places a student wants, the dearest first.

Saying honestly what you want never gives you a worse place, because students are matched by
deferred acceptance: a place that has no room for you is no loss to the next on your list.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.errors import Refusal, TooLate, msgid
from placements.profiles.places import list_places
from placements.profiles.profile import hold_own, log, withdraw_certification
from records.models.candidate import Candidate, Wish

MOST_WISHES = 15

Ranking = tuple[UUID, ...]


def added(ranking: Ranking, place: UUID) -> Ranking:
    """Return the ranking with this place at the end, or as it was if the place is on it."""
    return ranking if place in ranking else (*ranking, place)


def removed(ranking: Ranking, place: UUID) -> Ranking:
    """Return the ranking without this place."""
    return tuple(one for one in ranking if one != place)


def moved(ranking: Ranking, place: UUID, steps: int) -> Ranking:
    """Return the ranking with this place so many steps down, or up when negative.

    It stops at either end; a place that is not on the list moves nothing.
    """
    if place not in ranking:
        return ranking
    rest = list(removed(ranking, place))
    rest.insert(max(0, ranking.index(place) + steps), place)
    return tuple(rest)


def rank_place(
    session: Session, actor: Actor, candidate: Candidate, vacancy_id: UUID, *, now: datetime
) -> None:
    """Put a place at the end of the student's list.

    Raises
    ------
    Refusal
        If the list is full, or something stands between this student and the place.
    TooLate
        If the place has gone, or profiles are closed.
    """
    hold_own(session, actor, candidate)
    before = ranking_of(candidate)
    after = added(before, vacancy_id)
    if len(after) > MOST_WISHES:
        raise Refusal(msgid("Your list is full. Take a place off it first."))
    offered = {place.vacancy.id: place for place in list_places(session, actor, candidate)}
    if vacancy_id not in offered:
        raise TooLate(msgid("This place has gone"))
    if not offered[vacancy_id].is_suitable:
        raise Refusal(msgid("This place does not fit you now. See what stands in the way."))
    _keep(session, candidate, before, after, now=now)


def move_wish(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    vacancy_id: UUID,
    steps: int,
    *,
    now: datetime,
) -> None:
    """Move a place up or down the student's list."""
    hold_own(session, actor, candidate)
    before = ranking_of(candidate)
    _keep(session, candidate, before, moved(before, vacancy_id, steps), now=now)


def remove_wish(
    session: Session, actor: Actor, candidate: Candidate, vacancy_id: UUID, *, now: datetime
) -> None:
    """Take a place off the student's list; the others close the gap."""
    hold_own(session, actor, candidate)
    before = ranking_of(candidate)
    _keep(session, candidate, before, removed(before, vacancy_id), now=now)


def add_remaining(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    *,
    adds_remaining: bool,
    now: datetime,
) -> None:
    """Note whether the other suitable places follow after the student's own list."""
    hold_own(session, actor, candidate)
    if candidate.adds_remaining == adds_remaining:
        return
    candidate.adds_remaining = adds_remaining
    withdraw_certification(session, candidate, now=now)
    log(session, candidate, "ranking:changed", now=now, adds_remaining=adds_remaining)


def ranking_of(candidate: Candidate) -> Ranking:
    """Return the places on the student's list, the dearest first."""
    return tuple(wish.vacancy_id for wish in candidate.wishes)


def _keep(
    session: Session, candidate: Candidate, before: Ranking, after: Ranking, *, now: datetime
) -> None:
    """Write the ranking anew: at no moment do two places share a number."""
    if after == before:
        return
    candidate.wishes.clear()
    session.flush()
    candidate.wishes.extend(
        Wish(vacancy_id=place, rank=rank) for rank, place in enumerate(after, start=1)
    )
    session.flush()
    withdraw_certification(session, candidate, now=now)
    log(session, candidate, "ranking:changed", now=now, count=len(after))
