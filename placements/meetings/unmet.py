"""Who has met nobody this school year, and the mail that invites them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of
from placements.errors import Refusal, msgid
from placements.holds import hold
from placements.meetings.needs import school_year
from placements.meetings.offers import is_open
from placements.notifications import notify
from placements.policy import require
from placements.policy.meetings import may_see_who_met_nobody
from records.models.school import Programme
from records.queries.meetings import (
    count_students_by_programme,
    has_event_since,
    list_meetings_for_programme,
    list_students_who_met_nobody,
)
from records.queries.rounds import list_programmes_of_school

INVITED: Final = "programme:invited"
NOT_OFTENER: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Unmet:
    """How many students of a programme have met nobody this school year."""

    programme: Programme
    students: int
    unmet: int


def list_unmet(session: Session, actor: Actor, *, now: datetime) -> list[Unmet]:
    """Return for every programme of the own school how many students have met nobody.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate.
    """
    require(may_see_who_met_nobody(actor))
    students = count_students_by_programme(session, school_id=actor.school_id)
    return [
        Unmet(
            programme,
            students.get(programme.id, 0),
            len(_who_met_nobody(session, programme, now=now)),
        )
        for programme in list_programmes_of_school(session, school_id=actor.school_id)
    ]


def who_met_nobody(
    session: Session, actor: Actor, programme: Programme, *, now: datetime
) -> Sequence[UUID]:
    """Return the students of a programme who have met nobody this school year.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate.
    """
    require(may_see_who_met_nobody(actor))
    return _who_met_nobody(session, programme, now=now)


def invite_unmet(session: Session, actor: Actor, programme: Programme, *, now: datetime) -> int:
    """Mail who has met nobody that there is something to ask for; return how many.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate.
    Refusal
        If they were mailed within a week, or there is nothing to ask for now.
    """
    require(may_see_who_met_nobody(actor))
    hold(session, programme)
    if not any(
        is_open(meeting, now=now)
        for meeting in list_meetings_for_programme(session, programme_id=programme.id)
    ):
        raise Refusal(msgid("There is nothing to ask for now. First offer something."))
    if has_event_since(session, INVITED, programme.id, since=now - NOT_OFTENER):
        raise Refusal(msgid("They had this mail less than a week ago."))
    student_ids = _who_met_nobody(session, programme, now=now)
    for student_id in student_ids:
        notify(session, student_id, "meetings_invitation", now=now)
    audit.record(session, actor, INVITED, programme.id, now=now, students=len(student_ids))
    return len(student_ids)


def _who_met_nobody(session: Session, programme: Programme, *, now: datetime) -> Sequence[UUID]:
    after, until = school_year(day_of(now))
    return list_students_who_met_nobody(
        session, programme_id=programme.id, after=after, until=until
    )
