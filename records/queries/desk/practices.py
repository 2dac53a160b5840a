"""Reads of practice: what assessors did with the cases, and for what they may score."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from records.models.desk.practice import Practice


def find_practice(session: Session, practice_id: UUID, *, account_id: UUID) -> Practice | None:
    """Return one time that this assessor practised; another's does not exist."""
    return session.scalar(
        select(Practice).where(Practice.id == practice_id, Practice.account_id == account_id)
    )


def find_open_practice(session: Session, *, account_id: UUID, letter: str) -> Practice | None:
    """Return the practice that somebody has begun and not finished, if there is one."""
    return session.scalar(
        select(Practice).where(
            Practice.account_id == account_id,
            Practice.letter == letter,
            Practice.finished_at.is_(None),
        )
    )


def list_practices(
    session: Session, *, account_id: UUID, letter: str | None = None
) -> Sequence[Practice]:
    """Return every time that somebody practised, or did so with one competence, oldest first."""
    query = select(Practice).where(Practice.account_id == account_id)
    if letter is not None:
        query = query.where(Practice.letter == letter)
    return session.scalars(
        query.options(selectinload(Practice.answers)).order_by(
            Practice.letter, Practice.number, Practice.id
        )
    ).all()


def get_passed_moments(
    session: Session, *, account_id: UUID, until: datetime
) -> Mapping[str, datetime]:
    """Return when somebody last passed the cases of each competence, as far as `until`."""
    rows = session.execute(
        select(Practice.letter, func.max(Practice.finished_at))
        .where(
            Practice.account_id == account_id,
            Practice.is_passed.is_(True),
            Practice.finished_at <= until,
        )
        .group_by(Practice.letter)
    )
    return {letter: moment for letter, moment in rows if moment is not None}


def list_passed_since(session: Session, *, letter: str, since: datetime) -> Sequence[UUID]:
    """Return who passed the cases of a competence at that moment or later."""
    return session.scalars(
        select(Practice.account_id)
        .where(
            Practice.letter == letter,
            Practice.is_passed.is_(True),
            Practice.finished_at >= since,
        )
        .distinct()
        .order_by(Practice.account_id)
    ).all()
