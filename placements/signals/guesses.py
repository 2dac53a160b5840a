"""Guessing at a receipt or a passphrase: five wrong tries, then a quarter of an hour of nothing."""

from datetime import datetime

from sqlalchemy.orm import Session

from placements.errors import TooLate, msgid
from placements.people.access import FAILURES_ALLOWED, FAILURES_COUNT_FOR
from records.models.account import SignInFailure
from records.queries.access import count_failures_since
from records.vault.sealing import key_of

_DIGITS_THAT_COUNT = 4


def receipt_guess(session: Session, digits: str) -> str:
    """Return under what a wrong receipt is counted: its first four digits, and no address.

    Whoever tries many has to spread them over ten thousand of these, at five a quarter; whoever
    mistypes one's own receipt is in nobody's way. Nothing is kept of who tried.
    """
    return key_of(session).digest(f"receipt|{digits[:_DIGITS_THAT_COUNT]}")


def passphrase_guess(session: Session, account_id: object) -> str:
    """Return under what a wrong passphrase of this account is counted."""
    return key_of(session).digest(f"passphrase|{account_id}")


def stop_after_guesses(session: Session, guess: str, *, now: datetime) -> None:
    """Refuse to look at another try for a while.

    Raises
    ------
    TooLate
        After five wrong ones in the last quarter of an hour.
    """
    if count_failures_since(session, guess, since=now - FAILURES_COUNT_FOR) >= FAILURES_ALLOWED:
        raise TooLate(msgid("This went wrong too often. Wait 15 minutes and try again."))


def note_guess(session: Session, guess: str, *, now: datetime) -> None:
    """Remember one wrong try for a quarter of an hour."""
    session.add(SignInFailure(email_digest=guess, failed_at=now))
