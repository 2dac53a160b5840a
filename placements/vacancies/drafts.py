"""Writing a competency form: an empty one, last year's again, and every draft in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.errors import NotAllowed, Refusal, TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.vacancies import may_repeat_vacancy, may_revise_vacancy, may_start_vacancy
from placements.vacancies.terms import (
    CriterionTerms,
    HardRequirementTerms,
    VacancyTerms,
    form_digest,
    terms_of,
    weekday_mask,
)
from records.models.employer import Employer
from records.models.round import Round
from records.models.school import Programme
from records.models.vacancy import Criterion, HardRequirement, Vacancy, VacancyState
from records.queries.accounts import list_accounts_of_employer
from records.queries.vacancies import (
    find_copy_in_round,
    find_opening,
    find_untitled_draft,
    list_openings,
    list_vacancies_of_employer,
)
from records.vault.people import read_for_service

FIRST_ANSWERS = VacancyTerms(
    title="",
    tasks=(),
    seats=1,
    weekly_hours=32,
    weekdays=(0, 1, 2, 3),
    starts_at=time(8, 30),
    ends_at=time(17, 0),
    monthly_allowance=0,
    offers=(),
    trial_days=10,
    assessment_at=time(15, 0),
    trainer_id=None,
    criteria=(),
    hard_requirements=(),
)
"""What a new form holds: the usual working week and length of a trial, nothing about the work."""

ROUND_HAS_MOVED_ON = msgid("This round no longer takes forms. You can use it in the next one.")
FORM_HAS_CHANGED = msgid(
    "This form was changed in the meantime, by a colleague or in another tab. "
    "What you see below has not been saved. Compare it first, then save again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainer:
    """Someone of the company who can assess a trial."""

    account_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A round and a programme for which the company can send a form now."""

    round: Round
    programme: Programme
    formers: tuple[Vacancy, ...]
    """Forms of this qualification that can be used again here."""

    @property
    def last_day(self) -> date:
        """The last day on which a form can be sent."""
        return self.round.profiles_open_on - timedelta(days=1)


def openings_for(session: Session, actor: Actor) -> Sequence[Opening]:
    """Return where the actor's company can offer a place, with the forms it can use again.

    Of a form that was repeated before, only the latest is offered.
    """
    vacancies = list_vacancies_of_employer(session, employer_id=actor.employer_id)
    repeated = {vacancy.copied_from_id for vacancy in vacancies}
    formers = [
        vacancy
        for vacancy in vacancies
        if vacancy.title and vacancy.id not in repeated and may_repeat_vacancy(actor, vacancy)
    ]
    return [
        Opening(
            round=round_,
            programme=programme,
            formers=tuple(
                former
                for former in formers
                if former.programme.crebo == programme.crebo and _has_ended_in(round_, former)
            ),
        )
        for round_, programme in list_openings(session, employer_id=actor.employer_id)
    ]


def list_trainers(session: Session, actor: Actor) -> Sequence[Trainer]:
    """Return the people of the actor's own company, by name."""
    if actor.employer_id is None:
        raise NotAllowed(msgid("You may not do this."))
    accounts = list_accounts_of_employer(session, employer_id=actor.employer_id)
    people = read_for_service(session, [account.id for account in accounts])
    return sorted(
        (Trainer(account_id=id_, name=person.full_name) for id_, person in people.items()),
        key=lambda trainer: (trainer.name, trainer.account_id),
    )


def start_vacancy(
    session: Session, actor: Actor, round_: Round, programme: Programme, *, now: datetime
) -> Vacancy:
    """Begin an empty form for a programme that the company is accredited for.

    Starting twice gives the same form, as long as it has no title.

    Raises
    ------
    NotAllowed
        If the actor is not of a company, or the round does not take forms.
    Refusal
        If the company is not accredited for the programme through the period.
    """
    require(may_start_vacancy(actor, round_), ROUND_HAS_MOVED_ON)
    session.get_one(Employer, actor.employer_id, with_for_update=True)
    if not find_opening(
        session, employer_id=actor.employer_id, round_id=round_.id, programme_id=programme.id
    ):
        raise Refusal(msgid("Your company has no accreditation for this programme."))
    begun = find_untitled_draft(
        session, employer_id=actor.employer_id, round_id=round_.id, programme_id=programme.id
    )
    if begun:
        return begun
    vacancy = _add_draft(session, actor, round_, programme)
    _write_terms(session, vacancy, FIRST_ANSWERS)
    trainers = list_trainers(session, actor)
    if len(trainers) == 1:
        vacancy.trainer_id = trainers[0].account_id
    audit.record(session, actor, "vacancy:started", vacancy.id, now=now, school_id=round_.school_id)
    return vacancy


