"""Proposals: one place for one candidate, and what each side said to it."""

import enum
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.candidate import Candidate
from records.models.round import Round
from records.models.vacancy import Vacancy

if TYPE_CHECKING:
    from records.models.norms import Hearing


class ProposalState(enum.StrEnum):
    """Where a proposal stands; it only ever moves down this list."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    REVEALED = "revealed"
    VETOED = "vetoed"
    REFUSED = "refused"
    EXPIRED = "expired"
    STOPPED = "stopped"


SHARES_WITHIN = timedelta(days=7)
"""After the last day of the company, where the internships of the round have begun by then."""
ACTIVE_STATES = (
    ProposalState.PROPOSED,
    ProposalState.ACCEPTED,
    ProposalState.CONFIRMED,
    ProposalState.REVEALED,
)
_IS_ACTIVE = text("state IN ('proposed', 'accepted', 'confirmed', 'revealed')")


class RefusalReason(enum.StrEnum):
    """Why an employer may say no: facts about the place, never about the person."""

    CAPACITY_GONE = "capacity_gone"
    DATES = "dates"
    SUPERVISION_GONE = "supervision_gone"
    DOCUMENT_MISSING = "document_missing"
    FACTUAL_ERROR = "factual_error"


class Seat(Base):
    """One seat of a frozen vacancy: a proposal takes a seat, so there are never more than seats."""

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("vacancy_id", "number"),
        UniqueConstraint("id", "vacancy_id"),
        CheckConstraint("number BETWEEN 1 AND 40", name="number_in_range"),
    )

    vacancy_id: Mapped[UUID] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"))
    number: Mapped[int]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    """Whether the place itself has gone, after a refusal that the school upheld."""
    is_held: Mapped[bool] = mapped_column(default=False)
    """Whether a confidant keeps the seat free; for whom and why stands nowhere here."""


class Proposal(Base):
    """A trial internship proposed to one candidate: never a shortlist to anyone."""

    __tablename__ = "proposal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["seat_id", "vacancy_id"], ["seat.id", "seat.vacancy_id"], name="seat_of_the_vacancy"
        ),
        Index(
            "one_active_proposal_per_candidate",
            "candidate_id",
            unique=True,
            sqlite_where=_IS_ACTIVE,
            postgresql_where=_IS_ACTIVE,
        ),
        Index(
            "one_active_proposal_per_seat",
            "seat_id",
            unique=True,
            sqlite_where=_IS_ACTIVE,
            postgresql_where=_IS_ACTIVE,
        ),
        Index(
            "one_veto_per_candidate",
            "candidate_id",
            unique=True,
            sqlite_where=text("state = 'vetoed'"),
            postgresql_where=text("state = 'vetoed'"),
        ),
        CheckConstraint(
            "state <> 'revealed' OR revealed_at IS NOT NULL", name="revealed_at_a_time"
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    match_run_id: Mapped[UUID] = mapped_column(ForeignKey("match_run.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)
    vacancy_id: Mapped[UUID] = mapped_column(ForeignKey("vacancy.id"), index=True)
    seat_id: Mapped[UUID]
    state: Mapped[ProposalState] = mapped_column(
        choice(ProposalState), default=ProposalState.PROPOSED
    )
    wish_rank: Mapped[int | None]
    """Which wish this place was; empty when it came from the places that follow the list."""
    explanation: Mapped[dict[str, object]] = mapped_column(JSON)
    """For the student: rows per criterion and the cut-off band of every place ranked higher."""
    student_decides_by: Mapped[date]
    employer_decides_by: Mapped[date]
    accepted_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    round: Mapped[Round] = relationship()
    candidate: Mapped[Candidate] = relationship()
    vacancy: Mapped[Vacancy] = relationship()
    refusals: Mapped[list["Refusal"]] = relationship(order_by="Refusal.refused_at, Refusal.id")
    pending: Mapped["PendingAnswer | None"] = relationship(
        cascade="all, delete-orphan", single_parent=True
    )
    """What the company answered and can still take back."""

    @property
    def shares_by(self) -> date:
        """Before which day the student shares the name: else the proposal ends by itself."""
        return max(self.round.period_starts_on, self.employer_decides_by + SHARES_WITHIN)

    @property
    def open_refusal(self) -> "Refusal | None":
        """The refusal at which the school has yet to look; none once the proposal moved on."""
        if self.state is not ProposalState.ACCEPTED:
            return None
        return next((one for one in self.refusals if one.is_upheld is None), None)


class Refusal(Base):
    """An employer's no, with its listed reason; the school says whether it stands."""

    __tablename__ = "refusal"
    __table_args__ = (
        CheckConstraint("is_upheld IS NULL OR reviewed_by IS NOT NULL", name="reviewed_by_someone"),
        Index(
            "one_open_refusal_per_proposal",
            "proposal_id",
            unique=True,
            sqlite_where=text("is_upheld IS NULL"),
            postgresql_where=text("is_upheld IS NULL"),
        ),
    )

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), index=True)
    reason: Mapped[RefusalReason] = mapped_column(choice(RefusalReason))
    explanation: Mapped[str] = mapped_column(String(300))
    """What changed, for the school only."""
    refused_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    refused_at: Mapped[datetime]
    is_upheld: Mapped[bool | None]
    reviewed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    hearings: Mapped[list["Hearing"]] = relationship(order_by="Hearing.side, Hearing.id")


class PendingAnswer(Base):
    """What a company answered a moment ago: nobody hears it before it can no longer be taken back.

    A reason makes it a refusal.
    """

    __tablename__ = "pending_answer"
    __table_args__ = (
        CheckConstraint("(reason IS NULL) = (explanation IS NULL)", name="refused_with_a_reason"),
        CheckConstraint("answered_at < settles_at", name="settles_later"),
    )

    proposal_id: Mapped[UUID] = mapped_column(
        ForeignKey("proposal.id", ondelete="CASCADE"), unique=True
    )
    reason: Mapped[RefusalReason | None] = mapped_column(choice(RefusalReason))
    explanation: Mapped[str | None] = mapped_column(String(300))
    answered_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime]
    settles_at: Mapped[datetime] = mapped_column(index=True)
