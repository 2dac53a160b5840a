"""Signals: sealed letters to the confidants of a school, their keys, and the figures.

Why      Who experiences something that is not right tells it only where nobody else can read it.
Fill     Five new, empty tables; no seat is kept free.
Locks    `seat` for a moment: a column with a default is added.
Deploy   Before the new code.
Back     Drops them: what was written to confidants is gone, and seats that were kept free are free.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

STATES = "|kept|waiting|open|closed|"


def upgrade() -> None:
    op.add_column(
        "seat", sa.Column("is_held", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _make_tables() -> None:
    op.create_table(
        "confidant_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("admitted_by", sa.Uuid(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "length(public_key) = 32", name=op.f("ck_confidant_key_public_key_is_whole")
        ),
        sa.CheckConstraint(
            "length(wrapped) > 32", name=op.f("ck_confidant_key_private_key_is_wrapped")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_confidant_key_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["admitted_by"], ["account.id"], name=op.f("fk_confidant_key_admitted_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_confidant_key_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidant_key")),
        sa.UniqueConstraint("account_id", name=op.f("uq_confidant_key_account_id")),
    )
    op.create_index(op.f("ix_confidant_key_school_id"), "confidant_key", ["school_id"])
    op.create_table(
        "signal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "kept",
                "waiting",
                "open",
                "closed",
                name="is_a_signalstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("lookup", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("closed_week", sa.String(length=8), nullable=True),
        sa.Column("company_tag", sa.String(length=64), nullable=True),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(public_key) = 32", name=op.f("ck_signal_public_key_is_whole")),
        sa.CheckConstraint("length(week) = 8", name=op.f("ck_signal_week_is_a_week")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_signal_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
        sa.UniqueConstraint("lookup", name=op.f("uq_signal_lookup")),
    )
    op.create_index(op.f("ix_signal_school_id"), "signal", ["school_id"])
    op.create_index(op.f("ix_signal_company_tag"), "signal", ["company_tag"])
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"],
            ["signal.id"],
            name=op.f("fk_letter_signal_id_signal"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("signal_id", "number", name=op.f("uq_letter_signal_id_number")),
    )
    op.create_table(
        "letter_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("confidant_key_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confidant_key_id"],
            ["confidant_key.id"],
            name=op.f("fk_letter_key_confidant_key_id_confidant_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_letter_key_letter_id_letter"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_key")),
        sa.UniqueConstraint(
            "letter_id", "confidant_key_id", name=op.f("uq_letter_key_letter_id_confidant_key_id")
        ),
    )
    op.create_index(op.f("ix_letter_key_letter_id"), "letter_key", ["letter_id"])
    op.create_index(op.f("ix_letter_key_confidant_key_id"), "letter_key", ["confidant_key_id"])
    op.create_table(
        "signal_figures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.String(length=6), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_signal_figures_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_figures")),
        sa.UniqueConstraint("school_id", "period", name=op.f("uq_signal_figures_school_id_period")),
    )


def _guard_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER signal_moves_forward BEFORE UPDATE OF state ON signal "
        f"WHEN instr('{STATES}', '|' || NEW.state || '|') "
        f"< instr('{STATES}', '|' || OLD.state || '|') "
        "BEGIN SELECT RAISE(ABORT, 'signal_moves_forward'); END"
    )
    op.execute(
        "CREATE TRIGGER letter_stays BEFORE UPDATE ON letter "
        "BEGIN SELECT RAISE(ABORT, 'letter_is_added_to_only'); END"
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER signal_figures_no_{verb.lower()} BEFORE {verb} ON signal_figures "
            "BEGIN SELECT RAISE(ABORT, 'signal_figures_is_added_to_only'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER signal_moves_forward BEFORE UPDATE OF state ON signal "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_step_back('state', '{STATES}')"
    )
    op.execute(
        "CREATE TRIGGER letter_stays BEFORE UPDATE ON letter "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER signal_figures_added_only BEFORE UPDATE OR DELETE ON signal_figures "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    for table in ("signal_figures", "letter_key", "letter", "signal", "confidant_key"):
        op.drop_table(table)
    op.drop_column("seat", "is_held")
