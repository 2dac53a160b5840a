"""Reads of links and failed sign-ins."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models.account import AccessLink, LinkKind, LinkRequest, SignInFailure

CODE_ATTEMPTS = 5
CODES_AT_ONCE = 3
"""A mail that tells of something brings a code too: the one asked for before it still works."""
REQUESTS_AT_ONCE = 200


def find_link_by_digest(session: Session, token_digest: str) -> AccessLink | None:
    """Return the link with this token, used or not, locked for whoever uses it."""
    return session.scalar(
        select(AccessLink).where(AccessLink.token_digest == token_digest).with_for_update()
    )


def list_unused_links(session: Session, account_id: UUID) -> Sequence[AccessLink]:
    """Return the links of an account that could still be used."""
    return session.scalars(
        select(AccessLink)
        .where(AccessLink.account_id == account_id, AccessLink.used_at.is_(None))
        .order_by(AccessLink.id)
    ).all()


def list_code_links(session: Session, account_id: UUID, *, now: datetime) -> Sequence[AccessLink]:
    """Return the newest sign-in links whose code this account can still type, locked."""
    return session.scalars(
        select(AccessLink)
        .where(
            AccessLink.account_id == account_id,
            AccessLink.kind == LinkKind.SIGN_IN,
            AccessLink.used_at.is_(None),
            AccessLink.expires_at > now,
            AccessLink.code_attempts < CODE_ATTEMPTS,
        )
        .order_by(AccessLink.created_at.desc(), AccessLink.id)
        .limit(CODES_AT_ONCE)
        .with_for_update()
    ).all()


def list_link_requests(session: Session) -> Sequence[LinkRequest]:
    """Return who waits for a link, first come first; a request at work elsewhere is skipped."""
    return session.scalars(
        select(LinkRequest)
        .order_by(LinkRequest.requested_at, LinkRequest.id)
        .limit(REQUESTS_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()


def count_links(
    session: Session, account_id: UUID, *, since: datetime, expiring_by: datetime
) -> int:
    """Return how many links of this account were made since then and end by then."""
    return (
        session.scalar(
            select(func.count())
            .select_from(AccessLink)
            .where(
                AccessLink.account_id == account_id,
                AccessLink.created_at > since,
                AccessLink.expires_at <= expiring_by,
            )
        )
        or 0
    )


def count_failures_since(session: Session, email_digest: str, *, since: datetime) -> int:
    """Return how often signing in with this address has failed since then."""
    return (
        session.scalar(
            select(func.count())
            .select_from(SignInFailure)
            .where(SignInFailure.email_digest == email_digest, SignInFailure.failed_at > since)
        )
        or 0
    )
