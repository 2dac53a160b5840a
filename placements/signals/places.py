"""Keeping a seat free for somebody who needs another place, before anything else happens.

Only what a match left over is kept free, and only while no match is being made: a seat that is
kept free counts as gone in a later match, as a seat does that a company had to take back. Neither
the match nor the page of a coordinator tells for whom or why.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.errors import TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.signals import may_hold_seat, may_release_seat
from records.models.proposal import Seat
from records.models.vacancy import Vacancy
from records.queries.match_runs import find_open_run
from records.queries.proposals import list_free_seats


def hold_seat(session: Session, actor: Actor, vacancy: Vacancy, *, now: datetime) -> Seat:
    """Keep a free seat of a place free.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of this school, or a match of the round is being made.
    TooLate
        If no seat of this place is free any more.
    """
    hold(session, vacancy.round)
    is_matching = find_open_run(session, vacancy.round_id) is not None
    require(
        may_hold_seat(actor, vacancy.round, is_matching=is_matching),
        msgid("A match of this round is being made. Wait until its result is out."),
    )
    free = [s for s in list_free_seats(session, vacancy.round_id) if s.vacancy_id == vacancy.id]
    if not free:
        raise TooLate(msgid("Somebody was first: no seat is free here any more."))
    (seat, *_others) = free
    seat.is_held = True
    school_id = vacancy.round.school_id
    audit.record(session, None, "seat:held", seat.id, now=now, school_id=school_id)
    return seat


def release_seat(
    session: Session, actor: Actor, vacancy: Vacancy, seat: Seat, *, now: datetime
) -> None:
    """Give back a seat that was kept free.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of this school.
    """
    hold(session, seat)
    require(may_release_seat(actor, vacancy.round))
    seat.is_held = False
    school_id = vacancy.round.school_id
    audit.record(session, None, "seat:released", seat.id, now=now, school_id=school_id)
