"""The cast and the stage: one application per run, one transaction per test."""

import os
import socket
import tempfile
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from flask import g
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import make_url
from sqlalchemy.orm import Session

import tests.hypothesis_profiles  # noqa: F401 - registers the profiles
from app import create_app
from records.database import db
from records.models.account import Role
from records.models.round import RoundPhase
from tests import postgresql
from tests.factories import (
    NOW,
    AccountFactory,
    AccreditationFactory,
    EmployerFactory,
    ProgrammeFactory,
    RoundFactory,
    SchoolFactory,
    StudentFactory,
    VacancyFactory,
)
from tests.kept_stage import (  # noqa: F401 - fixtures and hooks
    kept_stage,
    layers_of,
    pytest_fixture_setup,
    pytest_itemcollected,
    stage_stands,
)
from tests.proposal_stage import (  # noqa: F401 - fixtures, for every room
    accepted_proposal,
    amina_in_round,
    bakery_place,
    by_amina,
    by_carla,
    by_noor,
    confirmed_proposal,
    lunch_place,
    matching_round,
    proposal,
    revealed_proposal,
    run,
)
from tests.signals_stage import (  # noqa: F401 - fixtures, for every room
    private,
    quick_hashes,
    signal,
    vera,
)
from tests.trial_stage import (  # noqa: F401 - fixtures, for every room
    assessed_trial,
    at,
    observed_trial,
    trial,
)
from tests.undone import everything_undone
from web.signed_in import session_name

SETTINGS = {
    "SECRET_KEY": "test",
    "VAULT_KEY": "07" * 32,
    "MONITORING_KEY": "0b" * 32,
    "TESTING": True,
    "WTF_CSRF_ENABLED": False,
    "SERVER_NAME": "proefplek.test",
    "PUBLIC_URL": "http://proefplek.test",
    "MAIL_FROM": "proefplek@proefplek.test",
    "MAIL_HOST": "",
    "MAIL_PORT": 0,
    "IS_DEVELOPMENT": False,
    "CLOCK": lambda: NOW,
}
HERE = {"127.0.0.1", "::1", "localhost"}


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="the database that the tests run on",
    )


def pytest_configure(config):
    if config.getoption("--hypothesis-profile", None) is None:
        settings.load_profile("quick")
    if config.getoption("--database") == "postgresql" and not hasattr(config, "workerinput"):
        config.postgresql = postgresql.start()
        os.environ["PROEFPLEK_TEST_SERVER"] = config.postgresql.url


def pytest_unconfigure(config):
    if hasattr(config, "postgresql"):
        config.postgresql.stop()


@pytest.fixture(scope="session", autouse=True)
def this_machine_only():
    """No test reaches another machine."""
    connect = socket.socket.connect

    def connect_here(one, address):
        if one.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in HERE:
            raise OSError(f"a test stays on this machine and does not ask {address}")
        return connect(one, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(scope="session")
def new_database(request):
    """A function that makes a database, kept until the run ends, and returns its address.

    It is empty, or a copy of another one.
    """
    folder = tempfile.TemporaryDirectory()
    count = iter(range(1_000_000))

    def make(like=None):
        name = f"proefplek_{os.getpid()}_{next(count)}"
        if request.config.getoption("--database") == "postgresql":
            return postgresql.create_database(os.environ["PROEFPLEK_TEST_SERVER"], name, like)
        file = Path(folder.name) / f"{name}.db"
        if like:
            with closing(connect(make_url(like).database)) as source, closing(connect(file)) as to:
                source.backup(to)
        return f"sqlite:///{file}"

    yield make
    folder.cleanup()


@pytest.fixture(scope="session")
def migrated(new_database):
    """The address of a database with every table and nothing in it; applications get a copy."""
    app = create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": new_database()})
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return app.config["SQLALCHEMY_DATABASE_URI"]


@pytest.fixture(scope="session")
def compiled(tmp_path_factory, worker_id):
    """What templates are compiled to: whoever draws a page first does so for the whole run."""
    folder = tmp_path_factory.getbasetemp()
    folder = (folder if worker_id == "master" else folder.parent) / "templates"
    folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


@pytest.fixture(scope="session")
def make_app(new_database, migrated, compiled):
    """A function that builds an application on a database of its own, a copy of another."""
    made = []

    def make(like=migrated, **settings):
        app = create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": new_database(like)} | settings)
        app.jinja_env.bytecode_cache = compiled
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="module")
def real_app(make_app):
    """An application whose changes are kept, for all tests of a file."""
    return make_app()


