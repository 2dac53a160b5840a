"""The same round in two worlds, with everything blind readers got of it after every step."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import pytest
from flask import Flask
from sqlalchemy import event

from placements.guarding.watch import Watch
from records.database import db
from tests.leaks.cast import ONE_OF_EACH_ROLE, TRIED_AT, readers_at
from tests.leaks.crawl import (
    Answers,
    everything_for,
    everything_forbidden_for,
    everything_linked_for,
    everything_posted_for,
    everything_public,
    one_of_each,
    the_same_pages_for,
    without_chance,
)
from tests.leaks.identities import HERE, THERE
from tests.leaks.logs import everything_logged
from tests.leaks.needles import Reading, read
from tests.leaks.others import OF_STUDENTS, differences_with_others
from tests.leaks.planted import LEAKS, tell_from_the_vault
from tests.leaks.same_ids import same_ids
from tests.leaks.world import World


@dataclass(frozen=True, slots=True)
class Seen:
    """What blind readers got in one world."""

    app: Flask
    world: World
    answers: dict[tuple[str, str], Answers]
    """By step and reader."""
    answers_with_leak: dict[str, Answers]
    """By the name of a planted leak."""
    public: Answers
    """What somebody found at the end without signing in."""
    forbidden: dict[str, Answers]
    """By one reader of each role: the answers at doors of others."""
    after_reveal: Answers
    """What the trainer got after a student had shared the name."""
    with_others: dict[object, tuple[list[str], Counter[str]]]
    """By step: where an answer changed when the students were others, and what kinds of page were
    read how often; also with a leak planted."""
    statements: dict[tuple[str, str], set[str]]
    """Every different statement the database got, by step and reader, or by planted leak."""
    logged: list[str]
    """Every line that any logger wrote while the round was played and read."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the round of these students is played."""

    app: Flask
    world: World
    logged: list[str] = field(default_factory=list)

    def steps(self):
        """Play step by step, up to the student's own last tap."""
        for step, act in self.world.steps.items():
            self.do(act)
            yield step

    def do(self, act) -> None:
        """Let something happen, with ids that are the same in every world."""
        with self.app.app_context(), same_ids(db.session), everything_logged(self.logged):
            act()
            db.session.commit()


def stage_for(make_app, identities) -> Stage:
    world = World(identities)
    return Stage(make_app(CLOCK=lambda: world.now), world)


def play(make_app, identities) -> Seen:
    """Play the round of these students and keep what every blind reader gets after each step."""
    stage = stage_for(make_app, identities)
    app, world, with_others = stage.app, stage.world, {}
    answers, with_leak, statements = {}, {}, {}
    for step in stage.steps():
        is_tried = step in TRIED_AT
        for reader in readers_at(step):
            with _listening(app) as statements[step, reader], everything_logged(stage.logged):
                got = everything_for(app, world, reader, is_tried=is_tried)
            answers[step, reader] = got
            if is_tried:
                answers[step, reader] = got | everything_posted_for(app, world, reader, got)
        if step in OF_STUDENTS and identities is HERE:
            got = {reader: answers[step, reader] for reader in readers_at(step)}
            ids = [world.student_id(k) for k in range(len(HERE))]
            with_others[step] = differences_with_others(app, ids, step, got)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Watch, "look", lambda *_args, **_said: None)
                tell_from_the_vault(patch, app, world)
                with_others["planted", step] = differences_with_others(app, ids, step, got, times=3)
        for leak in LEAKS:
            if leak.step == step and (identities is HERE or leak.tells_two_worlds):
                with pytest.MonkeyPatch.context() as patch, _listening(app) as heard:
                    # The guard would stop some of them: here the two worlds have to find them.
                    patch.setattr(Watch, "look", lambda *_args, **_said: None)
                    leak.plant(patch, app, world)
                    got = answers.get((step, leak.reader), {})
                    pages = got if leak.is_on_few else one_of_each(got)
                    with_leak[leak.name] = the_same_pages_for(app, leak.reader, pages, leak.within)
                statements["planted", leak.name] = heard
    public = everything_public(app)
    forbidden = {
        reader: everything_forbidden_for(app, world, reader) for reader in ONE_OF_EACH_ROLE
    }
    with app.app_context():
        world.rows = world.rows_of_students()
        world.proposals = world.proposals_by_company()
    stage.do(world.reveal)
    after = everything_linked_for(app, "noor")
    return Seen(
        app,
        world,
        answers,
        with_leak,
        public,
        forbidden,
        after,
        with_others,
        statements,
        stage.logged,
    )


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
def played(request, make_app):
    """The round as it was played; on PostgreSQL nobody reads along, which is tested on SQLite."""
    if request.config.getoption("--database") == "sqlite":
        return request.getfixturevalue("here")
    stage = stage_for(make_app, HERE)
    for _step in stage.steps():
        pass
    with stage.app.app_context():
        stage.world.rows = stage.world.rows_of_students()
    stage.do(stage.world.reveal)
    return stage


@pytest.fixture(scope="session")
def there(make_app):
    return play(make_app, THERE)


@pytest.fixture(scope="session")
def reading(here):
    """A function that returns every line a blind reader got before the reveal."""

    @cache
    def read_all(reader: str) -> Reading:
        got = {
            f"{step} · {address}": answer
            for (step, who), answers in here.answers.items()
            if who == reader
            for address, answer in without_chance(answers).items()
        }
        return read(got | without_chance(here.forbidden.get(reader, {})))

    return read_all
