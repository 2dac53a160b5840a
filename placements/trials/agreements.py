"""The agreement (praktijkovereenkomst): everything the law and SBB want in it, as plain data.

Who the parties are is opened from the vault here, for a party to it and nobody else, and every
look by another than the student is a line in the student's ledger.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.catalogue import Competence
from placements.choices import WorkOffer
from placements.days import day_of, working_days_until
from placements.errors import msgid
from placements.people.contacts import contact_id_of
from placements.policy import require
from placements.policy.trials import may_read_agreement
from placements.rubrics.rounds import competence_in
from placements.trials.course import own_candidate_id, student_id_of
from records.models.employer import Employer
from records.models.round import Round
from records.models.school import Programme, School
from records.models.trial import EarlyStopReason, Outcome, Trial
from records.models.vacancy import Criterion, HardRequirement, Vacancy
from records.queries.employers import find_accreditation
from records.vault.people import FORGOTTEN, Person, open_person

PURPOSE = "agreement"
"""What the student reads in the ledger."""
ADULT_AT = 18
FIRST_MONTH_OF_SCHOOL_YEAR = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedCompetence:
    """One competence of the place, with the level agreed for the end of the trial."""

    criterion: Criterion
    competence: Competence


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One agreement between student, company and school, complete."""

    reference: str
    drawn_up_on: date
    school: School
    assessor: Person
    """Who guides and assesses for the school."""
    employer: Employer
    accredited_until: date | None
    trainer: Person
    student: Person
    is_minor: bool
    """Whether a parent or guardian signs too."""
    programme: Programme
    round: Round
    vacancy: Vacancy
    starts_on: date
    ends_on: date
    hours_by_school_year: Mapping[str, int]
    trial_ends_on: date
    trial_hours: int
    assessment_at: datetime
    competences: tuple[AgreedCompetence, ...]
    requirements: tuple[HardRequirement, ...]
    offers: tuple[WorkOffer, ...]
    early_stop_reasons: tuple[EarlyStopReason, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def total_hours(self) -> int:
        """The hours of the whole internship."""
        return sum(self.hours_by_school_year.values())


def agreement_of(session: Session, actor: Actor, trial: Trial, *, now: datetime) -> Agreement:
    """Draw up the agreement of a trial, for one of its parties.

    Raises
    ------
    NotAllowed
        If the actor is no party to it, or the student has not shared the name with the company.
    """
    own_id = own_candidate_id(session, actor, trial)
    require(
        may_read_agreement(actor, trial, own_candidate_id=own_id),
        msgid("This agreement is not open to you."),
    )
    proposal = trial.proposal
    vacancy, round_ = proposal.vacancy, proposal.round
    drawn_up_on = day_of(proposal.revealed_at or now)

    def read(account_id: UUID) -> Person:
        return open_person(
            session, account_id, reader_id=actor.account_id, purpose=PURPOSE, now=now
        )

    student = read(student_id_of(session, trial))
    require(student is not FORGOTTEN, msgid("The data of this student have been erased."))
    accreditation = find_accreditation(
        session, employer_id=vacancy.employer_id, crebo=vacancy.programme.crebo
    )
    days = working_days_until(trial.starts_on, vacancy.weekdays, round_.period_ends_on)
    return Agreement(
        reference=trial.id.hex[:8].upper(),
        drawn_up_on=drawn_up_on,
        school=round_.school,
        assessor=read(trial.school_assessor_id),
        employer=vacancy.employer,
        accredited_until=accreditation.valid_until if accreditation else None,
        trainer=read(contact_id_of(session, trial.proposal.vacancy)),
        student=student,
        is_minor=student.birth_date is not None
        and age_on(drawn_up_on, student.birth_date) < ADULT_AT,
        programme=vacancy.programme,
        round=round_,
        vacancy=vacancy,
        starts_on=trial.starts_on,
        ends_on=round_.period_ends_on,
        hours_by_school_year=hours_by_school_year(days, hours_a_day(vacancy)),
        trial_ends_on=trial.ends_on,
        trial_hours=round(vacancy.trial_days * hours_a_day(vacancy)),
        assessment_at=trial.assessment_at,
        competences=tuple(
            AgreedCompetence(criterion=one, competence=competence_in(round_, one.letter))
            for one in vacancy.criteria
        ),
        requirements=tuple(vacancy.hard_requirements),
        offers=tuple(WorkOffer(offer) for offer in vacancy.offers),
        early_stop_reasons=tuple(EarlyStopReason),
        outcomes=tuple(Outcome),
    )


def age_on(day: date, born: date) -> int:
    """Return how old somebody born on a day is.

    Examples
    --------
    >>> age_on(date(2027, 2, 28), date(2009, 3, 1)), age_on(date(2027, 3, 1), date(2009, 3, 1))
    (17, 18)
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def hours_a_day(vacancy: Vacancy) -> Fraction:
    """Return the hours of one day of work."""
    return Fraction(vacancy.weekly_hours, vacancy.weekdays.bit_count())


def hours_by_school_year(days: list[date], daily_hours: Fraction) -> dict[str, int]:
    """Return the hours of work, split over school years as the law asks.

    Examples
    --------
    >>> hours_by_school_year([date(2027, 7, 30), date(2027, 8, 2)], Fraction(32, 4))
    {'2026-2027': 8, '2027-2028': 8}
    """
    counts: Counter[int] = Counter(
        day.year - (day.month < FIRST_MONTH_OF_SCHOOL_YEAR) for day in days
    )
    return {
        f"{year}-{year + 1}": round(count * daily_hours) for year, count in sorted(counts.items())
    }
