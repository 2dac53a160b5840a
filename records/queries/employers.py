"""Reads of training companies and what they are accredited for."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models.employer import Accreditation


def find_accreditation(session: Session, *, employer_id: UUID, crebo: str) -> Accreditation | None:
    """Return the accreditation of a company for a qualification, valid or not, if it has one."""
    return session.scalar(
        select(Accreditation).where(
            Accreditation.employer_id == employer_id, Accreditation.crebo == crebo
        )
    )
