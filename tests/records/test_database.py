"""The embedded database keeps what it was given, forgets what was deleted, and has one writer."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from app import create_app
from records.database import db, engine_for, transaction_writes
from web.guards import check_door, close_door

HABITS = {
    "busy_timeout": 5000,
    "foreign_keys": 1,
    "journal_mode": "wal",
    "recursive_triggers": 1,
    "secure_delete": 1,
    "synchronous": 2,  # FULL
    "temp_store": 2,  # MEMORY
}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "records.db"


@pytest.fixture
def engine(file):
    engine = engine_for(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE school (id INTEGER PRIMARY KEY, name TEXT)"))
        connection.execute(
            text("CREATE TABLE round (id INTEGER PRIMARY KEY, school_id REFERENCES school (id))")
        )
        connection.execute(text("INSERT INTO school VALUES (1, 'ROC Lekstroom')"))
    yield engine
    engine.dispose()


@pytest.fixture
def reading():
    """What follows only reads."""
    token = transaction_writes.set(False)
    yield
    transaction_writes.reset(token)


def habits_of(connection):
    return {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in HABITS}


def test_every_connection_has_the_habits(engine, reading):
    with engine.connect() as one, engine.connect() as another:
        assert [habits_of(one), habits_of(another)] == [HABITS, HABITS]


def test_the_service_has_the_same_habits(app, file):
    embedded = create_app({**app.config, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{file}"})

    with embedded.app_context():
        found = habits_of(db.session())
        db.session.remove()
        db.engine.dispose()

    assert found == HABITS


def test_whoever_will_write_takes_the_lock_before_reading(engine):
    with engine.connect() as writer, engine.connect() as another:
        writer.execute(text("SELECT 1"))
        another.connection.driver_connection.execute("PRAGMA busy_timeout = 1")

        with pytest.raises(OperationalError, match="database is locked"):
            another.execute(text("SELECT 1"))


def test_whoever_reads_neither_waits_for_the_writer_nor_sees_half_its_work(engine, reading):
    with engine.connect() as reader:
        token = transaction_writes.set(True)
        with engine.connect() as writer:
            writer.execute(text("UPDATE school SET name = 'ROC Vechtdal'"))
            transaction_writes.reset(token)
            seen = reader.execute(text("SELECT name FROM school")).scalar()
            writer.commit()
            later = reader.execute(text("SELECT name FROM school")).scalar()

    assert (seen, later) == ("ROC Lekstroom", "ROC Lekstroom")


def test_a_row_that_refers_to_nothing_is_refused(engine):
    with engine.connect() as connection, pytest.raises(IntegrityError, match="FOREIGN KEY"):
        connection.execute(text("INSERT INTO round VALUES (1, 2)"))


def test_a_savepoint_undoes_only_what_came_after_it(engine):
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO school VALUES (2, 'ROC Vechtdal')"))
        after = connection.begin_nested()
        connection.execute(text("INSERT INTO school VALUES (3, 'Nova')"))
        after.rollback()

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM school")).scalar() == 2


def test_replacing_a_row_meets_what_refuses_to_delete_it(engine):
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER keep BEFORE DELETE ON school "
                "BEGIN SELECT RAISE(ABORT, 'schools stay'); END"
            )
        )

    with engine.connect() as connection, pytest.raises(IntegrityError, match="schools stay"):
        connection.execute(text("INSERT OR REPLACE INTO school VALUES (1, 'Nova')"))


def test_what_is_deleted_is_gone_from_the_file(engine, file):
    assert b"ROC Lekstroom" in everything_kept(engine, file)

    with engine.begin() as connection:
        connection.execute(text("DELETE FROM school"))

    assert b"ROC Lekstroom" not in everything_kept(engine, file)


def everything_kept(engine, file):
    """Return the bytes on disk once the log has been written into the file."""
    connection = engine.raw_connection()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))


@pytest.mark.parametrize(
    ("method", "address", "is_kept"),
    [
        ("GET", "/about", False),
        ("HEAD", "/about", False),
        ("POST", "/sign-in", True),
        ("GET", "/student/home", False),
        ("GET", "/school/documents", True),  # a look at a student is a line in the ledger
    ],
)
def test_a_page_takes_the_lock_only_where_something_will_be_kept(app, method, address, is_kept):
    with app.test_request_context(address, method=method):
        check_door()
        writes = transaction_writes.get()
        close_door(None)

    assert writes is is_kept
    assert transaction_writes.get() is True


def test_the_first_statement_of_a_transaction_says_whether_it_writes(engine):
    begun = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: begun.append(statement),
    )

    for writes in (True, False):
        token = transaction_writes.set(writes)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        transaction_writes.reset(token)

    assert begun == ["BEGIN IMMEDIATE", "SELECT 1", "BEGIN", "SELECT 1"]
