"""Assessments: independent levels on one competence, by people who cannot know whose."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.candidate import Candidate


class AssessmentState(enum.StrEnum):
    """Where one score stands; it only ever moves down this list."""

    OPEN = "open"
    LOCKED = "locked"
    RECONSIDERING = "reconsidering"
    FINAL = "final"
    RECUSED = "recused"


class RoundAssessor(Base):
    """A member of staff who scores one programme in one round: the same pair for all of it."""

    __tablename__ = "round_assessor"
    __table_args__ = (
        UniqueConstraint("round_id", "programme_id", "account_id"),
        UniqueConstraint("round_id", "programme_id", "seat"),
        CheckConstraint("seat BETWEEN 1 AND 6", name="seat_in_range"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    seat: Mapped[int]
    """1 and 2 score everybody; 3 and up are asked when the two differ or one steps aside."""
    excused_at: Mapped[datetime | None]
    """When this assessor could not go on: what was still open went to the reserves."""


class Answer:
    """What lies on a desk: a code, a place in the queue, and what the assessor says of it."""

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    assessor_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    letter: Mapped[str] = mapped_column(String(1))
    desk_code: Mapped[str] = mapped_column(String(26), unique=True)
    """Random per assessor, text and competence, so that answers cannot be linked."""
    position: Mapped[int]
    """Place in this assessor's own random order for this competence."""
    state: Mapped[AssessmentState] = mapped_column(
        choice(AssessmentState), default=AssessmentState.OPEN
    )
    level: Mapped[int | None]
    is_not_observed: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    """When the answer was given: only tells the assessor how long the rest takes."""
    locked_at: Mapped[datetime | None]

    @property
    def is_given(self) -> bool:
        """Whether its assessor did not step aside."""
        return self.state is not AssessmentState.RECUSED

    @property
    def is_answered(self) -> bool:
        """Whether there is a level, or the answer that there is none to see."""
        return self.level is not None or self.is_not_observed


class Assessment(Answer, Base):
    """One assessor's level on one competence of one candidate.

    The first level is kept for the reliability figures, whatever is said after a difference.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("candidate_id", "letter", "assessor_id"),
        UniqueConstraint("round_id", "assessor_id", "letter", "position"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level_in_range"),
        CheckConstraint("first_level BETWEEN 1 AND 4", name="first_level_in_range"),
        CheckConstraint(
            "NOT (is_not_observed AND level IS NOT NULL)", name="level_or_not_observed"
        ),
        CheckConstraint(
            "state IN ('open', 'recused') OR level IS NOT NULL OR is_not_observed",
            name="locked_with_an_answer",
        ),
    )

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)
    is_tiebreak: Mapped[bool] = mapped_column(default=False)
    """Whether this is the third view after a difference that stayed."""
    first_level: Mapped[int | None]
    observed_behaviour: Mapped[str | None] = mapped_column(Text)
    """What was seen, written only when two assessors differ by two levels or more."""

    candidate: Mapped[Candidate] = relationship()
