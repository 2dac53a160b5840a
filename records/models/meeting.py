"""Meetings: what a company offers students to get to know the work, and who asked for a place."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.employer import Employer
from records.models.school import Programme, School


class MeetingKind(enum.StrEnum):
    """How students and a company meet."""

    GUEST_LESSON = "guest_lesson"
    SHADOW_DAY = "shadow_day"
    COMPANY_VISIT = "company_visit"
    PRACTICE_INTERVIEW = "practice_interview"


class MeetingState(enum.StrEnum):
    """Where a meeting stands; it only ever moves down this list."""

    OFFERED = "offered"
    DRAWN = "drawn"
    CANCELLED = "cancelled"


class RequestState(enum.StrEnum):
    """What became of a student's request."""

    ASKED = "asked"
    GRANTED = "granted"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    LATE = "late"
    """Withdrawn so late that nobody else could come instead."""


class MeetingAnswer(enum.StrEnum):
    """What a company says afterwards of the meeting itself, never of anybody who came."""

    AS_PLANNED = "as_planned"
    MORE_TIME = "more_time"
    SMALLER_GROUP = "smaller_group"
    LARGER_GROUP = "larger_group"
    BETTER_PREPARED = "better_prepared"


class CancelReason(enum.StrEnum):
    """Why a meeting does not go on; the other side reads it, so it is chosen and not written."""

    HOST_AWAY = "host_away"
    TOO_BUSY = "too_busy"
    VENUE = "venue"
    TOO_FEW = "too_few"
    SCHOOL = "school"
    ANOTHER_TIME = "another_time"


class Meeting(Base):
    """A guest lesson, a shadow day, a company visit or practice interviews, on one day."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("places BETWEEN 1 AND 200", name="places_in_range"),
        CheckConstraint("starts_at < ends_at", name="runs_forward"),
        CheckConstraint("length(commitment) = 64", name="commitment_is_sha256"),
        CheckConstraint(
            "state <> 'drawn' OR (drawn_at IS NOT NULL AND receipt IS NOT NULL)",
            name="drawn_with_a_receipt",
        ),
        CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_at_a_moment"
        ),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    employer_id: Mapped[UUID] = mapped_column(ForeignKey("employer.id"), index=True)
    kind: Mapped[MeetingKind] = mapped_column(choice(MeetingKind))
    state: Mapped[MeetingState] = mapped_column(choice(MeetingState), default=MeetingState.OFFERED)
    about: Mapped[str] = mapped_column(String(300))
    """What students will see or do."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    venue: Mapped[str] = mapped_column(String(200))
    bring: Mapped[str] = mapped_column(String(200))
    """What to bring or wear; empty if nothing."""
    places: Mapped[int]
    last_day_on: Mapped[date]
    """The last day on which students can ask; the draw is after it."""
    offered_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    offered_at: Mapped[datetime]
    commitment: Mapped[str] = mapped_column(String(64))
    """Binds the secret of the draw, and is shown from the offer on."""
    sealed_secret: Mapped[bytes]
    receipt: Mapped[bytes | None]
    """All that is needed to draw again."""
    drawn_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[CancelReason | None] = mapped_column(choice(CancelReason))
    reminded_at: Mapped[datetime | None]
    asked_back_at: Mapped[datetime | None]
    """When both sides were asked how it was."""
    attendance_noted_at: Mapped[datetime | None]
    answer: Mapped[MeetingAnswer | None] = mapped_column(choice(MeetingAnswer))

    school: Mapped[School] = relationship()
    employer: Mapped[Employer] = relationship()
    programmes: Mapped[list[Programme]] = relationship(
        secondary="meeting_programme", order_by="Programme.name, Programme.id"
    )


class MeetingProgramme(Base):
    """A programme whose students a meeting is for."""

    __tablename__ = "meeting_programme"
    __table_args__ = (UniqueConstraint("meeting_id", "programme_id"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), index=True)


class MeetingRequest(Base):
    """A student's request for a place at a meeting."""

    __tablename__ = "meeting_request"
    __table_args__ = (
        UniqueConstraint("meeting_id", "student_id"),
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint(
            "state = 'asked' OR (position IS NOT NULL AND number IS NOT NULL)",
            name="drawn_with_a_position",
        ),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"), index=True)
    state: Mapped[RequestState] = mapped_column(choice(RequestState), default=RequestState.ASKED)
    code: Mapped[str] = mapped_column(String(26), unique=True)
    """Drawn by chance for this request alone; in the receipt it stands for the student."""
    asked_at: Mapped[datetime]
    position: Mapped[int | None]
    """The place in the order of the draw, from 0."""
    number: Mapped[int | None]
    """What the student says at the door; it says nothing of the order or the student."""
    attended: Mapped[bool | None]
    sealed_reflection: Mapped[bytes | None]
    """The student's own card, for nobody else."""

    meeting: Mapped[Meeting] = relationship()
