"""What each room may do and what things are called, where no linter knows."""

import ast
import re
import socket
import sys
import tomllib
from datetime import date
from functools import cache

import pytest
from flask import render_template_string
from jinja2 import UndefinedError
from sqlalchemy import Date

import records.models
from records.database import Base, UtcDateTime
from tests.house.house import EDGES, ROOMS, ROOT, tracked_files

CORE = {"blinding", "matching", "scoring"}
NOT_ROOMS = {"benchmarks", "docs", "migrations", "static", "templates", "tests", "translations"}
CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
WHERE_THE_CLOCK_IS = {"web/guards.py"}
POWERS = {"datetime.now", "date.today", "os", "random", "secrets", "socket", "time"}
"""What would make a calculation depend on when, where or by what luck it runs."""


READ_WITHOUT_A_LINE = {
    # What a page shows of oneself, of staff or of people of a company: students see no line of it.
    "accounts/account.py",
    "accounts/development.py",
    "accounts/messages.py",
    "accounts/second_factor.py",
    "placements/norms/statement.py",
    "placements/people/invitations.py",
    "placements/people/names.py",
    "placements/profiles/profile.py",
    "placements/vacancies/drafts.py",
    "records/vault/ledger.py",
    "schools/incidents.py",
    "schools/match/runs.py",
    "schools/norms/steps.py",
    "schools/people.py",
    "schools/signals/desk.py",
    "schools/trial_acts.py",
    "web/signed_in.py",
    # Of students, and nobody reads it: to send, to search, to blind, to count minutes and regions.
    "app/demo/script.py",
    "placements/guarding/watch.py",
    "placements/guidance/scarcity.py",
    "placements/match/proof.py",
    "placements/match/snapshot.py",
    "placements/monitoring/exchange.py",
    "placements/people/access.py",
    "placements/people/known.py",
    "placements/profiles/places.py",
    "placements/profiles/rules.py",
    "web/mail.py",
    # Where the line is written.
    "records/vault/people.py",
}
"""Who asks the vault who somebody is without a line in the ledger. Add to it with care."""


def relative(path):
    return path.relative_to(ROOT).as_posix()


@cache
def modules():
    return {
        relative(path): ast.parse(path.read_text(encoding="utf-8"))
        for path in tracked_files(".py")
        if relative(path).split("/")[0] in {*ROOMS, "migrations"}
    }


def sources(*rooms):
    """Return every module of these rooms by its path."""
    return {path: tree for path, tree in modules().items() if path.split("/")[0] in rooms}


def calls_in(tree):
    """Return every call by the dotted name that is called."""
    return [(ast.unparse(one.func), one) for one in ast.walk(tree) if isinstance(one, ast.Call)]


def imports_of(tree):
    """Return the whole names of the modules that are imported."""
    names = set()
    for one in ast.walk(tree):
        if isinstance(one, ast.Import):
            names |= {alias.name for alias in one.names}
        elif isinstance(one, ast.ImportFrom):
            names.add(one.module)
    return names


def test_one_request_is_one_transaction():
    committing = {
        path
        for path, tree in sources(*ROOMS).items()
        for name, _call in calls_in(tree)
        if name.endswith(("session.commit", "session().commit"))
    }

    assert {path for path in committing if not path.startswith("app/")} == {"web/transaction.py"}


def test_only_the_roof_catches_whatever_goes_wrong():
    everything = {
        path
        for path, tree in sources(*ROOMS).items()
        for one in ast.walk(tree)
        if isinstance(one, ast.ExceptHandler)
        and (
            one.type is None or {"Exception", "BaseException"} & set(ast.unparse(one.type).split())
        )
    }

    assert {path for path in everything if not path.startswith("app/")} == set()


def test_the_time_is_read_in_one_place():
    reading = {
        path
        for path, tree in sources(*set(ROOMS) - {"app"}).items()
        for name, _call in calls_in(tree)
        if name in CLOCKS
    }

    assert reading == WHERE_THE_CLOCK_IS


def test_nobody_new_reads_who_somebody_is_without_a_line_in_the_ledger():
    reading = {
        path
        for path, tree in sources(*ROOMS).items()
        for name, _call in calls_in(tree)
        if name.rpartition(".")[2] == "read_for_service"
    }

    assert reading == READ_WITHOUT_A_LINE


def test_the_core_knows_no_clock_no_environment_and_no_luck():
    knowing = {
        (path, power)
        for path, tree in sources(*CORE).items()
        for power in imports_of(tree) | {name for name, _call in calls_in(tree)}
        if power in POWERS or power.startswith("np.random.")
    }

    assert knowing == set()


def test_chance_is_handed_to_whoever_needs_it():
    drawing = {
        (path, name)
        for path, tree in sources(*ROOMS).items()
        for name, _call in calls_in(tree)
        if name.startswith("random.") and name not in {"random.Random", "random.SystemRandom"}
    }

    assert drawing == set()


