"""Forgetting what has been kept for as long as it may be: docs/privacy.md says how long, and why.

Erasing a student, taking back and settling forget at once; here stands what only time ends.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from placements.days import day_of
from records.database import forget_for_good
from records.queries.settling.retention import (
    list_keys_of_closed_accounts,
    list_old_links,
    list_old_messages,
    list_old_requests,
    list_old_texts,
)
from records.vault.evidence import forget_former

MAIL_KEPT: Final = timedelta(days=30)
"""After it was queued: the last try is a day and a half later."""
LINKS_KEPT: Final = timedelta(days=90)
"""After they ended, so that a link in an old mail still offers a new one."""
TEXTS_KEPT: Final = timedelta(weeks=4)
"""After the period of a closed round: the custom for who was not chosen."""
MEETINGS_KEPT: Final = timedelta(weeks=104)
"""After a meeting: two school years, in which who met nobody comes first."""


def forget_old(session: Session, *, now: datetime) -> bool:
    """Forget everything whose time is over; whether there was anything."""
    texts = list_old_texts(session, before=day_of(now) - TEXTS_KEPT)
    rows = (
        *list_old_messages(session, before=now - MAIL_KEPT),
        *list_old_links(session, before=now - LINKS_KEPT),
        *list_old_requests(session, before=now - MEETINGS_KEPT),
        *list_keys_of_closed_accounts(session),
    )
    for one in texts:  # that there was a text, and what came of it, counts on
        one.blind_text, one.review_note = one.blind_text and "", None
    forget_former(session, [one.id for one in texts])
    for row in rows:
        session.delete(row)
    if texts or rows:
        session.flush()
        forget_for_good(session)
    return bool(texts or rows)
