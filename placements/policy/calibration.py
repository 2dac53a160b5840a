"""Who may practise, and whose practice it is."""

from placements.actors import Actor, Role
from records.models.desk.practice import Practice


def may_practise(actor: Actor) -> bool:
    """Assessors; nobody else scores."""
    return actor.role is Role.ASSESSOR


def may_answer_case(actor: Actor, practice: Practice) -> bool:
    """Only the assessor who began it."""
    return may_practise(actor) and actor.account_id == practice.account_id


def may_see_own_scoring(actor: Actor, account_id: object) -> bool:
    """Only assessors, and only how they score themselves: no coordinator, no colleague."""
    return may_practise(actor) and actor.account_id == account_id
