"""The database handle and the base every table stands on."""

import enum
import sqlite3
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import (
    URL,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

VAULT_SCHEMA = "vault"
GROUPS_SCHEMA = "monitoring"
"""Where the answers about a group stand, apart from the records and from the vault."""
WEB_ROLE = "proefplek_web"
"""As whom the service works on PostgreSQL: it writes to the vault and reads nothing sealed there.
`records.vault.opening` takes another role for a read."""

_FORGETS = "forgets"

transaction_writes: ContextVar[bool] = ContextVar("transaction_writes", default=True)
"""Whether the next transaction will write. Commands do; a page that only reads says no, so that
readers on SQLite never wait for the one writer."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time; naive datetimes are refused, reads come back in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into the naive UTC value that is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the records")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give the stored value its time zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Root of every table: a uuid key, UTC datetimes, named constraints."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy reads it once

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-1)


def choice(values: type[enum.StrEnum]) -> Enum:
    """Return the column type of a closed list: text in the database, checked by name."""
    return Enum(
        values,
        native_enum=False,
        create_constraint=True,
        length=24,
        name=f"is_a_{values.__name__.lower()}",
        values_callable=lambda members: [member.value for member in members],
    )


class ProefplekSQLAlchemy(SQLAlchemy):
    """Flask's handle on the database, which keeps SQLite honest from its first connection."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Any) -> Engine:  # noqa: ANN401 - the library's own signature
        """Build the engine: on SQLite with good habits, on PostgreSQL with few rights."""
        if make_url(options["url"]).get_backend_name() == "postgresql":
            options["connect_args"] = {"options": f"-c role={WEB_ROLE}"}
        engine = super()._make_engine(bind_key, options, app)
        if engine.dialect.name == "sqlite":
            make_sqlite_honest(engine)
        return engine


class RecordsSession(FlaskSession):
    """A session that carries the keys of its application."""

    def __init__(self, db: SQLAlchemy, **options: Any) -> None:  # noqa: ANN401 - the library's own signature
        super().__init__(db, **options)
        self.info["vault_key"] = current_app.extensions["vault_key"]
        self.info["groups_key"] = current_app.extensions["groups_key"]


db = ProefplekSQLAlchemy(metadata=Base.metadata, session_options={"class_": RecordsSession})


def current_session() -> Session:
    """Return the session of this request or command; it is committed once, by its owner."""
    return db.session()


def forget_for_good(session: Session) -> None:
    """Let nothing of what this transaction deletes stay readable once it is kept."""
    session.info[_FORGETS] = True


def overwrite_log(session: Session) -> None:
    """Empty the log in which SQLite keeps old pages, after a transaction that forgets for good.

    The pages themselves are overwritten at once (`secure_delete`). PostgreSQL does so in its own
    time: docs/operations.md. Within another's transaction there is no log to empty yet.
    """
    engine = session.get_bind()
    forgets = session.info.pop(_FORGETS, False)
    if forgets and isinstance(engine, Engine) and engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def make_sqlite_honest(engine: Engine) -> None:
    """Make SQLite check foreign keys, obey savepoints, survive a power cut and forget for good.

    A transaction that will write takes the write lock at once (BEGIN IMMEDIATE): a reader that
    turns into a writer half-way would fail instead of waiting. The vault is in the same file, for
    two files cannot commit as one.
    """
    engine.update_execution_options(schema_translate_map={VAULT_SCHEMA: None, GROUPS_SCHEMA: None})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "busy_timeout = 5000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "temp_store = MEMORY",  # so that nothing is written beside the file and its log
            "secure_delete = ON",
            "recursive_triggers = ON",  # so that INSERT OR REPLACE meets what refuses a delete
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if transaction_writes.get() else "BEGIN")


def engine_for(url: str | URL) -> Engine:
    """Return an engine outside a Flask app, with the same habits and every right; to migrate."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        make_sqlite_honest(engine)
    return engine


def tables_of(dialect: Dialect) -> MetaData:
    """Return the tables as they stand in a database of this kind: SQLite has no schemas."""
    if dialect.name != "sqlite":
        return Base.metadata
    flat = MetaData(naming_convention=NAMING_CONVENTION)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(flat, schema=None)  # type: ignore[arg-type]  # None means: in no schema
    return flat


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether the migrations look after a schema, and whatever is in it."""
    return kind != "schema" or name in {None, VAULT_SCHEMA, GROUPS_SCHEMA}
