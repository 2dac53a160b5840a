"""The vault stands in a schema of its own, which the web server cannot read by an ordinary query.

Why      Whoever slips a query into a page, or joins a table too many, must find nothing sealed.
Fill     Nothing: the tables move as they are. SQLite has neither schemas nor roles and stays.
Locks    Four tables for a moment: no row is rewritten.
Deploy   With the web server and the worker stopped. Whoever migrates may make roles (CREATEROLE),
         or somebody made `proefplek_web` and `proefplek_vault` before: docs/operations.md.
Back     Moves the tables back and takes the rights away; the roles stay, others may use them.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = ("vault_person", "vault_candidate", "vault_evidence", "reveal_line")
UP = (
    """DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'proefplek_web') THEN
        CREATE ROLE proefplek_web NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'proefplek_vault') THEN
        CREATE ROLE proefplek_vault NOLOGIN;
    END IF;
    IF NOT pg_has_role('proefplek_vault', 'proefplek_web', 'MEMBER') THEN
        GRANT proefplek_web TO proefplek_vault;
    END IF;
    IF NOT pg_has_role('proefplek_vault', 'MEMBER') THEN
        GRANT proefplek_web, proefplek_vault TO CURRENT_USER;
    END IF;
    END $$""",
    "CREATE SCHEMA vault",
    *(f"ALTER TABLE {table} SET SCHEMA vault" for table in TABLES),
    "GRANT USAGE ON SCHEMA public, vault TO proefplek_web",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO proefplek_web",
    "REVOKE UPDATE, DELETE ON audit_event FROM proefplek_web",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
    "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO proefplek_web",
    "GRANT INSERT, UPDATE, DELETE ON vault.vault_person, vault.vault_candidate, "
    "vault.vault_evidence TO proefplek_web",
    "GRANT INSERT ON vault.reveal_line TO proefplek_web",
    "GRANT SELECT (id, mark) ON vault.vault_person TO proefplek_web",
    "GRANT SELECT (id, lookup) ON vault.vault_candidate TO proefplek_web",
    "GRANT SELECT (id) ON vault.vault_evidence TO proefplek_web",
    "GRANT SELECT ON ALL TABLES IN SCHEMA vault TO proefplek_vault",
)
DOWN = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM proefplek_web, proefplek_vault",
    *(f"ALTER TABLE vault.{table} SET SCHEMA public" for table in TABLES),
    "DROP SCHEMA vault",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM proefplek_web",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM proefplek_web",
    "REVOKE USAGE ON SCHEMA public FROM proefplek_web",
)


def upgrade() -> None:
    _execute(UP)


def downgrade() -> None:
    _execute(DOWN)


def _execute(statements: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for statement in statements:
        op.execute(statement)
