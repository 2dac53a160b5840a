"""The vault: sealed where it belongs, opened with a line in the ledger."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError, ProgrammingError

from records.models.audit import AuditEvent
from records.vault.ledger import list_reveal_lines
from records.vault.opening import vault_open
from records.vault.people import Person, open_people, open_person, read_for_service, store_person
from records.vault.sealing import Key, Place, SealBroken
from records.vault.tables import (
    RevealLine,
    VaultCandidate,
    VaultEvidence,
    VaultPerson,
    VaultReflection,
    VaultSelfCheck,
)
from tests.factories import NOW
from tests.statements import listening


@pytest.mark.parametrize(
    "elsewhere",
    [{"table": "vault_evidence"}, {"column": "former"}, {"row_id": UUID(int=7)}],
    ids=lambda part: next(iter(part)),
)
def test_a_value_opens_only_in_its_own_place(elsewhere):
    key = Key(bytes(32))
    place = Place("vault_person", "sealed", UUID(int=3))
    sealed = key.seal(place, "Amina")

    with pytest.raises(SealBroken):
        key.open(replace(place, **elsewhere), sealed)


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


def test_many_people_are_looked_up_with_as_few_questions_as_one(session, amina, noor, carla):
    asked = []
    for ids in ([amina.id], [amina.id, noor.id, carla.id]):
        with listening(session) as heard:
            found = open_people(session, ids, reader_id=carla.id, purpose="list", now=NOW)
            session.flush()
        assert list(found) == ids
        asked.append(len(heard))

    assert asked[0] == asked[1]
    for account, looks in ((amina, 2), (noor, 0), (carla, 0)):
        assert len(list_reveal_lines(session, account.id)) == looks


def test_the_tables_do_not_hold_the_name_in_the_clear(session, amina):
    store_person(
        session, amina.id, Person(given_name="Amina", family_name="El Idrissi", email="a@b.example")
    )
    session.flush()

    with vault_open(session):
        sealed = session.scalars(select(VaultPerson.sealed)).all()

    assert sealed
    assert not any(b"Idrissi" in bytes(value) for value in sealed)


@pytest.mark.parametrize("statement", [update(RevealLine).values(purpose="x"), delete(RevealLine)])
def test_a_line_of_the_ledger_stays(session, amina, carla, statement):
    open_person(session, amina.id, reader_id=carla.id, purpose="placement", now=NOW)
    session.flush()
    with_every_right(session)

    with pytest.raises(DatabaseError, match="reveal_line_is_added_to_only"):
        session.execute(statement)


def with_every_right(session):
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL ROLE NONE"))


@pytest.mark.parametrize(
    "query",
    [
        select(VaultPerson.sealed),
        select(VaultCandidate.sealed),
        select(VaultEvidence.sealed),
        select(VaultReflection.sealed),
        select(VaultReflection.student_id),
        select(VaultSelfCheck.sealed),
        select(VaultSelfCheck.student_id),
        select(RevealLine.student_id),
        update(RevealLine).values(purpose="x"),
        delete(RevealLine),
        update(AuditEvent).values(event="x"),
        delete(AuditEvent),
    ],
    ids=str,
)
def test_an_ordinary_query_is_refused(session, amina, query):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has no roles: whoever reads the file reads what is sealed, sealed")
    assert read_for_service(session, [amina.id])[amina.id].given_name == "Amina"

    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(query)
