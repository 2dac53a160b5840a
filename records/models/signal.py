"""Signals: what somebody tells the confidants of a school, sealed so that only they read it.

Nothing here tells who wrote, about whom, or on which day: that is inside the sealed letters.
"""

import enum
from datetime import date
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice


class SignalState(enum.StrEnum):
    """Where a signal stands; it only ever moves down this list."""

    KEPT = "kept"
    """A note that only its writer reads."""
    WAITING = "waiting"
    """Waits until somebody else tells about the same company."""
    OPEN = "open"
    CLOSED = "closed"


class ConfidantKey(Base):
    """The key of one confidant: letters are sealed to its public half.

    The private half is wrapped under a passphrase that is kept nowhere.
    """

    __tablename__ = "confidant_key"
    __table_args__ = (
        CheckConstraint("length(public_key) = 32", name="public_key_is_whole"),
        CheckConstraint("length(wrapped) > 32", name="private_key_is_wrapped"),
    )

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), unique=True
    )
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    """Salt, nonce and the private half, sealed under the passphrase."""
    admitted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Which confidant vouched for this one; the first of a school vouches for itself."""
    told_on: Mapped[date | None]
    """The last morning on which the service looked whether there was something to mail."""


class Signal(Base):
    """One thread of letters between a writer, known by a receipt only, and the confidants."""

    __tablename__ = "signal"
    __table_args__ = (
        CheckConstraint("length(public_key) = 32", name="public_key_is_whole"),
        CheckConstraint("length(week) = 8", name="week_is_a_week"),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    state: Mapped[SignalState] = mapped_column(choice(SignalState))
    lookup: Mapped[str] = mapped_column(String(64), unique=True)
    """Half of the slow hash of the receipt."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """Of the writer; the other half of that hash opens what is sealed to it."""
    week: Mapped[str] = mapped_column(String(8))
    """The ISO week in which the confidants got it, such as 2026-W48: never a day, never a time."""
    closed_week: Mapped[str | None] = mapped_column(String(8))
    """The ISO week in which a confidant closed it; a year later it is deleted."""
    company_tag: Mapped[str | None] = mapped_column(String(64), index=True)
    """Keyed digest of school and company, so that two signals about one company find each other."""
    is_told: Mapped[bool] = mapped_column(default=False)
    """Whether the confidants have been mailed that there is something."""

    letters: Mapped[list["Letter"]] = relationship(
        order_by="Letter.number, Letter.id", cascade="all, delete-orphan"
    )


class Letter(Base):
    """One sealed text, padded to whole KiB, with one sealed key for everybody who may read it."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("signal_id", "number"),)

    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)

    keys: Mapped[list["LetterKey"]] = relationship(
        order_by="LetterKey.id", cascade="all, delete-orphan"
    )


class LetterKey(Base):
    """The key of one letter, sealed to one reader."""

    __tablename__ = "letter_key"
    __table_args__ = (UniqueConstraint("letter_id", "confidant_key_id"),)

    letter_id: Mapped[UUID] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), index=True)
    confidant_key_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("confidant_key.id", ondelete="CASCADE"), index=True
    )
    """Empty where the reader is the writer of the signal."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class SignalFigures(Base):
    """How many signals a school had in half a year, published once and never again."""

    __tablename__ = "signal_figures"
    __table_args__ = (UniqueConstraint("school_id", "period"),)

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    period: Mapped[str] = mapped_column(String(6))
    """Half a year, such as 2026-2."""
    counts: Mapped[dict[str, int | None]] = mapped_column(JSON)
    """Per kind, and in all: rounded to fives, empty where a small number is hidden."""
