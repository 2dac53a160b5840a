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
        token_digest=digest_of(_tokens_of(session, link_id)[0]),
        created_at=now,
        expires_at=now + lasts,
    )
    session.add(link)
    return link


def token_of(session: Session, link_id: UUID) -> str:
    """Return the 256-bit token in the address of a link, as it was when the link was made."""
    tokens = _tokens_of(session, link_id)
    made_with = session.get_one(AccessLink, link_id).token_digest
    return next((token for token in tokens if digest_of(token) == made_with), tokens[0])


def renew_token(session: Session, link_id: UUID) -> bool:
    """Let a link that nobody has been mailed yet follow from the key of now; whether it did not."""
    link = session.get_one(AccessLink, link_id, with_for_update=True)
    digest = digest_of(_tokens_of(session, link_id)[0])
    is_old, link.token_digest = link.token_digest != digest, digest
    return is_old


def follows_from_old_key(session: Session, link_id: UUID) -> bool:
    """Whether the address of this link can only be written with the key before."""
    return token_of(session, link_id) != _tokens_of(session, link_id)[0]


def code_of(session: Session, link_id: UUID) -> str:
    """Return the six digits that do what the link does, for when it cannot be opened."""
    return _codes_of(session, link_id)[0]


def is_code_of(session: Session, link_id: UUID, code: str) -> bool:
    """Whether these are the six digits, compared in constant time."""
    matches = [
        hmac.compare_digest(right.encode(), code.encode()) for right in _codes_of(session, link_id)
    ]
    return any(matches)


def digest_of(token: str) -> str:
    """Return what is stored of a token."""
    return sha256(token.encode()).hexdigest()


def _tokens_of(session: Session, link_id: UUID) -> list[str]:
    return key_of(session).digests(f"link|{link_id}")


def _codes_of(session: Session, link_id: UUID) -> list[str]:
    digests = key_of(session).digests(f"code|{link_id}")
    return [f"{int(digest[:15], 16) % 1_000_000:06d}" for digest in digests]
