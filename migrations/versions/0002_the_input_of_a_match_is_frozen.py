"""The input of a match is frozen before the lottery, and a lost secret no longer blocks a draw.

Why      Whoever saw the public value could still change the input; a lost secret blocked a round.
Fill     A round that has been matched gets the input of its latest receipt, to the byte; a round
         that waits for its match gets one that the worker freezes.
Locks    None: the tables are new.
Deploy   With the web server and the worker stopped: the old code matches rows, not frozen input.
Back     Drops both tables; every receipt keeps its own input. A round with an absent party has to
         be finished first: the old code waits for that secret for ever.

Revision ID: 0002
Revises: 0001
"""

import hashlib
import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

STATES = "|waiting|frozen|reopened|"
STANDS = sa.text("state IN ('waiting', 'frozen')")


def _guard_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER frozen_input_moves_forward BEFORE UPDATE OF state ON frozen_input "
        f"WHEN instr('{STATES}', '|' || NEW.state || '|') "
        f"< instr('{STATES}', '|' || OLD.state || '|') "
        "BEGIN SELECT RAISE(ABORT, 'frozen_input_moves_forward'); END"
    )
    op.execute(
        "CREATE TRIGGER frozen_input_stays BEFORE UPDATE OF content, digest ON frozen_input "
        "WHEN OLD.digest IS NOT NULL "
        "AND (NEW.content IS NOT OLD.content OR NEW.digest IS NOT OLD.digest) "
        "BEGIN SELECT RAISE(ABORT, 'frozen_input_stays'); END"
    )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER frozen_input_moves_forward BEFORE UPDATE OF state ON frozen_input "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_step_back('state', '{STATES}')"
    )
    op.execute(
        "CREATE FUNCTION refuse_other_input() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'frozen_input_stays' USING ERRCODE = 'check_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER frozen_input_stays BEFORE UPDATE OF content, digest ON frozen_input "
        "FOR EACH ROW WHEN (OLD.digest IS NOT NULL AND (NEW.content IS DISTINCT FROM OLD.content "
        "OR NEW.digest IS DISTINCT FROM OLD.digest)) EXECUTE FUNCTION refuse_other_input()"
    )


def _fill() -> None:
    connection = op.get_bind()
    round_ = sa.table("round", sa.column("id", sa.Uuid()), sa.column("phase", sa.String()))
    run = sa.table(
        "match_run",
        sa.column("round_id", sa.Uuid()),
        sa.column("number", sa.Integer()),
        sa.column("receipt", sa.LargeBinary()),
        sa.column("digest", sa.String()),
        sa.column("finished_at", sa.DateTime()),
    )
    frozen_input = sa.table(
        "frozen_input",
        *(
            sa.column(name, type_)
            for name, type_ in (
                ("id", sa.Uuid()),
                ("round_id", sa.Uuid()),
                ("number", sa.Integer()),
                ("state", sa.String()),
                ("content", sa.LargeBinary()),
                ("digest", sa.String()),
                ("obstacles", sa.JSON()),
                ("frozen_at", sa.DateTime()),
            )
        ),
    )
    phases = ("matching", "proposals", "trials", "closed")
    rounds = connection.execute(sa.select(round_).where(round_.c.phase.in_(phases))).all()
    for round_id, phase in rounds:
        latest = connection.execute(
            sa.select(run.c.receipt, run.c.digest, run.c.finished_at)
            .where(run.c.round_id == round_id, run.c.receipt.is_not(None))
            .order_by(run.c.number.desc())
            .limit(1)
        ).first()
        row = {"id": uuid4(), "round_id": round_id, "number": 1, "state": "waiting"}
        if latest is not None:
            content = _input_of(latest.receipt)
            if hashlib.sha256(content).hexdigest() != latest.digest:
                raise ValueError(f"the receipt of round {round_id} is not in its canonical form")
            row |= {
                "state": "frozen",
                "content": content,
                "digest": latest.digest,
                "obstacles": {},
                "frozen_at": latest.finished_at,
            }
        if latest is not None or phase == "matching":
            connection.execute(frozen_input.insert().values(row))


def _input_of(receipt: bytes) -> bytes:
    """Return the canonical bytes of the input in a receipt, as `matching.receipt` writes them."""
    entered = json.loads(receipt)["input"]
    return json.dumps(entered, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def upgrade() -> None:
    op.create_table(
        "frozen_input",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "frozen",
                "reopened",
                name="is_a_inputstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("obstacles", sa.JSON(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "state <> 'frozen' OR (content IS NOT NULL AND length(digest) = 64)",
            name=op.f("ck_frozen_input_frozen_with_its_digest"),
        ),
        sa.CheckConstraint(
            "state <> 'reopened' OR length(reason) > 0",
            name=op.f("ck_frozen_input_reopened_with_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by"], ["account.id"], name=op.f("fk_frozen_input_reopened_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_frozen_input_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_input")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_frozen_input_round_id_number")),
    )
    op.create_index(op.f("ix_frozen_input_round_id"), "frozen_input", ["round_id"], unique=False)
    op.create_index(
        "one_standing_input_per_round",
        "frozen_input",
        ["round_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_table(
        "lottery_absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("void_value", sa.String(length=200), nullable=True),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(reason) >= 20", name=op.f("ck_lottery_absence_reason_is_given")),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> requested_by",
            name=op.f("ck_lottery_absence_second_person_is_another"),
        ),
        sa.CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)",
            name=op.f("ck_lottery_absence_approved_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["account.id"], name=op.f("fk_lottery_absence_approved_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["account.id"], name=op.f("fk_lottery_absence_requested_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_lottery_absence_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lottery_absence")),
        sa.UniqueConstraint("round_id", name=op.f("uq_lottery_absence_round_id")),
    )
    _fill()
    _guard_sqlite() if op.get_bind().dialect.name == "sqlite" else _guard_postgresql()


def downgrade() -> None:
    op.drop_table("lottery_absence")
    op.drop_index("one_standing_input_per_round", table_name="frozen_input")
    op.drop_index(op.f("ix_frozen_input_round_id"), table_name="frozen_input")
    op.drop_table("frozen_input")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_other_input()")
