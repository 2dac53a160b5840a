"""Schools and the programmes they teach."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base


class School(Base):
    """A school for vocational education (mbo)."""

    __tablename__ = "school"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    phone: Mapped[str] = mapped_column(String(20))
    """Of the placement office: for employers and students who would rather call."""
    street: Mapped[str] = mapped_column(String(120), default="")
    """Empty until `flask school move` says it; an agreement prints it."""
    postcode: Mapped[str] = mapped_column(String(6), default="")
    town: Mapped[str] = mapped_column(String(80), default="")
    requires_second_factor: Mapped[bool] = mapped_column(default=False)
    """Whether staff must sign in with an authenticator code."""


class Programme(Base):
    """A qualification as one school teaches it (opleiding)."""

    __tablename__ = "programme"
    __table_args__ = (
        UniqueConstraint("school_id", "crebo"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level_in_range"),
        CheckConstraint("length(crebo) = 5", name="crebo_has_five_digits"),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    crebo: Mapped[str] = mapped_column(String(5))
    name: Mapped[str] = mapped_column(String(120))
    level: Mapped[int]
    """The mbo level (niveau), not a competence level."""
    is_work_based: Mapped[bool] = mapped_column(default=False)
    """Whether the school teaches it as bbl, with a job (leerbaan), and not as bol (stage)."""

    school: Mapped[School] = relationship()
