"""The frozen table of doors: who may enter where, asked of every page as everybody.

``doors.json`` is written by hand and read by people. It is never made from the code: a door that
is opened wider has to be opened there too, where a reviewer sees it.
"""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from flask import render_template, request

from app import errors
from placements.actors import Role
from records.database import db
from tests.house.worlds import build_world, nothing
from tests.trial_stage import ASSESSMENT
from tests.undone import everything_undone

pytestmark = pytest.mark.xdist_group("doors")

TABLE = json.loads((Path(__file__).parent / "doors.json").read_text(encoding="utf-8"))
ROLES = [role.value for role in Role]
VISITOR = "visitor"
EVERYONE = "everyone"
UNUSED_METHODS = ("PUT", "PATCH", "DELETE")
"""No page listens to these, whoever asks: the address is refused before anybody is known."""
POSTED = {
    "employers.begin_vacancy": ("round_id", "programme_id"),
    "employers.use_vacancy_again": ("round_id",),
}
"""Pages that read in the form which thing it is about."""
NOT_A_THING = {"letter", "filename", "place"}
"""Parts of an address that belong to nobody."""


@pytest.fixture(scope="module")
def errors_drawn_once():
    """The page of an error is drawn once for everybody: here it is its status that counts."""
    drawn = {}

    def draw(template):
        key = (template, request.headers.get("Cookie"))
        if key not in drawn:
            drawn[key] = render_template(template)
        return drawn[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errors, "render_template", draw)
        yield


@pytest.fixture(scope="module")
def stage(app, errors_drawn_once):
    """Two whole worlds, on the day of an assessment, and a connection to undo requests on."""
    usual, app.config["CLOCK"] = app.config["CLOCK"], lambda: ASSESSMENT
    with everything_undone(app) as (session, connection):
        yield Stage(app, connection, build_world(session), build_world(session))
    app.config["CLOCK"] = usual


class Stage:
    """Sends one request as anybody and undoes what it did."""

    def __init__(self, app, connection, world, other_world):
        self.app, self.connection = app, connection
        self.world, self.other_world = world, other_world
        sign = app.session_interface.get_signing_serializer(app).dumps
        self.cookies = {
            role: {"Cookie": f"session={sign({'_user_id': name, '_fresh': True})}"}
            for role, name in world.cookies.items()
        }
        db.session.commit()

    def status(self, endpoint, role, method, things):
        """Return how a request is answered."""
        client = self.app.test_client(use_cookies=False)
        posted = {name: str(things[name]) for name in POSTED.get(endpoint, ())}
        before = self.connection.begin_nested()
        try:
            response = client.open(
                address_of(endpoint, things),
                method=method,
                data=posted if method == "POST" else None,
                headers=self.cookies.get(role),
            )
            return response.status_code
        finally:
            db.session.remove()
            before.rollback()


def address_of(endpoint, things):
    return re.sub(r"<[^>]*?(\w+)>", lambda part: str(things[part[1]]), TABLE[endpoint]["address"])


def things_in(endpoint):
    """Return the names of what a request to this page is about."""
    named = re.findall(r"<[^>]*?(\w+)>", TABLE[endpoint]["address"])
    return [name for name in (*named, *POSTED.get(endpoint, ())) if name not in NOT_A_THING]


def methods_at(address):
    """Return what the pages at this address together listen to."""
    return {
        method for row in TABLE.values() if row["address"] == address for method in row["methods"]
    }


def may_enter(endpoint, role):
    return TABLE[endpoint]["roles"] == EVERYONE or role in TABLE[endpoint]["roles"]


def doors_of(app):
    """Return the doors as the code has them."""
    return {
        rule.endpoint: {
            "address": rule.rule,
            "methods": sorted(rule.methods - {"HEAD", "OPTIONS"}),
            "roles": roles_of(app.view_functions[rule.endpoint]),
        }
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    }


def roles_of(view):
    doors = getattr(view, "__doors__", frozenset())
    return EVERYONE if doors is None else {role.value for role in doors}


