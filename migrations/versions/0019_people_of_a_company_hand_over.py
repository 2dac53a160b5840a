"""Somebody of a company hands over to a colleague with one address.

Why      Who gets a proposal, a reminder or a trial is not always who should answer it.
Fill     One new, empty table.
Locks    None.
Deploy   Before the new code.
Back     Drops what was handed over: the trainer of the form is asked again.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

WAITS = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("settles_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(vacancy_id IS NULL) <> (round_id IS NULL)", name=op.f("ck_handover_of_one_thing")
        ),
        sa.CheckConstraint(
            "(sealed_address IS NULL) = (settled_at IS NOT NULL)",
            name=op.f("ck_handover_address_until_it_settles"),
        ),
        sa.CheckConstraint(
            "taken_at IS NULL OR to_id IS NOT NULL", name=op.f("ck_handover_taken_by_somebody")
        ),
        sa.CheckConstraint("made_at < settles_at", name=op.f("ck_handover_settles_later")),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_handover_employer_id_employer")
        ),
        sa.ForeignKeyConstraint(
            ["vacancy_id"],
            ["vacancy.id"],
            name=op.f("fk_handover_vacancy_id_vacancy"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_handover_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_id"], ["account.id"], name=op.f("fk_handover_from_id_account")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["account.id"], name=op.f("fk_handover_to_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    for column in ("employer_id", "vacancy_id", "round_id", "settles_at"):
        op.create_index(op.f(f"ix_handover_{column}"), "handover", [column])
    op.create_index(
        "one_waiting_handover_per_place",
        "handover",
        ["vacancy_id"],
        unique=True,
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_index(
        "one_waiting_handover_per_round_and_person",
        "handover",
        ["round_id", "from_id"],
        unique=True,
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )


def downgrade() -> None:
    op.drop_table("handover")
