"""A stage from which many tests begin is built once, kept, and given back after every test.

The stage stands in a transaction of a database of its own: a savepoint for every layer of it. A
test works in the last savepoint, which is rolled back. It is for tests that ask for a fixture of
`LAYERS` and change none of the fixtures it is built from.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile

import pytest
from sqlalchemy import Connection, NestedTransaction, inspect

from records.database import db

Key = tuple[type, object]
LAYERS = {
    "amina_in_round": ("amina_in_round",),
    "run": ("amina_in_round", "run"),
    "proposal": ("amina_in_round", "proposal"),
    "accepted_proposal": ("amina_in_round", "proposal", "accepted_proposal"),
    "confirmed_proposal": (
        "amina_in_round",
        "proposal",
        "accepted_proposal",
        "confirmed_proposal",
    ),
}
"""The layers below each stage, from the ground up."""
for upper, lower in (("revealed_proposal", "confirmed_proposal"), ("trial", "revealed_proposal")):
    LAYERS[upper] = (*LAYERS[lower], upper)


STANDS_ON = pytest.StashKey[tuple[str, ...]]()
NOT_BUILT = {"request", "session", "kept_stage", "stage_stands"}


def pytest_itemcollected(item):
    """Note which layers a test stands on; none where it changes what they are built from."""
    names = getattr(item, "fixturenames", ())
    asked = [layers for name, layers in LAYERS.items() if name in names]
    find = item.session._fixturemanager.getfixturedefs
    if asked and all(len(find(name, item) or ()) < 2 for name in names):
        item.stash[STANDS_ON] = max(asked, key=len)


def layers_of(item):
    """Return the layers a test stands on."""
    return item.stash.get(STANDS_ON, ())


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    """Take from the stage what stands on it, and keep of what is built what belongs to it."""
    layers = layers_of(request.node) if fixturedef.scope == "function" else ()
    if not layers or fixturedef.argname in NOT_BUILT:
        return (yield)
    stage = request.getfixturevalue("kept_stage")
    build, key = fixturedef.func, stage.key_of(fixturedef.argname)
    if key:
        fixturedef.func = lambda **_built_from: db.session.get_one(*key)
    try:
        value = yield
    finally:
        fixturedef.func = build
    stage.note(fixturedef.argname, value, layers)
    return value


@pytest.fixture(scope="session")
def kept_stage(make_app):
    """The stage of this process."""
    with make_app().app_context(), db.engine.connect() as connection, connection.begin() as all_:
        yield KeptStage(connection)
        all_.rollback()


@pytest.fixture(autouse=True)
def stage_stands(request):
    """The stage stands before anything else of a test does."""
    for name in layers_of(request.node):
        request.getfixturevalue(name)


@dataclass(slots=True)
class Layer:
    """What was built up to here, by the name of its fixture, and the savepoint after it."""

    name: str
    keys: dict[str, Key]
    after: NestedTransaction


class KeptStage:
    """The layers that stand now, on a connection that is never committed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._layers = [Layer("", {}, connection.begin_nested())]
        self._made: dict[str, Key] = {}

    @contextmanager
    def session(self, app, layers):
        """Give a session on the highest of these layers that stands."""
        names = [layer.name for layer in self._layers[1:]]
        common = list(takewhile(lambda pair: pair[0] == pair[1], zip(names, layers, strict=False)))
        self._roll_back_to(len(common))
        self._made = dict(self._layers[-1].keys)
        with app.app_context():
            engine = db.engines[None]
            db.engines[None] = self._connection
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield db.session()
            finally:
                db.session.remove()
                db.engines[None] = engine
                self._roll_back_to(len(self._layers) - 1)

    def key_of(self, name):
        """Return the key of what a fixture made when the stage was built, if it did."""
        return self._layers[-1].keys.get(name)

    def note(self, name, value, layers) -> None:
        """Note what a fixture made; keep what stands when it is the next layer."""
        state = inspect(value, raiseerr=False)
        if state is not None and hasattr(state, "identity_key"):
            db.session.flush()
            self._made[name] = (type(value), state.identity[0])
        standing = len(self._layers) - 1
        if layers[standing : standing + 1] == (name,):
            db.session.commit()
            after = self._connection.begin_nested()
            self._layers.append(Layer(name, dict(self._made), after))

    def _roll_back_to(self, height: int) -> None:
        """Undo everything after this layer."""
        while len(self._layers) - 1 > height:
            self._layers.pop().after.rollback()
        self._layers[-1].after.rollback()
        self._layers[-1].after = self._connection.begin_nested()
