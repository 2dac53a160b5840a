"""What a piece of work asks of the database."""

from contextlib import contextmanager

from sqlalchemy import event


@contextmanager
def listening(session):
    """Collect the statements that are sent, but for where a part of the work begins and ends."""
    heard, connection = [], session.connection()

    def hear(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            heard.append(statement)

    event.listen(connection, "before_cursor_execute", hear)
    yield heard
    event.remove(connection, "before_cursor_execute", hear)
