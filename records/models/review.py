"""The blind review: who read a candidate's texts, and the words that a school lets through."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base
from records.models.candidate import Evidence

STANDS = text("withdrawn_at IS NULL")


class TextReader(Base):
    """Somebody of the school who read texts of a candidate before scoring, and never scores them.

    Rows are only ever added; the database refuses a seat in the round to whoever is here, and a
    place here to whoever has a seat.
    """

    __tablename__ = "text_reader"
    __table_args__ = (UniqueConstraint("candidate_id", "account_id"),)

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)


class AskedWord(Base):
    """A masked word of which a student says: this is an ordinary word.

    Here is only where it stands; the word itself is in the student's own words, in the vault.
    """

    __tablename__ = "asked_word"
    __table_args__ = (
        UniqueConstraint("evidence_id", "begins"),
        CheckConstraint("0 <= begins AND begins < ends", name="word_has_letters"),
        CheckConstraint("(refused_at IS NULL) = (refused_by IS NULL)", name="refused_by_somebody"),
    )

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id", ondelete="CASCADE"))
    begins: Mapped[int]
    ends: Mapped[int]
    refused_at: Mapped[datetime | None]
    refused_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    evidence: Mapped[Evidence] = relationship()


class AllowedWord(Base):
    """A word that the blinding lets through at one school. It is nobody's name there."""

    __tablename__ = "allowed_word"
    __table_args__ = (
        Index(
            "one_standing_allowed_word",
            "school_id",
            "word",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_by_somebody"
        ),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    word: Mapped[str] = mapped_column(String(60))
    """In the form in which the blinding compares: lower case, without accents."""
    allowed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    allowed_at: Mapped[datetime]
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
