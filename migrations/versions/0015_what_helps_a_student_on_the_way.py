"""A student keeps reflections and says how sure it is; a school tells stories and figures.

Why      Who looks for an internship needs more than a match: own words about own growth that
         nobody else reads, and what the school knows of work. What a cohort answered is kept once,
         when the moment closes, so that two looks never tell one answer apart.
Fill     New, empty tables.
Locks    None.
Deploy   Before the new code.
Back     Drops what students and schools kept here; ask first.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

MOMENTS = ("before", "after_match", "after_trial")
SEALED = ("vault_reflection", "vault_self_check")
RIGHTS = tuple(
    statement
    for table in SEALED
    for statement in (
        f"GRANT INSERT, DELETE ON vault.{table} TO proefplek_web",
        f"GRANT UPDATE (sealed) ON vault.{table} TO proefplek_web",
        f"GRANT SELECT (id) ON vault.{table} TO proefplek_web",
        f"GRANT SELECT ON vault.{table} TO proefplek_vault",
    )
)
RULE = "confidence_figure_stays"


def upgrade() -> None:
    schema = _vault()
    op.create_table(
        "alumni_story",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(
            _to(column, table, "alumni_story")
            for column, table in (
                ("school_id", "school"),
                ("programme_id", "programme"),
                ("written_by", "account"),
            )
        ),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        _to("published_by", "account", "alumni_story", nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by IS NULL)",
            name=op.f("ck_alumni_story_published_by_somebody"),
        ),
        sa.CheckConstraint(
            "NOT (is_withdrawn AND published_at IS NULL)",
            name=op.f("ck_alumni_story_withdrawn_after_all"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alumni_story")),
    )
    op.create_index(op.f("ix_alumni_story_school_id"), "alumni_story", ["school_id"])
    op.create_table(
        "labour_figure",
        sa.Column("id", sa.Uuid(), nullable=False),
        _to("school_id", "school", "labour_figure"),
        sa.Column("crebo", sa.String(length=5), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("jobs_percent", sa.Integer(), nullable=False),
        sa.Column("hourly_cents", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "length(crebo) = 5", name=op.f("ck_labour_figure_crebo_has_five_digits")
        ),
        sa.CheckConstraint(
            "year BETWEEN 2000 AND 2100", name=op.f("ck_labour_figure_year_in_range")
        ),
        sa.CheckConstraint(
            "jobs_percent BETWEEN 0 AND 100", name=op.f("ck_labour_figure_jobs_percent_in_range")
        ),
        sa.CheckConstraint(
            "hourly_cents BETWEEN 500 AND 10000",
            name=op.f("ck_labour_figure_hourly_cents_in_range"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour_figure")),
        sa.UniqueConstraint(
            "school_id",
            "crebo",
            "region",
            "year",
            name=op.f("uq_labour_figure_school_id_crebo_region_year"),
        ),
    )
    op.create_table(
        "confidence_figure",
        sa.Column("id", sa.Uuid(), nullable=False),
        _to("round_id", "round", "confidence_figure", ondelete="CASCADE"),
        _to("programme_id", "programme", "confidence_figure"),
        _moment(),
        sa.Column("sure_percents", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidence_figure")),
        sa.UniqueConstraint(
            "round_id",
            "programme_id",
            "moment",
            name=op.f("uq_confidence_figure_round_id_programme_id_moment"),
        ),
    )
    op.create_table(
        "vault_reflection",
        sa.Column("id", sa.Uuid(), nullable=False),
        _to("student_id", "account", "vault_reflection", ondelete="CASCADE"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_reflection")),
        schema=schema,
    )
    op.create_index(
        op.f("ix_vault_reflection_student_id"),
        "vault_reflection",
        ["student_id"],
        schema=schema,
    )
    op.create_table(
        "vault_self_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        _to("student_id", "account", "vault_self_check", ondelete="CASCADE"),
        _to("round_id", "round", "vault_self_check", ondelete="CASCADE"),
        _moment(),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_self_check")),
        sa.UniqueConstraint(
            "student_id",
            "round_id",
            "moment",
            name=op.f("uq_vault_self_check_student_id_round_id_moment"),
        ),
        schema=schema,
    )
    op.create_index(
        op.f("ix_vault_self_check_round_id"),
        "vault_self_check",
        ["round_id"],
        schema=schema,
    )
    _guard()


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for event in ("update", "delete"):
        op.execute(f"DROP TRIGGER {RULE}_{event}{'' if is_sqlite else ' ON confidence_figure'}")
    if not is_sqlite:
        op.execute(f"DROP FUNCTION {RULE}()")
    for table in reversed(SEALED):
        op.drop_table(table, schema=_vault())
    for table in ("confidence_figure", "labour_figure", "alumni_story"):
        op.drop_table(table)


def _to(
    column: str, table: str, of: str, *, nullable: bool = False, ondelete: str | None = None
) -> sa.Column:
    key = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_{of}_{column}_{table}"), ondelete=ondelete)
    return sa.Column(column, sa.Uuid(), key, nullable=nullable)


def _moment() -> sa.Column:
    kind = sa.Enum(
        *MOMENTS, name="is_a_selfcheckmoment", native_enum=False, create_constraint=True, length=24
    )
    return sa.Column("moment", kind, nullable=False)


def _vault() -> str | None:
    return None if op.get_bind().dialect.name == "sqlite" else "vault"


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {RULE}_{event.lower()} BEFORE {event} ON confidence_figure BEGIN SELECT RAISE(ABORT, '{RULE}'); END"
            )
        return
    for statement in RIGHTS:
        op.execute(statement)
    op.execute(
        f"CREATE FUNCTION {RULE}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{RULE}' USING ERRCODE = 'check_violation'; END $$"
    )
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {RULE}_{event.lower()} BEFORE {event} ON confidence_figure FOR EACH ROW EXECUTE FUNCTION {RULE}()"
        )
