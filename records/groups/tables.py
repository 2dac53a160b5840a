"""The tables of this store, in a schema of their own. Nothing outside this room imports them.

No row holds an account, a candidate or a moment: who may answer and what was answered can be
found with the key of this store only.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from records.database import GROUPS_SCHEMA, Base


class GroupLink(Base):
    """A link with which one student may answer once."""

    __tablename__ = "group_link"
    __table_args__ = {"schema": GROUPS_SCHEMA}  # noqa: RUF012 - SQLAlchemy reads it once

    monitoring_id: Mapped[UUID] = mapped_column(
        ForeignKey("group_monitoring.id", ondelete="CASCADE"), index=True
    )
    owner: Mapped[str] = mapped_column(String(64), index=True)
    """Keyed digest of the account that may use it."""
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    answer_until: Mapped[date]
    is_used: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date]
    """The half year in which the result came out."""
    sealed: Mapped[bytes]
    """Qualification, level and whether the match gave a place: what an answer is counted with."""


class GroupAnswer(Base):
    """One answer, under a name that nothing else has."""

    __tablename__ = "group_answer"
    __table_args__ = {"schema": GROUPS_SCHEMA}  # noqa: RUF012 - SQLAlchemy reads it once

    monitoring_id: Mapped[UUID] = mapped_column(
        ForeignKey("group_monitoring.id", ondelete="CASCADE"), index=True
    )
    pseudonym: Mapped[str] = mapped_column(String(64), unique=True)
    """Keyed digest of the link, so that who answered can take the answer back."""
    starts_on: Mapped[date]
    sealed: Mapped[bytes]
    """The group, with qualification, level and whether the match gave a place."""
