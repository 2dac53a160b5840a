"""A link that is asked for waits for the worker, whether the address is known or not.

Why      The time of the answer told whether an address has an account.
Fill     Nothing: nobody waits.
Locks    None: the table is new.
Deploy   In any order: the old web server mails links itself.
Back     Drops the table; who asked in the last second asks again.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "link_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email_digest", sa.String(length=64), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_request")),
    )


def downgrade() -> None:
    op.drop_table("link_request")
