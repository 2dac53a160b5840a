"""Reads of what has been kept for as long as it may be."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from records.models.account import AccessLink, Account
from records.models.candidate import Candidate, Evidence
from records.models.meeting import Meeting, MeetingRequest
from records.models.outbox import OutboxMessage
from records.models.round import Round, RoundPhase
from records.models.signal import ConfidantKey

AT_ONCE = 500


def list_old_messages(session: Session, *, before: datetime) -> Sequence[OutboxMessage]:
    """Return mail that was queued before then: it went, or nobody takes it."""
    return session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.queued_at < before)
        .order_by(OutboxMessage.id)
        .limit(AT_ONCE)
    ).all()


def list_old_links(session: Session, *, before: datetime) -> Sequence[AccessLink]:
    """Return links that ended before then."""
    return session.scalars(
        select(AccessLink)
        .where(AccessLink.expires_at < before)
        .order_by(AccessLink.id)
        .limit(AT_ONCE)
    ).all()


def list_old_texts(session: Session, *, before: date) -> Sequence[Evidence]:
    """Return texts that nobody reads any more: of closed rounds whose period ended before then."""
    return session.scalars(
        select(Evidence)
        .join(Candidate, Candidate.id == Evidence.candidate_id)
        .join(Round, Round.id == Candidate.round_id)
        .where(
            Round.phase == RoundPhase.CLOSED,
            Round.period_ends_on < before,
            or_(Evidence.blind_text != "", Evidence.review_note.is_not(None)),
        )
        .order_by(Evidence.id)
        .limit(AT_ONCE)
    ).all()


def list_old_requests(session: Session, *, before: datetime) -> Sequence[MeetingRequest]:
    """Return who asked for meetings that ended before then."""
    return session.scalars(
        select(MeetingRequest)
        .join(Meeting, Meeting.id == MeetingRequest.meeting_id)
        .where(Meeting.ends_at < before)
        .order_by(MeetingRequest.id)
        .limit(AT_ONCE)
    ).all()


def list_keys_of_closed_accounts(session: Session) -> Sequence[ConfidantKey]:
    """Return the keys of confidants who have left."""
    return session.scalars(
        select(ConfidantKey)
        .join(Account, Account.id == ConfidantKey.account_id)
        .where(Account.is_active.is_(False))
        .order_by(ConfidantKey.id)
    ).all()
