"""Who may open a round, move it on, appoint assessors and be a party to its lottery."""

from placements.actors import STAFF_ROLES, Actor, Role
from records.models.round import Round, RoundPhase

LOTTERY_ROLES = frozenset({Role.COORDINATOR, Role.CONFIDANT, Role.ADMINISTRATOR})
ROUND_READERS = STAFF_ROLES - {Role.ASSESSOR}
"""Assessors get dates and texts without a name; figures about students are not for them."""

BEFORE_THE_DEADLINE = frozenset(
    {RoundPhase.PREPARING, RoundPhase.VACANCIES, RoundPhase.PROFILES, RoundPhase.SCORING}
)


def may_open_round(actor: Actor) -> bool:
    """Coordinators, for their own school."""
    return actor.role is Role.COORDINATOR


def may_revise_round(actor: Actor, round_: Round) -> bool:
    """Coordinators of the school, until the first company has been told."""
    return may_advance_round(actor, round_) and round_.phase is RoundPhase.PREPARING


def may_advance_round(actor: Actor, round_: Round) -> bool:
    """Coordinators of the school whose round it is."""
    return actor.role is Role.COORDINATOR and actor.school_id == round_.school_id


def may_appoint_assessors(actor: Actor, round_: Round) -> bool:
    """Coordinators of the school, until scoring is over."""
    return may_advance_round(actor, round_) and round_.phase in BEFORE_THE_DEADLINE


def may_excuse_assessor(actor: Actor, round_: Round) -> bool:
    """Coordinators of the school, while the round is being scored."""
    return may_advance_round(actor, round_) and round_.phase is RoundPhase.SCORING


def may_be_party(actor: Actor, round_: Round) -> bool:
    """Coordinators, confidants and administrators of the school."""
    return actor.role in LOTTERY_ROLES and actor.school_id == round_.school_id


def may_deposit_commitment(actor: Actor, round_: Round) -> bool:
    """Parties, before scoring closes: nobody knows yet what the draw is about."""
    return may_be_party(actor, round_) and round_.phase in BEFORE_THE_DEADLINE


def may_reveal_secret(actor: Actor, round_: Round, *, is_frozen: bool) -> bool:
    """Parties, once the input of the match is frozen and before the result is out."""
    return may_be_party(actor, round_) and is_frozen and round_.phase is RoundPhase.MATCHING


def may_record_public_value(actor: Actor, round_: Round, *, is_frozen: bool) -> bool:
    """Coordinators of the school, once the input is frozen and before the result is out."""
    return may_advance_round(actor, round_) and is_frozen and round_.phase is RoundPhase.MATCHING
