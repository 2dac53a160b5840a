"""Reads of stories, of figures on the labour market, and of what cohorts answered."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from records.models.guidance import AlumniStory, ConfidenceFigure, LabourFigure


def find_story_of_school(
    session: Session, story_id: UUID, *, school_id: UUID | None
) -> AlumniStory | None:
    """Return a story of this school."""
    return session.scalar(
        select(AlumniStory).where(AlumniStory.id == story_id, AlumniStory.school_id == school_id)
    )


def list_stories_of_school(session: Session, *, school_id: UUID | None) -> Sequence[AlumniStory]:
    """Return every story of a school, what has yet to be published first and then the newest."""
    return session.scalars(
        select(AlumniStory)
        .where(AlumniStory.school_id == school_id)
        .options(joinedload(AlumniStory.programme))
        .order_by(
            AlumniStory.published_at.is_not(None), AlumniStory.written_at.desc(), AlumniStory.id
        )
    ).all()


def list_published_stories(session: Session, *, school_id: UUID) -> Sequence[AlumniStory]:
    """Return the stories that students of a school read, the newest first."""
    return session.scalars(
        select(AlumniStory)
        .where(
            AlumniStory.school_id == school_id,
            AlumniStory.published_at.is_not(None),
            AlumniStory.is_withdrawn.is_(False),
        )
        .options(joinedload(AlumniStory.programme))
        .order_by(AlumniStory.published_at.desc(), AlumniStory.id)
    ).all()


def list_labour_figures(
    session: Session, *, school_id: UUID | None, crebo: str | None = None
) -> Sequence[LabourFigure]:
    """Return the figures that a school imported, of all programmes or of one, newest first."""
    of_programme = () if crebo is None else (LabourFigure.crebo == crebo,)
    return session.scalars(
        select(LabourFigure)
        .where(LabourFigure.school_id == school_id, *of_programme)
        .order_by(
            LabourFigure.crebo, LabourFigure.year.desc(), LabourFigure.region, LabourFigure.id
        )
    ).all()


def list_confidence_figures(
    session: Session, *, round_ids: Sequence[UUID]
) -> Sequence[ConfidenceFigure]:
    """Return what the cohorts of these rounds answered."""
    return session.scalars(
        select(ConfidenceFigure)
        .where(ConfidenceFigure.round_id.in_(round_ids))
        .options(joinedload(ConfidenceFigure.programme))
        .order_by(
            ConfidenceFigure.round_id,
            ConfidenceFigure.programme_id,
            ConfidenceFigure.moment,
            ConfidenceFigure.id,
        )
    ).all()
