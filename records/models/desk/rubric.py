"""What a school adds to the rubric: versions that never change once published."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base

IS_DRAFT = text("published_at IS NULL")


class SchoolRubric(Base):
    """One version of a school's own additions, a draft until somebody publishes it.

    The database refuses every change of a version that was published.
    """

    __tablename__ = "school_rubric"
    __table_args__ = (
        UniqueConstraint("school_id", "number"),
        Index(
            "one_draft_rubric_per_school",
            "school_id",
            unique=True,
            sqlite_where=IS_DRAFT,
            postgresql_where=IS_DRAFT,
        ),
        CheckConstraint(
            "(published_at IS NULL) = (published_by IS NULL)", name="published_by_somebody"
        ),
        CheckConstraint(
            "(published_at IS NULL) = (digest IS NULL)", name="published_with_a_digest"
        ),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    number: Mapped[int]
    """1 for the first version of a school."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The additions in the form in which they are exported."""
    begun_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the additions, in hexadecimal."""

    @property
    def is_draft(self) -> bool:
        """Whether its words may still change."""
        return self.published_at is None


class RoundRubric(Base):
    """The additions with which a round was opened; they stay the additions of that round."""

    __tablename__ = "round_rubric"
    __table_args__ = (UniqueConstraint("round_id"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    rubric_id: Mapped[UUID] = mapped_column(ForeignKey("school_rubric.id"), index=True)

    rubric: Mapped[SchoolRubric] = relationship()
