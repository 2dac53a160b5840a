"""Monitoring: the figures of a school, published once, and whether it looks at groups at all.

What a student answers about a group stands in a store of its own (`records.groups`), not here.
"""

import enum
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from records.database import Base, choice


class Route(enum.StrEnum):
    """How groups are compared: outside the service, or by asking the students."""

    THIRD_PARTY = "third_party"
    QUESTION = "question"


class MonitoringFigures(Base):
    """What happened at a school in half a school year: added once, never changed."""

    __tablename__ = "monitoring_figures"
    __table_args__ = (UniqueConstraint("school_id", "starts_on"),)

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    starts_on: Mapped[date]
    """1 August or 1 February."""
    published_at: Mapped[datetime]
    tables: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Counts that may be read: small ones are hidden, the rest is rounded."""


class GroupMonitoring(Base):
    """That a school compares groups, on which ground and until when. It ends by itself."""

    __tablename__ = "group_monitoring"
    __table_args__ = (
        Index(
            "one_standing_monitoring_per_school",
            "school_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("length(dpia_reference) > 0", name="has_a_dpia"),
        CheckConstraint("length(legal_basis) > 0", name="has_a_legal_basis"),
        CheckConstraint(
            "approved_by IS NULL OR approved_by <> requested_by", name="second_person_is_another"
        ),
        CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)", name="approved_by_somebody"
        ),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    route: Mapped[Route] = mapped_column(choice(Route))
    dpia_reference: Mapped[str] = mapped_column(String(200))
    """Where the assessment (DPIA) stands that this rests on."""
    legal_basis: Mapped[str] = mapped_column(String(300))
    runs_until: Mapped[date]
    """The last day; the day after it everything that was answered is deleted."""
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    requested_at: Mapped[datetime]
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class AskedRound(Base):
    """That the students of a round have been asked their question: never twice."""

    __tablename__ = "asked_round"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), unique=True)


class GroupFigures(Base):
    """How often two groups were placed in half a school year: added once, never changed."""

    __tablename__ = "group_figures"
    __table_args__ = (UniqueConstraint("school_id", "starts_on"),)

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    starts_on: Mapped[date]
    published_at: Mapped[datetime]
    route: Mapped[Route] = mapped_column(choice(Route))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Counts that may be read, the ratio with its interval, and the light."""
