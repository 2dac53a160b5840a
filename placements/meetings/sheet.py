"""What a company sees of its meeting: how many, and numbers for the door. Never who."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from records.models.meeting import Meeting, MeetingKind, RequestState
from records.queries.meetings import count_requests_by_state, list_requests


@dataclass(frozen=True, slots=True)
class CompanySheet:
    """A meeting, for the company that offers it."""

    asked: int
    """How many asked, before the draw."""
    coming: int
    waiting: int
    came: int | None
    """How many came; empty until somebody noted that."""
    numbers: tuple[int, ...]
    """What those who come say at the door; at a guest lesson the company stands at no door."""


def company_sheet(session: Session, meeting: Meeting) -> CompanySheet:
    """Return what the company sees."""
    counts = count_requests_by_state(session, [meeting.id]).get(meeting.id, {})
    coming = list_requests(session, meeting.id, RequestState.GRANTED)
    has_door = meeting.kind is not MeetingKind.GUEST_LESSON
    is_noted = meeting.attendance_noted_at is not None
    numbers = sorted(one.number for one in coming if has_door and one.number is not None)
    return CompanySheet(
        counts.get(RequestState.ASKED, 0),
        counts.get(RequestState.GRANTED, 0),
        counts.get(RequestState.WAITING, 0),
        sum(one.attended is True for one in coming) if is_noted else None,
        tuple(numbers),
    )
