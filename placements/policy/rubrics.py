"""Who may write and publish what a school adds to the rubric."""

from placements.actors import Actor, Role
from records.models.desk.rubric import SchoolRubric

RUBRIC_KEEPERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def may_begin_rubric(actor: Actor) -> bool:
    """Coordinators and administrators, for their own school."""
    return actor.role in RUBRIC_KEEPERS


def may_revise_rubric(actor: Actor, rubric: SchoolRubric) -> bool:
    """Coordinators and administrators of the school, until the version is published."""
    return may_begin_rubric(actor) and actor.school_id == rubric.school_id and rubric.is_draft
