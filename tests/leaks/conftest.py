"""The same round in two worlds, with everything blind readers got of it after every step."""

from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import event

from placements.guarding.watch import Watch
from records.database import db
from tests.leaks.crawl import (
    READERS,
    Answers,
    everything_for,
    everything_linked_for,
    everything_public,
)
from tests.leaks.identities import HERE, THERE
from tests.leaks.planted import LEAKS
from tests.leaks.same_ids import same_ids
from tests.leaks.world import World


@dataclass(frozen=True, slots=True)
class Seen:
    """What blind readers got in one world."""

    world: World
    answers: dict[tuple[str, str], Answers]
    """By step and reader."""
    answers_with_leak: dict[str, Answers]
    """By the name of a planted leak."""
    public: Answers
    """What somebody found at the end without signing in."""
    after_reveal: Answers
    """What the trainer got after a student had shared the name."""
    statements: dict[tuple[str, str], set[str]]
    """Every different statement the database got, by step and reader."""


def play(make_app, identities) -> Seen:
    """Play the round of these students and keep what every blind reader gets after each step."""
    world = World(identities)
    app = make_app(CLOCK=lambda: world.now)
    answers, with_leak, statements = {}, {}, {}
    for step, act in world.steps.items():
        with app.app_context(), same_ids(db.session):
            act()
            db.session.commit()
        for reader in READERS:
            with _listening(app) as statements[step, reader]:
                answers[step, reader] = everything_for(app, world, reader)
        for leak in LEAKS:
            if leak.step == step:
                with pytest.MonkeyPatch.context() as patch:
                    # The guard would stop some of them: here the two worlds have to find them.
                    patch.setattr(Watch, "look", lambda *_args, **_said: None)
                    leak.plant(patch, app, world)
                    with_leak[leak.name] = everything_linked_for(app, leak.reader)
    public = everything_public(app)
    with app.app_context(), same_ids(db.session):
        world.reveal()
        db.session.commit()
    return Seen(world, answers, with_leak, public, everything_linked_for(app, "noor"), statements)


@contextmanager
def _listening(app):
    """Collect the statements that pages send to the database."""
    heard: set[str] = set()

    def hear(_connection, _cursor, statement, *_rest) -> None:
        heard.add(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


@pytest.fixture(scope="session")
def here(make_app):
    return play(make_app, HERE)


@pytest.fixture(scope="session")
def there(make_app):
    return play(make_app, THERE)
