"""A school can name its privacy officer.

Why      The guard told administrators what it stopped; a school has somebody for that.
Fill     Nothing: until a school invites one its administrators are told, as before.
Locks    Rewrites no row. Half of the tables refer to `account`, so that on SQLite it is not made
         anew: what it checks is written into the schema, as the manual of SQLite says for this.
Deploy   Before the new code; the old code knows no such role and meets nobody who has it.
Back     Refuses while somebody is privacy officer: which other role that person gets is not for
         a migration to say.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

FORMER = (
    "role IN ('student', 'trainer', 'owner', 'coordinator', 'assessor', 'mentor', 'confidant', "
    "'administrator')"
)
WITH_OFFICER = FORMER.replace("'administrator'", "'privacy_officer', 'administrator'")
CHECK = "ck_account_is_a_role"


def _check(former: str, new: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f(CHECK), "account", type_="check")
        op.create_check_constraint(op.f(CHECK), "account", new)
        return
    version = connection.scalar(sa.text("PRAGMA schema_version"))
    op.execute("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :former, :new) WHERE name = 'account'"
        ),
        {"former": former, "new": new},
    )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = RESET")


def upgrade() -> None:
    _check(FORMER, WITH_OFFICER)


def downgrade() -> None:
    officers = sa.text("SELECT count(*) FROM account WHERE role = 'privacy_officer'")
    if op.get_bind().scalar(officers):
        raise ValueError("somebody is privacy officer: give that account another role first")
    _check(WITH_OFFICER, FORMER)
