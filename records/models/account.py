"""Accounts: who may sign in, and how. Names and addresses are in the vault, not here."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from records.database import Base, choice


class Role(enum.StrEnum):
    """What someone is in this service; an account is one thing only."""

    STUDENT = "student"
    TRAINER = "trainer"
    OWNER = "owner"
    COORDINATOR = "coordinator"
    ASSESSOR = "assessor"
    MENTOR = "mentor"
    CONFIDANT = "confidant"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"


EMPLOYER_ROLES = frozenset({Role.TRAINER, Role.OWNER})
STAFF_ROLES = frozenset(
    {
        Role.COORDINATOR,
        Role.ASSESSOR,
        Role.MENTOR,
        Role.CONFIDANT,
        Role.PRIVACY_OFFICER,
        Role.ADMINISTRATOR,
    }
)
SCHOOL_ROLES = STAFF_ROLES | {Role.STUDENT}


class LinkKind(enum.StrEnum):
    """What a link in a mail is for."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105 - the name of a kind of link, not a secret


class Account(Base):
    """Someone who can sign in: a student, a member of staff, or a person at an employer."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "(role IN ('trainer', 'owner') AND employer_id IS NOT NULL AND school_id IS NULL) OR "
            "(role NOT IN ('trainer', 'owner') AND school_id IS NOT NULL AND employer_id IS NULL)",
            name="belongs_to_one_organisation",
        ),
    )

    role: Mapped[Role] = mapped_column(choice(Role))
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"), index=True)
    employer_id: Mapped[UUID | None] = mapped_column(ForeignKey("employer.id"), index=True)
    email_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """HMAC of the address, so that it can be looked up without being readable."""
    password_hash: Mapped[str | None]
    sealed_totp_secret: Mapped[bytes | None]
    totp_last_step: Mapped[int | None]
    """The last authenticator step used: a code works once."""
    session_version: Mapped[int] = mapped_column(default=1)
    """Raised to end every session of this account."""
    locale: Mapped[str] = mapped_column(String(2), default="nl")
    is_active: Mapped[bool] = mapped_column(default=True)


class AccessLink(Base):
    """A link that was mailed: to sign in, to accept an invitation, to choose a new password."""

    __tablename__ = "access_link"
    __table_args__ = (CheckConstraint("code_attempts BETWEEN 0 AND 5", name="attempts_in_range"),)

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[LinkKind] = mapped_column(choice(LinkKind))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token; token and six-digit code follow from the id and the vault key."""
    code_attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInFailure(Base):
    """A failed attempt, kept by address digest so that an unknown address behaves the same."""

    __tablename__ = "sign_in_failure"

    email_digest: Mapped[str] = mapped_column(String(64), index=True)
    failed_at: Mapped[datetime]


class LinkRequest(Base):
    """A link that somebody asked for, by address digest, known here or not; the worker mails it."""

    __tablename__ = "link_request"

    email_digest: Mapped[str] = mapped_column(String(64))
    requested_at: Mapped[datetime]
