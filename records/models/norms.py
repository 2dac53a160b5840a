"""What is expected of a company: the signed statement, the escalation ladder, yearly reports."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    case,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.employer import Employer
from records.models.school import School

IS_OPEN = text("lifted_at IS NULL")
OF_SCHOOL = text("employer_id IS NULL")
OF_COMPANY = text("employer_id IS NOT NULL")


class SignedStatement(Base):
    """The statement of norms, signed by somebody of a company's management. Rows are only added.

    Who signed is in the vault; here is only which account it was.
    """

    __tablename__ = "signed_statement"
    __table_args__ = (CheckConstraint("length(version) > 0", name="names_its_text"),)

    employer_id: Mapped[UUID] = mapped_column(ForeignKey("employer.id"), index=True)
    version: Mapped[str] = mapped_column(String(12))
    """Which text: a new text is signed anew."""
    function: Mapped[str] = mapped_column(String(80))
    """What the signer is at the company; empty where only the role is known."""
    signed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    signed_at: Mapped[datetime]


class LadderStep(enum.StrEnum):
    """What a school does when a company does not keep to the norms, in this order."""

    TALK = "talk"
    WRITTEN_AGREEMENT = "written_agreement"
    PAUSE = "pause"
    SBB_REPORT = "sbb_report"


class Escalation(Base):
    """One course of one school with one company, until a person lifts it."""

    __tablename__ = "escalation"
    __table_args__ = (
        Index(
            "one_open_escalation",
            "school_id",
            "employer_id",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL) "
            "AND (lifted_at IS NULL) = (lift_reason IS NULL)",
            name="lifted_by_somebody_for_a_reason",
        ),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    employer_id: Mapped[UUID] = mapped_column(ForeignKey("employer.id"), index=True)
    opened_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    lift_reason: Mapped[str | None] = mapped_column(String(500))

    employer: Mapped[Employer] = relationship()
    school: Mapped[School] = relationship()
    steps: Mapped[list["EscalationStep"]] = relationship(
        order_by=lambda: case(
            {step.value: place for place, step in enumerate(LadderStep)}, value=EscalationStep.step
        )
    )


class EscalationStep(Base):
    """One step that a named person took. Rows are only added, each further than the last."""

    __tablename__ = "escalation_step"
    __table_args__ = (
        UniqueConstraint("escalation_id", "step"),
        CheckConstraint("length(reason) >= 20", name="reason_is_given"),
    )

    escalation_id: Mapped[UUID] = mapped_column(ForeignKey("escalation.id"))
    step: Mapped[LadderStep] = mapped_column(choice(LadderStep))
    taken_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500))
    """The company reads this; it tells nothing of a student."""
    taken_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]


class YearReport(Base):
    """What a school published about a school year: of itself, or of one company. Never changed."""

    __tablename__ = "year_report"
    __table_args__ = (
        Index(
            "one_report_of_a_school_year",
            "school_id",
            "year",
            unique=True,
            sqlite_where=OF_SCHOOL,
            postgresql_where=OF_SCHOOL,
        ),
        Index(
            "one_report_of_a_company_year",
            "school_id",
            "employer_id",
            "year",
            unique=True,
            sqlite_where=OF_COMPANY,
            postgresql_where=OF_COMPANY,
        ),
        CheckConstraint("length(digest) = 64", name="has_a_digest"),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    employer_id: Mapped[UUID | None] = mapped_column(ForeignKey("employer.id"), index=True)
    year: Mapped[int]
    """The calendar year in which the school year began, on 1 August."""
    content: Mapped[dict[str, object]] = mapped_column(JSON)
    """Only what may be read: small cells are hidden before it gets here."""
    digest: Mapped[str] = mapped_column(String(64))
    published_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime]

    school: Mapped[School] = relationship()
    employer: Mapped[Employer | None] = relationship()


class HearingSide(enum.StrEnum):
    """Who is heard about a refusal whose reason the school doubts."""

    STUDENT = "student"
    COMPANY = "company"


class Hearing(Base):
    """What one side says about a doubted refusal, before the school decides."""

    __tablename__ = "hearing"
    __table_args__ = (
        UniqueConstraint("refusal_id", "side"),
        CheckConstraint("(said IS NULL) = (said_at IS NULL)", name="said_at_a_time"),
    )

    refusal_id: Mapped[UUID] = mapped_column(ForeignKey("refusal.id", ondelete="CASCADE"))
    side: Mapped[HearingSide] = mapped_column(choice(HearingSide))
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    answer_by: Mapped[date]
    """From the day after, the school may decide without it."""
    said: Mapped[str | None] = mapped_column(String(600))
    """In their own words; empty where a side had nothing to add."""
    said_at: Mapped[datetime | None]
