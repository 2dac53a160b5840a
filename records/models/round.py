"""Rounds: one school, some programmes, one period, and phases that only move forward."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.desk.rubric import SchoolRubric
from records.models.school import Programme, School


class RoundPhase(enum.StrEnum):
    """Where a round stands; it only ever moves down this list."""

    PREPARING = "preparing"
    VACANCIES = "vacancies"
    PROFILES = "profiles"
    SCORING = "scoring"
    MATCHING = "matching"
    PROPOSALS = "proposals"
    TRIALS = "trials"
    CLOSED = "closed"


class Objective(enum.StrEnum):
    """What the match aims at; chosen before the round and printed with it."""

    STABLE = "stable"
    MOST_PLACED = "most_placed"


class Round(Base):
    """One round of matching, from the first competency form to the last assessed trial."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("period_starts_on < period_ends_on", name="period_runs_forward"),
        CheckConstraint(
            "vacancies_open_on <= profiles_open_on AND profiles_open_on <= scoring_opens_on "
            "AND scoring_opens_on <= matching_opens_on AND matching_opens_on <= results_on "
            "AND results_on <= period_starts_on",
            name="phases_in_order",
        ),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    phase: Mapped[RoundPhase] = mapped_column(choice(RoundPhase), default=RoundPhase.PREPARING)
    objective: Mapped[Objective] = mapped_column(choice(Objective), default=Objective.STABLE)
    vacancies_open_on: Mapped[date]
    profiles_open_on: Mapped[date]
    scoring_opens_on: Mapped[date]
    matching_opens_on: Mapped[date]
    results_on: Mapped[date]
    """The day on which everybody hears at the same time."""
    period_starts_on: Mapped[date]
    period_ends_on: Mapped[date]
    public_value_source: Mapped[str] = mapped_column(String(200))
    """The public draw named in advance, such as a drand round or a state lottery."""
    public_value: Mapped[str | None] = mapped_column(String(200))
    """What that draw gave; typed in by hand, checked by anyone."""
    published_at: Mapped[datetime | None]

    school: Mapped[School] = relationship()
    programmes: Mapped[list[Programme]] = relationship(
        secondary="round_programme", order_by="Programme.name, Programme.id"
    )
    rubric: Mapped[SchoolRubric | None] = relationship(secondary="round_rubric", viewonly=True)
    """What the school had added to the rubric when the round was opened."""


class RoundProgramme(Base):
    """A programme that takes part in a round."""

    __tablename__ = "round_programme"
    __table_args__ = (UniqueConstraint("round_id", "programme_id"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))


class LotterySecret(Base):
    """The secret of one party to the lottery: first its commitment, after scoring itself."""

    __tablename__ = "lottery_secret"
    __table_args__ = (
        UniqueConstraint("round_id", "party"),
        UniqueConstraint("round_id", "account_id"),
        CheckConstraint("length(commitment) = 64", name="commitment_is_sha256"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    party: Mapped[str] = mapped_column(String(80))
    """Whom the secret speaks for: the school, the students' council, …"""
    position: Mapped[int]
    """The order in which the secrets enter the seed."""
    commitment: Mapped[str] = mapped_column(String(64))
    secret: Mapped[str | None] = mapped_column(String(64))
    """What the party handed in; pages keep it closed until no party can choose any more."""


class LotteryAbsence(Base):
    """Every party that handed in no secret is absent: the draw falls to a later public value.

    It counts once a second person has agreed. From then on nobody hands in a secret any more.
    """

    __tablename__ = "lottery_absence"
    __table_args__ = (
        UniqueConstraint("round_id"),
        CheckConstraint("length(reason) >= 20", name="reason_is_given"),
        CheckConstraint(
            "approved_by IS NULL OR approved_by <> requested_by", name="second_person_is_another"
        ),
        CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)", name="approved_by_somebody"
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(String(200))
    """The public draw that takes the place of the one named beforehand."""
    drawn_on: Mapped[date]
    """The day of that draw: after the second person agreed."""
    void_value: Mapped[str | None] = mapped_column(String(200))
    """What the first draw gave, if it was known already; printed, and not used."""
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    requested_at: Mapped[datetime]
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
