"""A school adds to the rubric in versions, and assessors practise before they score.

Why      Words that a round was scored by must stay as they were; the right to score is shown.
Fill     New, empty tables. Rounds of before have no additions; assessors practise before their
         next score on a competence that has cases.
Locks    None.
Deploy   Before the new code.
Back     Drops the additions of schools and what assessors practised.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

IS_DRAFT, IS_OPEN = sa.text("published_at IS NULL"), sa.text("finished_at IS NULL")
REFUSALS = (
    ("school_rubric", "UPDATE", "published_stays", "OLD.published_at IS NOT NULL"),
    ("school_rubric", "DELETE", "published_stays", "OLD.published_at IS NOT NULL"),
    (
        "round_rubric",
        "INSERT",
        "published_by_the_school",
        "NOT EXISTS (SELECT 1 FROM school_rubric JOIN round "
        "ON round.school_id = school_rubric.school_id WHERE school_rubric.id = NEW.rubric_id "
        "AND round.id = NEW.round_id AND school_rubric.published_at IS NOT NULL)",
    ),
    ("round_rubric", "UPDATE", "round_keeps_its_rubric", "1 = 1"),
    (
        "round_rubric",
        "DELETE",
        "round_keeps_its_rubric",
        "EXISTS (SELECT 1 FROM round WHERE round.id = OLD.round_id)",
    ),
    ("practice", "UPDATE", "finished_stays", "OLD.finished_at IS NOT NULL"),
    ("practice_answer", "UPDATE", "answer_stays", "1 = 1"),
    (
        "practice_answer",
        "DELETE",
        "answer_stays",
        "EXISTS (SELECT 1 FROM practice WHERE practice.id = OLD.practice_id)",
    ),
)
"""Table, event, name of the rule, and when it refuses."""


def _guard() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, event, rule, refuses in REFUSALS:
        name = f"{table}_{event.lower()}_{rule}"
        if is_sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"WHEN {refuses} BEGIN SELECT RAISE(ABORT, '{rule}'); END"
            )
            continue
        row = "OLD" if event == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {refuses} THEN "
            f"RAISE EXCEPTION '{rule}' USING ERRCODE = 'check_violation'; END IF; "
            f"RETURN {row}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def _create_rubrics() -> None:
    op.create_table(
        "school_rubric",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by IS NULL)",
            name=op.f("ck_school_rubric_published_by_somebody"),
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (digest IS NULL)",
            name=op.f("ck_school_rubric_published_with_a_digest"),
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["account.id"], name=op.f("fk_school_rubric_published_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_school_rubric_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_rubric")),
        sa.UniqueConstraint("school_id", "number", name=op.f("uq_school_rubric_school_id_number")),
    )
    op.create_index(op.f("ix_school_rubric_school_id"), "school_rubric", ["school_id"])
    op.create_index(
        "one_draft_rubric_per_school",
        "school_rubric",
        ["school_id"],
        unique=True,
        sqlite_where=IS_DRAFT,
        postgresql_where=IS_DRAFT,
    )
    op.create_table(
        "round_rubric",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("rubric_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_round_rubric_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["rubric_id"],
            ["school_rubric.id"],
            name=op.f("fk_round_rubric_rubric_id_school_rubric"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_rubric")),
        sa.UniqueConstraint("round_id", name=op.f("uq_round_rubric_round_id")),
    )
    op.create_index(op.f("ix_round_rubric_rubric_id"), "round_rubric", ["rubric_id"])


def _create_practices() -> None:
    op.create_table(
        "practice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_ids", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("is_passed", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (is_passed IS NULL)",
            name=op.f("ck_practice_finished_with_an_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_practice_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
        sa.UniqueConstraint(
            "account_id", "letter", "number", name=op.f("uq_practice_account_id_letter_number")
        ),
    )
    op.create_index(
        "one_open_practice",
        "practice",
        ["account_id", "letter"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )
    op.create_table(
        "practice_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.String(length=8), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_practice_answer_level_in_range")),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_practice_answer_practice_id_practice"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_answer")),
        sa.UniqueConstraint(
            "practice_id", "case_id", name=op.f("uq_practice_answer_practice_id_case_id")
        ),
    )


def upgrade() -> None:
    _create_rubrics()
    _create_practices()
    _guard()


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, event, rule, _refuses in REFUSALS:
        name = f"{table}_{event.lower()}_{rule}"
        op.execute(f"DROP TRIGGER {name}{'' if is_sqlite else f' ON {table}'}")
        if not is_sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    for table in ("practice_answer", "practice", "round_rubric", "school_rubric"):
        op.drop_table(table)
