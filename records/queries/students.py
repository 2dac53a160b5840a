"""Reads of students and of the round they are in."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models.account import Account
from records.models.round import Round, RoundPhase, RoundProgramme
from records.models.school import Programme
from records.models.student import Student

BEFORE_PROFILES = (RoundPhase.PREPARING, RoundPhase.VACANCIES)


def get_student(session: Session, account_id: UUID) -> Student:
    """Return the student of this account."""
    return session.get_one(Student, account_id)


def list_students(session: Session, account_ids: Iterable[UUID]) -> Sequence[Student]:
    """Return the students of these accounts, read in one go."""
    return session.scalars(
        select(Student).where(Student.id.in_(list(account_ids))).order_by(Student.id)
    ).all()


def list_student_ids_of_round(session: Session, round_id: UUID) -> Sequence[UUID]:
    """Return every student of the programmes of a round, whether they take part or not."""
    return session.scalars(
        select(Student.id)
        .join(RoundProgramme, RoundProgramme.programme_id == Student.programme_id)
        .where(RoundProgramme.round_id == round_id)
        .order_by(Student.id)
    ).all()


def list_student_ids_of_school(session: Session, school_id: UUID) -> Sequence[UUID]:
    """Return every student of a school."""
    return session.scalars(
        select(Student.id)
        .join(Programme, Programme.id == Student.programme_id)
        .where(Programme.school_id == school_id)
        .order_by(Student.id)
    ).all()


def list_student_ids_of_programme(session: Session, programme_id: UUID) -> Sequence[UUID]:
    """Return the students of a programme who can sign in."""
    return session.scalars(
        select(Student.id)
        .join(Account, Account.id == Student.id)
        .where(Student.programme_id == programme_id, Account.is_active)
        .order_by(Student.id)
    ).all()


def list_rounds_in_hand(session: Session, *, programme_id: UUID) -> Sequence[Round]:
    """Return the rounds of a programme in which profiles could be written, the latest first."""
    return session.scalars(
        select(Round)
        .join(RoundProgramme, RoundProgramme.round_id == Round.id)
        .where(RoundProgramme.programme_id == programme_id, Round.phase.not_in(BEFORE_PROFILES))
        .order_by(Round.period_starts_on.desc(), Round.profiles_open_on.desc(), Round.id)
    ).all()


def find_coming_round(session: Session, *, programme_id: UUID) -> Round | None:
    """Return the first round of a programme that is collecting places now."""
    return session.scalar(
        select(Round)
        .join(RoundProgramme, RoundProgramme.round_id == Round.id)
        .where(RoundProgramme.programme_id == programme_id, Round.phase == RoundPhase.VACANCIES)
        .order_by(Round.profiles_open_on, Round.id)
        .limit(1)
    )
