"""Links in mails. Token and code follow from the link's id and the vault key: neither is stored."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from records.models.account import AccessLink, LinkKind
from records.vault.sealing import key_of

REQUEST_LASTS = timedelta(minutes=30)
"""A link somebody just asked for."""
NOTICE_LASTS = timedelta(days=3)
"""A link in a mail that tells of something to do."""
INVITATION_LASTS = timedelta(days=14)


def create_link(
    session: Session, account_id: UUID, kind: LinkKind, *, lasts: timedelta, now: datetime
) -> AccessLink:
    """Add a link that works once, until it expires."""
    link_id = uuid4()
    link = AccessLink(
        id=link_id,
        account_id=account_id,
        kind=kind,
        token_digest=digest_of(token_of(session, link_id)),
        created_at=now,
        expires_at=now + lasts,
    )
    session.add(link)
    return link


def token_of(session: Session, link_id: UUID) -> str:
    """Return the 256-bit token in the address of a link."""
    return key_of(session).digest(f"link|{link_id}")


def code_of(session: Session, link_id: UUID) -> str:
    """Return the six digits that do what the link does, for when it cannot be opened."""
    return f"{int(key_of(session).digest(f'code|{link_id}')[:15], 16) % 1_000_000:06d}"


def is_code_of(session: Session, link_id: UUID, code: str) -> bool:
    """Whether these are the six digits, compared in constant time."""
    return hmac.compare_digest(code_of(session, link_id).encode(), code.encode())


def digest_of(token: str) -> str:
    """Return what is stored of a token."""
    return sha256(token.encode()).hexdigest()
