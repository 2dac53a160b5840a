"""Reads of meetings, of who asked for a place, and of who has met nobody yet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from records.models.account import Account
from records.models.audit import AuditEvent
from records.models.employer import Accreditation
from records.models.meeting import (
    Meeting,
    MeetingKind,
    MeetingProgramme,
    MeetingRequest,
    MeetingState,
    RequestState,
)
from records.models.school import Programme
from records.models.student import Student

USED_UP = (RequestState.GRANTED, RequestState.LATE)
"""Requests that had a place which nobody else could take any more."""


def find_meeting_of_employer(
    session: Session, meeting_id: UUID, *, employer_id: UUID | None
) -> Meeting | None:
    """Return a meeting that this company offers."""
    return session.scalar(
        _whole_meetings().where(Meeting.id == meeting_id, Meeting.employer_id == employer_id)
    )


def find_meeting_of_school(
    session: Session, meeting_id: UUID, *, school_id: UUID | None
) -> Meeting | None:
    """Return a meeting for students of this school."""
    return session.scalar(
        _whole_meetings().where(Meeting.id == meeting_id, Meeting.school_id == school_id)
    )


def find_meeting_for_programme(
    session: Session, meeting_id: UUID, *, programme_id: UUID
) -> Meeting | None:
    """Return a meeting that is for students of this programme."""
    return session.scalar(_whole_meetings().where(Meeting.id == meeting_id, _is_for(programme_id)))


def find_same_offer(
    session: Session, *, employer_id: UUID, kind: MeetingKind, starts_at: datetime, about: str
) -> Meeting | None:
    """Return what this company offers already in the same words at the same moment."""
    return session.scalar(
        _whole_meetings()
        .where(
            Meeting.employer_id == employer_id,
            Meeting.kind == kind,
            Meeting.starts_at == starts_at,
            Meeting.about == about,
            Meeting.state != MeetingState.CANCELLED,
        )
        .order_by(Meeting.id)
        .limit(1)
    )


def list_meetings_of_employer(session: Session, *, employer_id: UUID | None) -> Sequence[Meeting]:
    """Return the meetings that a company offers, the latest first."""
    return session.scalars(
        _whole_meetings()
        .where(Meeting.employer_id == employer_id)
        .order_by(Meeting.starts_at.desc(), Meeting.id)
    ).all()


def list_meetings_of_school(session: Session, *, school_id: UUID | None) -> Sequence[Meeting]:
    """Return the meetings for students of a school, the latest first."""
    return session.scalars(
        _whole_meetings()
        .where(Meeting.school_id == school_id)
        .order_by(Meeting.starts_at.desc(), Meeting.id)
    ).all()


def list_meetings_for_programme(session: Session, *, programme_id: UUID) -> Sequence[Meeting]:
    """Return the meetings for students of a programme, in the order of their days."""
    return session.scalars(
        _whole_meetings().where(_is_for(programme_id)).order_by(Meeting.starts_at, Meeting.id)
    ).all()


def find_meeting_to_draw(session: Session, *, today: date) -> Meeting | None:
    """Return the first meeting, by its day, for which nobody can ask any more, undrawn."""
    return session.scalar(
        _whole_meetings()
        .where(Meeting.state == MeetingState.OFFERED, Meeting.last_day_on < today)
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )


def list_meetings_to_remind(
    session: Session, *, after: datetime, until: datetime
) -> Sequence[Meeting]:
    """Return drawn meetings that start between two moments and of which nobody was reminded."""
    return session.scalars(
        _whole_meetings()
        .where(
            Meeting.state == MeetingState.DRAWN,
            Meeting.reminded_at.is_(None),
            Meeting.starts_at > after,
            Meeting.starts_at <= until,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def list_meetings_to_ask_about(
    session: Session, *, after: datetime, until: datetime
) -> Sequence[Meeting]:
    """Return meetings that ended between two moments and about which nobody was asked yet."""
    return session.scalars(
        _whole_meetings()
        .where(
            Meeting.state == MeetingState.DRAWN,
            Meeting.asked_back_at.is_(None),
            Meeting.ends_at > after,
            Meeting.ends_at <= until,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def find_request(session: Session, meeting_id: UUID, *, student_id: UUID) -> MeetingRequest | None:
    """Return what this student asked of a meeting, if anything."""
    return session.scalar(
        select(MeetingRequest).where(
            MeetingRequest.meeting_id == meeting_id, MeetingRequest.student_id == student_id
        )
    )


def list_requests(
    session: Session, meeting_id: UUID, *states: RequestState
) -> Sequence[MeetingRequest]:
    """Return the requests for a meeting in these states, in the order of the draw."""
    return session.scalars(
        select(MeetingRequest)
        .where(MeetingRequest.meeting_id == meeting_id, MeetingRequest.state.in_(states))
        .order_by(MeetingRequest.position, MeetingRequest.id)
    ).all()


def list_requests_of_student(session: Session, *, student_id: UUID) -> Sequence[MeetingRequest]:
    """Return every request of a student, in the order of the days."""
    return session.scalars(
        select(MeetingRequest)
        .join(Meeting, Meeting.id == MeetingRequest.meeting_id)
        .where(MeetingRequest.student_id == student_id)
        .options(joinedload(MeetingRequest.meeting))
        .order_by(Meeting.starts_at, MeetingRequest.id)
    ).all()


def count_requests_by_state(
    session: Session, meeting_ids: Iterable[UUID]
) -> Mapping[UUID, Mapping[RequestState, int]]:
    """Return for each of these meetings how many requests are in which state."""
    rows = session.execute(
        select(MeetingRequest.meeting_id, MeetingRequest.state, func.count())
        .where(MeetingRequest.meeting_id.in_(list(meeting_ids)))
        .group_by(MeetingRequest.meeting_id, MeetingRequest.state)
    )
    counts: dict[UUID, dict[RequestState, int]] = {}
    for meeting_id, state, count in rows:
        counts.setdefault(meeting_id, {})[state] = count
    return counts


def count_places_given(
    session: Session,
    student_ids: Iterable[UUID],
    *,
    after: datetime,
    until: datetime,
    but: UUID,
) -> Mapping[UUID, int]:
    """Return how many places these students were given at meetings that start in this time.

    A meeting that was cancelled does not count, nor does the one of `but`.
    """
    rows = session.execute(
        select(MeetingRequest.student_id, func.count())
        .join(Meeting, Meeting.id == MeetingRequest.meeting_id)
        .where(
            MeetingRequest.student_id.in_(list(student_ids)),
            MeetingRequest.state.in_(USED_UP),
            Meeting.state != MeetingState.CANCELLED,
            Meeting.starts_at >= after,
            Meeting.starts_at < until,
            Meeting.id != but,
        )
        .group_by(MeetingRequest.student_id)
    )
    return {row[0]: row[1] for row in rows}


def list_students_who_met_nobody(
    session: Session, *, programme_id: UUID, after: datetime, until: datetime
) -> Sequence[UUID]:
    """Return the students of a programme who have no place at a meeting in this time.

    Who stayed away has met nobody either.
    """
    has_met = exists().where(
        MeetingRequest.student_id == Student.id,
        MeetingRequest.state == RequestState.GRANTED,
        MeetingRequest.attended.is_not(False),
        Meeting.id == MeetingRequest.meeting_id,
        Meeting.state != MeetingState.CANCELLED,
        Meeting.starts_at >= after,
        Meeting.starts_at < until,
    )
    return session.scalars(
        select(Student.id)
        .join(Account, Account.id == Student.id)
        .where(Student.programme_id == programme_id, Account.is_active, ~has_met)
        .order_by(Student.id)
    ).all()


def count_students_by_programme(session: Session, *, school_id: UUID | None) -> Mapping[UUID, int]:
    """Return how many students each programme of a school has."""
    rows = session.execute(
        select(Student.programme_id, func.count())
        .join(Account, Account.id == Student.id)
        .where(Account.school_id == school_id, Account.is_active)
        .group_by(Student.programme_id)
    )
    return {row[0]: row[1] for row in rows}


def list_programmes_of_employer(
    session: Session, *, employer_id: UUID | None, today: date
) -> Sequence[Programme]:
    """Return the programmes of any school that a company is accredited for now, by school."""
    return session.scalars(
        select(Programme)
        .join(
            Accreditation,
            and_(
                Accreditation.crebo == Programme.crebo,
                Accreditation.employer_id == employer_id,
                Accreditation.valid_until >= today,
            ),
        )
        .options(joinedload(Programme.school))
        .order_by(Programme.school_id, Programme.name, Programme.id)
    ).all()


def has_event_since(session: Session, event: str, subject_id: UUID, *, since: datetime) -> bool:
    """Whether the log has a line of this kind about this thing since a moment."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    AuditEvent.event == event,
                    AuditEvent.subject_id == subject_id,
                    AuditEvent.happened_at > since,
                )
            )
        )
    )


def _is_for(programme_id: UUID) -> ColumnElement[bool]:
    return exists().where(
        MeetingProgramme.meeting_id == Meeting.id, MeetingProgramme.programme_id == programme_id
    )


def _whole_meetings() -> Select[Meeting]:
    return select(Meeting).options(
        joinedload(Meeting.employer), joinedload(Meeting.school), selectinload(Meeting.programmes)
    )
