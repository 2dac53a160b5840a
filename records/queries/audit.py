"""Reads of the audit log."""

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
