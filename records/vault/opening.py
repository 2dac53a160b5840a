"""The one way to what is sealed: on PostgreSQL the rest of the service has no right to read it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from records.database import WEB_ROLE

VAULT_ROLE = "proefplek_vault"
"""Who may read the vault. The service takes this role for one read and lays it down again."""


@contextmanager
def vault_open(session: Session) -> Iterator[None]:
    """Read the vault within this; an error in the database ends the transaction and the role."""
    if session.get_bind().dialect.name == "sqlite":
        yield
        return
    connection = session.connection()
    connection.exec_driver_sql(f"SET LOCAL ROLE {VAULT_ROLE}")
    yield
    connection.exec_driver_sql(f"SET LOCAL ROLE {WEB_ROLE}")
