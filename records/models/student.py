"""Students: the rows that employers and assessors never hold."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base
from records.models.school import Programme


class Student(Base):
    """A student of one of the schools; who it is stands in the vault."""

    __tablename__ = "student"

    id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True, sort_order=-1)
    """The student's account."""
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    mentor_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    """The study career adviser (SLB'er), who never scores this student."""

    programme: Mapped[Programme] = relationship()
