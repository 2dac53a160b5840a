"""Who may hand over what a company is asked to a colleague."""

from placements.actors import Actor, Role
from records.models.handover import Handover
from records.models.round import Round, RoundPhase
from records.models.vacancy import Vacancy, VacancyState


def may_hand_over_place(actor: Actor, vacancy: Vacancy) -> bool:
    """Only who trains at a place of the own company, or the owner, until its round is closed."""
    return (
        actor.is_employer
        and actor.employer_id == vacancy.employer_id
        and (actor.role is Role.OWNER or vacancy.trainer_now_id in {None, actor.account_id})
        and vacancy.state is VacancyState.FROZEN
        and vacancy.round.phase is not RoundPhase.CLOSED
    )


def may_hand_over_round(actor: Actor, round_: Round) -> bool:
    """Anyone of a company, while the round is collecting forms."""
    return actor.is_employer and round_.phase is RoundPhase.VACANCIES


def may_take_handover_back(actor: Actor, handover: Handover) -> bool:
    """Only who handed it over, or the owner of the company, before the colleague hears it."""
    return (
        actor.is_employer
        and actor.employer_id == handover.employer_id
        and (actor.role is Role.OWNER or actor.account_id == handover.from_id)
        and handover.settled_at is None
    )
