"""What has ended stays ended: a proposal after its last state, a run that was heard of.

Why      States moved only forward, but from one ending to the next: a vetoed proposal could expire.
Fill     Nothing: only what changes from now on is looked at.
Locks    None: triggers are added, no row is rewritten.
Deploy   Before or after the code, which never moves what has ended.
Back     Drops the triggers; no row changes.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"

ENDINGS = {
    "proposal": "OLD.state IN ('vetoed', 'refused', 'expired', 'stopped') "
    "OR (OLD.state = 'revealed' AND NEW.state <> 'stopped')",
    "match_run": "OLD.state IN ('published', 'returned')",
}
"""From where no step leads on; a shared name can only be followed by a trial that stops."""


def upgrade() -> None:
    """Let the database refuse a step out of a last state."""
    if op.get_bind().dialect.name == "sqlite":
        for table, has_ended in ENDINGS.items():
            op.execute(
                f"CREATE TRIGGER {table}_ends_once BEFORE UPDATE OF state ON {table} "
                f"WHEN NEW.state <> OLD.state AND ({has_ended}) "
                f"BEGIN SELECT RAISE(ABORT, '{table}_ends_once'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_second_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '%_ends_once', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$"
    )
    for table, has_ended in ENDINGS.items():
        op.execute(
            f"CREATE TRIGGER {table}_ends_once BEFORE UPDATE OF state ON {table} "
            f"FOR EACH ROW WHEN (NEW.state <> OLD.state AND ({has_ended})) "
            "EXECUTE FUNCTION refuse_second_end()"
        )


def downgrade() -> None:
    """Drop the triggers."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in ENDINGS:
        op.execute(f"DROP TRIGGER {table}_ends_once{'' if is_sqlite else f' ON {table}'}")
    if not is_sqlite:
        op.execute("DROP FUNCTION refuse_second_end()")
