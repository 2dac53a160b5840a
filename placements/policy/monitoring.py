"""Who may let a school compare groups, and who may answer about one."""

from placements.actors import Actor, Role
from records.models.monitoring import GroupMonitoring

SECOND_PERSONS = frozenset({Role.ADMINISTRATOR, Role.CONFIDANT})


def may_request_monitoring(actor: Actor) -> bool:
    """Only an administrator asks for it."""
    return actor.role is Role.ADMINISTRATOR


def may_approve_monitoring(actor: Actor, monitoring: GroupMonitoring) -> bool:
    """Only another administrator or a confidant of the school, while it waits."""
    return (
        actor.role in SECOND_PERSONS
        and actor.school_id == monitoring.school_id
        and monitoring.approved_by is None
        and monitoring.requested_by != actor.account_id
    )


def may_end_monitoring(actor: Actor, monitoring: GroupMonitoring) -> bool:
    """Any administrator or confidant of the school, at any moment and without a second person."""
    return actor.role in SECOND_PERSONS and actor.school_id == monitoring.school_id


def may_answer_question(actor: Actor) -> bool:
    """Only a student, and only about himself or herself."""
    return actor.role is Role.STUDENT
