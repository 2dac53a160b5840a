"""What helps a student on the way: stories of former students, figures, and what a cohort says."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.school import Programme


class SelfCheckMoment(enum.StrEnum):
    """When students are asked how sure they are of themselves; each closes with its phase."""

    BEFORE = "before"
    AFTER_MATCH = "after_match"
    AFTER_TRIAL = "after_trial"


class AlumniStory(Base):
    """What a former student tells, in the words of the school: nobody's name is in it."""

    __tablename__ = "alumni_story"
    __table_args__ = (
        CheckConstraint(
            "(published_at IS NULL) = (published_by IS NULL)", name="published_by_somebody"
        ),
        CheckConstraint("NOT (is_withdrawn AND published_at IS NULL)", name="withdrawn_after_all"),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime]
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)

    programme: Mapped[Programme] = relationship()


class LabourFigure(Base):
    """One line of the file on the labour market that a school imported last."""

    __tablename__ = "labour_figure"
    __table_args__ = (
        UniqueConstraint("school_id", "crebo", "region", "year"),
        CheckConstraint("length(crebo) = 5", name="crebo_has_five_digits"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_in_range"),
        CheckConstraint("jobs_percent BETWEEN 0 AND 100", name="jobs_percent_in_range"),
        CheckConstraint("hourly_cents BETWEEN 500 AND 10000", name="hourly_cents_in_range"),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    crebo: Mapped[str] = mapped_column(String(5))
    region: Mapped[str] = mapped_column(String(60))
    year: Mapped[int]
    jobs_percent: Mapped[int]
    """How many in a hundred have a job a year after their diploma."""
    hourly_cents: Mapped[int | None]
    """What they earn an hour before tax, half of them more and half of them less."""
    source: Mapped[str] = mapped_column(String(200))


class ConfidenceFigure(Base):
    """What a cohort answered at one moment: made once, when the moment closes, and kept.

    Nothing here says how many answered or exactly how many of them were sure, and it never
    changes: two looks at it tell nobody's answer.
    """

    __tablename__ = "confidence_figure"
    __table_args__ = (UniqueConstraint("round_id", "programme_id", "moment"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    moment: Mapped[SelfCheckMoment] = mapped_column(choice(SelfCheckMoment))
    sure_percents: Mapped[list[int]] = mapped_column(JSON)
    """Per question the share that is sure, in tens from 10 to 90; empty where too few answered."""

    programme: Mapped[Programme] = relationship()
