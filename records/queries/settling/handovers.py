"""Reads of what people of a company hand over to each other."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from records.models.audit import AuditEvent
from records.models.handover import Handover


def find_handover_of_employer(
    session: Session, handover_id: UUID, *, employer_id: UUID | None
) -> Handover | None:
    """Return a handover within this company."""
    return session.scalar(
        select(Handover).where(Handover.id == handover_id, Handover.employer_id == employer_id)
    )


def find_handover_of_place(session: Session, vacancy_id: UUID) -> Handover | None:
    """Return the last handover of a place, if there was one."""
    return session.scalar(
        select(Handover)
        .where(Handover.vacancy_id == vacancy_id)
        .order_by(Handover.made_at.desc(), Handover.id)
        .limit(1)
    )


def find_handover_of_round(session: Session, round_id: UUID, *, from_id: UUID) -> Handover | None:
    """Return the last time somebody handed over the question for places of a round."""
    return session.scalar(
        select(Handover)
        .where(Handover.round_id == round_id, Handover.from_id == from_id)
        .order_by(Handover.made_at.desc(), Handover.id)
        .limit(1)
    )


def find_handover_to_settle(session: Session, *, now: datetime) -> Handover | None:
    """Return the first handover that can no longer be taken back, if there is one."""
    return session.scalar(
        select(Handover)
        .where(Handover.settled_at.is_(None), Handover.settles_at <= now)
        .order_by(Handover.settles_at, Handover.id)
        .limit(1)
    )


def list_handovers_to_take(session: Session) -> Sequence[Handover]:
    """Return the handovers whose colleague has been here, and that nobody noted yet."""
    was_here = exists().where(
        AuditEvent.event == "account:link_used", AuditEvent.subject_id == Handover.to_id
    )
    return session.scalars(
        select(Handover).where(Handover.taken_at.is_(None), was_here).order_by(Handover.id)
    ).all()


def list_who_handed_over_round(session: Session, round_id: UUID) -> Sequence[UUID]:
    """Return who need not be asked for places of a round any more: a colleague is."""
    return session.scalars(
        select(Handover.from_id)
        .where(Handover.round_id == round_id, Handover.taken_at.is_not(None))
        .order_by(Handover.from_id, Handover.id)
    ).all()
