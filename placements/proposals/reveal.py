"""What an employer sees: requirement rows before the student's last tap, a name after it."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any, cast
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.errors import TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.proposals import may_open_student, may_reveal_identity
from placements.proposals.answers import ANSWERED_ALREADY, tell_employer
from placements.trials.course import plan_trial
from records.models.proposal import ACTIVE_STATES, Proposal, ProposalState
from records.models.vacancy import HardRequirementKind
from records.queries.proposals import find_proposal_of_employer, list_proposals_of_employer
from records.vault.candidates import find_candidate_id_of_student, student_ids_of_candidates
from records.vault.people import Person, open_person

LOOKED_FOR_TRIAL = "trial"
"""The purpose that the student reads in the ledger."""


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

    @property
    def has_ended(self) -> bool:
        """Whether it will not go ahead; why is nobody's business here."""
        return self.state not in ACTIVE_STATES

    @property
    def waits_for_employer(self) -> bool:
        """Whether the employer has to answer."""
        return self.state is ProposalState.ACCEPTED and not self.waits_for_school


def list_blind_proposals(session: Session, actor: Actor) -> Sequence[BlindProposal]:
    """Return the proposals for places of the actor's company that their students accepted.

    Those that wait for the company come first, then the rest; both by title. The order tells
    nothing of who answered when.
    """
    found = list_proposals_of_employer(session, employer_id=actor.employer_id)
    return sorted(
        (_blind(proposal) for proposal in found),
        key=lambda one: (not one.waits_for_employer, one.title.casefold(), str(one.id)),
    )


def find_blind_proposal(session: Session, actor: Actor, proposal_id: UUID) -> BlindProposal | None:
    """Return one proposal for a place of the actor's company."""
    proposal = find_proposal_of_employer(session, proposal_id, employer_id=actor.employer_id)
    return _blind(proposal) if proposal else None


def reveal_identity(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> None:
    """Let the student share name and contact data with this one employer; plan the trial.

    Raises
    ------
    NotAllowed
        If it is not the student's own proposal.
    TooLate
        If the employer has not confirmed, or the proposal has moved on.
    """
    own_id = find_candidate_id_of_student(
        session, round_id=proposal.round_id, student_id=actor.account_id
    )
    hold(session, proposal)
    if proposal.state is not ProposalState.CONFIRMED:
        raise TooLate(ANSWERED_ALREADY)
    require(may_reveal_identity(actor, proposal, own_candidate_id=own_id))
    proposal.state, proposal.revealed_at = ProposalState.REVEALED, now
    session.flush()
    plan_trial(session, proposal, now=now)
    audit.record(session, actor, "proposal:revealed", proposal.id, now=now)
    tell_employer(session, proposal, "identity_revealed", now=now)


def open_student(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> Person:
    """Return who the student is, for the employer; every look is a line in the ledger.

    Raises
    ------
    NotAllowed
        If it is another company's proposal, or the student has not shared the name.
    """
    require(
        may_open_student(actor, proposal),
        msgid("The student has not shared a name with you."),
    )
    student_id = student_ids_of_candidates(session, [proposal.candidate_id])[proposal.candidate_id]
    return open_person(
        session, student_id, reader_id=actor.account_id, purpose=LOOKED_FOR_TRIAL, now=now
    )


def open_learning_wishes(actor: Actor, proposal: Proposal) -> Sequence[str]:
    """Return what the student wants to learn, as letters, once the name is shared.

    Raises
    ------
    NotAllowed
        If it is another company's proposal, or the student has not shared the name.
    """
    require(may_open_student(actor, proposal))
    return [wish.letter for wish in proposal.candidate.learning_wishes]


def _blind(proposal: Proposal) -> BlindProposal:
    vacancy = proposal.vacancy
    explained = cast("list[dict[str, Any]]", proposal.explanation["rows"])
    levels = {row["letter"]: row["level"] for row in explained}
    return BlindProposal(
        id=proposal.id,
        title=vacancy.title,
        state=proposal.state,
        rows=tuple(
            BlindRow(
                letter=criterion.letter,
                required_level=criterion.required_level,
                standing=_standing(levels[criterion.letter], criterion.required_level)
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
        waits_for_school=any(refusal.is_upheld is None for refusal in proposal.refusals),
    )


def _standing(level: str | None, required: int) -> Standing:
    """Say how a mean level stands to what is asked; a whole level above it is more.

    Examples
    --------
    >>> _standing("5/2", 2).value, _standing("3", 2).value, _standing(None, 2).value
    ('meets', 'more', 'learns_here')
    """
    if level is None or Fraction(level) < required:
        return Standing.LEARNS_HERE
    return Standing.MORE if Fraction(level) >= required + 1 else Standing.MEETS
