"""Students meet companies: what is offered, who asked for a place, and a draw that is kept.

Why      Who is judged by a person they have met before is judged otherwise; who knows the work
         chooses better. Places at meetings are drawn, and the draw can be made again by anyone.
         And what a company answers to a proposal can be taken back before anybody hears it.
Fill     New, empty tables.
Locks    None.
Deploy   Before the new code.
Back     Drops the meetings with their requests and the students' own cards; an answer of less
         than half an hour is lost, and the company is asked for it again.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ORDER = "|offered|drawn|cancelled|"
KEPT = (
    "NEW.commitment <> OLD.commitment OR (OLD.receipt IS NOT NULL "
    "AND (NEW.receipt IS NULL OR NEW.receipt <> OLD.receipt))"
)
"""What a draw rests on: bound from the offer on, and written once."""


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER meeting_moves_forward BEFORE UPDATE OF state ON meeting "
            f"WHEN instr('{ORDER}', '|' || NEW.state || '|') "
            f"< instr('{ORDER}', '|' || OLD.state || '|') "
            "BEGIN SELECT RAISE(ABORT, 'meeting_moves_forward'); END"
        )
        op.execute(
            f"CREATE TRIGGER meeting_keeps_its_draw BEFORE UPDATE ON meeting WHEN {KEPT} "
            "BEGIN SELECT RAISE(ABORT, 'meeting_keeps_its_draw'); END"
        )
        return
    op.execute(
        "CREATE TRIGGER meeting_moves_forward BEFORE UPDATE OF state ON meeting "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_step_back('state', '{ORDER}')"
    )
    op.execute(
        "CREATE FUNCTION meeting_keeps_its_draw() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {KEPT} THEN RAISE EXCEPTION 'meeting_keeps_its_draw' "
        "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER meeting_keeps_its_draw BEFORE UPDATE ON meeting "
        "FOR EACH ROW EXECUTE FUNCTION meeting_keeps_its_draw()"
    )


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "guest_lesson",
                "shadow_day",
                "company_visit",
                "practice_interview",
                name="is_a_meetingkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "drawn",
                "cancelled",
                name="is_a_meetingstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("bring", sa.String(length=200), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("last_day_on", sa.Date(), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("offered_at", sa.DateTime(), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column(
            "cancel_reason",
            sa.Enum(
                "host_away",
                "too_busy",
                "venue",
                "too_few",
                "school",
                "another_time",
                name="is_a_cancelreason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("asked_back_at", sa.DateTime(), nullable=True),
        sa.Column("attendance_noted_at", sa.DateTime(), nullable=True),
        sa.Column(
            "answer",
            sa.Enum(
                "as_planned",
                "more_time",
                "smaller_group",
                "larger_group",
                "better_prepared",
                name="is_a_meetinganswer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_meeting_cancelled_at_a_moment"),
        ),
        sa.CheckConstraint(
            "state <> 'drawn' OR (drawn_at IS NOT NULL AND receipt IS NOT NULL)",
            name=op.f("ck_meeting_drawn_with_a_receipt"),
        ),
        sa.CheckConstraint("length(commitment) = 64", name=op.f("ck_meeting_commitment_is_sha256")),
        sa.CheckConstraint("places BETWEEN 1 AND 200", name=op.f("ck_meeting_places_in_range")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meeting_runs_forward")),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_meeting_employer_id_employer")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by"], ["account.id"], name=op.f("fk_meeting_offered_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_meeting_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_employer_id"), "meeting", ["employer_id"], unique=False)
    op.create_index(op.f("ix_meeting_school_id"), "meeting", ["school_id"], unique=False)
    op.create_table(
        "meeting_programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_programme_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_meeting_programme_programme_id_programme"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_programme")),
        sa.UniqueConstraint(
            "meeting_id", "programme_id", name=op.f("uq_meeting_programme_meeting_id_programme_id")
        ),
    )
    op.create_index(
        op.f("ix_meeting_programme_programme_id"),
        "meeting_programme",
        ["programme_id"],
        unique=False,
    )
    op.create_table(
        "meeting_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "granted",
                "waiting",
                "withdrawn",
                "late",
                name="is_a_requeststate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=26), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("sealed_reflection", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state = 'asked' OR (position IS NOT NULL AND number IS NOT NULL)",
            name=op.f("ck_meeting_request_drawn_with_a_position"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_request_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_meeting_request_student_id_student")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_request")),
        sa.UniqueConstraint("code", name=op.f("uq_meeting_request_code")),
        sa.UniqueConstraint(
            "meeting_id", "number", name=op.f("uq_meeting_request_meeting_id_number")
        ),
        sa.UniqueConstraint(
            "meeting_id", "student_id", name=op.f("uq_meeting_request_meeting_id_student_id")
        ),
    )
    op.create_index(
        op.f("ix_meeting_request_student_id"), "meeting_request", ["student_id"], unique=False
    )
    op.create_table(
        "pending_answer",
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
            nullable=True,
        ),
        sa.Column("explanation", sa.String(length=300), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("settles_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(reason IS NULL) = (explanation IS NULL)",
            name=op.f("ck_pending_answer_refused_with_a_reason"),
        ),
        sa.CheckConstraint(
            "answered_at < settles_at", name=op.f("ck_pending_answer_settles_later")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_pending_answer_answered_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_pending_answer_proposal_id_proposal"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_answer")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_pending_answer_proposal_id")),
    )
    op.create_index(op.f("ix_pending_answer_settles_at"), "pending_answer", ["settles_at"])
    _guard()


def downgrade() -> None:
    for table in ("pending_answer", "meeting_request", "meeting_programme", "meeting"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION meeting_keeps_its_draw()")
