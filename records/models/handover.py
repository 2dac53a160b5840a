"""What somebody of a company hands over to a colleague: a place, or the question of a round."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from records.database import Base

_WAITS = text("settled_at IS NULL")


class Handover(Base):
    """From one person of a company to another, who is known by an address until it settles."""

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint("(vacancy_id IS NULL) <> (round_id IS NULL)", name="of_one_thing"),
        CheckConstraint(
            "(sealed_address IS NULL) = (settled_at IS NOT NULL)", name="address_until_it_settles"
        ),
        CheckConstraint("taken_at IS NULL OR to_id IS NOT NULL", name="taken_by_somebody"),
        CheckConstraint("made_at < settles_at", name="settles_later"),
        Index(
            "one_waiting_handover_per_place",
            "vacancy_id",
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
        Index(
            "one_waiting_handover_per_round_and_person",
            "round_id",
            "from_id",
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
    )

    employer_id: Mapped[UUID] = mapped_column(ForeignKey("employer.id"), index=True)
    vacancy_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("vacancy.id", ondelete="CASCADE"), index=True
    )
    round_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("round.id", ondelete="CASCADE"), index=True
    )
    from_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    sealed_address: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of the colleague; gone as soon as the mail is on its way."""
    made_at: Mapped[datetime]
    settles_at: Mapped[datetime] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Empty until it settles, and for an address that belongs to somebody elsewhere."""
    taken_at: Mapped[datetime | None]
    """When the colleague was there: at once for who has signed in before."""
