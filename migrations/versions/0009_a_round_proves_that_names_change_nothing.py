"""A round keeps what stayed the same when its students exchanged who they are.

Why      A coordinator, a works council or a parent can ask for the proof on their own round.
Fill     A new, empty table.
Locks    None.
Deploy   Before the new code.
Back     Drops the proofs; they can be made again.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "exchange_proof",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("students", sa.Integer(), nullable=True),
        sa.Column("exchanges", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("differences", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "finished_at IS NULL OR (length(digest) = 64 AND differences IS NOT NULL)",
            name=op.f("ck_exchange_proof_finished_with_its_findings"),
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["account.id"], name=op.f("fk_exchange_proof_requested_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_exchange_proof_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_proof")),
    )
    with op.batch_alter_table("exchange_proof") as proof:
        proof.create_index(op.f("ix_exchange_proof_round_id"), ["round_id"], unique=False)
        proof.create_index(
            "one_waiting_proof_per_round",
            ["round_id"],
            unique=True,
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )


def downgrade() -> None:
    op.drop_table("exchange_proof")