class Browser(FlaskClient):
    """A test client whose every request stands by itself.

    The test holds an application context open, and Flask would use it for every request: who
    signed in during one would still be signed in during the next. And what the test arranged
    is kept first, so that a request that is refused undoes only its own work.
    """

    def open(self, *args, **kwargs):
        db.session.commit()
        for name in list(g):
            g.pop(name)
        return super().open(*args, **kwargs)


@pytest.fixture(scope="session")
def app(make_app):
    app = make_app()
    app.test_client_class = Browser
    return app


@pytest.fixture(scope="session")
def demo_app(make_app):
    """An application whose records hold the whole demo; tests leave it as it is."""
    app = make_app(IS_DEVELOPMENT=True)
    app.test_client_class = Browser
    answer = app.test_cli_runner().invoke(args=["demo", "fill"], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return app


@pytest.fixture
def session(app, request) -> Session:
    """A session whose work is undone after the test, whatever the code under test commits."""
    if layers := layers_of(request.node):
        with request.getfixturevalue("kept_stage").session(app, layers) as session:
            yield session
    else:
        with everything_undone(app) as (session, _connection):
            yield session


@pytest.fixture
def sign_in(app, session):
    """A function that returns a browser in which this account is signed in."""

    def sign_in(account):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = session_name(account)
            cookie["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def visitor(app, session):
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def school(session):
    return SchoolFactory(name="ROC Lekstroom")


@pytest.fixture
def programme(school):
    return ProgrammeFactory(school=school)


@pytest.fixture
def round_(school, programme):
    """A round in which students are writing their profiles."""
    return RoundFactory(school=school, programmes=[programme])


@pytest.fixture
def bakery(session):
    return EmployerFactory(name="Bakkerij De Vries")


@pytest.fixture
def noor(bakery):
    """Noor trains students at the bakery."""
    return AccountFactory(role=Role.TRAINER, employer_id=bakery.id, given_name="Noor")


@pytest.fixture
def otto(bakery):
    """Otto owns the bakery."""
    return AccountFactory(role=Role.OWNER, employer_id=bakery.id, given_name="Otto")


@pytest.fixture
def collecting(school, programme, bakery):
    """A round that is collecting forms, for a programme the bakery is accredited for."""
    AccreditationFactory(employer_id=bakery.id, crebo=programme.crebo)
    return RoundFactory(school=school, programmes=[programme], phase=RoundPhase.VACANCIES)


@pytest.fixture
def draft(collecting, programme, bakery, noor, otto):
    """A form of the bakery that is ready to be signed."""
    return VacancyFactory(
        employer=bakery,
        programme=programme,
        round=collecting,
        title="Banketbakker",
        trainer_id=noor.id,
        seats=2,
    )


@pytest.fixture
def sent(draft, otto):
    """A form of the bakery that the owner signed and sent to the school."""
    draft.submitted_at = draft.norms_signed_at = NOW
    draft.norms_signed_by = otto.id
    db.session.flush()
    return draft


@pytest.fixture
def carla(school):
    """Carla coordinates the internships of the school."""
    return AccountFactory(role=Role.COORDINATOR, school_id=school.id, given_name="Carla")


@pytest.fixture
def anton(school):
    """Anton scores profiles."""
    return AccountFactory(role=Role.ASSESSOR, school_id=school.id, given_name="Anton")


@pytest.fixture
def berna(school):
    """Berna scores profiles too."""
    return AccountFactory(role=Role.ASSESSOR, school_id=school.id, given_name="Berna")


@pytest.fixture
def mehmet(school):
    """Mehmet is a mentor (SLB'er)."""
    return AccountFactory(role=Role.MENTOR, school_id=school.id, given_name="Mehmet")


@pytest.fixture
def amina(programme, mehmet):
    """Amina is a student of Mehmet's group."""
    return StudentFactory(
        programme=programme,
        mentor_id=mehmet.id,
        account__given_name="Amina",
        account__family_name="El Idrissi",
        account__email="amina@leerling.example",
    )


def _as(name):
    @pytest.fixture(name=f"as_{name}")
    def signed_in(sign_in, request):
        person = request.getfixturevalue(name)
        account = db.session.get_one(AccountFactory._meta.model, person.id)
        return sign_in(account)

    return signed_in


as_noor, as_otto, as_carla = _as("noor"), _as("otto"), _as("carla")
as_anton, as_berna, as_mehmet, as_amina = _as("anton"), _as("berna"), _as("mehmet"), _as("amina")
as_vera = _as("vera")
