"""Practice: fictional cases that an assessor scores before the first real text."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base

IS_OPEN = text("finished_at IS NULL")


class Practice(Base):
    """One time that an assessor goes through the cases of one competence, in an order of its own.

    Every time is kept; the database refuses every change of one that is finished.
    """

    __tablename__ = "practice"
    __table_args__ = (
        UniqueConstraint("account_id", "letter", "number"),
        Index(
            "one_open_practice",
            "account_id",
            "letter",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        CheckConstraint(
            "(finished_at IS NULL) = (is_passed IS NULL)", name="finished_with_an_outcome"
        ),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    letter: Mapped[str] = mapped_column(String(1))
    number: Mapped[int]
    """1 for the first time of this assessor with this competence."""
    case_ids: Mapped[list[str]] = mapped_column(JSON)
    """The cases in the order drawn."""
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    is_passed: Mapped[bool | None]

    answers: Mapped[list["PracticeAnswer"]] = relationship(
        order_by="PracticeAnswer.answered_at, PracticeAnswer.id", cascade="all, delete-orphan"
    )

    @property
    def levels(self) -> dict[str, int]:
        """The level given to each case so far."""
        return {one.case_id: one.level for one in self.answers}


class PracticeAnswer(Base):
    """The level that an assessor gave to one case: given once, for the reason is shown at once."""

    __tablename__ = "practice_answer"
    __table_args__ = (
        UniqueConstraint("practice_id", "case_id"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level_in_range"),
    )

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practice.id", ondelete="CASCADE"))
    case_id: Mapped[str] = mapped_column(String(8))
    level: Mapped[int]
    answered_at: Mapped[datetime]
