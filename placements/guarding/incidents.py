"""Incidents: a page or mail that would have told a blind reader who a student is was stopped."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.guarding.watch import Finding
from placements.notifications import notify
from placements.policy import require
from placements.policy.people import may_read_incidents
from records.models.account import Account
from records.models.audit import AuditEvent
from records.queries.accounts import list_staff_of_school
from records.queries.audit import find_last_event, list_events_of_school
from records.queries.schools import list_school_ids

STOPPED = "guard:stopped"
ONE_MAIL_AN = timedelta(hours=1)


def raise_incident(
    session: Session, actor: Actor, finding: Finding, *, where: str, now: datetime
) -> None:
    """Tell the privacy officers of every school concerned, never what was found.

    Where a school has named none its administrators are told.
    `where` names the page or the mail, without the ids of what it was about.
    """
    for school_id in finding.school_ids or list_school_ids(session):
        last = find_last_event(session, event=STOPPED, subject_id=school_id)
        audit.record(
            session,
            actor,
            STOPPED,
            school_id,
            now=now,
            school_id=school_id,
            where=where,
            reader=actor.role.value,
            kinds=list(finding.kinds),
        )
        if last is not None and last.happened_at > now - ONE_MAIL_AN:
            continue
        for account in list_told(session, school_id):
            notify(session, account.id, "guard_stopped", now=now, opens="incidents")


def list_told(session: Session, school_id: UUID) -> Sequence[Account]:
    """Return who hears of it: the privacy officers of a school, or else its administrators."""
    for role in (Role.PRIVACY_OFFICER, Role.ADMINISTRATOR):
        found = list_staff_of_school(session, school_id=school_id, role=role)
        if found:
            return found
    return []


def list_incidents(session: Session, actor: Actor) -> Sequence[AuditEvent]:
    """Return what the guard stopped for the actor's school, the latest first.

    Raises
    ------
    NotAllowed
        If the actor is neither privacy officer nor administrator.
    """
    require(may_read_incidents(actor))
    return list_events_of_school(session, event=STOPPED, school_id=actor.school_id)
