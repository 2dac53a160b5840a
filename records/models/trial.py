"""Trials: the trial internship (proefstage), its agreement, three contact moments and outcome."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.proposal import Proposal


class TrialState(enum.StrEnum):
    """Where a trial stands; it only ever moves down this list."""

    PLANNED = "planned"
    STARTED = "started"
    CHECKED = "checked"
    ASSESSED = "assessed"
    CONCLUDED = "concluded"


class Outcome(enum.StrEnum):
    """What follows from the trial; there is no outcome about getting along."""

    CONTINUE = "continue"
    CONTINUE_WITH_AGREEMENTS = "continue_with_agreements"
    STOP = "stop"


class EarlyStopReason(enum.StrEnum):
    """The only reasons to stop before the agreed date."""

    SAFETY = "safety"
    MISCONDUCT_BY_EMPLOYER = "misconduct_employer"
    MISCONDUCT_BY_STUDENT = "misconduct_student"
    ACCREDITATION_LOST = "accreditation_lost"
    STUDENT_WISH = "student_wish"


class ContactKind(enum.StrEnum):
    """The three contact moments of a trial."""

    START = "start"
    MID_CHECK = "mid_check"
    ASSESSMENT = "assessment"


class Rater(enum.StrEnum):
    """Who looks at the work in a trial; the student's own view is shown, not counted."""

    TRAINER = "trainer"
    SCHOOL = "school"
    STUDENT = "student"


class Trial(Base):
    """The first part of a normal internship, with its assessment agreed beforehand."""

    __tablename__ = "trial"
    __table_args__ = (
        CheckConstraint("starts_on < ends_on", name="runs_forward"),
        CheckConstraint(
            "state <> 'concluded' OR outcome IS NOT NULL", name="concluded_with_outcome"
        ),
        CheckConstraint(
            "outcome IS NULL OR outcome <> 'stop' OR early_stop IS NOT NULL "
            "OR three_way_talk_on IS NOT NULL",
            name="stops_after_a_talk",
        ),
    )

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), unique=True)
    school_assessor_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    """The second assessor, from the school."""
    state: Mapped[TrialState] = mapped_column(choice(TrialState), default=TrialState.PLANNED)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    assessment_at: Mapped[datetime]
    """Before this moment the assessment does not open, for anyone."""
    agreement_signed_on: Mapped[date | None]
    """The day the agreement (praktijkovereenkomst) was signed elsewhere by all parties."""
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    outcome_agreements: Mapped[str | None] = mapped_column(Text)
    early_stop: Mapped[EarlyStopReason | None] = mapped_column(choice(EarlyStopReason))
    three_way_talk_on: Mapped[date | None]
    concluded_at: Mapped[datetime | None]
    student_reaction: Mapped[str | None] = mapped_column(Text)

    proposal: Mapped[Proposal] = relationship()
    contacts: Mapped[list["TrialContact"]] = relationship(
        order_by="TrialContact.held_on, TrialContact.id", cascade="all, delete-orphan"
    )
    ratings: Mapped[list["TrialRating"]] = relationship(
        order_by="TrialRating.letter, TrialRating.rater, TrialRating.id",
        cascade="all, delete-orphan",
    )
    observations: Mapped[list["Observation"]] = relationship(
        order_by="Observation.observed_on, Observation.id", cascade="all, delete-orphan"
    )


class TrialContact(Base):
    """One contact moment that took place."""

    __tablename__ = "trial_contact"
    __table_args__ = (UniqueConstraint("trial_id", "kind"),)

    trial_id: Mapped[UUID] = mapped_column(ForeignKey("trial.id", ondelete="CASCADE"))
    kind: Mapped[ContactKind] = mapped_column(choice(ContactKind))
    held_on: Mapped[date]
    noted_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str | None] = mapped_column(Text)


class TrialRating(Base):
    """A level on one competence at the end of the trial, on the same rubric as before."""

    __tablename__ = "trial_rating"
    __table_args__ = (
        UniqueConstraint("trial_id", "letter", "rater"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level_in_range"),
        CheckConstraint("is_not_observed <> (level IS NOT NULL)", name="level_or_not_observed"),
    )

    trial_id: Mapped[UUID] = mapped_column(ForeignKey("trial.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(String(1))
    rater: Mapped[Rater] = mapped_column(choice(Rater))
    level: Mapped[int | None]
    is_not_observed: Mapped[bool] = mapped_column(default=False)
    rated_at: Mapped[datetime]
    is_locked: Mapped[bool] = mapped_column(default=False)


class Observation(Base):
    """Something seen on a day: what a level rests on."""

    __tablename__ = "observation"

    trial_id: Mapped[UUID] = mapped_column(ForeignKey("trial.id", ondelete="CASCADE"), index=True)
    letter: Mapped[str] = mapped_column(String(1))
    rater: Mapped[Rater] = mapped_column(choice(Rater))
    observed_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
