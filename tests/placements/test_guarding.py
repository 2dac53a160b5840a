"""The guard keeps up with the vault, whoever changes it and whatever becomes of the change."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.guarding.watch import Watch
from records.database import db, engine_for, transaction_writes
from records.models.account import Account, Role
from records.models.student import Student
from records.vault.people import Person, forget_person, store_person
from tests.factories import StudentFactory

READER = Actor(account_id=uuid4(), role=Role.ASSESSOR)


@pytest.fixture
def student_id(real_app):
    with real_app.app_context():
        student_id = StudentFactory().id
        name(db.session(), student_id, "Aafjelotte")
        db.session.commit()
        yield student_id
        db.session.remove()


@pytest.fixture
def elsewhere(real_app, student_id):
    """A function that opens a session of another process, with a connection of its own."""
    engine = engine_for(real_app.config["SQLALCHEMY_DATABASE_URI"])

    @contextmanager
    def elsewhere():
        with Session(engine, info=dict(db.session().info)) as session:
            yield session

    yield elsewhere
    engine.dispose()


@pytest.fixture
def watch():
    return Watch(frozenset)


@pytest.fixture
def is_stopped(student_id, watch):
    """A function that tells whether the next page of a blind reader is stopped for a word."""

    def is_stopped(said):
        db.session.rollback()
        token = transaction_writes.set(False)
        finding = watch.look(db.session(), READER, said)
        db.session.rollback()
        transaction_writes.reset(token)
        return finding is not None

    return is_stopped


def name(session, student_id, given_name):
    person = Person(given_name=given_name, family_name="Aaltink", email="x@student.example")
    store_person(session, student_id, person)
    session.flush()


def test_a_change_of_another_process_is_known_at_the_next_page(student_id, elsewhere, is_stopped):
    before = is_stopped("Xerxestien")

    with elsewhere() as session:
        name(session, student_id, "Xerxestien")
        while_it_is_open = is_stopped("Xerxestien")
        session.commit()

    assert (before, while_it_is_open) == (False, False)
    assert is_stopped("Xerxestien")


@pytest.mark.parametrize("with_the_account", [False, True])
def test_who_was_erased_elsewhere_is_known_no_more(
    student_id, elsewhere, is_stopped, with_the_account
):
    before = is_stopped("Aafjelotte")

    with elsewhere() as session:
        if with_the_account:
            session.execute(delete(Student).where(Student.id == student_id))
            session.execute(delete(Account).where(Account.id == student_id))
        else:
            forget_person(session, student_id)
        session.commit()

    assert (before, is_stopped("Aafjelotte")) == (True, False)


def test_a_change_that_was_undone_hides_none_that_comes_after_it(
    student_id, elsewhere, watch, is_stopped
):
    name(db.session(), student_id, "Xerxestien")
    within = watch.look(db.session(), READER, "Xerxestien")
    db.session.rollback()
    undone = is_stopped("Aafjelotte")
    name(db.session(), student_id, "Xerxestien")
    watch.look(db.session(), READER, "Xerxestien")
    db.session.rollback()
    with elsewhere() as session:
        name(session, student_id, "Quirijntje")
        session.commit()

    assert within
    assert undone
    assert is_stopped("Quirijntje")


def test_whoever_changes_somebody_lets_no_other_wait(student_id, elsewhere):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time anyway")
    other_id = StudentFactory().id
    db.session.commit()
    with elsewhere() as first, elsewhere() as second:
        second.execute(text("SET LOCAL lock_timeout = '500ms'"))

        name(first, student_id, "Xerxestien")
        name(second, other_id, "Quirijntje")

        second.commit()
        first.commit()


def test_a_name_over_lines_is_found_however_often_its_page_is_asked_for(student_id, watch):
    name(db.session(), student_id, "Roos")
    page = "Een bos\nRoos\n—\nAaltink\nvan hier"

    found = [watch.look(db.session(), READER, page) for _look in range(2)]

    assert all(found)
    db.session.rollback()
