"""Who may bring whom in."""

from uuid import UUID

from placements.actors import Actor, Role
from records.models.account import STAFF_ROLES

INVITES = {
    Role.ADMINISTRATOR: STAFF_ROLES | {Role.STUDENT},
    Role.COORDINATOR: frozenset({Role.STUDENT, Role.OWNER}),
    Role.OWNER: frozenset({Role.TRAINER, Role.OWNER}),
}
"""An administrator cannot score, coordinate or confide, but says who does."""
INCIDENT_READERS = frozenset({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})


def may_invite(actor: Actor, role: Role) -> bool:
    """Administrators invite staff, coordinators students and companies, owners colleagues."""
    return role in INVITES.get(actor.role, frozenset())


def may_require_second_factor(actor: Actor, *, school_id: UUID) -> bool:
    """Let the administrator of a school say whether its staff need an authenticator."""
    return actor.role is Role.ADMINISTRATOR and actor.school_id == school_id


def may_close_account(actor: Actor, *, role: Role, is_same_organisation: bool) -> bool:
    """Whoever may invite somebody may also close that account, within the own organisation."""
    return is_same_organisation and may_invite(actor, role)


def may_erase_student(actor: Actor, *, role: Role, is_same_organisation: bool) -> bool:
    """Only an administrator, who answers for privacy at the school, and only a student of it."""
    return actor.role is Role.ADMINISTRATOR and role is Role.STUDENT and is_same_organisation


def may_manage_company(actor: Actor, *, is_worked_with: bool) -> bool:
    """Coordinators, for a company their school brought in or that has a place in their rounds.

    To have put a company on the list is not enough: it may be one of another school.
    """
    return actor.role is Role.COORDINATOR and is_worked_with


def may_read_incidents(actor: Actor) -> bool:
    """Let the privacy officer of a school read them, and its administrators, who appoint one."""
    return actor.role in INCIDENT_READERS


def may_name_self(actor: Actor) -> bool:
    """Only people of a company, whom a colleague may have invited by an address alone."""
    return actor.is_employer
