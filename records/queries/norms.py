"""Reads of what is expected of companies: statements, the ladder, hearings, yearly reports."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from records.models.norms import Escalation, SignedStatement, YearReport


def find_signed_statement(session: Session, *, employer_id: UUID) -> SignedStatement | None:
    """Return the latest signature of a company under the statement, if there is one."""
    return session.scalar(
        select(SignedStatement)
        .where(SignedStatement.employer_id == employer_id)
        .order_by(SignedStatement.signed_at.desc(), SignedStatement.id)
        .limit(1)
    )


def list_signed_statements(session: Session, *, employer_id: UUID) -> Sequence[SignedStatement]:
    """Return every signature of a company under the statement, the latest first."""
    return session.scalars(
        select(SignedStatement)
        .where(SignedStatement.employer_id == employer_id)
        .order_by(SignedStatement.signed_at.desc(), SignedStatement.id)
    ).all()


def list_signers_of(
    session: Session, *, version: str, employer_ids: Iterable[UUID]
) -> Sequence[UUID]:
    """Return which of these companies signed a text, each once."""
    return session.scalars(
        select(SignedStatement.employer_id)
        .where(
            SignedStatement.version == version,
            SignedStatement.employer_id.in_(list(employer_ids)),
        )
        .distinct()
        .order_by(SignedStatement.employer_id)
    ).all()


def find_open_escalation(
    session: Session, *, school_id: UUID | None, employer_id: UUID | None
) -> Escalation | None:
    """Return the course that this school is in with a company, if it is in one."""
    return session.scalar(
        select(Escalation).where(
            Escalation.school_id == school_id,
            Escalation.employer_id == employer_id,
            Escalation.lifted_at.is_(None),
        )
    )


def list_escalations(
    session: Session, *, school_id: UUID | None, employer_id: UUID
) -> Sequence[Escalation]:
    """Return every course of this school with a company, the latest first."""
    return session.scalars(
        select(Escalation)
        .where(Escalation.school_id == school_id, Escalation.employer_id == employer_id)
        .options(selectinload(Escalation.steps))
        .order_by(Escalation.opened_at.desc(), Escalation.id)
    ).all()


def list_open_escalations_of_school(
    session: Session, *, school_id: UUID | None
) -> Sequence[Escalation]:
    """Return the courses that a school is in, those that began first first."""
    return session.scalars(
        select(Escalation)
        .where(Escalation.school_id == school_id, Escalation.lifted_at.is_(None))
        .options(joinedload(Escalation.employer), selectinload(Escalation.steps))
        .order_by(Escalation.opened_at, Escalation.id)
    ).all()


def list_open_escalations_of_employer(
    session: Session, *, employer_id: UUID | None
) -> Sequence[Escalation]:
    """Return the courses that schools are in with a company, those that began first first."""
    return session.scalars(
        select(Escalation)
        .where(Escalation.employer_id == employer_id, Escalation.lifted_at.is_(None))
        .options(joinedload(Escalation.school), selectinload(Escalation.steps))
        .order_by(Escalation.opened_at, Escalation.id)
    ).all()


def find_report_of_school(
    session: Session, report_id: UUID, *, school_id: UUID | None
) -> YearReport | None:
    """Return a report that this school published, of itself or of a company."""
    return session.scalar(
        select(YearReport).where(YearReport.id == report_id, YearReport.school_id == school_id)
    )


def find_report_of_employer(
    session: Session, report_id: UUID, *, employer_id: UUID | None
) -> YearReport | None:
    """Return a report that a school published of this company."""
    if employer_id is None:
        return None
    return session.scalar(
        select(YearReport).where(YearReport.id == report_id, YearReport.employer_id == employer_id)
    )


def list_reports_of_school(session: Session, *, school_id: UUID | None) -> Sequence[YearReport]:
    """Return everything this school published of its years, the latest year first."""
    return session.scalars(
        select(YearReport)
        .where(YearReport.school_id == school_id)
        .options(joinedload(YearReport.employer))
        .order_by(YearReport.year.desc(), YearReport.employer_id, YearReport.id)
    ).all()


def list_reports_of_employer(session: Session, *, employer_id: UUID | None) -> Sequence[YearReport]:
    """Return what schools published of this company, the latest year first."""
    return session.scalars(
        select(YearReport)
        .where(YearReport.employer_id.is_not(None), YearReport.employer_id == employer_id)
        .options(joinedload(YearReport.school))
        .order_by(YearReport.year.desc(), YearReport.id)
    ).all()
