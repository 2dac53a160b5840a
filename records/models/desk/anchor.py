"""Anchors: cases whose level is known, between the real texts of an assessor's desk."""

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from records.database import Base
from records.models.desk.assessment import Answer


class AnchorScore(Answer, Base):
    """What one assessor says of one case about nobody; it never counts for anybody.

    On the desk it is told from a real text by nothing, so it has the same code, place and answers.
    """

    __tablename__ = "anchor_score"
    __table_args__ = (
        UniqueConstraint("round_id", "assessor_id", "letter", "position"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level_in_range"),
        CheckConstraint(
            "NOT (is_not_observed AND level IS NOT NULL)", name="level_or_not_observed"
        ),
        CheckConstraint("state IN ('open', 'locked', 'recused')", name="is_never_compared"),
        CheckConstraint(
            "state <> 'locked' OR level IS NOT NULL OR is_not_observed",
            name="locked_with_an_answer",
        ),
    )

    case_id: Mapped[str] = mapped_column(String(12))
    """Which case of `placements.calibration.cases` it is."""
