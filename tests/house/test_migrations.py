"""Models and migrations say the same, and the database itself refuses what it can."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text, update
from sqlalchemy.exc import IntegrityError

from records.database import db, is_ours, tables_of
from records.models.match import FrozenInput, InputState
from records.models.round import RoundPhase
from records.models.vacancy import VacancyState
from records.queries.match_runs import find_standing_input
from tests.factories import (
    AccountFactory,
    FrozenInputFactory,
    ProgrammeFactory,
    RoundFactory,
    SeatFactory,
    VacancyFactory,
)
from tests.rounds import finished_run, frozen_place, ready_round, scored_candidate


def test_the_migrations_make_exactly_the_models(app, session):
    options = {"compare_type": True, "include_schemas": True, "include_name": is_ours}
    connection = session.connection()
    context = MigrationContext.configure(connection, opts=options)

    assert compare_metadata(context, tables_of(connection.dialect)) == []


def test_everything_goes_down_and_up_again(make_app):
    app = make_app()
    with app.app_context():
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        upgrade()

        assert left == set()
        assert "proposal" in inspect(db.engine).get_table_names()


def test_a_round_that_was_matched_keeps_its_input_when_inputs_are_frozen(make_app):
    app = make_app()
    with app.app_context():
        session = db.session()
        programme = ProgrammeFactory()
        waiting, matched = (ready_round(programme.school, programme, name=n) for n in "wm")
        place = frozen_place(matched, programme)
        scored_candidate(matched, programme, wishes=[place])
        run = finished_run(session, matched, AccountFactory(school_id=programme.school_id))
        content = find_standing_input(session, matched.id).content
        session.commit()
        ids, digest = (waiting.id, matched.id), run.digest
        db.session.remove()

        downgrade(revision="0001")
        left = set(inspect(db.engine).get_table_names())
        upgrade()

        states = [find_standing_input(db.session(), one) for one in ids]
        assert "frozen_input" not in left
        assert (states[0].state, states[0].digest) == (InputState.WAITING, None)
        assert (states[1].state, states[1].digest) == (InputState.FROZEN, digest)
        assert states[1].content == content
        db.session.remove()


def test_frozen_input_never_changes_and_never_waits_again(session):
    frozen = FrozenInputFactory(round_id=RoundFactory().id)

    for column, value in (("content", b"[]"), ("digest", "0" * 64), ("state", "waiting")):
        with pytest.raises(IntegrityError, match="frozen_input"), session.begin_nested():
            session.execute(update(FrozenInput).values({column: value}))
    assert frozen.content == b"{}"


def test_a_round_never_steps_back(session):
    round_ = RoundFactory(phase=RoundPhase.MATCHING)

    round_.phase = RoundPhase.SCORING

    with pytest.raises(IntegrityError, match="round_moves_forward"):
        session.flush()


def test_a_frozen_vacancy_never_thaws(session):
    vacancy = VacancyFactory(frozen=True)

    vacancy.state = VacancyState.DRAFT

    with pytest.raises(IntegrityError, match="vacancy_moves_forward"):
        session.flush()


def test_a_level_of_five_does_not_exist(session):
    vacancy = VacancyFactory()

    with pytest.raises(IntegrityError, match="required_level_in_range"):
        session.execute(
            text("UPDATE criterion SET required_level = 4, level_at_end = 4 WHERE vacancy_id = :v"),
            {"v": vacancy.id.hex if db.engine.dialect.name == "sqlite" else vacancy.id},
        )


def test_a_seat_exists_once(session):
    vacancy = VacancyFactory(frozen=True)

    with pytest.raises(IntegrityError):
        SeatFactory(vacancy_id=vacancy.id, number=1)