@cache
def doors_of_table():
    return {
        endpoint: {
            "address": row["address"],
            "methods": row["methods"],
            "roles": row["roles"] if row["roles"] == EVERYONE else set(row["roles"]),
        }
        for endpoint, row in TABLE.items()
    }


def answers_with_own_things(endpoint, role, method):
    """Return the status that the table names for one's own thing, or None if it simply opens."""
    said = TABLE[endpoint].get("own", {})
    return said.get(EVERYONE, said.get(role, {})).get(method)


def test_the_code_has_the_doors_of_the_table_and_no_others(app):
    found = doors_of(app)

    assert found == doors_of_table()


@pytest.mark.parametrize("endpoint", TABLE)
def test_a_door_that_is_opened_wider_or_shut_differs_from_the_table(app, monkeypatch, endpoint):
    view = app.view_functions[endpoint]
    doors = view.__doors__
    every = frozenset(Role)
    mutants = (
        [every, every - {Role.STUDENT}, frozenset()]
        if doors is None
        else [None, *(doors ^ {role} for role in Role)]
    )

    for mutant in mutants:
        monkeypatch.setattr(view, "__doors__", mutant)

        assert doors_of(app) != doors_of_table()


@pytest.mark.parametrize("endpoint", TABLE)
def test_who_is_not_in_the_table_does_not_enter(stage, endpoint):
    things = [stage.world.own(endpoint, "student"), stage.other_world.own(endpoint, "student")]

    found = {
        (role, method): {
            stage.status(endpoint, role, method, one)
            for one in (*things, nothing() | {"letter": "E"})
        }
        for role in (*ROLES, VISITOR)
        for method in TABLE[endpoint]["methods"]
        if not may_enter(endpoint, role)
    }

    refused = {"GET": {303}, "POST": {401}}
    assert found == {
        (role, method): refused[method] if role == VISITOR else {403} for role, method in found
    }


@pytest.mark.parametrize("endpoint", [name for name in TABLE if things_in(name)])
def test_what_is_not_yours_does_not_exist(stage, endpoint):
    found = {
        (role, method, name, kind): stage.status(endpoint, role, method, own | {name: other[name]})
        for role in (*ROLES, VISITOR)
        for method in TABLE[endpoint]["methods"]
        if may_enter(endpoint, role)
        for own in [stage.world.own(endpoint, role)]
        for kind, other in things_of_others(stage, endpoint, role)
        for name in things_in(endpoint)
        if name in other
    }

    assert found
    assert found == dict.fromkeys(found, 404)


def things_of_others(stage, endpoint, role):
    """Yield things that do not exist, of a neighbour and, but for public links, of others."""
    yield "absent", nothing()
    yield "a neighbour's", stage.world.of_neighbour.get(role, {})
    if TABLE[endpoint]["roles"] != EVERYONE:
        yield "another's", stage.other_world.own(endpoint, role)


@pytest.mark.parametrize("endpoint", TABLE)
def test_who_is_in_the_table_enters(stage, endpoint):
    found = {
        (role, method): stage.status(endpoint, role, method, stage.world.own(endpoint, role))
        for role in (*ROLES, VISITOR)
        for method in TABLE[endpoint]["methods"]
        if may_enter(endpoint, role)
    }

    assert found
    for (role, method), status in found.items():
        expected = answers_with_own_things(endpoint, role, method)
        if expected:
            assert (role, method, status) == (role, method, expected)
        else:
            assert status in {200, 302, 303, 422}, (role, method, status)


@pytest.mark.parametrize("endpoint", TABLE)
def test_no_page_knows_another_method(stage, endpoint):
    unknown = {"GET", "POST"} - methods_at(TABLE[endpoint]["address"])
    asked = [(role, method) for role in (*ROLES, VISITOR) for method in unknown]
    asked += [(VISITOR, method) for method in UNUSED_METHODS]

    found = {
        (role, method): stage.status(endpoint, role, method, stage.world.own(endpoint, role))
        for role, method in asked
    }

    assert found == dict.fromkeys(found, 405)
