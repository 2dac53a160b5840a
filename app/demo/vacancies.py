"""Companies describe their places, owners sign, the school checks and freezes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from app.demo.people import DemoPlace, read
from app.demo.stage import Stage
from placements.actors import Role
from placements.vacancies.drafts import repeat_vacancy, revise_vacancy, start_vacancy
from placements.vacancies.freezing import freeze_vacancy, return_vacancy, submit_vacancy
from placements.vacancies.terms import (
    CriterionTerms,
    HardRequirementTerms,
    VacancyTerms,
    form_digest,
    terms_of,
    weekdays_in,
)
from records.models.round import Round
from records.models.vacancy import HardRequirementKind, Vacancy

HALF_AN_HOUR = timedelta(minutes=30)


def write_form(stage: Stage, round_: Round, place: DemoPlace) -> Vacancy:
    """Let the trainer write the whole form; it then waits for the owner."""
    began = _in_third(stage, round_, 0)
    programme = stage.cast.programmes[place.facts["crebo"]]
    vacancy = start_vacancy(stage.session, place.trainer, round_, programme, now=began)
    _revise(stage, place, vacancy, _terms(place), now=began + HALF_AN_HOUR)
    return vacancy


def repeat_form(stage: Stage, round_: Round, place: DemoPlace, former: Vacancy) -> Vacancy:
    """Let the owner use last time's form again."""
    began = _in_third(stage, round_, 0)
    return repeat_vacancy(stage.session, place.owner, former, round_, now=began)


def send_form(stage: Stage, place: DemoPlace, vacancy: Vacancy) -> None:
    """Let the owner sign the form and send it to the school."""
    now = _in_third(stage, vacancy.round, 1)
    digest = form_digest(vacancy)
    submit_vacancy(stage.session, place.owner, vacancy, read_digest=digest, now=now)


def freeze_form(stage: Stage, vacancy: Vacancy) -> None:
    """Let the coordinator check the form and freeze it."""
    now = _in_third(stage, vacancy.round, 2)
    coordinator = stage.staff(vacancy.round, Role.COORDINATOR)
    digest = form_digest(vacancy)
    freeze_vacancy(stage.session, coordinator, vacancy, read_digest=digest, now=now)


def return_form(stage: Stage, vacancy: Vacancy) -> None:
    """Let the coordinator ask for a change."""
    now = _in_third(stage, vacancy.round, 2)
    coordinator = stage.staff(vacancy.round, Role.COORDINATOR)
    return_vacancy(stage.session, coordinator, vacancy, read("phrases.json")["return"], now=now)


def freeze_places(
    stage: Stage,
    round_: Round,
    crebo: str,
    *,
    formers: Mapping[str, Vacancy],
    lengths: Mapping[str, int],
) -> dict[str, Vacancy]:
    """Let every company with a place for this programme offer it; return the frozen forms.

    All by key: `formers` are forms to use again, `lengths` are other days of trial.
    """
    frozen = {}
    for place in stage.cast.places[crebo]:
        key = place.facts["key"]
        former = formers.get(key)
        if former:
            vacancy = repeat_form(stage, round_, place, former)
        else:
            vacancy = write_form(stage, round_, place)
        days = lengths.get(key, vacancy.trial_days)
        changed = replace(terms_of(vacancy), trial_days=days)
        _revise(stage, place, vacancy, changed, now=_in_third(stage, round_, 1))
        send_form(stage, place, vacancy)
        freeze_form(stage, vacancy)
        frozen[key] = vacancy
    return frozen


def _in_third(stage: Stage, round_: Round, third: int) -> datetime:
    """Return some moment while a round collects forms: to write, to send, to check."""
    return stage.in_third(third, round_.vacancies_open_on, round_.profiles_open_on)


def _revise(
    stage: Stage, place: DemoPlace, vacancy: Vacancy, terms: VacancyTerms, *, now: datetime
) -> None:
    revise_vacancy(
        stage.session, place.trainer, vacancy, terms, based_on=form_digest(vacancy), now=now
    )


def _terms(place: DemoPlace) -> VacancyTerms:
    facts = place.facts
    return VacancyTerms(
        title=facts["title"],
        tasks=tuple(facts["tasks"]),
        seats=facts["seats"],
        weekly_hours=facts["weekly_hours"],
        weekdays=weekdays_in(facts["weekdays"]),
        starts_at=time.fromisoformat(facts["starts_at"]),
        ends_at=time.fromisoformat(facts["ends_at"]),
        monthly_allowance=facts["monthly_allowance"],
        offers=tuple(facts["offers"]),
        trial_days=facts["trial_days"],
        assessment_at=time.fromisoformat(facts["assessment_at"]),
        trainer_id=place.trainer.account_id,
        criteria=tuple(
            CriterionTerms(**one | {"essential_reason": one["essential_reason"] or ""})
            for one in facts["criteria"]
        ),
        hard_requirements=tuple(
            HardRequirementTerms(kind=HardRequirementKind(one["kind"]), rule=one["rule"])
            for one in facts["hard_requirements"]
        ),
    )
