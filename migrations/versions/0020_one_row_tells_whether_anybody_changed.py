"""One row of the vault tells whether anybody in it changed.

Why      The guard asks so for every page of a blind reader. To sum the marks of two thousand people
         each time cost more than the search itself.
Fill     The one row. Triggers draw its mark anew whenever a person comes, goes or gets another
         mark. It is drawn, not counted: a count that is rolled back would come again with another
         change, and the guard would think it knew that one. On PostgreSQL it is drawn while
         committing, or when the guard asks within the same transaction: the row would otherwise
         be held from the first change on, and whoever invites a class would let others wait.
Locks    `vault_person` for a moment: no row is rewritten.
Deploy   Before the new code; the old code goes on summing.
Back     Drops the row and its triggers.

Revision ID: 0020
Revises: 0019
"""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

DRAW = "ON vault_person BEGIN UPDATE vault_mark SET mark = random(); END"
ON_SQLITE = (
    f"CREATE TRIGGER vault_person_insert_draws_mark AFTER INSERT {DRAW}",
    f"CREATE TRIGGER vault_person_update_draws_mark AFTER UPDATE OF mark {DRAW}",
    f"CREATE TRIGGER vault_person_delete_draws_mark AFTER DELETE {DRAW}",
)
ON_POSTGRESQL = (
    "CREATE FUNCTION vault.draw_mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "UPDATE vault.vault_mark SET mark = floor(random() * 9007199254740992)::bigint; "
    "RETURN NULL; END $$",
    "CREATE CONSTRAINT TRIGGER vault_person_draws_mark "
    "AFTER INSERT OR UPDATE OF mark OR DELETE ON vault.vault_person "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION vault.draw_mark()",
    "CREATE FUNCTION vault.mark_now() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN "
    "SET CONSTRAINTS vault.vault_person_draws_mark IMMEDIATE; "
    "RETURN (SELECT mark FROM vault.vault_mark); END $$",
    "GRANT SELECT, UPDATE (mark) ON vault.vault_mark TO proefplek_web",
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    schema = None if is_sqlite else "vault"
    mark = op.create_table(
        "vault_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_mark")),
        schema=schema,
    )
    op.execute(mark.insert().values(id=UUID(int=0), mark=0))
    op.drop_index(op.f("ix_vault_person_mark"), "vault_person", schema=schema)
    for statement in ON_SQLITE if is_sqlite else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    schema = None if is_sqlite else "vault"
    if is_sqlite:
        for event in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER vault_person_{event}_draws_mark")
    else:
        op.execute("DROP FUNCTION vault.mark_now()")
        op.execute("DROP TRIGGER vault_person_draws_mark ON vault.vault_person")
        op.execute("DROP FUNCTION vault.draw_mark()")
    op.create_index(op.f("ix_vault_person_mark"), "vault_person", ["mark"], schema=schema)
    op.drop_table("vault_mark", schema=schema)
