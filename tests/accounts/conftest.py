"""People who can sign in."""

import pytest

from placements.people.access import choose_password, hash_of
from tests.factories import NOW

PASSWORD = "vier woorden zijn genoeg"


@pytest.fixture
def carla_with_password(session, carla):
    """Carla, who has chosen a password; her address is known."""
    choose_password(session, carla, hash_of(PASSWORD), now=NOW)
    session.flush()
    return carla


@pytest.fixture
def address_of(session):
    """A function that returns the e-mail address of an account."""
    from records.vault.people import read_for_service

    return lambda account: read_for_service(session, [account.id])[account.id].email
