"""Match runs: the frozen input, the settings and the result, with everything needed to replay."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.round import Round


class MatchRunState(enum.StrEnum):
    """Where a run stands; it only ever moves down this list."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    RETURNED = "returned"


OPEN_STATES = (
    MatchRunState.WAITING,
    MatchRunState.RUNNING,
    MatchRunState.FINISHED,
    MatchRunState.CONFIRMED,
)
_IS_OPEN = text("state IN ('waiting', 'running', 'finished', 'confirmed')")


class InputState(enum.StrEnum):
    """Where a frozen input stands; it only ever moves down this list."""

    WAITING = "waiting"
    FROZEN = "frozen"
    REOPENED = "reopened"


STANDING_STATES = (InputState.WAITING, InputState.FROZEN)
_STANDS = text("state IN ('waiting', 'frozen')")


class FrozenInput(Base):
    """What the match of a round rests on, as the very bytes whose digest is published.

    The database refuses to change the bytes once they are there.
    """

    __tablename__ = "frozen_input"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        Index(
            "one_standing_input_per_round",
            "round_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        CheckConstraint(
            "state <> 'frozen' OR (content IS NOT NULL AND length(digest) = 64)",
            name="frozen_with_its_digest",
        ),
        CheckConstraint("state <> 'reopened' OR length(reason) > 0", name="reopened_with_a_reason"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    number: Mapped[int]
    """1 for the first time that the input of a round was frozen."""
    state: Mapped[InputState] = mapped_column(choice(InputState), default=InputState.WAITING)
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The canonical input of `matching.receipt`, candidate codes only; read by the run alone."""
    digest: Mapped[str | None] = mapped_column(String(64))
    """D: the SHA-256 of the content."""
    obstacles: Mapped[dict[str, str] | None] = mapped_column(JSON, deferred=True)
    """What keeps most places away from those for whom none is possible, by candidate code."""
    frozen_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Who reopened it; empty where the service itself could not freeze the input."""
    reason: Mapped[str | None] = mapped_column(String(300))
    """Why it was reopened; printed in the public report."""

    round: Mapped[Round] = relationship()


class MatchRun(Base):
    """One computation of a round. The receipt holds input, settings, seed and result as bytes."""

    __tablename__ = "match_run"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("progress_share BETWEEN 0 AND 100", name="progress_in_range"),
        Index(
            "one_open_run_per_round",
            "round_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        CheckConstraint(
            "state IN ('waiting', 'running', 'returned') "
            "OR (receipt IS NOT NULL AND length(digest) = 64)",
            name="finished_with_a_receipt",
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    number: Mapped[int]
    """1 for the first run of the round; re-runs after a decline count on."""
    state: Mapped[MatchRunState] = mapped_column(
        choice(MatchRunState), default=MatchRunState.WAITING
    )
    progress_share: Mapped[int] = mapped_column(default=0)
    """Percentage done, for the progress bar."""
    code_version: Mapped[str | None] = mapped_column(String(80))
    digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the canonical input."""
    receipt: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The canonical file of `matching.receipt`, candidate codes only."""
    summary: Mapped[dict[str, object] | None] = mapped_column(JSON)
    """Counts for the review page: placed, rank distribution, unmatched by binding limit."""
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    requested_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]
    return_reason: Mapped[str | None] = mapped_column(String(300))
    """Why a coordinator, or the service's own check of the result, sent it back."""

    round: Mapped[Round] = relationship()


class MatchOverride(Base):
    """An exception to a run: a reason, a second person, and a line in the public report."""

    __tablename__ = "match_override"
    __table_args__ = (
        UniqueConstraint("match_run_id", "candidate_id"),
        CheckConstraint("length(reason) >= 20", name="reason_is_given"),
        CheckConstraint(
            "approved_by IS NULL OR approved_by <> requested_by", name="second_person_is_another"
        ),
    )

    match_run_id: Mapped[UUID] = mapped_column(ForeignKey("match_run.id", ondelete="CASCADE"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"))
    vacancy_id: Mapped[UUID | None] = mapped_column(ForeignKey("vacancy.id"))
    """The place instead of the one in the run; empty for none."""
    reason: Mapped[str] = mapped_column(String(500))
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class ExchangeProof(Base):
    """What stayed the same in a round when its students exchanged who they are."""

    __tablename__ = "exchange_proof"
    __table_args__ = (
        Index(
            "one_waiting_proof_per_round",
            "round_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        CheckConstraint(
            "finished_at IS NULL OR (length(digest) = 64 AND differences IS NOT NULL)",
            name="finished_with_its_findings",
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    requested_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    students: Mapped[int | None]
    exchanges: Mapped[int | None]
    digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of everything that was compared, as it was before."""
    differences: Mapped[list[str] | None] = mapped_column(JSON)
    """What changed: `input`, or what a `company` or an `assessor` reads."""

    round: Mapped[Round] = relationship()
