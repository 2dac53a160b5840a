"""Reads of links and failed sign-ins."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models.account import AccessLink, LinkKind, SignInFailure


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


def find_newest_link(session: Session, account_id: UUID, *, now: datetime) -> AccessLink | None:
    """Return the sign-in link whose code this account can still type."""
    return session.scalar(
        select(AccessLink)
        .where(
            AccessLink.account_id == account_id,
            AccessLink.kind == LinkKind.SIGN_IN,
            AccessLink.used_at.is_(None),
            AccessLink.expires_at > now,
        )
        .order_by(AccessLink.created_at.desc(), AccessLink.id)
        .limit(1)
        .with_for_update()
    )


def count_links_since(session: Session, account_id: UUID, *, since: datetime) -> int:
    """Return how many links this account has been mailed since then."""
    return (
        session.scalar(
            select(func.count())
            .select_from(AccessLink)
            .where(AccessLink.account_id == account_id, AccessLink.created_at > since)
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
