"""Confidants with keys, and somebody who wrote to them."""

import pytest

from placements.actors import actor_of
from placements.signals.keys import make_key
from placements.signals.kinds import SignalKind
from placements.signals.threads import open_threads
from placements.signals.writing import SignalTerms, open_signal, write_signal
from records.models.account import Role
from records.queries.signals import find_confidant_key
from tests.factories import NOW, AccountFactory

PASSPHRASE = "vijf woorden voor mijn sleutel"
DIGITS = "1234567890123456"
WORDS = "De chef zei: mensen zoals jij horen hier niet, Zonnebloem."


def terms(kind=SignalKind.REPORT, text=WORDS, company="", name="", waits=False):
    return SignalTerms(kind=kind, text=text, company=company, name=name, waits=waits)


@pytest.fixture
def vera(school):
    """Vera is confidant, and has a key."""
    return AccountFactory(role=Role.CONFIDANT, school_id=school.id, given_name="Vera")


@pytest.fixture
def private(session, vera):
    """The private half of Vera's key, for as long as a test lasts."""
    return make_key(session, actor_of(vera), PASSPHRASE, replaces=False, now=NOW)


@pytest.fixture
def signal(session, school, private):
    """A report that somebody sent to the confidants."""
    return write_signal(session, school, terms(), DIGITS, now=NOW)


def thread_of(session, signal, vera, private):
    """Return a signal as Vera reads it."""
    session.flush()
    (found,) = open_threads(session, [signal], private, find_confidant_key(session, vera.id).id)
    return found


def own(session, digits=DIGITS, now=NOW):
    return open_signal(session, digits, now=now)
