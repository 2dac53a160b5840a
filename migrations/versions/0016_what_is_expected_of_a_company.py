"""What is expected of a company: a signed statement, a ladder of steps, hearings, yearly reports.

Why      A norm works when it is visible: who signed, what a school does when a company does not
         keep to it, in which order and since when, and what a year came to.
Fill     Whoever last signed the statement on a form of a company stands as its signer, for the
         text of that moment. Every other new table is empty.
Locks    Rewrites `accreditation` on SQLite; one new column without a default on PostgreSQL.
Deploy   Before the new code.
Back     Loses who signed, the steps, what was said in hearings, and the reports.

Revision ID: 0016
Revises: 0015
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

ADDED_ONLY = ("signed_statement", "escalation_step", "year_report")
ORDER = "|talk|written_agreement|pause|sbb_report|"
TEXT_OF_BEFORE = "2026.1"
REFUSALS = (
    ("escalation", "UPDATE", "lifted_stays_lifted", "OLD.lifted_at IS NOT NULL"),
    (
        "escalation",
        "UPDATE",
        "course_stays_with_its_company",
        "OLD.school_id <> NEW.school_id OR OLD.employer_id <> NEW.employer_id",
    ),
    ("escalation", "DELETE", "course_stays", "1 = 1"),
    (
        "escalation_step",
        "INSERT",
        "ladder_moves_forward",
        "EXISTS (SELECT 1 FROM escalation_step earlier "
        "WHERE earlier.escalation_id = NEW.escalation_id "
        "AND {position}('{order}', '|' || earlier.step || '|') "
        ">= {position}('{order}', '|' || NEW.step || '|'))",
    ),
    (
        "escalation_step",
        "INSERT",
        "lifted_stays_lifted",
        "EXISTS (SELECT 1 FROM escalation WHERE escalation.id = NEW.escalation_id "
        "AND escalation.lifted_at IS NOT NULL)",
    ),
    ("hearing", "UPDATE", "what_was_said_stays", "OLD.said_at IS NOT NULL"),
)
"""Table, event, name of the rule, and when it refuses."""


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _rules() -> list[tuple[str, str, str, str]]:
    position = "instr" if _is_sqlite() else "strpos"
    return [
        (table, event, rule, refuses.format(position=position, order=ORDER))
        for table, event, rule, refuses in (
            *REFUSALS,
            *(
                (table, event, "is_added_to_only", "1 = 1")
                for table in ADDED_ONLY
                for event in ("UPDATE", "DELETE")
            ),
        )
    ]


def _guard() -> None:
    for table, event, rule, refuses in _rules():
        name = f"{table}_{event.lower()}_{rule}"
        if _is_sqlite():
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


def _fill() -> None:
    connection = op.get_bind()
    uuids = ("employer_id", "norms_signed_by")
    vacancy = sa.table(
        "vacancy",
        *(sa.column(name, sa.Uuid()) for name in uuids),
        sa.column("norms_signed_at", sa.DateTime()),
    )
    statement = sa.table(
        "signed_statement",
        *(sa.column(name, sa.Uuid()) for name in ("id", "employer_id", "signed_by")),
        *(sa.column(name, sa.String()) for name in ("version", "function")),
        sa.column("signed_at", sa.DateTime()),
    )
    signed = connection.execute(
        sa.select(vacancy)
        .where(vacancy.c.norms_signed_by.is_not(None))
        .order_by(vacancy.c.norms_signed_at)
    ).all()
    for employer_id, signed_by, signed_at in {row[0]: row for row in signed}.values():
        row = {
            "id": uuid4(),
            "employer_id": employer_id,
            "signed_by": signed_by,
            "version": TEXT_OF_BEFORE,
            "function": "",
            "signed_at": signed_at,
        }
        connection.execute(statement.insert().values(row))


def _keys(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"))
        for name, other in columns.items()
    ]


def upgrade() -> None:
    with op.batch_alter_table("accreditation") as accreditation:
        accreditation.add_column(sa.Column("begins_on", sa.Date(), nullable=True))
        accreditation.create_check_constraint(
            op.f("ck_accreditation_runs_forward"), "begins_on IS NULL OR begins_on <= valid_until"
        )
    op.create_table(
        "signed_statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(version) > 0", name=op.f("ck_signed_statement_names_its_text")),
        *_keys("signed_statement", employer_id="employer", signed_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_statement")),
    )
    op.create_index(op.f("ix_signed_statement_employer_id"), "signed_statement", ["employer_id"])
    op.create_table(
        "escalation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lift_reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL) "
            "AND (lifted_at IS NULL) = (lift_reason IS NULL)",
            name=op.f("ck_escalation_lifted_by_somebody_for_a_reason"),
        ),
        *_keys("escalation", school_id="school", employer_id="employer", lifted_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    op.create_index(op.f("ix_escalation_employer_id"), "escalation", ["employer_id"])
    op.create_index(
        "one_open_escalation",
        "escalation",
        ["school_id", "employer_id"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "escalation_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "step IN ('talk', 'written_agreement', 'pause', 'sbb_report')",
            name=op.f("ck_escalation_step_is_a_ladderstep"),
        ),
        sa.CheckConstraint("length(reason) >= 20", name=op.f("ck_escalation_step_reason_is_given")),
        *_keys("escalation_step", escalation_id="escalation", taken_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_step")),
        sa.UniqueConstraint(
            "escalation_id", "step", name=op.f("uq_escalation_step_escalation_id_step")
        ),
    )
    op.create_table(
        "year_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_year_report_has_a_digest")),
        *_keys("year_report", school_id="school", employer_id="employer", published_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_report")),
    )
    op.create_index(op.f("ix_year_report_employer_id"), "year_report", ["employer_id"])
    for name, columns, where in (
        ("one_report_of_a_school_year", ["school_id", "year"], "employer_id IS NULL"),
        (
            "one_report_of_a_company_year",
            ["school_id", "employer_id", "year"],
            "employer_id IS NOT NULL",
        ),
    ):
        op.create_index(
            name,
            "year_report",
            columns,
            unique=True,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.create_table(
        "hearing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("refusal_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=24), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("said", sa.String(length=600), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "side IN ('student', 'company')", name=op.f("ck_hearing_is_a_hearingside")
        ),
        sa.CheckConstraint(
            "(said IS NULL) = (said_at IS NULL)", name=op.f("ck_hearing_said_at_a_time")
        ),
        sa.ForeignKeyConstraint(
            ["refusal_id"],
            ["refusal.id"],
            name=op.f("fk_hearing_refusal_id_refusal"),
            ondelete="CASCADE",
        ),
        *_keys("hearing", asked_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
        sa.UniqueConstraint("refusal_id", "side", name=op.f("uq_hearing_refusal_id_side")),
    )
    _fill()
    _guard()


def downgrade() -> None:
    for table, event, rule, _refuses in _rules():
        name = f"{table}_{event.lower()}_{rule}"
        op.execute(f"DROP TRIGGER {name}{'' if _is_sqlite() else f' ON {table}'}")
        if not _is_sqlite():
            op.execute(f"DROP FUNCTION {name}()")
    for table in ("hearing", "year_report", "escalation_step", "escalation", "signed_statement"):
        op.drop_table(table)
    with op.batch_alter_table("accreditation") as accreditation:
        accreditation.drop_constraint(op.f("ck_accreditation_runs_forward"), type_="check")
        accreditation.drop_column("begins_on")
