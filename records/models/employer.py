"""Employers: the training companies (leerbedrijven) and what they are accredited for."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base


class Employer(Base):
    """One establishment of a training company (leerbedrijf)."""

    __tablename__ = "employer"
    __table_args__ = (CheckConstraint("length(kvk_number) = 8", name="kvk_has_eight_digits"),)

    name: Mapped[str] = mapped_column(String(120))
    kvk_number: Mapped[str] = mapped_column(String(8))
    leerbedrijf_id: Mapped[str] = mapped_column(String(24), unique=True)
    """The number SBB gave this establishment."""
    street: Mapped[str] = mapped_column(String(120))
    postcode: Mapped[str] = mapped_column(String(6))
    town: Mapped[str] = mapped_column(String(80))

    accreditations: Mapped[list["Accreditation"]] = relationship(
        order_by="Accreditation.crebo, Accreditation.id"
    )


class Accreditation(Base):
    """SBB's accreditation (erkenning) of an employer for one qualification."""

    __tablename__ = "accreditation"
    __table_args__ = (
        UniqueConstraint("employer_id", "crebo"),
        CheckConstraint("begins_on IS NULL OR begins_on <= valid_until", name="runs_forward"),
    )

    employer_id: Mapped[UUID] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"))
    crebo: Mapped[str] = mapped_column(String(5))
    begins_on: Mapped[date | None]
    """Empty where nobody told: it then counts from always."""
    valid_until: Mapped[date]
