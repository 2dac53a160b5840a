"""What an employer says in the competency form, its fingerprint, and what it still lacks."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from functools import cache
from uuid import UUID

from placements.catalogue import RUBRIC_VERSION, Phrase, phrase, read_data, rubric_hash
from placements.errors import Refusal, msgid
from placements.vacancies.wording import Finding, check_wording
from records.models.vacancy import HardRequirementKind, Vacancy

CRITERIA_COUNT = range(3, 8)
TASK_COUNT = range(3, 6)
MOST_ESSENTIALS = 2
LONGEST_TRIAL_WEEKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionTerms:
    """What the work asks of one competence, and why."""

    letter: str
    why: str = ""
    needed_at_start: bool = True
    required_level: int = 2
    level_at_end: int = 3
    weight: int = 2
    is_essential: bool = False
    essential_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HardRequirementTerms:
    """A document the place demands, and the rule it rests on."""

    kind: HardRequirementKind
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyTerms:
    """What an employer says about a place: exactly the questions it may answer."""

    title: str
    tasks: tuple[str, ...]
    seats: int
    weekly_hours: int
    weekdays: tuple[int, ...]
    """Monday is 0."""
    starts_at: time
    ends_at: time
    monthly_allowance: int
    offers: tuple[str, ...]
    trial_days: int
    assessment_at: time
    trainer_id: UUID | None
    criteria: tuple[CriterionTerms, ...]
    hard_requirements: tuple[HardRequirementTerms, ...]


def terms_of(vacancy: Vacancy) -> VacancyTerms:
    """Return what the form of this vacancy says now."""
    return VacancyTerms(
        title=vacancy.title,
        tasks=tuple(vacancy.tasks),
        seats=vacancy.seats,
        weekly_hours=vacancy.weekly_hours,
        weekdays=weekdays_in(vacancy.weekdays),
        starts_at=vacancy.starts_at,
        ends_at=vacancy.ends_at,
        monthly_allowance=vacancy.monthly_allowance,
        offers=tuple(vacancy.offers),
        trial_days=vacancy.trial_days,
        assessment_at=vacancy.assessment_at,
        trainer_id=vacancy.trainer_id,
        criteria=tuple(
            CriterionTerms(
                letter=criterion.letter,
                why=criterion.why,
                needed_at_start=criterion.needed_at_start,
                required_level=criterion.required_level,
                level_at_end=criterion.level_at_end,
                weight=criterion.weight,
                is_essential=criterion.is_essential,
                essential_reason=criterion.essential_reason or "",
            )
            for criterion in vacancy.criteria
        ),
        hard_requirements=tuple(
            HardRequirementTerms(kind=requirement.kind, rule=requirement.rule)
            for requirement in vacancy.hard_requirements
        ),
    )


def weekdays_in(mask: int) -> tuple[int, ...]:
    """Return the days of a stored set of weekdays, Monday as 0.

    >>> weekdays_in(0b0010001)
    (0, 4)
    """
    return tuple(day for day in range(7) if mask & 1 << day)


def weekday_mask(days: Iterable[int]) -> int:
    """Return how a set of weekdays is stored; what is no weekday is left out."""
    return sum(1 << day for day in range(7) if day in set(days))


@cache
def norms_statement() -> tuple[Phrase, ...]:
    """Return the sentences that the owner of a company signs."""
    return tuple(phrase(sentence) for sentence in read_data("norms.json")["statement"])


def form_digest(vacancy: Vacancy) -> str:
    """Return the SHA-256 of everything the form says, in hexadecimal.

    The order in which criteria, documents, days and offers were entered does not count.
    """
    return hashlib.sha256(canonical_form(vacancy).encode()).hexdigest()


def canonical_form(vacancy: Vacancy) -> str:
    """Return the form as canonical JSON: sorted, without spaces, the same for the same words."""
    said = asdict(terms_of(vacancy))
    said["weekdays"] = sorted(said["weekdays"])
    said["offers"] = sorted(said["offers"])
    said["criteria"] = sorted(said["criteria"], key=lambda criterion: criterion["letter"])
    said["hard_requirements"] = sorted(
        said["hard_requirements"], key=lambda requirement: requirement["kind"]
    )
    added = vacancy.round.rubric
    form = {
        "employer": vacancy.employer.leerbedrijf_id,
        "round": vacancy.round_id,
        "crebo": vacancy.programme.crebo,
        "period": [vacancy.round.period_starts_on, vacancy.round.period_ends_on],
        "version": vacancy.version,
        "rubric": [RUBRIC_VERSION, rubric_hash(), *([added.digest] if added else [])],
        "norms": read_data("norms.json")["version"],
        "terms": said,
    }
    return json.dumps(form, default=str, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def what_is_missing(vacancy: Vacancy) -> tuple[Refusal, ...]:
    """Return what must still be done before the form can go to the school, in reading order."""
    terms = terms_of(vacancy)
    return (
        *_missing_about_the_work(terms),
        *_missing_about_criteria(terms),
        *_missing_about_the_trial(vacancy, terms),
        *(
            Refusal(
                msgid("“%(words)s” cannot be on the form. Change it first."),
                field=name,
                words=finding.words,
            )
            for name, text in texts_of(terms)
            for finding in check_wording(text)
            if finding.is_forbidden
        ),
    )


def texts_of(terms: VacancyTerms) -> Iterator[tuple[str, str]]:
    """Yield every text that an employer wrote itself, with the question it answers."""
    yield "title", terms.title
    for number, task in enumerate(terms.tasks):
        yield f"tasks-{number}", task
    for number, criterion in enumerate(terms.criteria):
        yield f"criteria-{number}-why", criterion.why
        yield f"criteria-{number}-essential_reason", criterion.essential_reason
    for requirement in terms.hard_requirements:
        number = list(HardRequirementKind).index(requirement.kind)
        yield f"hard_requirements-{number}-rule", requirement.rule


def findings_in(terms: VacancyTerms) -> tuple[Finding, ...]:
    """Return what the wording check says about everything the employer wrote."""
    return tuple(finding for _name, text in texts_of(terms) for finding in check_wording(text))


def longest_trial_days(terms: VacancyTerms, *, starts_on: date, ends_on: date) -> int:
    """Return the longest trial allowed: a third of the working days, and at most six weeks."""
    days = (starts_on + timedelta(n) for n in range((ends_on - starts_on).days + 1))
    working_days = sum(day.weekday() in terms.weekdays for day in days)
    return min(working_days // 3, LONGEST_TRIAL_WEEKS * len(terms.weekdays))


def _missing_about_the_work(terms: VacancyTerms) -> Iterator[Refusal]:
    if not terms.title:
        yield Refusal(msgid("Give the place a title."), field="title")
    if len(terms.tasks) not in TASK_COUNT:
        yield Refusal(msgid("Describe three to five tasks."), field="tasks")


def _missing_about_criteria(terms: VacancyTerms) -> Iterator[Refusal]:
    if len(terms.criteria) not in CRITERIA_COUNT:
        yield Refusal(
            msgid("Choose three to seven things the work asks. Five is usual."), field="criteria"
        )
    silent = [number for number, one in enumerate(terms.criteria) if not one.why]
    if silent:
        yield Refusal(
            msgid("Say of each thing you ask, in one sentence, why the work needs it."),
            field=f"criteria-{silent[0]}-why",
        )
    if sum(criterion.is_essential for criterion in terms.criteria) > MOST_ESSENTIALS:
        yield Refusal(msgid("At most two things can be a must."), field="criteria")


def _missing_about_the_trial(vacancy: Vacancy, terms: VacancyTerms) -> Iterator[Refusal]:
    if terms.trainer_id is None:
        yield Refusal(msgid("Choose who assesses the trial."), field="trainer")
    longest = longest_trial_days(
        terms, starts_on=vacancy.round.period_starts_on, ends_on=vacancy.round.period_ends_on
    )
    if terms.trial_days > longest:
        yield Refusal(
            msgid("In this period the trial can last %(longest)s days at most."),
            field="trial_days",
            longest=longest,
        )
