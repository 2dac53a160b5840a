"""Reads of accounts."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models.account import Account, Role
from records.models.employer import Employer
from records.models.school import Programme, School
from records.models.student import Student
from records.vault.people import email_digests


def find_account_by_email(session: Session, email: str) -> Account | None:
    """Return the active account with this address, if there is one."""
    digests = email_digests(session, email)
    return session.scalar(
        select(Account).where(Account.email_digest.in_(digests), Account.is_active)
    )


def find_account_by_digest(session: Session, digest: str) -> Account | None:
    """Return the active account whose address has this keyed digest, if there is one."""
    return session.scalar(select(Account).where(Account.email_digest == digest, Account.is_active))


def list_staff_of_school(session: Session, *, school_id: UUID, role: Role) -> Sequence[Account]:
    """Return the active staff with this role, in an order that says nothing."""
    return session.scalars(
        select(Account)
        .where(Account.school_id == school_id, Account.role == role, Account.is_active)
        .order_by(Account.id)
    ).all()


def list_accounts(session: Session, account_ids: Iterable[UUID]) -> Sequence[Account]:
    """Return these accounts, read in one go."""
    return session.scalars(
        select(Account).where(Account.id.in_(list(account_ids))).order_by(Account.id)
    ).all()


def list_accounts_of_employer(session: Session, *, employer_id: UUID) -> Sequence[Account]:
    """Return the active accounts of a company."""
    return session.scalars(
        select(Account)
        .where(Account.employer_id == employer_id, Account.is_active)
        .order_by(Account.id)
    ).all()


def list_demo_accounts(session: Session) -> Sequence[tuple[Account, str]]:
    """Return everybody with the programme, school or company they belong to, by role."""
    place = func.coalesce(Programme.name, Employer.name, School.name)
    rows = session.execute(
        select(Account, place)
        .outerjoin(Student, Student.id == Account.id)
        .outerjoin(Programme, Programme.id == Student.programme_id)
        .outerjoin(Employer, Employer.id == Account.employer_id)
        .outerjoin(School, School.id == Account.school_id)
        .where(Account.is_active)
        .order_by(Account.role, place, Account.id)
    )
    return [(account, name) for account, name in rows]


def list_accounts_of_school(session: Session, *, school_id: UUID) -> Sequence[Account]:
    """Return the active accounts of a school, students included."""
    return session.scalars(
        select(Account)
        .where(Account.school_id == school_id, Account.is_active)
        .order_by(Account.role, Account.id)
    ).all()


def find_account_of_employer(
    session: Session, account_id: UUID, *, employer_id: UUID | None
) -> Account | None:
    """Return the active account if it belongs to that company, else None."""
    return session.scalar(
        select(Account).where(
            Account.id == account_id, Account.employer_id == employer_id, Account.is_active
        )
    )


def find_account_of_school(
    session: Session, account_id: UUID, *, school_id: UUID | None
) -> Account | None:
    """Return the account if it belongs to that school, else None."""
    return session.scalar(
        select(Account).where(Account.id == account_id, Account.school_id == school_id)
    )
