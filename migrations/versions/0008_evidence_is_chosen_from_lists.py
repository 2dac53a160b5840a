"""Evidence is chosen from lists, words can be allowed, and who reads a text never scores it.

Why      Free text identifies; closed answers do not. A school can allow an ordinary word that the
         blinding does not know. That a reviewer never scores was a rule of the code alone.
Fill     Evidence of before has no chosen answers and counts as Dutch. Whoever reviewed a text
         stands as its reader; a reviewer who scores in that round makes this migration fail, and
         then a coordinator has to put that right first.
Locks    None that last: columns with a constant default and new tables.
Deploy   With the web server and the worker stopped: the old code names no reader and is refused.
Back     Loses the chosen answers, the words allowed and asked for, and who read a text once.

Revision ID: 0008
Revises: 0007
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

STANDS = sa.text("withdrawn_at IS NULL")
REFUSALS = (
    (
        "text_reader",
        "INSERT",
        "reader_never_scores",
        "EXISTS (SELECT 1 FROM candidate JOIN round_assessor "
        "ON round_assessor.round_id = candidate.round_id "
        "WHERE candidate.id = NEW.candidate_id AND round_assessor.account_id = NEW.account_id) "
        "OR EXISTS (SELECT 1 FROM assessment WHERE assessment.candidate_id = NEW.candidate_id "
        "AND assessment.assessor_id = NEW.account_id)",
    ),
    ("text_reader", "UPDATE", "reader_stays", "1 = 1"),
    (
        "text_reader",
        "DELETE",
        "reader_stays_while_the_candidate_does",
        "EXISTS (SELECT 1 FROM candidate WHERE candidate.id = OLD.candidate_id)",
    ),
    *(
        (
            "round_assessor",
            event,
            "assessor_never_read",
            "EXISTS (SELECT 1 FROM text_reader JOIN candidate "
            "ON candidate.id = text_reader.candidate_id "
            "WHERE candidate.round_id = NEW.round_id AND text_reader.account_id = NEW.account_id)",
        )
        for event in ("INSERT", "UPDATE")
    ),
    *(
        (
            "assessment",
            event,
            "assessor_never_read",
            "EXISTS (SELECT 1 FROM text_reader "
            "WHERE text_reader.candidate_id = NEW.candidate_id "
            "AND text_reader.account_id = NEW.assessor_id)",
        )
        for event in ("INSERT", "UPDATE")
    ),
    *(
        (
            "evidence",
            event,
            "reviewer_is_a_reader",
            "NEW.reviewed_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM text_reader "
            "WHERE text_reader.candidate_id = NEW.candidate_id "
            "AND text_reader.account_id = NEW.reviewed_by)",
        )
        for event in ("INSERT", "UPDATE")
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


def _vault() -> str | None:
    return None if op.get_bind().dialect.name == "sqlite" else "vault"


def _fill() -> None:
    connection = op.get_bind()
    evidence = sa.table(
        "evidence", sa.column("candidate_id", sa.Uuid()), sa.column("reviewed_by", sa.Uuid())
    )
    reader = sa.table(
        "text_reader",
        *(sa.column(name, sa.Uuid()) for name in ("id", "candidate_id", "account_id")),
    )
    pairs = connection.execute(
        sa.select(evidence).where(evidence.c.reviewed_by.is_not(None)).distinct()
    ).all()
    for candidate_id, account_id in pairs:
        row = {"id": uuid4(), "candidate_id": candidate_id, "account_id": account_id}
        connection.execute(reader.insert().values(row))


def upgrade() -> None:
    op.add_column("evidence", sa.Column("facts", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column(
        "evidence", sa.Column("language", sa.String(2), nullable=False, server_default="nl")
    )
    former = sa.Column("former", sa.LargeBinary(), nullable=True)
    op.add_column("vault_evidence", former, schema=_vault())
    op.create_table(
        "text_reader",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_text_reader_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_text_reader_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_reader")),
        sa.UniqueConstraint(
            "candidate_id", "account_id", name=op.f("uq_text_reader_candidate_id_account_id")
        ),
    )
    op.create_index(op.f("ix_text_reader_account_id"), "text_reader", ["account_id"])
    op.create_table(
        "asked_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.Column("refused_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "0 <= begins AND begins < ends", name=op.f("ck_asked_word_word_has_letters")
        ),
        sa.CheckConstraint(
            "(refused_at IS NULL) = (refused_by IS NULL)",
            name=op.f("ck_asked_word_refused_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_asked_word_evidence_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["account.id"], name=op.f("fk_asked_word_refused_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_word")),
        sa.UniqueConstraint("evidence_id", "begins", name=op.f("uq_asked_word_evidence_id_begins")),
    )
    op.create_table(
        "allowed_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("allowed_by", sa.Uuid(), nullable=False),
        sa.Column("allowed_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)",
            name=op.f("ck_allowed_word_withdrawn_by_somebody"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_allowed_word_{column}_{table}")
            )
            for column, table in (
                ("school_id", "school"),
                ("allowed_by", "account"),
                ("withdrawn_by", "account"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowed_word")),
    )
    op.create_index(op.f("ix_allowed_word_school_id"), "allowed_word", ["school_id"])
    op.create_index(
        "one_standing_allowed_word",
        "allowed_word",
        ["school_id", "word"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    _guard()
    _fill()


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, event, rule, _refuses in REFUSALS:
        name = f"{table}_{event.lower()}_{rule}"
        op.execute(f"DROP TRIGGER {name}{'' if is_sqlite else f' ON {table}'}")
        if not is_sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_index("one_standing_allowed_word", table_name="allowed_word")
    op.drop_table("allowed_word")
    op.drop_table("asked_word")
    op.drop_table("text_reader")
    op.drop_column("vault_evidence", "former", schema=_vault())
    op.drop_column("evidence", "language")
    op.drop_column("evidence", "facts")
