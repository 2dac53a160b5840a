"""A proposal as its company sees it before the name, and that same view as a file with its hash."""

import enum
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy.orm import Session

from placements.catalogue import competence, level_names
from records.models.proposal import ACTIVE_STATES, Proposal, ProposalState
from records.models.vacancy import HardRequirementKind
from records.queries.audit import find_last_event

ACCEPTED: Final = "proposal:accepted"
"""The line in the log that keeps what the company sees from that moment on."""
_OF_THE_MOMENT: Final = ("id", "state", "decides_by", "waits_for_school", "pending")
"""Where the answer stands: it changes, and says nothing of the student."""


class Standing(enum.StrEnum):
    """How a student stands to one requirement, as the employer reads it."""

    MEETS = "meets"
    LEARNS_HERE = "learns_here"
    MORE = "more"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindRow:
    """One requirement, and whether the student meets it."""

    letter: str
    required_level: int
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What the company answered, and until when it can take that back."""

    is_yes: bool
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindProposal:
    """A proposal as its employer may see it: nothing here tells who it is or links rounds."""

    id: UUID
    title: str
    state: ProposalState
    rows: tuple[BlindRow, ...]
    documents: tuple[HardRequirementKind, ...]
    """The hard requirements of the place; the student meets all of them."""
    period_starts_on: date
    period_ends_on: date
    trial_days: int
    starts_at: time
    ends_at: time
    decides_by: date
    waits_for_school: bool
    """Whether the school is looking at this employer's refusal."""
    pending: Pending | None
    """This employer's own answer, as long as nobody else has heard it."""

    @property
    def has_ended(self) -> bool:
        """Whether it will not go ahead; why is nobody's business here."""
        return self.state not in ACTIVE_STATES

    @property
    def waits_for_employer(self) -> bool:
        """Whether the employer has to answer."""
        is_asked = self.state is ProposalState.ACCEPTED and not self.waits_for_school
        return is_asked and self.pending is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a company saw, as it was kept when the student said yes, and its SHA-256."""

    content: str
    digest: str


def what_company_sees(proposal: Proposal) -> Shown:
    """Return everything the company sees of a proposal and its student, with the Dutch names."""
    seen = asdict(blind_of(proposal))
    for name in _OF_THE_MOMENT:
        del seen[name]
    names = level_names()
    seen["names"] = {
        row["letter"]: f"{competence(row['letter']).name('nl')}: "
        f"{names[row['required_level']]('nl')}"
        for row in seen["rows"]
    }
    content = json.dumps(seen, default=str, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return Shown(content=content, digest=sha256(content.encode()).hexdigest())


def find_shown(session: Session, proposal: Proposal) -> Shown | None:
    """Return what the log keeps of what the company saw; None before the student said yes."""
    accepted = find_last_event(session, event=ACCEPTED, subject_id=proposal.id)
    if accepted is None or "shown" not in accepted.details:
        return None
    return Shown(content=str(accepted.details["shown"]), digest=str(accepted.details["digest"]))


def blind_of(proposal: Proposal) -> BlindProposal:
    """Return a proposal as its company may see it.

    A competence that was scored too differently to rank by says nothing to a company either.
    """
    vacancy = proposal.vacancy
    explained = cast("list[dict[str, Any]]", proposal.explanation["rows"])
    levels = {row["letter"]: None if row.get("is_left_out") else row["level"] for row in explained}
    return BlindProposal(
        id=proposal.id,
        title=vacancy.title,
        state=proposal.state,
        rows=tuple(
            BlindRow(
                letter=criterion.letter,
                required_level=criterion.required_level,
                standing=standing_of(levels[criterion.letter], criterion.required_level)
                if criterion.needed_at_start
                else Standing.LEARNS_HERE,
            )
            for criterion in vacancy.criteria
        ),
        documents=tuple(one.kind for one in vacancy.hard_requirements),
        period_starts_on=vacancy.round.period_starts_on,
        period_ends_on=vacancy.round.period_ends_on,
        trial_days=vacancy.trial_days,
        starts_at=vacancy.starts_at,
        ends_at=vacancy.ends_at,
        decides_by=proposal.employer_decides_by,
        waits_for_school=proposal.open_refusal is not None,
        pending=_pending_of(proposal),
    )


def _pending_of(proposal: Proposal) -> Pending | None:
    answer = proposal.pending
    if answer is None or proposal.state is not ProposalState.ACCEPTED:
        return None
    return Pending(is_yes=answer.reason is None, until=answer.settles_at)


def standing_of(level: str | None, required: int) -> Standing:
    """Say how a mean level stands to what is asked; a whole level above it is more.

    Examples
    --------
    >>> standing_of("5/2", 2).value, standing_of("3", 2).value, standing_of(None, 2).value
    ('meets', 'more', 'learns_here')
    """
    if level is None or Fraction(level) < required:
        return Standing.LEARNS_HERE
    return Standing.MORE if Fraction(level) >= required + 1 else Standing.MEETS
