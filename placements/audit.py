"""Writing the audit log."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements.actors import Actor, Role
from records.models.audit import AuditEvent


def record(
    session: Session,
    actor: Actor | None,
    event: str,
    subject_id: UUID,
    *,
    now: datetime,
    school_id: UUID | None = None,
    **details: object,
) -> None:
    """Add one line to the audit log, in the transaction of the act it describes.

    `school_id` says in whose log the line stands when the actor is not of that school. Of what
    a student did the log says what and when, and not by which account: beside a proposal that
    would tie a person to a candidate code.
    """
    session.add(
        AuditEvent(
            happened_at=now,
            actor_id=actor.account_id if actor and actor.role is not Role.STUDENT else None,
            school_id=school_id or (actor.school_id if actor else None),
            event=event,
            subject_id=subject_id,
            details=details,
        )
    )
