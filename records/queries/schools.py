"""Reads of schools."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from records.models.school import School


def has_schools(session: Session) -> bool:
    """Whether anybody uses these records yet."""
    return bool(session.scalar(select(exists().select_from(School))))
