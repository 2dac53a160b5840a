"""How alembic reaches the database: with every right, which the application's own engine lacks."""

from alembic import context
from flask import current_app

from records.database import engine_for, is_ours, tables_of

migrate = current_app.extensions["migrate"]


def run_migrations() -> None:
    """Bring the database up or down, in one transaction per migration."""
    engine = engine_for(migrate.db.engine.url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=tables_of(connection.dialect),
            render_as_batch=connection.dialect.name == "sqlite",
            include_schemas=True,
            include_name=is_ours,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run_migrations()
