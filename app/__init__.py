"""The composition root: the one place that knows every room."""

from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from flask_babel import Babel, get_locale
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from whitenoise import WhiteNoise

import accounts
import accounts.navigation
import employers
import employers.navigation
import records.models
import schools
import schools.navigation
import students
import students.navigation
from app.commands import register_commands
from app.config import check_settings
from app.errors import register_error_pages
from app.logs import keep_logs_blind
from placements.guarding.watch import Watch
from records.database import db
from records.vault.sealing import Key
from web.formatting import FILTERS
from web.guards import check_door, close_door
from web.headers import HEADERS, add_headers
from web.language import LANGUAGES, choose_locale
from web.last_look import house_words, look_once_more
from web.navigation import what_every_page_shows
from web.quiet import QUIET
from web.signed_in import load_signed_in
from web.transaction import settle_transaction

ROOT = Path(__file__).parent.parent
AUDIENCES = (accounts, students, employers, schools)


def create_app(settings: dict[str, object]) -> Flask:
    """Build the service from its settings."""
    keep_logs_blind()
    check_settings(settings)
    app = Flask(
        __name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static")
    )
    app.config.from_mapping(settings)
    _connect_records(app)
    _prepare_pages(app)
    for room in AUDIENCES:
        app.register_blueprint(room.bp)
    app.extensions["menu"] = [
        *students.navigation.MENU,
        *employers.navigation.MENU,
        *schools.navigation.MENU,
        *accounts.navigation.MENU,
    ]
    app.extensions["footer"] = accounts.navigation.FOOTER
    register_error_pages(app)
    register_commands(app)
    app.logger.addFilter(QUIET)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # how WSGI middleware is put on
        app.wsgi_app,
        root=str(ROOT / "static"),
        prefix="/static/",
        autorefresh=app.debug,
        allow_all_origins=False,
        add_headers_function=_add_headers_to_file,
    )
    return app


def _add_headers_to_file(headers: Headers, _path: str, _address: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value


def _connect_records(app: Flask) -> None:
    """Open the database and hand its sessions the vault key."""
    assert records.models.__all__  # noqa: S101 - importing it made every table known
    # An error names the statement and not the values: those may be somebody's words.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), command="database", compare_type=True)
    app.extensions["watch"] = Watch(house_words)
    old = app.config.get("VAULT_KEY_OLD")
    before = Key(bytes.fromhex(old)) if old else None
    app.extensions["vault_key"] = Key(bytes.fromhex(app.config["VAULT_KEY"]), before)
    groups_key = app.config.get("MONITORING_KEY")
    app.extensions["groups_key"] = Key(bytes.fromhex(groups_key)) if groups_key else None


def _prepare_pages(app: Flask) -> None:
    """Put up the door, the transaction, the language and what every template may use."""
    CSRFProtect(app)
    Babel(
        app,
        locale_selector=choose_locale,
        default_translation_directories=str(ROOT / "translations"),
    )
    login = LoginManager(app)
    login.user_loader(load_signed_in)
    app.before_request(check_door)
    app.after_request(settle_transaction)
    app.after_request(add_headers)
    app.after_request(look_once_more)
    app.teardown_request(close_door)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(get_locale=get_locale, languages=LANGUAGES)
    app.context_processor(what_every_page_shows)
