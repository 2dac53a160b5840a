"""Models and migrations say the same, and the database itself refuses what it can."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from placements.catalogue import RUBRIC_VERSION
from records.database import db, is_ours, tables_of
from records.models.account import Role
from records.models.desk.judgement import Judgement
from records.models.match import FrozenInput, InputState
from records.models.round import RoundPhase
from records.models.school import School
from records.models.vacancy import VacancyState
from records.queries.match_runs import find_standing_input
from tests.double_scores import JudgementFactory
from tests.factories import (
    AccountFactory,
    FrozenInputFactory,
    ProgrammeFactory,
    RoundFactory,
    SeatFactory,
    VacancyFactory,
)
from tests.rounds import finished_run, frozen_place, ready_round, scored_candidate
from tests.rubrics import RoundRubricFactory, addition, publish


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


def test_judgements_of_before_get_the_examples_with_which_they_were_scored(make_app):
    app = make_app()
    with app.app_context():
        session = db.session()
        keeper = AccountFactory(role=Role.COORDINATOR)
        round_ = RoundFactory(school=session.get_one(School, keeper.school_id))
        publish(keeper, addition("K"))
        second = publish(keeper, addition("E"))
        RoundRubricFactory(round_id=round_.id, rubric_id=second.id)
        for letter, number in (("A", ""), ("E", "+2"), ("K", "+1")):
            JudgementFactory(
                round_id=round_.id, letter=letter, rubric_version=f"{RUBRIC_VERSION}{number}"
            )
        session.commit()
        db.session.remove()

        downgrade(revision="0017")
        former = set(db.session().scalars(select(Judgement.rubric_version)))
        db.session.remove()
        upgrade()

        found = {one.letter: one.rubric_version for one in db.session().scalars(select(Judgement))}
        assert former == {"2026.1"}
        assert found == {"A": "2026.1", "E": "2026.1+2", "K": "2026.1+1"}
        with pytest.raises(IntegrityError, match="judged_once"):
            db.session().execute(update(Judgement).values(double_scores=1))
        db.session.remove()


def test_a_privacy_officer_is_a_role_and_is_not_taken_back_unasked(make_app):
    app = make_app()
    with app.app_context():
        somebody = AccountFactory(role=Role.ADMINISTRATOR).id
        db.session.commit()
        db.session.remove()
        downgrade(revision="0020")
        with pytest.raises(IntegrityError, match="is_a_role"):
            _becomes("privacy_officer", somebody)
        db.session.remove()
        upgrade()

        for made_up, refuses in (("king", "is_a_role"), ("owner", "belongs_to_one_organisation")):
            with pytest.raises(IntegrityError, match=refuses):
                _becomes(made_up, somebody)
            db.session.rollback()
        _becomes("privacy_officer", somebody)
        db.session.commit()
        db.session.remove()
        with pytest.raises(ValueError, match="privacy officer"):
            downgrade(revision="0020")
        db.session.remove()


def _becomes(role, account_id):
    made = db.session().execute(
        text("UPDATE account SET role = :role WHERE id = :id"),
        {"role": role, "id": account_id.hex if db.engine.dialect.name == "sqlite" else account_id},
    )
    assert made.rowcount == 1


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
