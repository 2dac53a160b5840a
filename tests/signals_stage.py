"""Confidants with keys, and somebody who wrote to them."""

import pytest
from argon2.low_level import hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from placements.actors import actor_of
from placements.signals.keys import make_key
from placements.signals.kinds import SignalKind
from placements.signals.threads import open_threads
from placements.signals.writing import SignalTerms, open_signal, write_signal
from records.models.account import Role
from records.models.signal import ConfidantKey
from records.queries.signals import find_confidant_key
from records.vault import letters
from records.vault.letters import draw_receipt
from tests.factories import NOW, AccountFactory

PASSPHRASE = "vijf woorden voor mijn sleutel"
DIGITS = "1234567890123456"
WORDS = "De chef zei: mensen zoals jij horen hier niet, Zonnebloem."


def terms(kind=SignalKind.REPORT, text=WORDS, company="", name="", waits=False):
    return SignalTerms(kind=kind, text=text, company=company, name=name, waits=waits)


@pytest.fixture
def quick_hashes(monkeypatch):
    """Receipts and passphrases are hashed as they are, but for the time and memory it takes."""

    def quick(secret, salt, time, memory, **rest):
        return hash_secret_raw(secret, salt, 1, 8, **rest)

    monkeypatch.setattr(letters, "hash_secret_raw", quick)


@pytest.fixture
def vera(school, quick_hashes):
    """Vera is confidant."""
    return AccountFactory(role=Role.CONFIDANT, school_id=school.id, given_name="Vera")


@pytest.fixture
def private(session, vera):
    """The private half of Vera's key, for as long as a test lasts."""
    return make_key(session, actor_of(vera), PASSPHRASE, replaces=False, now=NOW)


@pytest.fixture
def signal(session, school, private):
    """A report that somebody sent to the confidants."""
    return write_signal(session, school, terms(), DIGITS, now=NOW)


def told_to(session, school, confidant):
    """Return a report to a confidant whose key nobody has."""
    public_key = X25519PrivateKey.generate().public_key().public_bytes_raw()
    session.add(
        ConfidantKey(
            account_id=confidant.id,
            school_id=school.id,
            public_key=public_key,
            wrapped=bytes(76),
            admitted_by=confidant.id,
        )
    )
    session.flush()
    return write_signal(session, school, terms(), draw_receipt(), now=NOW)


def thread_of(session, signal, vera, private):
    """Return a signal as Vera reads it."""
    session.flush()
    (found,) = open_threads(session, [signal], private, find_confidant_key(session, vera.id).id)
    return found


def own(session, digits=DIGITS, now=NOW):
    return open_signal(session, digits, now=now)
