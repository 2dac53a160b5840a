"""The vault: sealed where it belongs, opened with a line in the ledger."""

import hmac
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError, ProgrammingError

from records.models.audit import AuditEvent
from records.vault.candidates import find_candidate_id_of_student
from records.vault.ledger import list_reveal_lines
from records.vault.opening import vault_open
from records.vault.people import Person, open_people, open_person, read_for_service, store_person
from records.vault.sealing import NONCE_BYTES, Key, Place, SealBroken
from records.vault.tables import (
    RevealLine,
    VaultCandidate,
    VaultEvidence,
    VaultPerson,
    VaultReflection,
    VaultSelfCheck,
)
from tests.factories import NOW, CandidateFactory, StudentFactory
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


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_refused(length):
    with pytest.raises(ValueError, match="32 bytes"):
        Key(bytes(length))


def test_the_same_value_is_never_sealed_to_the_same_bytes():
    place = Place("vault_person", "sealed", UUID(int=3))
    sealed = [Key(bytes(32)).seal(place, "Amina") for _time in range(8)]

    assert len({one[:NONCE_BYTES] for one in sealed}) == 8
    assert len({one[NONCE_BYTES:] for one in sealed}) == 8


def test_a_digest_takes_a_key_of_its_own():
    digests = {Key(bytes([k] * 32)).digest("Amina") for k in range(4)}
    plain = {
        sha256(b"Amina").hexdigest(),
        *(hmac.new(bytes([k] * 32), b"Amina", "sha256").hexdigest() for k in range(4)),
    }

    assert len(digests) == 4
    assert digests.isdisjoint(plain)


def test_a_student_is_another_candidate_in_another_round(session):
    student = StudentFactory()
    both = [CandidateFactory(student=student), CandidateFactory(student=student)]
    session.flush()

    found = [
        find_candidate_id_of_student(session, round_id=one.round_id, student_id=student.id)
        for one in both
    ]

    assert found == [one.id for one in both]


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
