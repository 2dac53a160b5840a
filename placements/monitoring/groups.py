"""Comparing groups is off. Two people switch it on for a while; it ends by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.monitoring import (
    may_approve_monitoring,
    may_end_monitoring,
    may_request_monitoring,
)
from records.groups.store import forget_answers, groups_key
from records.models.monitoring import GroupMonitoring, Route
from records.models.school import School
from records.queries.monitoring import find_standing_monitoring, list_standing_monitoring

LONGEST: Final = timedelta(days=2 * 366)
"""Whoever wants it longer asks again, with a DPIA that was looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringTerms:
    """On what the comparing rests, how it is done, and until when."""

    route: Route
    dpia_reference: str
    legal_basis: str
    runs_until: date


def is_running(monitoring: GroupMonitoring | None, *, now: datetime) -> bool:
    """Return whether two people agreed and the last day has not passed."""
    return (
        monitoring is not None
        and monitoring.approved_at is not None
        and monitoring.ended_at is None
        and day_of(now) <= monitoring.runs_until
    )


def request_monitoring(
    session: Session, actor: Actor, terms: MonitoringTerms, *, now: datetime
) -> GroupMonitoring:
    """Ask a second person to agree that the school compares groups.

    Raises
    ------
    NotAllowed
        If the actor is no administrator.
    TooLate
        If it was asked for already, or runs.
    Refusal
        If the DPIA or the legal basis is not named, the last day is not after today or too far
        away, or the service has no key for the answers.
    """
    require(may_request_monitoring(actor))
    school = session.get_one(School, actor.school_id)
    hold(session, school)
    if find_standing_monitoring(session, school_id=school.id) is not None:
        raise TooLate(msgid("This has been asked for already. Look at how it stands."))
    _check(session, terms, now=now)
    monitoring = GroupMonitoring(
        school_id=school.id,
        route=terms.route,
        dpia_reference=terms.dpia_reference,
        legal_basis=terms.legal_basis,
        runs_until=terms.runs_until,
        requested_by=actor.account_id,
        requested_at=now,
    )
    session.add(monitoring)
    session.flush()
    _log(session, actor, "monitoring:requested", monitoring, now=now)
    return monitoring


def approve_monitoring(
    session: Session, actor: Actor, monitoring: GroupMonitoring, *, now: datetime
) -> None:
    """Let a second person agree: from now on it runs.

    Raises
    ------
    NotAllowed
        If the actor asked for it, or is no administrator or confidant of this school.
    TooLate
        If it was agreed to or ended already, or its last day has passed.
    """
    _hold(session, monitoring)
    if monitoring.approved_by is not None or day_of(now) > monitoring.runs_until:
        raise TooLate(msgid("Somebody was first: this has been settled. Look at how it stands."))
    require(
        may_approve_monitoring(actor, monitoring),
        msgid("This needs a second person: another administrator, or a confidant."),
    )
    monitoring.approved_by, monitoring.approved_at = actor.account_id, now
    _log(session, actor, "monitoring:approved", monitoring, now=now)


def end_monitoring(
    session: Session, actor: Actor, monitoring: GroupMonitoring, *, now: datetime
) -> None:
    """Stop at once, and delete everything that was answered and not yet counted.

    Raises
    ------
    NotAllowed
        If the actor is no administrator or confidant of this school.
    TooLate
        If it has ended already.
    """
    _hold(session, monitoring)
    require(may_end_monitoring(actor, monitoring))
    _end(session, actor, monitoring, now=now)


def end_due_monitoring(session: Session, *, now: datetime) -> int:
    """End what has had its last day; return how many."""
    due = [one for one in list_standing_monitoring(session) if day_of(now) > one.runs_until]
    for monitoring in due:
        _hold(session, monitoring)
        _end(session, None, monitoring, now=now)
    return len(due)


def _check(session: Session, terms: MonitoringTerms, *, now: datetime) -> None:
    if not terms.dpia_reference:
        raise Refusal(msgid("Say where the assessment (DPIA) stands"), field="dpia_reference")
    if not terms.legal_basis:
        raise Refusal(msgid("Name the legal basis"), field="legal_basis")
    today = day_of(now)
    if not today < terms.runs_until <= today + LONGEST:
        raise Refusal(
            msgid("Choose a last day after today and within two years"), field="runs_until"
        )
    if groups_key(session) is None:
        raise Refusal(
            msgid("The service has no key for this store. Ask who runs it for a MONITORING_KEY.")
        )


def _end(
    session: Session, actor: Actor | None, monitoring: GroupMonitoring, *, now: datetime
) -> None:
    monitoring.ended_at = now
    forget_answers(session, monitoring_id=monitoring.id)
    _log(session, actor, "monitoring:ended", monitoring, now=now)


def _hold(session: Session, monitoring: GroupMonitoring) -> None:
    hold(session, monitoring)
    if monitoring.ended_at is not None:
        raise TooLate(msgid("This has ended already."))


def _log(
    session: Session,
    actor: Actor | None,
    event: str,
    monitoring: GroupMonitoring,
    *,
    now: datetime,
) -> None:
    audit.record(
        session,
        actor,
        event,
        monitoring.id,
        now=now,
        school_id=monitoring.school_id,
        route=monitoring.route.value,
        dpia_reference=monitoring.dpia_reference,
        legal_basis=monitoring.legal_basis,
        runs_until=monitoring.runs_until.isoformat(),
    )
