"""Reads of schools."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from records.models.school import School


def has_schools(session: Session) -> bool:
    """Whether anybody uses these records yet."""
    return bool(session.scalar(select(exists().select_from(School))))


def find_school_by_name(session: Session, name: str) -> School | None:
    """Return the school with exactly this name."""
    return session.scalars(select(School).where(School.name == name)).one_or_none()


def list_school_ids(session: Session) -> Sequence[UUID]:
    """Return every school, in an order that says nothing."""
    return session.scalars(select(School.id).order_by(School.id)).all()
