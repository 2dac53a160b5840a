"""Reads of what schools add to the rubric."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models.desk.rubric import RoundRubric, SchoolRubric
from records.models.round import Round


def find_rubric_of_school(
    session: Session, rubric_id: UUID, *, school_id: UUID | None
) -> SchoolRubric | None:
    """Return a version of this school's additions, also a draft."""
    return session.scalar(
        select(SchoolRubric).where(
            SchoolRubric.id == rubric_id, SchoolRubric.school_id == school_id
        )
    )


def list_rubrics_of_school(session: Session, *, school_id: UUID | None) -> Sequence[SchoolRubric]:
    """Return every version of a school's additions, the newest first."""
    return session.scalars(
        select(SchoolRubric)
        .where(SchoolRubric.school_id == school_id)
        .order_by(SchoolRubric.number.desc(), SchoolRubric.id)
    ).all()


def find_draft_rubric(session: Session, *, school_id: UUID | None) -> SchoolRubric | None:
    """Return the version that is being written, if there is one."""
    return session.scalar(
        select(SchoolRubric).where(
            SchoolRubric.school_id == school_id, SchoolRubric.published_at.is_(None)
        )
    )


def find_published_rubric(session: Session, *, school_id: UUID | None) -> SchoolRubric | None:
    """Return the newest version that was published, if there is one."""
    return session.scalar(
        select(SchoolRubric)
        .where(SchoolRubric.school_id == school_id, SchoolRubric.published_at.is_not(None))
        .order_by(SchoolRubric.number.desc(), SchoolRubric.id)
        .limit(1)
    )


def count_rubrics(session: Session, *, school_id: UUID | None) -> int:
    """Return how many versions a school has, with the draft."""
    query = select(func.count()).where(SchoolRubric.school_id == school_id)
    return session.scalar(query) or 0


def get_rounds_by_rubric(session: Session, *, school_id: UUID | None) -> Mapping[UUID, list[str]]:
    """Return the names of the rounds that were opened with each version."""
    rows = session.execute(
        select(RoundRubric.rubric_id, Round.name)
        .join(Round, Round.id == RoundRubric.round_id)
        .where(Round.school_id == school_id)
        .order_by(Round.period_starts_on, Round.id)
    )
    names: dict[UUID, list[str]] = {}
    for rubric_id, name in rows:
        names.setdefault(rubric_id, []).append(name)
    return names
