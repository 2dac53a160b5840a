"""Models and migrations say the same, and the database itself refuses what it can."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from records.database import Base, db
from records.models.round import RoundPhase
from records.models.vacancy import VacancyState
from tests.factories import RoundFactory, SeatFactory, VacancyFactory


def test_the_migrations_make_exactly_the_models(app, session):
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})

    assert compare_metadata(context, Base.metadata) == []


def test_everything_goes_down_and_up_again(make_app):
    app = make_app()
    with app.app_context():
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        upgrade()

        assert left == set()
        assert "proposal" in inspect(db.engine).get_table_names()


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
