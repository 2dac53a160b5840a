"""Reads of what companies did: proposals they answered, trials they assessed, forms they sent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from records.models.employer import Employer
from records.models.proposal import Proposal, ProposalState
from records.models.round import Round
from records.models.trial import Trial
from records.models.vacancy import Vacancy, VacancyState

_WAS_ASKED = Proposal.accepted_at.is_not(None)
_SAID_YES = Proposal.confirmed_at.is_not(None)
_HAS_DECIDED = or_(
    _SAID_YES,
    and_(_WAS_ASKED, Proposal.state.in_((ProposalState.REFUSED, ProposalState.EXPIRED))),
)


def list_answers_in_region(
    session: Session, *, school_id: UUID, region: str, since: datetime
) -> Sequence[tuple[UUID, int, int]]:
    """Return for each company of a region how many proposals it decided on, and its yeses.

    Only companies whose place is in a round of this school and that were asked since then. The
    region is the beginning of a postcode.
    """
    rows = session.execute(
        select(
            Vacancy.employer_id,
            func.count(),
            func.sum(case((_SAID_YES, 1), else_=0)),
        )
        .select_from(Proposal)
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .join(Employer, Employer.id == Vacancy.employer_id)
        .join(Round, Round.id == Proposal.round_id)
        .where(
            Round.school_id == school_id,
            Employer.postcode.startswith(region, autoescape=True),
            Proposal.accepted_at >= since,
            _HAS_DECIDED,
        )
        .group_by(Vacancy.employer_id)
        .order_by(Vacancy.employer_id)
    )
    return [(employer_id, asked, yes) for employer_id, asked, yes in rows]


def list_asked_proposals(
    session: Session,
    *,
    since: datetime,
    until: datetime,
    school_id: UUID | None = None,
    employer_id: UUID | None = None,
) -> Sequence[Proposal]:
    """Return the proposals that companies were asked about in a period, of one or of all."""
    query = select(Proposal).where(Proposal.accepted_at >= since, Proposal.accepted_at < until)
    if school_id is not None:
        query = query.join(Round, Round.id == Proposal.round_id).where(Round.school_id == school_id)
    if employer_id is not None:
        query = query.join(Vacancy, Vacancy.id == Proposal.vacancy_id).where(
            Vacancy.employer_id == employer_id
        )
    return session.scalars(
        query.options(
            joinedload(Proposal.vacancy).joinedload(Vacancy.employer),
            selectinload(Proposal.refusals),
        ).order_by(Proposal.accepted_at, Proposal.id)
    ).all()


def list_trials_due(
    session: Session,
    *,
    since: datetime,
    until: datetime,
    school_id: UUID | None = None,
    employer_id: UUID | None = None,
) -> Sequence[Trial]:
    """Return the trials whose assessment was in a period, at one company or school or at all."""
    query = (
        select(Trial)
        .join(Proposal, Proposal.id == Trial.proposal_id)
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .join(Round, Round.id == Proposal.round_id)
        .where(Trial.assessment_at >= since, Trial.assessment_at < until)
    )
    if school_id is not None:
        query = query.where(Round.school_id == school_id)
    if employer_id is not None:
        query = query.where(Vacancy.employer_id == employer_id)
    return session.scalars(
        query.options(
            joinedload(Trial.proposal).joinedload(Proposal.vacancy).joinedload(Vacancy.employer)
        ).order_by(Trial.assessment_at, Trial.id)
    ).all()


def list_sent_forms_of_others(
    session: Session, *, round_id: UUID, employer_id: UUID
) -> Sequence[Vacancy]:
    """Return the forms that other companies have sent for a round."""
    return session.scalars(
        select(Vacancy)
        .where(
            Vacancy.round_id == round_id,
            Vacancy.employer_id != employer_id,
            Vacancy.submitted_at.is_not(None),
            Vacancy.state != VacancyState.WITHDRAWN,
        )
        .options(selectinload(Vacancy.criteria))
        .order_by(Vacancy.id)
    ).all()