def repeat_vacancy(
    session: Session, actor: Actor, former: Vacancy, round_: Round, *, now: datetime
) -> Vacancy:
    """Copy a former form into a round that takes forms; repeating twice gives the same copy.

    Raises
    ------
    NotAllowed
        If the former form is not of the actor's company, or the round does not take forms.
    Refusal
        If the round has no programme of that qualification for which the company is accredited.
    """
    require(may_repeat_vacancy(actor, former))
    require(may_start_vacancy(actor, round_), ROUND_HAS_MOVED_ON)
    hold(session, former)
    copy = find_copy_in_round(session, former_id=former.id, round_id=round_.id)
    if copy:
        return copy
    programme = next(
        (
            programme
            for opening, programme in list_openings(session, employer_id=actor.employer_id)
            if opening.id == round_.id and programme.crebo == former.programme.crebo
        ),
        None,
    )
    if programme is None:
        raise Refusal(msgid("Your company has no accreditation for this programme."))
    terms = terms_of(former)  # read before there is a half-written row to flush
    vacancy = _add_draft(session, actor, round_, programme)
    vacancy.copied_from_id = former.id
    _write_terms(session, vacancy, terms)
    audit.record(
        session,
        actor,
        "vacancy:repeated",
        vacancy.id,
        now=now,
        school_id=round_.school_id,
        former_id=str(former.id),
    )
    return vacancy


def revise_vacancy(
    session: Session,
    actor: Actor,
    vacancy: Vacancy,
    terms: VacancyTerms,
    *,
    based_on: str,
    now: datetime,
) -> None:
    """Replace what a draft says and log which answers changed.

    `based_on` is the digest of the form as it was opened: two tabs never overwrite each other
    unseen.

    Raises
    ------
    NotAllowed
        If the actor is not of this company.
    TooLate
        If the form is with the school, is frozen, or was changed since it was opened.
    Refusal
        If the trainer is not someone of this company.
    """
    hold_draft(session, actor, vacancy)
    if form_digest(vacancy) != based_on:
        raise TooLate(FORM_HAS_CHANGED)
    if terms.trainer_id not in {None, *(one.account_id for one in list_trainers(session, actor))}:
        raise Refusal(msgid("Choose someone of your own company."), field="trainer")
    before = terms_of(vacancy)
    changed = sorted(
        name for name in terms.__slots__ if getattr(before, name) != getattr(terms, name)
    )
    if not changed:
        return
    _write_terms(session, vacancy, terms)
    audit.record(
        session,
        actor,
        "vacancy:revised",
        vacancy.id,
        now=now,
        school_id=vacancy.round.school_id,
        changed=changed,
    )


def _has_ended_in(round_: Round, former: Vacancy) -> bool:
    """Whether a form can come back in this round: not while it stands there already."""
    return former.round_id != round_.id or former.state is VacancyState.WITHDRAWN


def hold_draft(session: Session, actor: Actor, vacancy: Vacancy) -> None:
    """Take the draft for this transaction, as it is now, for someone of its company.

    Raises
    ------
    NotAllowed
        If the actor is not of this company.
    TooLate
        If the form is with the school or frozen, or the round has moved on.
    """
    require(actor.is_employer and vacancy.employer_id == actor.employer_id)
    hold(session, vacancy)
    if not vacancy.can_change:
        raise TooLate(msgid("The form is with the school. It can no longer be changed here."))
    if not may_revise_vacancy(actor, vacancy):
        raise TooLate(ROUND_HAS_MOVED_ON)


def _add_draft(session: Session, actor: Actor, round_: Round, programme: Programme) -> Vacancy:
    vacancy = Vacancy(
        employer=session.get_one(Employer, actor.employer_id), round=round_, programme=programme
    )
    session.add(vacancy)
    return vacancy


def _write_terms(session: Session, vacancy: Vacancy, terms: VacancyTerms) -> None:
    vacancy.title = terms.title
    vacancy.tasks = list(terms.tasks)
    vacancy.seats = terms.seats
    vacancy.weekly_hours = terms.weekly_hours
    vacancy.weekdays = weekday_mask(terms.weekdays)
    vacancy.starts_at = terms.starts_at
    vacancy.ends_at = terms.ends_at
    vacancy.monthly_allowance = terms.monthly_allowance
    vacancy.offers = list(terms.offers)
    vacancy.trial_days = terms.trial_days
    vacancy.assessment_at = terms.assessment_at
    vacancy.trainer_id = terms.trainer_id
    vacancy.criteria.clear()
    vacancy.hard_requirements.clear()
    session.flush()  # the old rows go first: a letter stands on a form once
    vacancy.criteria.extend(
        _criterion(criterion, position) for position, criterion in enumerate(terms.criteria, 1)
    )
    vacancy.hard_requirements.extend(_requirement(one) for one in terms.hard_requirements)
    session.flush()


def _criterion(terms: CriterionTerms, position: int) -> Criterion:
    return Criterion(
        letter=terms.letter,
        position=position,
        required_level=terms.required_level,
        level_at_end=terms.level_at_end,
        weight=terms.weight,
        needed_at_start=terms.needed_at_start,
        is_essential=terms.is_essential,
        essential_reason=terms.essential_reason or None,
        why=terms.why,
    )


def _requirement(terms: HardRequirementTerms) -> HardRequirement:
    return HardRequirement(kind=terms.kind, rule=terms.rule)
