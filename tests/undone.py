"""A session whose work is undone, however often the code under test commits it."""

from contextlib import contextmanager

from records.database import db


@contextmanager
def everything_undone(app):
    """Hold one connection open for every session of the application, and roll it back at the end.

    Yields the session and the connection: a savepoint on the latter undoes a part of the work.
    """
    with app.app_context():
        engine = db.engines[None]
        with engine.connect() as connection, connection.begin() as everything:
            db.engines[None] = connection  # Flask-SQLAlchemy binds sessions by this dict only
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield db.session(), connection
            finally:
                db.session.remove()
                everything.rollback()
                db.engines[None] = engine
