"""Cases whose level is known lie between real texts, and the short assignment is evidence too.

Why      Whether an assessor's eye drifts shows only on texts whose level is known. Who has told
         nothing on a competence that is asked gets the same short task as everybody else. How
         long the rest takes follows from the assessor's own pace. An assessor can fall ill.
Fill     A new, empty table. Evidence of before was told; when a score was given stays unknown.
Locks    None that last: columns that are empty or have a constant default.
Deploy   Before the new code.
Back     Loses what was said of the known cases, and which text answered an assignment.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ORDER = "|open|locked|reconsidering|final|recused|"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE evidence ADD COLUMN kind VARCHAR(24) NOT NULL DEFAULT 'told' "
        "CONSTRAINT ck_evidence_is_a_evidencekind CHECK (kind IN ('told', 'assignment'))"
    )
    op.add_column("assessment", sa.Column("answered_at", sa.DateTime(), nullable=True))
    op.add_column("round_assessor", sa.Column("excused_at", sa.DateTime(), nullable=True))
    op.create_table(
        "anchor_score",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("case_id", sa.String(length=12), nullable=False),
        sa.Column("desk_code", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "locked",
                "reconsidering",
                "final",
                "recused",
                name="is_a_assessmentstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("is_not_observed", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_anchor_score_level_in_range")),
        sa.CheckConstraint(
            "NOT (is_not_observed AND level IS NOT NULL)",
            name=op.f("ck_anchor_score_level_or_not_observed"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'locked', 'recused')",
            name=op.f("ck_anchor_score_is_never_compared"),
        ),
        sa.CheckConstraint(
            "state <> 'locked' OR level IS NOT NULL OR is_not_observed",
            name=op.f("ck_anchor_score_locked_with_an_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["account.id"], name=op.f("fk_anchor_score_assessor_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_anchor_score_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor_score")),
        sa.UniqueConstraint("desk_code", name=op.f("uq_anchor_score_desk_code")),
        sa.UniqueConstraint(
            "round_id",
            "assessor_id",
            "letter",
            "position",
            name=op.f("uq_anchor_score_round_id_assessor_id_letter_position"),
        ),
    )
    for column in ("assessor_id", "round_id"):
        op.create_index(op.f(f"ix_anchor_score_{column}"), "anchor_score", [column])
    _move_forward_only()


def downgrade() -> None:
    op.drop_table("anchor_score")
    op.drop_column("round_assessor", "excused_at")
    op.drop_column("assessment", "answered_at")
    op.drop_column("evidence", "kind")


def _move_forward_only() -> None:
    """Let the database refuse a step back, as it does for the scores of real texts."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER anchor_score_moves_forward BEFORE UPDATE OF state ON anchor_score "
            f"WHEN instr('{ORDER}', '|' || NEW.state || '|') "
            f"< instr('{ORDER}', '|' || OLD.state || '|') "
            "BEGIN SELECT RAISE(ABORT, 'anchor_score_moves_forward'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER anchor_score_moves_forward BEFORE UPDATE OF state ON anchor_score "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_step_back('state', '{ORDER}')"
        )