def test_a_policy_knows_only_the_facts_it_is_given():
    known = {
        name
        for path, tree in sources("placements").items()
        if path.startswith("placements/policy/")
        for name in imports_of(tree)
    }

    assert {name for name in known if not name.startswith("records.models.")} <= {
        "datetime",
        "uuid",
        "placements.actors",
        "placements.errors",
    }


def test_every_policy_is_asked():
    trees = sources("placements", *EDGES)
    policies = {
        one.name
        for path, tree in trees.items()
        if path.startswith("placements/policy/")
        for one in tree.body
        if isinstance(one, ast.FunctionDef) and one.name.startswith("may_")
    }
    asked = {name for tree in trees.values() for name, _call in calls_in(tree)}

    assert policies
    assert policies - asked == set()


def test_a_query_says_in_its_name_what_it_returns():
    misnamed = {
        f"{path}:{one.name}"
        for path, tree in sources("records").items()
        if path.startswith("records/queries/")
        for one in tree.body
        if isinstance(one, ast.FunctionDef)
        and not one.name.startswith(("get_", "find_", "list_", "count_", "is_", "has_", "_"))
    }

    assert misnamed == set()


def test_what_happened_is_written_as_a_noun_and_a_participle():
    texts = {
        one.value
        for _path, tree in sources("placements", "app").items()
        for name, call in calls_in(tree)
        if name in {"audit.record", "record"} and len(call.args) > 2
        for one in ast.walk(call.args[2])
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }

    assert len(texts) > 30
    assert {one for one in texts if not re.fullmatch(r"[a-z_]+:[a-z_]+", one)} == set()


def test_a_moment_is_at_and_a_day_is_on():
    assert records.models.__all__  # importing it makes every table known
    misnamed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if (isinstance(column.type, UtcDateTime) and not column.name.endswith("_at"))
        or (isinstance(column.type, Date) and not column.name.endswith(("_on", "_by", "_until")))
    }

    assert misnamed == set()


def test_a_linter_is_silenced_by_rule_and_with_a_reason():
    silenced = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b.*")
    with_reason = re.compile(
        r"# noqa: [A-Z]+\d+(?:, [A-Z]+\d+)* (?:- |\().+|# type: ignore\[[a-z-]+\]  # .+"
    )
    loose = [
        f"{relative(path)}: {found[0]}"
        for path in tracked_files(".py")
        for found in silenced.finditer(path.read_text(encoding="utf-8"))
        if path.name != "test_habits.py"
        and not with_reason.match(found[0])
        # Beside the reason why an __init__ imports its views last.
        and (path.name, found[0]) != ("__init__.py", "# noqa: F401")
    ]

    assert loose == []


def test_a_view_is_named_as_its_page(app):
    misnamed = {
        endpoint: f"{view.__module__}.{view.__name__}"
        for endpoint, view in app.view_functions.items()
        if endpoint != "static"
        and (
            view.__name__ != endpoint.partition(".")[2]
            or view.__module__.partition(".")[0] != endpoint.partition(".")[0]
        )
    }

    assert misnamed == {}


def test_a_migration_stands_by_itself():
    ours = {
        (path, name)
        for path, tree in sources("migrations").items()
        if path.startswith("migrations/versions/")
        for name in imports_of(tree)
        if name.split(".")[0] in ROOMS
    }

    assert ours == set()


def test_rooms_are_listed_by_hand_and_never_published():
    facts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {path.parent for path in tracked_files(".py") if path.name == "__init__.py"}

    assert set(facts["tool"]["setuptools"]["packages"]) == {
        relative(folder).replace("/", ".") for folder in folders
    }
    assert facts["project"]["classifiers"] == ["Private :: Do Not Upload"]
    assert not NOT_ROOMS & {relative(folder).split("/")[0] for folder in folders}
    assert not sys.stdlib_module_names & set(ROOMS)


def test_whoever_needs_a_table_names_its_file():
    (tree,) = [
        tree for path, tree in sources("records").items() if path == "records/models/__init__.py"
    ]
    taken = {one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}

    assert [room for room in taken if not (ROOT / room.replace(".", "/")).is_dir()] == []


def test_a_template_that_reads_what_it_was_not_given_fails(app):
    with app.test_request_context("/"), pytest.raises(UndefinedError, match="nothing"):
        render_template_string("{{ nothing }}")
    with app.test_request_context("/"), pytest.raises(UndefinedError, match="nothing"):
        render_template_string("{% if day.nothing %}{% endif %}", day=date(2026, 11, 23))


def test_no_test_reaches_another_machine():
    with socket.socket() as one, pytest.raises(OSError, match="stays on this machine"):
        one.connect(("192.0.2.1", 9))
