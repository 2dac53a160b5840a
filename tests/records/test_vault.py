"""The vault: sealed where it belongs, opened with a line in the ledger."""

import pytest
from sqlalchemy import text

from records.vault.ledger import list_reveal_lines
from records.vault.people import Person, open_person, store_person
from records.vault.sealing import Key, Place, SealBroken
from tests.factories import NOW


def test_a_value_opens_only_in_its_own_place(session, amina, noor):
    key = Key(bytes(32))
    sealed = key.seal(Place("vault_person", "sealed", amina.id), "Amina")

    with pytest.raises(SealBroken):
        key.open(Place("vault_person", "sealed", noor.id), sealed)


def test_another_key_opens_nothing(amina):
    place = Place("vault_person", "sealed", amina.id)
    sealed = Key(bytes(32)).seal(place, "Amina")

    with pytest.raises(SealBroken):
        Key(bytes([1] * 32)).open(place, sealed)


def test_a_look_at_a_student_leaves_a_line_in_the_ledger(session, amina, carla):
    person = open_person(session, amina.id, reader_id=carla.id, purpose="placement", now=NOW)

    session.flush()
    assert person.full_name == "Amina El Idrissi"
    (line,) = list_reveal_lines(session, amina.id)
    assert (line.reader_name.split()[0], line.purpose, line.read_at) == ("Carla", "placement", NOW)


def test_a_look_at_oneself_leaves_none(session, amina):
    open_person(session, amina.id, reader_id=amina.id, purpose="own page", now=NOW)

    session.flush()
    assert list_reveal_lines(session, amina.id) == []


def test_the_tables_do_not_hold_the_name_in_the_clear(session, amina):
    store_person(
        session, amina.id, Person(given_name="Amina", family_name="El Idrissi", email="a@b.example")
    )
    session.flush()

    sealed = session.execute(text("SELECT sealed FROM vault_person")).scalars().all()

    assert not any(b"Idrissi" in bytes(value) for value in sealed)


@pytest.mark.parametrize(
    "statement", ["UPDATE reveal_line SET purpose = 'x'", "DELETE FROM reveal_line"]
)
def test_a_line_of_the_ledger_stays(session, amina, carla, statement):
    open_person(session, amina.id, reader_id=carla.id, purpose="placement", now=NOW)
    session.flush()

    with pytest.raises(Exception, match="reveal_line_is_added_to_only"):
        session.execute(text(statement))
