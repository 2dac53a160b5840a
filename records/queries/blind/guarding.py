"""Reads for the guard: whom a blind reader may know, and what the reader's own side wrote."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from records.models.account import Account
from records.models.employer import Employer
from records.models.meeting import Meeting
from records.models.proposal import Proposal
from records.models.trial import Trial
from records.models.vacancy import Vacancy


def list_candidates_known_to(
    session: Session, *, account_id: UUID, employer_id: UUID | None
) -> Sequence[UUID]:
    """Return the candidates who shared their name with this company or this assessor of trials."""
    query = select(Proposal.candidate_id).where(Proposal.revealed_at.is_not(None))
    if employer_id is None:
        query = query.join(Trial).where(Trial.school_assessor_id == account_id)
    else:
        query = query.join(Vacancy, Vacancy.id == Proposal.vacancy_id).where(
            Vacancy.employer_id == employer_id
        )
    return session.scalars(query.order_by(Proposal.id)).all()


def list_texts_of_reader(
    session: Session, *, account_id: UUID, employer_id: UUID | None
) -> Sequence[str]:
    """Return what stands on the forms of this company, or of the trials this person assesses."""
    query = select(Vacancy).options(selectinload(Vacancy.criteria))
    if employer_id is None:
        query = (
            query.join(Proposal, Proposal.vacancy_id == Vacancy.id)
            .join(Trial, Trial.proposal_id == Proposal.id)
            .where(Trial.school_assessor_id == account_id)
        )
    else:
        query = query.where(Vacancy.employer_id == employer_id)
    own = session.get(Employer, employer_id) if employer_id else None
    address = [own.name, own.street, own.postcode, own.town] if own else []
    forms = session.scalars(query.order_by(Vacancy.id)).unique()
    offers = session.scalars(
        select(Meeting)
        .join(Account, Account.id == Meeting.offered_by)
        .where(Meeting.employer_id == employer_id, Account.employer_id == employer_id)
        .order_by(Meeting.id)
    )
    written = (f"{one.about} {one.venue} {one.bring}" for one in offers)
    return [*address, *map(_text_of, forms), *written]


def _text_of(vacancy: Vacancy) -> str:
    reasons = (f"{one.why} {one.essential_reason}" for one in vacancy.criteria)
    return " ".join((vacancy.title, *vacancy.tasks, *reasons))
