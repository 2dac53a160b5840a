"""Reads of training companies and what they are accredited for."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models.employer import Accreditation, Employer
from records.models.school import Programme


def find_accreditation(session: Session, *, employer_id: UUID, crebo: str) -> Accreditation | None:
    """Return the accreditation of a company for a qualification, valid or not, if it has one."""
    return session.scalar(
        select(Accreditation).where(
            Accreditation.employer_id == employer_id, Accreditation.crebo == crebo
        )
    )


def find_employer_by_leerbedrijf_id(session: Session, leerbedrijf_id: str) -> Employer | None:
    """Return the company with this number of SBB, if it is known."""
    return session.scalar(select(Employer).where(Employer.leerbedrijf_id == leerbedrijf_id))


def list_employers_of_school(session: Session, *, school_id: UUID) -> Sequence[Employer]:
    """Return the companies accredited for a programme of this school, by name."""
    crebos = select(Programme.crebo).where(Programme.school_id == school_id)
    accredited = select(Accreditation.employer_id).where(Accreditation.crebo.in_(crebos))
    return session.scalars(
        select(Employer).where(Employer.id.in_(accredited)).order_by(Employer.name, Employer.id)
    ).all()
