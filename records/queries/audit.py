"""Reads of the audit log."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models.audit import AuditEvent


def find_last_event(session: Session, *, event: str, subject_id: UUID) -> AuditEvent | None:
    """Return the newest line about this happening to this thing, if there is one."""
    return session.scalar(
        select(AuditEvent)
        .where(AuditEvent.event == event, AuditEvent.subject_id == subject_id)
        .order_by(AuditEvent.happened_at.desc(), AuditEvent.id)
        .limit(1)
    )


def list_events_of_school(
    session: Session, *, event: str, school_id: UUID | None
) -> Sequence[AuditEvent]:
    """Return the lines of this kind in the log of a school, the latest first."""
    return session.scalars(
        select(AuditEvent)
        .where(AuditEvent.event == event, AuditEvent.school_id == school_id)
        .order_by(AuditEvent.happened_at.desc(), AuditEvent.id)
    ).all()


def list_events_about(session: Session, event: str, *, ids: Iterable[UUID]) -> Sequence[AuditEvent]:
    """Return the lines of one kind about these things, the earliest first."""
    return session.scalars(
        select(AuditEvent)
        .where(AuditEvent.event == event, AuditEvent.subject_id.in_(list(ids)))
        .order_by(AuditEvent.happened_at, AuditEvent.id)
    ).all()
