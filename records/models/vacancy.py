"""Vacancies: the practice places that employers describe in the standard competency form."""

import enum
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.employer import Employer
from records.models.handover import Handover
from records.models.round import Round
from records.models.school import Programme


class VacancyState(enum.StrEnum):
    """Where a vacancy stands; it only ever moves down this list."""

    DRAFT = "draft"
    FROZEN = "frozen"
    WITHDRAWN = "withdrawn"


class HardRequirementKind(enum.StrEnum):
    """What a place may demand outright: documents the law or safety asks for, nothing else."""

    VOG = "vog"
    DRIVING_LICENCE = "driving_licence"
    VCA = "vca"
    FORKLIFT = "forklift"
    MINIMUM_AGE_16 = "minimum_age_16"
    MINIMUM_AGE_18 = "minimum_age_18"
    VACCINATION = "vaccination"


class Vacancy(Base):
    """A practice place (leerplaats) with one or more seats, each for one student."""

    __tablename__ = "vacancy"
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 40", name="seats_in_range"),
        CheckConstraint("weekly_hours BETWEEN 8 AND 40", name="weekly_hours_in_range"),
        CheckConstraint("weekdays BETWEEN 1 AND 127", name="has_a_weekday"),
        CheckConstraint("monthly_allowance BETWEEN 0 AND 5000", name="allowance_in_range"),
        CheckConstraint("trial_days BETWEEN 5 AND 30", name="trial_days_in_range"),
        CheckConstraint(
            "state <> 'frozen' OR (frozen_at IS NOT NULL AND length(frozen_digest) = 64 "
            "AND norms_signed_at IS NOT NULL)",
            name="frozen_with_a_digest",
        ),
    )

    employer_id: Mapped[UUID] = mapped_column(ForeignKey("employer.id"), index=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    state: Mapped[VacancyState] = mapped_column(choice(VacancyState), default=VacancyState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    copied_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("vacancy.id"))

    title: Mapped[str] = mapped_column(String(120))
    tasks: Mapped[list[str]] = mapped_column(JSON)
    """Three to five things the student will do."""
    seats: Mapped[int]
    weekly_hours: Mapped[int]
    weekdays: Mapped[int]
    """A bit per day, Monday = 1 … Sunday = 64."""
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    monthly_allowance: Mapped[int]
    """Euros a month."""
    offers: Mapped[list[str]] = mapped_column(JSON)
    """Codes from the closed list of `placements.catalogue`."""

    trial_days: Mapped[int] = mapped_column(default=10)
    """Working days from the start to the assessment."""
    assessment_at: Mapped[time]
    """The time of day, on the last day of the trial, at which the assessment opens."""
    trainer_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Who assesses the trial for the employer."""

    norms_signed_at: Mapped[datetime | None]
    norms_signed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None]
    """When the employer sent the form to the school; empty again when the school returns it."""
    return_note: Mapped[str | None] = mapped_column(Text)
    """What the school asked to change."""
    frozen_at: Mapped[datetime | None]
    frozen_digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of everything the form says, at the moment it was frozen."""

    employer: Mapped[Employer] = relationship()
    round: Mapped[Round] = relationship()
    programme: Mapped[Programme] = relationship()
    criteria: Mapped[list["Criterion"]] = relationship(
        order_by="Criterion.position, Criterion.id", cascade="all, delete-orphan"
    )
    hard_requirements: Mapped[list["HardRequirement"]] = relationship(
        order_by="HardRequirement.kind, HardRequirement.id", cascade="all, delete-orphan"
    )
    handovers: Mapped[list[Handover]] = relationship(
        order_by="Handover.made_at, Handover.id", viewonly=True
    )

    @property
    def trainer_now_id(self) -> UUID | None:
        """Who trains and assesses now: the trainer of the form, or to whom it was handed over."""
        taken = [one.to_id for one in self.handovers if one.taken_at is not None]
        return taken[-1] if taken else self.trainer_id

    @property
    def can_change(self) -> bool:
        """Whether its terms may still change: not while the school checks it, never once frozen."""
        return self.state is VacancyState.DRAFT and self.submitted_at is None


class Criterion(Base):
    """What the work asks of one competence, and why."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("vacancy_id", "letter"),
        CheckConstraint("required_level BETWEEN 1 AND 3", name="required_level_in_range"),
        CheckConstraint("level_at_end BETWEEN 1 AND 4", name="level_at_end_in_range"),
        CheckConstraint("required_level <= level_at_end", name="ends_no_lower"),
        CheckConstraint("weight BETWEEN 1 AND 3", name="weight_in_range"),
        CheckConstraint(
            "needed_at_start OR (required_level = 1 AND NOT is_essential)",
            name="learned_here_asks_nothing",
        ),
        CheckConstraint(
            "NOT is_essential OR length(essential_reason) > 0", name="essential_has_a_reason"
        ),
    )

    vacancy_id: Mapped[UUID] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(String(1))
    """The competence, A to Y."""
    position: Mapped[int]
    required_level: Mapped[int]
    level_at_end: Mapped[int]
    """The level agreed for the end of the trial."""
    weight: Mapped[int]
    needed_at_start: Mapped[bool]
    is_essential: Mapped[bool] = mapped_column(default=False)
    essential_reason: Mapped[str | None] = mapped_column(String(300))
    why: Mapped[str] = mapped_column(String(300))
    """One sentence: why does the work need this?"""


class HardRequirement(Base):
    """A document the place demands, with the rule it rests on."""

    __tablename__ = "hard_requirement"
    __table_args__ = (UniqueConstraint("vacancy_id", "kind"),)

    vacancy_id: Mapped[UUID] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"))
    kind: Mapped[HardRequirementKind] = mapped_column(choice(HardRequirementKind))
    rule: Mapped[str] = mapped_column(String(200))
