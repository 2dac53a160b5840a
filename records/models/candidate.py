"""Candidates: one student in one round, without anything that tells who it is.

There is no way from here to a person: the link is in the vault, which the matcher, assessors and
employers do not read.
"""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.database import Base, choice
from records.models.round import Round
from records.models.school import Programme
from records.models.vacancy import HardRequirementKind


class TravelMeans(enum.StrEnum):
    """How the student travels; only used to turn distance into minutes."""

    BICYCLE = "bicycle"
    PUBLIC_TRANSPORT = "public_transport"
    CAR = "car"


class EvidenceSetting(enum.StrEnum):
    """Where something was done. Never scored; who scores sees only what kind of place it was."""

    SCHOOL = "school"
    SIDE_JOB = "side_job"
    CARE_AT_HOME = "care_at_home"
    SPORT = "sport"
    VOLUNTEERING = "volunteering"
    EARLIER_TRIAL = "earlier_trial"
    OWN_PROJECT = "own_project"


class EvidenceKind(enum.StrEnum):
    """Where a text comes from; every kind is blinded, approved, reviewed and scored alike."""

    TOLD = "told"
    ASSIGNMENT = "assignment"


class ReviewState(enum.StrEnum):
    """What the reviewer, who never scores, said of a blind text."""

    WAITING = "waiting"
    CLEARED = "cleared"
    RETURNED = "returned"


class Candidate(Base):
    """One student in one round, known only by a random code."""

    __tablename__ = "candidate"
    __table_args__ = (
        UniqueConstraint("round_id", "code"),
        CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays_in_range"),
        CheckConstraint("travel_limit_minutes BETWEEN 5 AND 180", name="travel_limit_in_range"),
        CheckConstraint(
            "certified_at IS NULL OR length(approved_digest) = 64", name="certified_after_approval"
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    code: Mapped[str] = mapped_column(String(26))
    """128 random bits in Crockford's base 32; the first eight characters are shown."""
    weekdays: Mapped[int] = mapped_column(default=0)
    """When the student can work: a bit per day, Monday = 1 … Sunday = 64."""
    travel_means: Mapped[TravelMeans] = mapped_column(
        choice(TravelMeans), default=TravelMeans.PUBLIC_TRANSPORT
    )
    travel_limit_minutes: Mapped[int] = mapped_column(default=45)
    adds_remaining: Mapped[bool] = mapped_column(default=True)
    """Whether the other suitable places follow after the student's own list."""
    approved_digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the blind copy the student approved."""
    approved_at: Mapped[datetime | None]
    certified_at: Mapped[datetime | None]
    """When the student said: this is my profile and my ranking."""

    round: Mapped[Round] = relationship()
    programme: Mapped[Programme] = relationship()
    evidence: Mapped[list["Evidence"]] = relationship(
        order_by="Evidence.letter, Evidence.id", cascade="all, delete-orphan"
    )
    wishes: Mapped[list["Wish"]] = relationship(
        order_by="Wish.rank, Wish.id", cascade="all, delete-orphan"
    )
    learning_wishes: Mapped[list["LearningWish"]] = relationship(
        order_by="LearningWish.position, LearningWish.id", cascade="all, delete-orphan"
    )
    documents: Mapped[list["Document"]] = relationship(
        order_by="Document.kind, Document.id", cascade="all, delete-orphan"
    )

    @property
    def label(self) -> str:
        """The code as people read it: ``7KQ2-M9XT``."""
        return f"{self.code[:4]}-{self.code[4:8]}"

    @property
    def told(self) -> list["Evidence"]:
        """What the student told or handed in; a draft is read by nobody."""
        return [one for one in self.evidence if not one.is_draft]


class Evidence(Base):
    """What a student did on one competence, as others may read it.

    The student's own words are in the vault. `blind_text` is empty until the blinding has run and
    where nothing was written, and never falls back to those words.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("candidate_id", "letter"),
        CheckConstraint(
            "review <> 'cleared' OR (blind_text IS NOT NULL AND reviewed_by IS NOT NULL)",
            name="cleared_by_someone",
        ),
    )

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(String(1))
    kind: Mapped[EvidenceKind] = mapped_column(choice(EvidenceKind), default=EvidenceKind.TOLD)
    """Told about something done, or the answer to the standard assignment."""
    setting: Mapped[EvidenceSetting] = mapped_column(choice(EvidenceSetting))
    facts: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    """What was chosen from closed lists, as codes by question."""
    language: Mapped[str] = mapped_column(String(2), default="nl")
    """In which language the words were written."""
    blind_text: Mapped[str | None] = mapped_column(Text)
    is_doubtful: Mapped[bool] = mapped_column(default=False)
    """Whether the blinding asks for a second pair of eyes."""
    blinding_version: Mapped[str] = mapped_column(String(80))
    """Version and hash of the rules, and hash of the words allowed, that made the blind text."""
    review: Mapped[ReviewState] = mapped_column(choice(ReviewState), default=ReviewState.WAITING)
    reviewed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    review_note: Mapped[str | None] = mapped_column(String(300))

    @property
    def is_draft(self) -> bool:
        """Whether it answers an assignment and has not been handed in."""
        return self.kind is EvidenceKind.ASSIGNMENT and self.blind_text is None


class Wish(Base):
    """A place the student ranked."""

    __tablename__ = "wish"
    __table_args__ = (
        UniqueConstraint("candidate_id", "vacancy_id"),
        UniqueConstraint("candidate_id", "rank"),
        CheckConstraint("rank BETWEEN 1 AND 15", name="rank_in_range"),
    )

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    vacancy_id: Mapped[UUID] = mapped_column(ForeignKey("vacancy.id"), index=True)
    rank: Mapped[int]


class LearningWish(Base):
    """Something the student wants to learn: never scored, shown to the employer after the match."""

    __tablename__ = "learning_wish"
    __table_args__ = (
        UniqueConstraint("candidate_id", "letter"),
        UniqueConstraint("candidate_id", "position"),
        CheckConstraint("position BETWEEN 1 AND 3", name="position_in_range"),
    )

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(String(1))
    position: Mapped[int]


class Document(Base):
    """A document the student has; a member of staff ticks that it was seen."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("candidate_id", "kind"),)

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    kind: Mapped[HardRequirementKind] = mapped_column(choice(HardRequirementKind))
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
