"""Judgements: how alike one competence was scored, and what followed from it in one round."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.round import Round


class JudgedLight(enum.StrEnum):
    """Where a competence stood on the ladder."""

    TOO_EARLY = "too_early"
    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


class Judgement(Base):
    """One competence of one round, judged once: when both have locked every text of it.

    The database refuses every change. It holds counts of levels and nobody's own.
    """

    __tablename__ = "judgement"
    __table_args__ = (
        UniqueConstraint("round_id", "letter"),
        CheckConstraint("double_scores >= 0", name="double_scores_counted"),
        CheckConstraint(
            "light = 'too_early' OR (alpha IS NOT NULL AND low IS NOT NULL AND high IS NOT NULL)",
            name="light_with_its_figures",
        ),
        CheckConstraint("NOT wants_third OR light = 'orange'", name="third_follows_from_orange"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(String(1))
    rubric_version: Mapped[str] = mapped_column(String(40))
    """Which words the texts were scored with; other words are another criterion."""
    counts: Mapped[list[int]] = mapped_column(JSON)
    """Double scores of this round alone: sixteen numbers, row by row of the first assessor."""
    double_scores: Mapped[int]
    """How many the judgement rests on: this round and those before it, on the same words."""
    alpha: Mapped[int | None]
    """Krippendorff's alpha in thousandths; so are the bounds of its interval."""
    low: Mapped[int | None]
    high: Mapped[int | None]
    light: Mapped[JudgedLight] = mapped_column(choice(JudgedLight))
    wants_third: Mapped[bool] = mapped_column(default=False)
    """Whether a third assessor reads every text of it before scoring can close."""
    judged_at: Mapped[datetime]

    round: Mapped[Round] = relationship()
