"""Figures per half year that never change, and a store of its own for what tells of a group.

Why      A school sees what its rounds do, and can ask whether groups are placed as often, without
         anything that scores or matches being able to read who belongs to which.
Fill     Six new, empty tables; comparing groups is off.
Locks    None.
Deploy   With the web server and the worker stopped, as 0007: on PostgreSQL the role of DATABASE_URL
         may make roles, or somebody made `proefplek_monitoring` before: docs/operations.md.
Back     Drops the figures and every answer; the role stays, others may use it.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

PUBLISHED = ("monitoring_figures", "group_figures")
"""Tables whose rows are never changed and never deleted."""
APART = ("group_link", "group_answer")
ROUTES = ("third_party", "question")


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    schema = None if is_sqlite else "monitoring"
    if not is_sqlite:
        op.execute("CREATE SCHEMA monitoring")
    _make_open_tables()
    _make_tables_apart(schema)
    if is_sqlite:
        _guard_sqlite()
    else:
        _guard_postgresql()


def _route() -> sa.Column:
    return sa.Column(
        "route",
        sa.Enum(
            *ROUTES,
            name="is_a_route",
            native_enum=False,
            create_constraint=True,
            length=24,
        ),
        nullable=False,
    )


def _make_open_tables() -> None:
    op.create_table(
        "monitoring_figures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("tables", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_monitoring_figures_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_figures")),
        sa.UniqueConstraint(
            "school_id", "starts_on", name=op.f("uq_monitoring_figures_school_id_starts_on")
        ),
    )
    op.create_table(
        "group_monitoring",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        _route(),
        sa.Column("dpia_reference", sa.String(length=200), nullable=False),
        sa.Column("legal_basis", sa.String(length=300), nullable=False),
        sa.Column("runs_until", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "length(dpia_reference) > 0", name=op.f("ck_group_monitoring_has_a_dpia")
        ),
        sa.CheckConstraint(
            "length(legal_basis) > 0", name=op.f("ck_group_monitoring_has_a_legal_basis")
        ),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> requested_by",
            name=op.f("ck_group_monitoring_second_person_is_another"),
        ),
        sa.CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)",
            name=op.f("ck_group_monitoring_approved_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_group_monitoring_school_id_school")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["account.id"], name=op.f("fk_group_monitoring_requested_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["account.id"], name=op.f("fk_group_monitoring_approved_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_monitoring")),
    )
    op.create_index(
        "one_standing_monitoring_per_school",
        "group_monitoring",
        ["school_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "asked_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_asked_round_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_round")),
        sa.UniqueConstraint("round_id", name=op.f("uq_asked_round_round_id")),
    )
    op.create_table(
        "group_figures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        _route(),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_group_figures_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_figures")),
        sa.UniqueConstraint(
            "school_id", "starts_on", name=op.f("uq_group_figures_school_id_starts_on")
        ),
    )


def _make_tables_apart(schema: str | None) -> None:
    op.create_table(
        "group_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("monitoring_id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("answer_until", sa.Date(), nullable=False),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["monitoring_id"],
            ["group_monitoring.id"],
            name=op.f("fk_group_link_monitoring_id_group_monitoring"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_group_link_token_digest")),
        schema=schema,
    )
    op.create_table(
        "group_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("monitoring_id", sa.Uuid(), nullable=False),
        sa.Column("pseudonym", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["monitoring_id"],
            ["group_monitoring.id"],
            name=op.f("fk_group_answer_monitoring_id_group_monitoring"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_answer")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_group_answer_pseudonym")),
        schema=schema,
    )
    for table, column in (
        ("group_link", "monitoring_id"),
        ("group_link", "owner"),
        ("group_answer", "monitoring_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], schema=schema)


def _guard_sqlite() -> None:
    for table in PUBLISHED:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}_is_added_to_only'); END"
            )


def _guard_postgresql() -> None:
    """Publish for good, and keep everybody but one role out of the schema."""
    for table in PUBLISHED:
        op.execute(
            f"CREATE TRIGGER {table}_added_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(f"REVOKE UPDATE, DELETE ON {table} FROM proefplek_web")
    op.execute(
        """DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'proefplek_monitoring') THEN
            CREATE ROLE proefplek_monitoring NOLOGIN;
        END IF;
        IF NOT pg_has_role('proefplek_monitoring', 'MEMBER') THEN
            GRANT proefplek_monitoring TO CURRENT_USER;
        END IF;
        END $$"""
    )
    op.execute("GRANT USAGE ON SCHEMA monitoring TO proefplek_monitoring")
    op.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA monitoring "
        "TO proefplek_monitoring"
    )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in reversed(APART):
        op.drop_table(table, schema=None if is_sqlite else "monitoring")
    if not is_sqlite:
        op.execute("DROP SCHEMA monitoring")
    for table in ("group_figures", "asked_round", "group_monitoring", "monitoring_figures"):
        op.drop_table(table)
