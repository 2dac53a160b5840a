"""The log of the service tells of no student, also where something breaks with one in hand."""

import logging

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

import records.vault.people
from app.commands.work import _perform
from tests.conftest import Browser
from tests.leaks.crawl import sign_in
from tests.leaks.identities import HERE
from tests.leaks.logs import everything_logged, told_by
from tests.leaks.needles import canaries
from tests.undone import everything_undone

pytestmark = pytest.mark.xdist_group("leaks")

FACTS = (
    "names",
    "initials",
    "addresses",
    "e-mail",
    "phones",
    "birth dates",
    "student numbers",
    "notes",
)
PAGES = {
    "carla": ("/school/trials", "/school/documents"),
    "mehmet": ("/school/trials",),
    "noor": ("/employer/home", "/employer/trials"),
}
"""Pages that show somebody to whom it is shared, or who counts who there is."""


@pytest.fixture(scope="module")
def broken(played):
    """What is logged when no student can be read: on pages and by the worker."""
    app, world, usual = played.app, played.world, records.vault.people._person
    students = {world.student_id(k) for k in range(len(HERE))}

    def breaks(session, row):
        person = usual(session, row)
        if row.id not in students:
            return person
        try:
            with session.begin_nested():
                session.execute(text("SELECT CAST(:who AS integer)"), {"who": person.full_name})
                session.execute(text("SELECT :who FROM nowhere"), {"who": person.full_name})
        except SQLAlchemyError as error:
            error.add_note(person.email)
            raise ValueError(f"cannot read {person}") from error

    def count_students(session, *, now):
        return now, len(records.vault.people.read_for_service(session, list(students)))

    logged: list[str] = []
    with (
        pytest.MonkeyPatch.context() as patch,
        everything_undone(app),
        everything_logged(logged),
    ):
        patch.setattr(records.vault.people, "_person", breaks)
        patch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
        for name, addresses in PAGES.items():
            client = sign_in(app, name, Browser(app, app.response_class))
            for address in addresses:
                client.get(f"{address}?q={HERE[0].person.family_name}")
        _perform(count_students, now=world.now)
    return logged


@pytest.mark.parametrize("kind", FACTS)
def test_no_fact_of_a_student_stands_in_the_log_of_a_round(played, kind):
    assert told_by(played.logged, canaries(played.world)[kind]) == set()


@pytest.mark.parametrize("kind", FACTS)
def test_no_fact_of_a_student_stands_in_the_log_where_something_breaks(played, broken, kind):
    assert told_by(broken, canaries(played.world)[kind]) == set()


def test_the_log_says_where_it_broke(broken):
    whole = "\n".join(broken)

    assert whole.count("sqlalchemy.exc.") >= len(broken) >= 3
    for said in (
        "Exception on /school/trials [GET]",
        "schools/trials.py",
        "builtins.ValueError",
        "the worker goes on",
    ):
        assert said in whole


STRAY = logging.getLogger("some.library")
LEAKS = {
    "message": lambda told: STRAY.warning(told),
    "argument": lambda told: STRAY.error("Broke: %s", {"who": [told]}),
    "beside": lambda told: STRAY.warning("Broke", extra={"who": told}),
    "of the service": lambda told: structlog.get_logger().warning("broke", who=told),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_line_that_tells_is_found(played, leak):
    person, logged = HERE[0].person, []
    with everything_logged(logged):
        LEAKS[leak](f"{person.full_name}, {person.email}")

    assert told_by(logged, canaries(played.world)["names"]) >= {person.family_name}
    assert told_by(logged, canaries(played.world)["e-mail"]) >= {person.email}


def test_what_was_asked_behind_an_address_is_not_written():
    logged: list[str] = []
    with everything_logged(logged):
        STRAY.error("Error handling request %s %s", "GET", "/school/trials?q=Quispelaar")

    assert "Error handling request GET /school/trials\n" in logged[0]
    assert "Quispelaar" not in logged[0]
