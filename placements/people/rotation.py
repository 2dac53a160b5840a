"""Replacing the vault key: everything sealed anew, and the links in mail that has yet to go."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from placements.holds import hold
from placements.people.links import follows_from_old_key, renew_token
from records.models.outbox import OutboxMessage
from records.queries.outbox import list_waiting_messages
from records.vault.rotation import reseal_vault


def rotate_key(session: Session) -> Iterator[int]:
    """Bring everything to the key of now, a batch at each step; yield how much. Commit in between.

    Raises
    ------
    SealBroken
        If a row opens neither with the key of now nor with the one before.
    """
    yield from reseal_vault(session)
    renewed = 0
    for message, link_id in _links_in_waiting_mail(session):
        hold(session, message)
        if message.attempt_count == 0 and message.sent_at is None:
            renewed += renew_token(session, link_id)
    yield renewed


def count_links_under_way(session: Session) -> int:
    """Return how many links of the key before are in mail that a mail host has yet to take."""
    return sum(
        follows_from_old_key(session, link_id) for _, link_id in _links_in_waiting_mail(session)
    )


def _links_in_waiting_mail(session: Session) -> list[tuple[OutboxMessage, UUID]]:
    return [
        (message, UUID(str(message.facts["link_id"])))
        for message in list_waiting_messages(session)
        if "link_id" in message.facts
    ]
