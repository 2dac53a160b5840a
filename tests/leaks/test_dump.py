"""Whoever takes the database away without the vault key reads nothing of who a student is.

A whole round was played, by acts and pages; here somebody new comes in besides. Then every byte
that the database wrote is searched: SQLite's file and its log, a dump of PostgreSQL and its log.
"""

import sqlite3
from contextlib import closing
from dataclasses import asdict
from datetime import date

import pytest
from sqlalchemy import select, text

from records.database import db
from records.models.account import Account
from records.models.outbox import OutboxMessage
from records.models.trial import Trial
from records.vault.people import Person, email_digest
from tests.leaks.dumps import bytes_logged, bytes_written, facts_in
from tests.leaks.world import same_id
from web.mail import compose
from web.signed_in import session_name

pytestmark = pytest.mark.xdist_group("leaks")

NEWCOMER = Person(
    given_name="Fjodorinka",
    family_name="van Bredevoortse",
    email="fjodorinka.brede@leerling.example",
    phone="06 85 57 49 36",
    street="Hazelwormstraatje 41",
    postcode="7126QN",
    town="Bredevoort",
    birth_date=date(2008, 12, 7),
    student_number="L85577126",
)
PASSWORD = "vier woorden zijn genoeg"


@pytest.fixture(scope="module")
def log_began(played):
    """The file of PostgreSQL's log in which the rest of this day is written."""
    with played.app.app_context():
        if db.engine.dialect.name == "sqlite":
            return ""
        return db.session.scalar(text("SELECT pg_walfile_name(pg_current_wal_lsn())"))


@pytest.fixture(scope="module")
def used(played, log_began):
    """The round that was played, after more of what people do in a day."""
    _bring_in_a_newcomer(played)
    _look_around(played)
    return played


def _bring_in_a_newcomer(seen) -> None:
    """Invite, mail, open the link, choose a password; sign in, wrongly too; ask for a link."""
    facts = asdict(NEWCOMER) | {"programme_id": same_id("programme"), "mentor_id": ""}
    answer = _browser(seen, same_id("carla")).post("/school/people/students", data=facts)
    assert answer.status_code == 302
    _work(seen)
    with seen.app.app_context():
        digest = email_digest(db.session(), NEWCOMER.email)
        invited = db.session.scalars(
            select(OutboxMessage)
            .join(Account, Account.id == OutboxMessage.account_id)
            .where(Account.email_digest == digest)
        ).one()
        (link,) = (word for word in compose(invited).text.split() if "/open/" in word)
    stranger = seen.app.test_client()
    assert stranger.post(link, data={"password": PASSWORD}).status_code == 302
    for password, status in (("dat is het niet", 422), (PASSWORD, 302)):
        typed = {"email": NEWCOMER.email, "password": password}
        assert stranger.post("/sign-in", data=typed).status_code == status
    assert stranger.post("/sign-in/link", data={"email": NEWCOMER.email}).status_code == 302
    _work(seen)
    stranger.post("/sign-in/link", data={"email": NEWCOMER.email})


def _look_around(seen) -> None:
    """Read the pages that open an identity."""
    with seen.app.app_context():
        trial_id = db.session.scalars(select(Trial.id)).one()
    trial = f"/employer/trials/{trial_id}"
    for account_id, addresses in {
        same_id("carla"): ("/school/people", f"/school/trials/{trial_id}"),
        same_id("noor"): (trial, f"{trial}/agreement.pdf"),
        seen.world.student_id(0): ("/student/home", "/student/ledger", "/account"),
    }.items():
        browser = _browser(seen, account_id)
        assert {browser.get(one).status_code for one in addresses} == {200}


def _browser(seen, account_id):
    with seen.app.app_context():
        name = session_name(db.session().get_one(Account, account_id))
    client = seen.app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = name, True
    return client


def _work(seen) -> None:
    answer = seen.app.test_cli_runner().invoke(args=["work", "--once"], catch_exceptions=False)
    assert answer.exit_code == 0


def as_it_is(fact: str) -> set[str]:
    return {fact.casefold()}


def people_of(seen) -> list[Person]:
    return [*(one.person for one in seen.world.identities), NEWCOMER]


def test_the_bytes_of_the_database_tell_nothing_of_a_student(used):
    files = bytes_written(used.app)

    assert sum(map(len, files.values())) > 100_000
    assert facts_in(files, people_of(used)) == set()


def test_what_is_written_ahead_tells_nothing_either(used, log_began):
    if not log_began:
        pytest.skip("the log of SQLite is one of its files")

    logged = bytes_logged(used.app, log_began)

    assert sum(map(len, logged.values())) > 100_000
    assert facts_in(logged, people_of(used), ways=as_it_is) == set()


def test_the_search_finds_what_stands_in_a_file(tmp_path):
    file = tmp_path / "open.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE person (name, other)")
        row = (NEWCOMER.family_name.upper(), NEWCOMER.email.encode("utf-16-le"))
        database.execute("INSERT INTO person VALUES (?, ?)", row)
        database.commit()

    found = facts_in({"open.db": file.read_bytes()}, [NEWCOMER])

    assert {("open.db", one) for one in (NEWCOMER.family_name, NEWCOMER.email)} <= found
