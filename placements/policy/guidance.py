"""Who may keep reflections, say how sure it is, tell stories, and read what cohorts answered."""

from uuid import UUID

from placements.actors import Actor, Role
from records.models.round import Round, RoundPhase
from records.models.student import Student

STORY_WRITERS = frozenset({Role.MENTOR, Role.COORDINATOR})
ASKED_IN = frozenset({RoundPhase.PROFILES, RoundPhase.PROPOSALS, RoundPhase.TRIALS})
"""The phases in which students may say how sure they are."""


def may_reflect(actor: Actor) -> bool:
    """Only students, each for itself: what they keep has no other reader."""
    return actor.role is Role.STUDENT


def may_answer_self_check(actor: Actor, student: Student, round_: Round) -> bool:
    """Students themselves, in a round of their programme, while its moment is open."""
    return (
        actor.role is Role.STUDENT
        and actor.account_id == student.id
        and student.programme_id in {programme.id for programme in round_.programmes}
        and round_.phase in ASKED_IN
    )


def may_read_confidence(actor: Actor, school_id: UUID) -> bool:
    """Only a coordinator of the school, and only the figures of cohorts."""
    return actor.role is Role.COORDINATOR and actor.school_id == school_id


def may_write_story(actor: Actor, school_id: UUID) -> bool:
    """Only a mentor or coordinator of the school."""
    return actor.role in STORY_WRITERS and actor.school_id == school_id


def may_publish_story(actor: Actor, school_id: UUID) -> bool:
    """Only a coordinator of the school, who can also take a story away again."""
    return actor.role is Role.COORDINATOR and actor.school_id == school_id


def may_import_figures(actor: Actor, school_id: UUID) -> bool:
    """Only a coordinator of the school."""
    return actor.role is Role.COORDINATOR and actor.school_id == school_id
