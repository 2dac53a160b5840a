"""A judgement names the school's own examples with which a competence was scored, too.

Why      Double scores are pooled over rounds only on the same words, and the examples that a school
         adds are words: `2026.1+2` where its version 2 first gave them.
Fill     The judgements of rounds that kept examples of that competence. Counts, figures and what
         followed stay as they were judged.
Locks    The table `judgement`, for as long as that takes: a row per round and competence.
Deploy   Before the new code.
Back     Takes the numbers off again.

Revision ID: 0018
Revises: 0017
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

TRIGGER = "judgement_update_judged_once"
KEPT = sa.text(
    "SELECT judgement.id, judgement.letter, round.school_id, school_rubric.content "
    "FROM judgement JOIN round ON round.id = judgement.round_id "
    "JOIN round_rubric ON round_rubric.round_id = round.id "
    "JOIN school_rubric ON school_rubric.id = round_rubric.rubric_id"
)
PUBLISHED = sa.text(
    "SELECT school_id, number, content FROM school_rubric "
    "WHERE published_at IS NOT NULL ORDER BY school_id, number"
)


def upgrade() -> None:
    bind = op.get_bind()
    published = bind.execute(PUBLISHED).all()
    _let_change(is_let=True)
    for id_, letter, school_id, content in bind.execute(KEPT).all():
        words = _examples(content, letter)
        if words is None:
            continue
        first = min(
            number
            for owner_id, number, other in published
            if owner_id == school_id and _examples(other, letter) == words
        )
        bind.execute(
            sa.text(
                "UPDATE judgement SET rubric_version = rubric_version || :added WHERE id = :id"
            ),
            {"added": f"+{first}", "id": id_},
        )
    _let_change(is_let=False)


def downgrade() -> None:
    bind = op.get_bind()
    _let_change(is_let=True)
    for id_, version in bind.execute(
        sa.text("SELECT id, rubric_version FROM judgement WHERE rubric_version LIKE '%+%'")
    ).all():
        bind.execute(
            sa.text("UPDATE judgement SET rubric_version = :version WHERE id = :id"),
            {"version": version.partition("+")[0], "id": id_},
        )
    _let_change(is_let=False)


def _examples(content: object, letter: str) -> object:
    """Return what a version adds to one competence, or None; SQLite hands JSON over as text."""
    read = json.loads(content) if isinstance(content, str) else content
    rows = read["additions"] if isinstance(read, dict) else []
    return next((row for row in rows if row["letter"] == letter), None)


def _let_change(*, is_let: bool) -> None:
    """Lift the refusal of changes, or put it back as 0012 made it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE judgement {'DISABLE' if is_let else 'ENABLE'} TRIGGER {TRIGGER}")
    elif is_let:
        op.execute(f"DROP TRIGGER {TRIGGER}")
    else:
        op.execute(
            f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON judgement "
            "WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'judged_once'); END"
        )
