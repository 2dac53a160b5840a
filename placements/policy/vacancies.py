"""Who may do what with the competency form of a place."""

from placements.actors import Actor, Role
from records.models.round import Round, RoundPhase
from records.models.vacancy import Vacancy, VacancyState

BEFORE_THE_MATCH = frozenset(
    {RoundPhase.PREPARING, RoundPhase.VACANCIES, RoundPhase.PROFILES, RoundPhase.SCORING}
)


def may_start_vacancy(actor: Actor, round_: Round) -> bool:
    """Anyone of a company, while the round is collecting forms: before profiles are written."""
    return actor.is_employer and round_.phase is RoundPhase.VACANCIES


def may_revise_vacancy(actor: Actor, vacancy: Vacancy) -> bool:
    """Only the company itself, until the form is with the school or the round has moved on."""
    return (
        _is_of_the_company(actor, vacancy)
        and vacancy.can_change
        and vacancy.round.phase is RoundPhase.VACANCIES
    )


def may_repeat_vacancy(actor: Actor, former: Vacancy) -> bool:
    """Only the company itself, with a form that the school has frozen before or it withdrew."""
    return _is_of_the_company(actor, former) and former.state is not VacancyState.DRAFT


def may_submit_vacancy(actor: Actor, vacancy: Vacancy) -> bool:
    """Only the owner: whoever signs the statement of norms answers for the company."""
    return actor.role is Role.OWNER and may_revise_vacancy(actor, vacancy)


def may_check_vacancy(actor: Actor, vacancy: Vacancy) -> bool:
    """Only a coordinator of the school of the round, once the company has sent the form."""
    return (
        actor.role is Role.COORDINATOR
        and actor.school_id == vacancy.round.school_id
        and vacancy.state is VacancyState.DRAFT
        and vacancy.submitted_at is not None
        and vacancy.round.phase is RoundPhase.VACANCIES
    )


def may_withdraw_vacancy(actor: Actor, vacancy: Vacancy, *, is_reopened: bool) -> bool:
    """Only the company itself, until the input of the match is frozen or while it is reopened."""
    phase = vacancy.round.phase
    return (
        _is_of_the_company(actor, vacancy)
        and vacancy.state is not VacancyState.WITHDRAWN
        and (phase in BEFORE_THE_MATCH or (phase is RoundPhase.MATCHING and is_reopened))
    )


def _is_of_the_company(actor: Actor, vacancy: Vacancy) -> bool:
    return actor.is_employer and actor.employer_id == vacancy.employer_id
