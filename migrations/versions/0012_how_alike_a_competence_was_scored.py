"""How alike a competence was scored is judged once per round, and kept.

Why      A third assessor, or a competence that leaves the ranking, follows from figures that
         nobody can change afterwards; and double scores are pooled only over the same words.
Fill     A new, empty table. Rounds scored before are not judged and not pooled: with which words
         they were scored was not kept.
Locks    None.
Deploy   Before the new code.
Back     Drops the judgements; the levels they rest on stay.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

REFUSALS = (
    ("UPDATE", "1 = 1"),
    ("DELETE", "EXISTS (SELECT 1 FROM round WHERE round.id = OLD.round_id)"),
)
"""What is refused, and when: a judgement goes with its round and in no other way."""


def upgrade() -> None:
    op.create_table(
        "judgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("rubric_version", sa.String(length=40), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("double_scores", sa.Integer(), nullable=False),
        sa.Column("alpha", sa.Integer(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column(
            "light",
            sa.Enum(
                "too_early",
                "green",
                "orange",
                "red",
                name="is_a_judgedlight",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("wants_third", sa.Boolean(), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("double_scores >= 0", name=op.f("ck_judgement_double_scores_counted")),
        sa.CheckConstraint(
            "light = 'too_early' OR (alpha IS NOT NULL AND low IS NOT NULL AND high IS NOT NULL)",
            name=op.f("ck_judgement_light_with_its_figures"),
        ),
        sa.CheckConstraint(
            "NOT wants_third OR light = 'orange'",
            name=op.f("ck_judgement_third_follows_from_orange"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_judgement_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("round_id", "letter", name=op.f("uq_judgement_round_id_letter")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for event, refuses in REFUSALS:
        name = f"judgement_{event.lower()}_judged_once"
        if is_sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON judgement "
                f"WHEN {refuses} BEGIN SELECT RAISE(ABORT, 'judged_once'); END"
            )
            continue
        row = "OLD" if event == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {refuses} THEN "
            "RAISE EXCEPTION 'judged_once' USING ERRCODE = 'check_violation'; END IF; "
            f"RETURN {row}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON judgement "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for event, _refuses in REFUSALS:
        name = f"judgement_{event.lower()}_judged_once"
        op.execute(f"DROP TRIGGER {name}{'' if is_sqlite else ' ON judgement'}")
        if not is_sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("judgement")
