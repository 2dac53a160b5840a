"""The records: every table of the first version, and what the database itself refuses.

Why      The first version of the service.
Fill     Nothing: the tables are new.
Locks    None: the tables are new.
Deploy   Before the first start.
Back     Drops everything; only sensible on an empty database.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

FORWARD_ONLY = {
    "round": ("phase", "|preparing|vacancies|profiles|scoring|matching|proposals|trials|closed|"),
    "vacancy": ("state", "|draft|frozen|withdrawn|"),
    "assessment": ("state", "|open|locked|reconsidering|final|recused|"),
    "match_run": ("state", "|waiting|running|finished|confirmed|published|returned|"),
    "proposal": (
        "state",
        "|proposed|accepted|confirmed|revealed|vetoed|refused|expired|stopped|",
    ),
    "trial": ("state", "|planned|started|checked|assessed|concluded|"),
}
"""Column and order of every state that only moves forward."""

ADDED_ONLY = ("audit_event", "reveal_line")
"""Tables whose rows are never changed and never deleted."""


def _guard_sqlite() -> None:
    for table, (column, order) in FORWARD_ONLY.items():
        op.execute(
            f"CREATE TRIGGER {table}_moves_forward BEFORE UPDATE OF {column} ON {table} "
            f"WHEN instr('{order}', '|' || NEW.{column} || '|') "
            f"< instr('{order}', '|' || OLD.{column} || '|') "
            f"BEGIN SELECT RAISE(ABORT, '{table}_moves_forward'); END"
        )
    for table in ADDED_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}_is_added_to_only'); END"
            )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_step_back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF strpos(TG_ARGV[1], '|' || (to_jsonb(NEW) ->> TG_ARGV[0]) || '|') "
        "< strpos(TG_ARGV[1], '|' || (to_jsonb(OLD) ->> TG_ARGV[0]) || '|') THEN "
        "RAISE EXCEPTION '%_moves_forward', TG_TABLE_NAME USING ERRCODE = 'check_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '%_is_added_to_only', TG_TABLE_NAME "
        "USING ERRCODE = 'check_violation'; END $$"
    )
    for table, (column, order) in FORWARD_ONLY.items():
        op.execute(
            f"CREATE TRIGGER {table}_moves_forward BEFORE UPDATE OF {column} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_step_back('{column}', '{order}')"
        )
    for table in ADDED_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_added_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_event"), ["event"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_event_happened_at"), ["happened_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_audit_event_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "employer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kvk_number", sa.String(length=8), nullable=False),
        sa.Column("leerbedrijf_id", sa.String(length=24), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.CheckConstraint("length(kvk_number) = 8", name=op.f("ck_employer_kvk_has_eight_digits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sa.UniqueConstraint("leerbedrijf_id", name=op.f("uq_employer_leerbedrijf_id")),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("requires_second_factor", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("name", name=op.f("uq_school_name")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email_digest", sa.String(length=64), nullable=False),
        sa.Column("failed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_failure_email_digest"), ["email_digest"], unique=False
        )

    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "student",
                "trainer",
                "owner",
                "coordinator",
                "assessor",
                "mentor",
                "confidant",
                "administrator",
                name="is_a_role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("employer_id", sa.Uuid(), nullable=True),
        sa.Column("email_digest", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("sealed_totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("session_version", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(role IN ('trainer', 'owner') AND employer_id IS NOT NULL AND school_id IS NULL) OR (role NOT IN ('trainer', 'owner') AND school_id IS NOT NULL AND employer_id IS NULL)",
            name=op.f("ck_account_belongs_to_one_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_account_employer_id_employer")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_account_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email_digest", name=op.f("uq_account_email_digest")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_employer_id"), ["employer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_school_id"), ["school_id"], unique=False)

    op.create_table(
        "accreditation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("crebo", sa.String(length=5), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_id"],
            ["employer.id"],
            name=op.f("fk_accreditation_employer_id_employer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation")),
        sa.UniqueConstraint(
            "employer_id", "crebo", name=op.f("uq_accreditation_employer_id_crebo")
        ),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("crebo", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(crebo) = 5", name=op.f("ck_programme_crebo_has_five_digits")),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_programme_level_in_range")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_programme_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("school_id", "crebo", name=op.f("uq_programme_school_id_crebo")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "phase",
            sa.Enum(
                "preparing",
                "vacancies",
                "profiles",
                "scoring",
                "matching",
                "proposals",
                "trials",
                "closed",
                name="is_a_roundphase",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "objective",
            sa.Enum(
                "stable",
                "most_placed",
                name="is_a_objective",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("vacancies_open_on", sa.Date(), nullable=False),
        sa.Column("profiles_open_on", sa.Date(), nullable=False),
        sa.Column("scoring_opens_on", sa.Date(), nullable=False),
        sa.Column("matching_opens_on", sa.Date(), nullable=False),
        sa.Column("results_on", sa.Date(), nullable=False),
        sa.Column("period_starts_on", sa.Date(), nullable=False),
        sa.Column("period_ends_on", sa.Date(), nullable=False),
        sa.Column("public_value_source", sa.String(length=200), nullable=False),
        sa.Column("public_value", sa.String(length=200), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "period_starts_on < period_ends_on", name=op.f("ck_round_period_runs_forward")
        ),
        sa.CheckConstraint(
            "vacancies_open_on <= profiles_open_on AND profiles_open_on <= scoring_opens_on AND scoring_opens_on <= matching_opens_on AND matching_opens_on <= results_on AND results_on <= period_starts_on",
            name=op.f("ck_round_phases_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_round_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_school_id"), ["school_id"], unique=False)

    op.create_table(
        "access_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sign_in",
                "invitation",
                "password",
                name="is_a_linkkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("code_attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "code_attempts BETWEEN 0 AND 5", name=op.f("ck_access_link_attempts_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_access_link_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_access_link_token_digest")),
    )
    with op.batch_alter_table("access_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_link_account_id"), ["account_id"], unique=False)

    op.create_table(
        "candidate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=26), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column(
            "travel_means",
            sa.Enum(
                "bicycle",
                "public_transport",
                "car",
                name="is_a_travelmeans",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("travel_limit_minutes", sa.Integer(), nullable=False),
        sa.Column("adds_remaining", sa.Boolean(), nullable=False),
        sa.Column("approved_digest", sa.String(length=64), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("certified_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "certified_at IS NULL OR length(approved_digest) = 64",
            name=op.f("ck_candidate_certified_after_approval"),
        ),
        sa.CheckConstraint(
            "travel_limit_minutes BETWEEN 5 AND 180",
            name=op.f("ck_candidate_travel_limit_in_range"),
        ),
        sa.CheckConstraint(
            "weekdays BETWEEN 0 AND 127", name=op.f("ck_candidate_weekdays_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_candidate_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_candidate_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("round_id", "code", name=op.f("uq_candidate_round_id_code")),
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_round_id"), ["round_id"], unique=False)

    op.create_table(
        "lottery_secret",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "length(commitment) = 64", name=op.f("ck_lottery_secret_commitment_is_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_lottery_secret_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_lottery_secret_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lottery_secret")),
        sa.UniqueConstraint(
            "round_id", "account_id", name=op.f("uq_lottery_secret_round_id_account_id")
        ),
        sa.UniqueConstraint("round_id", "party", name=op.f("uq_lottery_secret_round_id_party")),
    )
    op.create_table(
        "match_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "finished",
                "confirmed",
                "published",
                "returned",
                name="is_a_matchrunstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("progress_share", sa.Integer(), nullable=False),
        sa.Column("code_version", sa.String(length=80), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=True),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("return_reason", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'returned') OR (receipt IS NOT NULL AND length(digest) = 64)",
            name=op.f("ck_match_run_finished_with_a_receipt"),
        ),
        sa.CheckConstraint(
            "progress_share BETWEEN 0 AND 100", name=op.f("ck_match_run_progress_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["account.id"], name=op.f("fk_match_run_confirmed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["account.id"], name=op.f("fk_match_run_requested_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_match_run_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_run")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_match_run_round_id_number")),
    )
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_run_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "one_open_run_per_round",
            ["round_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('waiting', 'running', 'finished', 'confirmed')"),
            postgresql_where=sa.text("state IN ('waiting', 'running', 'finished', 'confirmed')"),
        )

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("attempt_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_outbox_message_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_message_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_message_queued_at"), ["queued_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_outbox_message_sent_at"), ["sent_at"], unique=False)

    op.create_table(
        "reveal_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["account.id"], name=op.f("fk_reveal_line_reader_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["account.id"], name=op.f("fk_reveal_line_student_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reveal_line")),
    )
    with op.batch_alter_table("reveal_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reveal_line_student_id"), ["student_id"], unique=False)

    op.create_table(
        "round_assessor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.CheckConstraint("seat BETWEEN 1 AND 6", name=op.f("ck_round_assessor_seat_in_range")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_round_assessor_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_round_assessor_programme_id_programme"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_round_assessor_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_assessor")),
        sa.UniqueConstraint(
            "round_id",
            "programme_id",
            "account_id",
            name=op.f("uq_round_assessor_round_id_programme_id_account_id"),
        ),
        sa.UniqueConstraint(
            "round_id",
            "programme_id",
            "seat",
            name=op.f("uq_round_assessor_round_id_programme_id_seat"),
        ),
    )
    with op.batch_alter_table("round_assessor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_assessor_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "round_programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_round_programme_programme_id_programme"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_round_programme_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_programme")),
        sa.UniqueConstraint(
            "round_id", "programme_id", name=op.f("uq_round_programme_round_id_programme_id")
        ),
    )
    op.create_table(
        "student",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["account.id"], name=op.f("fk_student_id_account")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["account.id"], name=op.f("fk_student_mentor_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_student_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student")),
    )
    with op.batch_alter_table("student", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_student_mentor_id"), ["mentor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_student_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "vacancy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "frozen",
                "withdrawn",
                name="is_a_vacancystate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("copied_from_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("tasks", sa.JSON(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("weekly_hours", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("monthly_allowance", sa.Integer(), nullable=False),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("trial_days", sa.Integer(), nullable=False),
        sa.Column("assessment_at", sa.Time(), nullable=False),
        sa.Column("trainer_id", sa.Uuid(), nullable=True),
        sa.Column("norms_signed_at", sa.DateTime(), nullable=True),
        sa.Column("norms_signed_by", sa.Uuid(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("return_note", sa.Text(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(), nullable=True),
        sa.Column("frozen_digest", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "state <> 'frozen' OR (frozen_at IS NOT NULL AND length(frozen_digest) = 64 AND norms_signed_at IS NOT NULL)",
            name=op.f("ck_vacancy_frozen_with_a_digest"),
        ),
        sa.CheckConstraint(
            "monthly_allowance BETWEEN 0 AND 5000", name=op.f("ck_vacancy_allowance_in_range")
        ),
        sa.CheckConstraint("seats BETWEEN 1 AND 40", name=op.f("ck_vacancy_seats_in_range")),
        sa.CheckConstraint(
            "trial_days BETWEEN 5 AND 30", name=op.f("ck_vacancy_trial_days_in_range")
        ),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_vacancy_has_a_weekday")),
        sa.CheckConstraint(
            "weekly_hours BETWEEN 8 AND 40", name=op.f("ck_vacancy_weekly_hours_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["vacancy.id"], name=op.f("fk_vacancy_copied_from_id_vacancy")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_vacancy_employer_id_employer")
        ),
        sa.ForeignKeyConstraint(
            ["norms_signed_by"], ["account.id"], name=op.f("fk_vacancy_norms_signed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_vacancy_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_vacancy_round_id_round")),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["account.id"], name=op.f("fk_vacancy_trainer_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy")),
    )
    with op.batch_alter_table("vacancy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vacancy_employer_id"), ["employer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vacancy_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vacancy_round_id"), ["round_id"], unique=False)

    op.create_table(
        "vault_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["account.id"], name=op.f("fk_vault_person_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_person")),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("desk_code", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_tiebreak", sa.Boolean(), nullable=False),
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
        sa.Column("first_level", sa.Integer(), nullable=True),
        sa.Column("observed_behaviour", sa.Text(), nullable=True),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'recused') OR level IS NOT NULL OR is_not_observed",
            name=op.f("ck_assessment_locked_with_an_answer"),
        ),
        sa.CheckConstraint(
            "NOT (is_not_observed AND level IS NOT NULL)",
            name=op.f("ck_assessment_level_or_not_observed"),
        ),
        sa.CheckConstraint(
            "first_level BETWEEN 1 AND 4", name=op.f("ck_assessment_first_level_in_range")
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_assessment_level_in_range")),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["account.id"], name=op.f("fk_assessment_assessor_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_assessment_candidate_id_candidate")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_assessment_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "candidate_id",
            "letter",
            "assessor_id",
            name=op.f("uq_assessment_candidate_id_letter_assessor_id"),
        ),
        sa.UniqueConstraint("desk_code", name=op.f("uq_assessment_desk_code")),
        sa.UniqueConstraint(
            "round_id",
            "assessor_id",
            "letter",
            "position",
            name=op.f("uq_assessment_round_id_assessor_id_letter_position"),
        ),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessment_assessor_id"), ["assessor_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_assessment_candidate_id"), ["candidate_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assessment_round_id"), ["round_id"], unique=False)

    op.create_table(
        "criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("required_level", sa.Integer(), nullable=False),
        sa.Column("level_at_end", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("needed_at_start", sa.Boolean(), nullable=False),
        sa.Column("is_essential", sa.Boolean(), nullable=False),
        sa.Column("essential_reason", sa.String(length=300), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "NOT is_essential OR length(essential_reason) > 0",
            name=op.f("ck_criterion_essential_has_a_reason"),
        ),
        sa.CheckConstraint(
            "level_at_end BETWEEN 1 AND 4", name=op.f("ck_criterion_level_at_end_in_range")
        ),
        sa.CheckConstraint(
            "needed_at_start OR (required_level = 1 AND NOT is_essential)",
            name=op.f("ck_criterion_learned_here_asks_nothing"),
        ),
        sa.CheckConstraint(
            "required_level <= level_at_end", name=op.f("ck_criterion_ends_no_lower")
        ),
        sa.CheckConstraint(
            "required_level BETWEEN 1 AND 3", name=op.f("ck_criterion_required_level_in_range")
        ),
        sa.CheckConstraint("weight BETWEEN 1 AND 3", name=op.f("ck_criterion_weight_in_range")),
        sa.ForeignKeyConstraint(
            ["vacancy_id"],
            ["vacancy.id"],
            name=op.f("fk_criterion_vacancy_id_vacancy"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("vacancy_id", "letter", name=op.f("uq_criterion_vacancy_id_letter")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "vog",
                "driving_licence",
                "vca",
                "forklift",
                "minimum_age_16",
                "minimum_age_18",
                "vaccination",
                name="is_a_hardrequirementkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_document_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seen_by"], ["account.id"], name=op.f("fk_document_seen_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("candidate_id", "kind", name=op.f("uq_document_candidate_id_kind")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column(
            "setting",
            sa.Enum(
                "school",
                "side_job",
                "care_at_home",
                "sport",
                "volunteering",
                "earlier_trial",
                "own_project",
                name="is_a_evidencesetting",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("blind_text", sa.Text(), nullable=True),
        sa.Column("is_doubtful", sa.Boolean(), nullable=False),
        sa.Column("blinding_version", sa.String(length=80), nullable=False),
        sa.Column(
            "review",
            sa.Enum(
                "waiting",
                "cleared",
                "returned",
                name="is_a_reviewstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("review_note", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "review <> 'cleared' OR (blind_text IS NOT NULL AND reviewed_by IS NOT NULL)",
            name=op.f("ck_evidence_cleared_by_someone"),
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_evidence_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["account.id"], name=op.f("fk_evidence_reviewed_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("candidate_id", "letter", name=op.f("uq_evidence_candidate_id_letter")),
    )
    op.create_table(
        "hard_requirement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "vog",
                "driving_licence",
                "vca",
                "forklift",
                "minimum_age_16",
                "minimum_age_18",
                "vaccination",
                name="is_a_hardrequirementkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["vacancy_id"],
            ["vacancy.id"],
            name=op.f("fk_hard_requirement_vacancy_id_vacancy"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hard_requirement")),
        sa.UniqueConstraint("vacancy_id", "kind", name=op.f("uq_hard_requirement_vacancy_id_kind")),
    )
    op.create_table(
        "learning_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "position BETWEEN 1 AND 3", name=op.f("ck_learning_wish_position_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_learning_wish_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_wish")),
        sa.UniqueConstraint(
            "candidate_id", "letter", name=op.f("uq_learning_wish_candidate_id_letter")
        ),
        sa.UniqueConstraint(
            "candidate_id", "position", name=op.f("uq_learning_wish_candidate_id_position")
        ),
    )
    op.create_table(
        "match_override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("match_run_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> requested_by",
            name=op.f("ck_match_override_second_person_is_another"),
        ),
        sa.CheckConstraint("length(reason) >= 20", name=op.f("ck_match_override_reason_is_given")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["account.id"], name=op.f("fk_match_override_approved_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_match_override_candidate_id_candidate"),
        ),
        sa.ForeignKeyConstraint(
            ["match_run_id"],
            ["match_run.id"],
            name=op.f("fk_match_override_match_run_id_match_run"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["account.id"], name=op.f("fk_match_override_requested_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancy.id"], name=op.f("fk_match_override_vacancy_id_vacancy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_override")),
        sa.UniqueConstraint(
            "match_run_id", "candidate_id", name=op.f("uq_match_override_match_run_id_candidate_id")
        ),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 40", name=op.f("ck_seat_number_in_range")),
        sa.ForeignKeyConstraint(
            ["vacancy_id"],
            ["vacancy.id"],
            name=op.f("fk_seat_vacancy_id_vacancy"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("id", "vacancy_id", name=op.f("uq_seat_id_vacancy_id")),
        sa.UniqueConstraint("vacancy_id", "number", name=op.f("uq_seat_vacancy_id_number")),
    )
    op.create_table(
        "vault_candidate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("lookup", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"],
            ["candidate.id"],
            name=op.f("fk_vault_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_candidate")),
        sa.UniqueConstraint("lookup", name=op.f("uq_vault_candidate_lookup")),
    )
    op.create_table(
        "wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint("rank BETWEEN 1 AND 15", name=op.f("ck_wish_rank_in_range")),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_wish_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancy.id"], name=op.f("fk_wish_vacancy_id_vacancy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
        sa.UniqueConstraint("candidate_id", "rank", name=op.f("uq_wish_candidate_id_rank")),
        sa.UniqueConstraint(
            "candidate_id", "vacancy_id", name=op.f("uq_wish_candidate_id_vacancy_id")
        ),
    )
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_vacancy_id"), ["vacancy_id"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("match_run_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "accepted",
                "confirmed",
                "revealed",
                "vetoed",
                "refused",
                "expired",
                "stopped",
                name="is_a_proposalstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("wish_rank", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("student_decides_by", sa.Date(), nullable=False),
        sa.Column("employer_decides_by", sa.Date(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("revealed_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state <> 'revealed' OR revealed_at IS NOT NULL",
            name=op.f("ck_proposal_revealed_at_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_proposal_candidate_id_candidate")
        ),
        sa.ForeignKeyConstraint(
            ["match_run_id"], ["match_run.id"], name=op.f("fk_proposal_match_run_id_match_run")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_proposal_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id", "vacancy_id"], ["seat.id", "seat.vacancy_id"], name="seat_of_the_vacancy"
        ),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancy.id"], name=op.f("fk_proposal_vacancy_id_vacancy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_candidate_id"), ["candidate_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_proposal_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_vacancy_id"), ["vacancy_id"], unique=False)
        batch_op.create_index(
            "one_active_proposal_per_candidate",
            ["candidate_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('proposed', 'accepted', 'confirmed', 'revealed')"),
            postgresql_where=sa.text("state IN ('proposed', 'accepted', 'confirmed', 'revealed')"),
        )
        batch_op.create_index(
            "one_active_proposal_per_seat",
            ["seat_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('proposed', 'accepted', 'confirmed', 'revealed')"),
            postgresql_where=sa.text("state IN ('proposed', 'accepted', 'confirmed', 'revealed')"),
        )
        batch_op.create_index(
            "one_veto_per_candidate",
            ["candidate_id"],
            unique=True,
            sqlite_where=sa.text("state = 'vetoed'"),
            postgresql_where=sa.text("state = 'vetoed'"),
        )

    op.create_table(
        "vault_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["evidence.id"], name=op.f("fk_vault_evidence_id_evidence"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_evidence")),
    )
    op.create_table(
        "refusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "capacity_gone",
                "dates",
                "supervision_gone",
                "document_missing",
                "factual_error",
                name="is_a_refusalreason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("explanation", sa.String(length=300), nullable=False),
        sa.Column("refused_by", sa.Uuid(), nullable=False),
        sa.Column("refused_at", sa.DateTime(), nullable=False),
        sa.Column("is_upheld", sa.Boolean(), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "is_upheld IS NULL OR reviewed_by IS NOT NULL",
            name=op.f("ck_refusal_reviewed_by_someone"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_refusal_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["account.id"], name=op.f("fk_refusal_refused_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["account.id"], name=op.f("fk_refusal_reviewed_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal")),
    )
    with op.batch_alter_table("refusal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refusal_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(
            "one_open_refusal_per_proposal",
            ["proposal_id"],
            unique=True,
            sqlite_where=sa.text("is_upheld IS NULL"),
            postgresql_where=sa.text("is_upheld IS NULL"),
        )

    op.create_table(
        "trial",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("school_assessor_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "started",
                "checked",
                "assessed",
                "concluded",
                name="is_a_trialstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("assessment_at", sa.DateTime(), nullable=False),
        sa.Column("agreement_signed_on", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "continue",
                "continue_with_agreements",
                "stop",
                name="is_a_outcome",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column("outcome_agreements", sa.Text(), nullable=True),
        sa.Column(
            "early_stop",
            sa.Enum(
                "safety",
                "misconduct_employer",
                "misconduct_student",
                "accreditation_lost",
                "student_wish",
                name="is_a_earlystopreason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("three_way_talk_on", sa.Date(), nullable=True),
        sa.Column("concluded_at", sa.DateTime(), nullable=True),
        sa.Column("student_reaction", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome <> 'stop' OR early_stop IS NOT NULL OR three_way_talk_on IS NOT NULL",
            name=op.f("ck_trial_stops_after_a_talk"),
        ),
        sa.CheckConstraint(
            "state <> 'concluded' OR outcome IS NOT NULL",
            name=op.f("ck_trial_concluded_with_outcome"),
        ),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_trial_runs_forward")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_trial_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(
            ["school_assessor_id"], ["account.id"], name=op.f("fk_trial_school_assessor_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_trial_proposal_id")),
    )
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_trial_school_assessor_id"), ["school_assessor_id"], unique=False
        )

    op.create_table(
        "observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("trial_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column(
            "rater",
            sa.Enum(
                "trainer",
                "school",
                "student",
                name="is_a_rater",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trial_id"],
            ["trial.id"],
            name=op.f("fk_observation_trial_id_trial"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_trial_id"), ["trial_id"], unique=False)

    op.create_table(
        "trial_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("trial_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "start",
                "mid_check",
                "assessment",
                name="is_a_contactkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["noted_by"], ["account.id"], name=op.f("fk_trial_contact_noted_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"],
            ["trial.id"],
            name=op.f("fk_trial_contact_trial_id_trial"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_contact")),
        sa.UniqueConstraint("trial_id", "kind", name=op.f("uq_trial_contact_trial_id_kind")),
    )
    op.create_table(
        "trial_rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("trial_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column(
            "rater",
            sa.Enum(
                "trainer",
                "school",
                "student",
                name="is_a_rater",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("is_not_observed", sa.Boolean(), nullable=False),
        sa.Column("rated_at", sa.DateTime(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "is_not_observed <> (level IS NOT NULL)",
            name=op.f("ck_trial_rating_level_or_not_observed"),
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_trial_rating_level_in_range")),
        sa.ForeignKeyConstraint(
            ["trial_id"],
            ["trial.id"],
            name=op.f("fk_trial_rating_trial_id_trial"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_rating")),
        sa.UniqueConstraint(
            "trial_id", "letter", "rater", name=op.f("uq_trial_rating_trial_id_letter_rater")
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    op.drop_table("trial_rating")
    op.drop_table("trial_contact")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_trial_id"))

    op.drop_table("observation")
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trial_school_assessor_id"))

    op.drop_table("trial")
    with op.batch_alter_table("refusal", schema=None) as batch_op:
        batch_op.drop_index(
            "one_open_refusal_per_proposal",
            sqlite_where=sa.text("is_upheld IS NULL"),
            postgresql_where=sa.text("is_upheld IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_refusal_proposal_id"))

    op.drop_table("refusal")
    op.drop_table("vault_evidence")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(
            "one_veto_per_candidate",
            sqlite_where=sa.text("state = 'vetoed'"),
            postgresql_where=sa.text("state = 'vetoed'"),
        )
        batch_op.drop_index(
            "one_active_proposal_per_seat",
            sqlite_where=sa.text("state IN ('proposed', 'accepted', 'confirmed', 'revealed')"),
            postgresql_where=sa.text("state IN ('proposed', 'accepted', 'confirmed', 'revealed')"),
        )
        batch_op.drop_index(
            "one_active_proposal_per_candidate",
            sqlite_where=sa.text("state IN ('proposed', 'accepted', 'confirmed', 'revealed')"),
            postgresql_where=sa.text("state IN ('proposed', 'accepted', 'confirmed', 'revealed')"),
        )
        batch_op.drop_index(batch_op.f("ix_proposal_vacancy_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_round_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_candidate_id"))

    op.drop_table("proposal")
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wish_vacancy_id"))

    op.drop_table("wish")
    op.drop_table("vault_candidate")
    op.drop_table("seat")
    op.drop_table("match_override")
    op.drop_table("learning_wish")
    op.drop_table("hard_requirement")
    op.drop_table("evidence")
    op.drop_table("document")
    op.drop_table("criterion")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_round_id"))
        batch_op.drop_index(batch_op.f("ix_assessment_candidate_id"))
        batch_op.drop_index(batch_op.f("ix_assessment_assessor_id"))

    op.drop_table("assessment")
    op.drop_table("vault_person")
    with op.batch_alter_table("vacancy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vacancy_round_id"))
        batch_op.drop_index(batch_op.f("ix_vacancy_programme_id"))
        batch_op.drop_index(batch_op.f("ix_vacancy_employer_id"))

    op.drop_table("vacancy")
    with op.batch_alter_table("student", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_student_programme_id"))
        batch_op.drop_index(batch_op.f("ix_student_mentor_id"))

    op.drop_table("student")
    op.drop_table("round_programme")
    with op.batch_alter_table("round_assessor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_assessor_account_id"))

    op.drop_table("round_assessor")
    with op.batch_alter_table("reveal_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reveal_line_student_id"))

    op.drop_table("reveal_line")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_message_sent_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_queued_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_account_id"))

    op.drop_table("outbox_message")
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.drop_index(
            "one_open_run_per_round",
            sqlite_where=sa.text("state IN ('waiting', 'running', 'finished', 'confirmed')"),
            postgresql_where=sa.text("state IN ('waiting', 'running', 'finished', 'confirmed')"),
        )
        batch_op.drop_index(batch_op.f("ix_match_run_round_id"))

    op.drop_table("match_run")
    op.drop_table("lottery_secret")
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_round_id"))

    op.drop_table("candidate")
    with op.batch_alter_table("access_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_link_account_id"))

    op.drop_table("access_link")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_school_id"))

    op.drop_table("round")
    op.drop_table("programme")
    op.drop_table("accreditation")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_school_id"))
        batch_op.drop_index(batch_op.f("ix_account_employer_id"))

    op.drop_table("account")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_failure_email_digest"))

    op.drop_table("sign_in_failure")
    op.drop_table("school")
    op.drop_table("employer")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_subject_id"))
        batch_op.drop_index(batch_op.f("ix_audit_event_school_id"))
        batch_op.drop_index(batch_op.f("ix_audit_event_happened_at"))
        batch_op.drop_index(batch_op.f("ix_audit_event_event"))

    op.drop_table("audit_event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_step_back")
        op.execute("DROP FUNCTION refuse_change")
