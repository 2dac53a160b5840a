"""Who is acting: the plain fact that rules and the audit log need about a person."""

from dataclasses import dataclass
from uuid import UUID

from records.models.account import EMPLOYER_ROLES, SCHOOL_ROLES, STAFF_ROLES, Account, Role

__all__ = ["EMPLOYER_ROLES", "SCHOOL_ROLES", "STAFF_ROLES", "Actor", "Role", "actor_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A signed-in person, stripped of everything that rules do not need."""

    account_id: UUID
    role: Role
    employer_id: UUID | None = None
    school_id: UUID | None = None

    @property
    def is_employer(self) -> bool:
        """Whether this person works for a training company."""
        return self.role in EMPLOYER_ROLES

    @property
    def is_staff(self) -> bool:
        """Whether this person works for a school."""
        return self.role in STAFF_ROLES


def actor_of(account: Account) -> Actor:
    """Return an account as the rules see it."""
    return Actor(
        account_id=account.id,
        role=account.role,
        employer_id=account.employer_id,
        school_id=account.school_id,
    )
