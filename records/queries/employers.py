"""Reads of training companies and what they are accredited for."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from records.models.account import Account
from records.models.audit import AuditEvent
from records.models.employer import Accreditation, Employer
from records.models.round import Round
from records.models.school import Programme, School
from records.models.vacancy import Vacancy


def get_employer(session: Session, employer_id: UUID) -> Employer:
    """Return the company with this id."""
    return session.get_one(Employer, employer_id)


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


def find_employer_of_school(
    session: Session, employer_id: UUID, *, school_id: UUID | None
) -> Employer | None:
    """Return a company that this school brought in, or that has a place in one of its rounds."""
    return session.scalar(
        select(Employer).where(Employer.id == employer_id, _is_worked_with(school_id))
    )


def list_employers_worked_with(session: Session, *, school_id: UUID | None) -> Sequence[Employer]:
    """Return the companies that this school brought in or has in one of its rounds, by name."""
    return session.scalars(
        select(Employer).where(_is_worked_with(school_id)).order_by(Employer.name, Employer.id)
    ).all()


def list_employers_of_school(session: Session, *, school_id: UUID) -> Sequence[Employer]:
    """Return the companies accredited for a programme of this school, by name."""
    crebos = select(Programme.crebo).where(Programme.school_id == school_id)
    accredited = select(Accreditation.employer_id).where(Accreditation.crebo.in_(crebos))
    return session.scalars(
        select(Employer).where(Employer.id.in_(accredited)).order_by(Employer.name, Employer.id)
    ).all()


def _is_worked_with(school_id: UUID | None) -> ColumnElement[bool]:
    has_place = exists().where(
        Vacancy.employer_id == Employer.id,
        Vacancy.round_id == Round.id,
        Round.school_id == school_id,
    )
    was_brought_in = exists().where(
        Account.employer_id == Employer.id,
        AuditEvent.subject_id == Account.id,
        AuditEvent.event == "account:invited",
        AuditEvent.school_id == school_id,
    )
    return or_(has_place, was_brought_in)


def list_employers(session: Session) -> Sequence[Employer]:
    """Return every company, in an order that says nothing."""
    return session.scalars(select(Employer).order_by(Employer.id)).all()


def find_accreditation_of_employer(
    session: Session, accreditation_id: UUID, *, employer_id: UUID
) -> Accreditation | None:
    """Return one accreditation of a company, if it is one."""
    return session.scalar(
        select(Accreditation).where(
            Accreditation.id == accreditation_id, Accreditation.employer_id == employer_id
        )
    )


def list_accreditations_ending(
    session: Session, *, first: date, last: date
) -> Sequence[tuple[Accreditation, Employer]]:
    """Return the accreditations that end in these days, with their companies."""
    return [
        (accreditation, employer)
        for accreditation, employer in session.execute(
            select(Accreditation, Employer)
            .join(Employer, Employer.id == Accreditation.employer_id)
            .where(Accreditation.valid_until >= first, Accreditation.valid_until <= last)
            .order_by(Accreditation.valid_until, Accreditation.id)
        )
    ]


def list_schools_working_with(session: Session, *, employer_id: UUID) -> Sequence[UUID]:
    """Return the schools that brought a company in or have it in one of their rounds."""
    has_place = exists().where(
        Vacancy.employer_id == employer_id,
        Vacancy.round_id == Round.id,
        Round.school_id == School.id,
    )
    was_brought_in = exists().where(
        Account.employer_id == employer_id,
        AuditEvent.subject_id == Account.id,
        AuditEvent.event == "account:invited",
        AuditEvent.school_id == School.id,
    )
    return session.scalars(
        select(School.id).where(or_(has_place, was_brought_in)).order_by(School.id)
    ).all()
