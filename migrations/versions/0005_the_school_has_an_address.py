"""A school has an address, and a programme its track: the agreement must name both.

Why      A praktijkovereenkomst names the address of the school and the track (bol or bbl).
Fill     Addresses stay empty until `flask school move` says them; every programme is bol, as every
         agreement said until now.
Locks    None that last: columns with a constant default.
Deploy   Before the code that reads the columns; the old code ignores them.
Back     Loses the addresses and which programmes are bbl.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ADDRESS = (("street", 120), ("postcode", 6), ("town", 80))


def upgrade() -> None:
    """Add the columns; the old code writes neither, so the defaults stay."""
    for name, length in ADDRESS:
        op.add_column(
            "school", sa.Column(name, sa.String(length), nullable=False, server_default="")
        )
    op.add_column(
        "programme",
        sa.Column("is_work_based", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("programme", "is_work_based")
    for name, _length in reversed(ADDRESS):
        op.drop_column("school", name)
