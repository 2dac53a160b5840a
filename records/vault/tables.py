"""The vault's own tables, in a schema of their own. Nothing outside this room imports them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from records.database import VAULT_SCHEMA, Base, choice
from records.models.guidance import SelfCheckMoment


class VaultPerson(Base):
    """Who an account is: names, address, birth date and contact data, as one sealed value."""

    __tablename__ = "vault_person"
    __table_args__ = {"schema": VAULT_SCHEMA}  # noqa: RUF012 - SQLAlchemy reads it once

    id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )
    sealed: Mapped[bytes]
    mark: Mapped[int] = mapped_column(BigInteger)
    """Drawn anew at every change: by it the guard knows whom it has to read again."""


class VaultMark(Base):
    """One row, drawn anew by triggers when a person comes, goes or gets another mark."""

    __tablename__ = "vault_mark"
    __table_args__ = {"schema": VAULT_SCHEMA}  # noqa: RUF012 - SQLAlchemy reads it once

    mark: Mapped[int] = mapped_column(BigInteger)


class VaultCandidate(Base):
    """Which student a candidate is: the only link between a code and a person."""

    __tablename__ = "vault_candidate"
    __table_args__ = {"schema": VAULT_SCHEMA}  # noqa: RUF012 - SQLAlchemy reads it once

    id: Mapped[UUID] = mapped_column(
        ForeignKey("candidate.id", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )
    sealed: Mapped[bytes]
    """The account of the student."""
    lookup: Mapped[str] = mapped_column(String(64), unique=True)
    """Keyed digest of round and account, to find a student's own candidate."""


class VaultEvidence(Base):
    """A student's own words, before blinding."""

    __tablename__ = "vault_evidence"
    __table_args__ = {"schema": VAULT_SCHEMA}  # noqa: RUF012 - SQLAlchemy reads it once

    id: Mapped[UUID] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )
    sealed: Mapped[bytes]
    former: Mapped[bytes | None]
    """The blind text of before new rules, which hide something in it: kept until it was read."""


class RevealLine(Base):
    """One look at a student's identity by somebody else. Rows are only ever added."""

    __tablename__ = "reveal_line"
    __table_args__ = {"schema": VAULT_SCHEMA}  # noqa: RUF012 - SQLAlchemy reads it once

    student_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    purpose: Mapped[str] = mapped_column(String(40))
    read_at: Mapped[datetime]


class VaultReflection(Base):
    """What a student thinks back on: which competence, after what and in which words."""

    __tablename__ = "vault_reflection"
    __table_args__ = {"schema": VAULT_SCHEMA}  # noqa: RUF012 - SQLAlchemy reads it once

    student_id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    sealed: Mapped[bytes]


class VaultSelfCheck(Base):
    """How sure a student is at one moment of a round: three answers as one sealed value."""

    __tablename__ = "vault_self_check"
    __table_args__ = (
        UniqueConstraint("student_id", "round_id", "moment"),
        {"schema": VAULT_SCHEMA},
    )

    student_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    moment: Mapped[SelfCheckMoment] = mapped_column(choice(SelfCheckMoment))
    sealed: Mapped[bytes]
