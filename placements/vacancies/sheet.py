"""What students read about a place: the competency form in the words of one language."""

from dataclasses import dataclass

from placements.catalogue import Competence, level_names
from placements.choices import WorkOffer, label
from placements.rubrics.rounds import competence_in
from placements.vacancies.terms import CriterionTerms, VacancyTerms, terms_of, weekday_mask
from records.models.employer import Employer
from records.models.round import Round
from records.models.school import Programme
from records.models.trial import Outcome
from records.models.vacancy import Vacancy


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionSheet:
    """One thing the work asks, with the sentences of its levels."""

    terms: CriterionTerms
    name: str
    level: str
    """The name of the level needed at the start."""
    anchor: str
    """What you see someone do at that level."""
    end_level: str
    end_anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancySheet:
    """A place as every student reads it, and as the employer sees it beforehand."""

    employer: Employer
    programme: Programme
    round: Round
    terms: VacancyTerms
    weekdays: int
    """A bit per day, Monday = 1."""
    criteria: tuple[CriterionSheet, ...]
    offers: tuple[str, ...]
    hard_requirements: tuple[tuple[str, str], ...]
    """Each document with the rule it rests on."""
    outcomes: tuple[str, ...]


def sheet_of(vacancy: Vacancy, locale: str, terms: VacancyTerms | None = None) -> VacancySheet:
    """Return the sheet of a vacancy, or of what it would say with other terms."""
    terms = terms or terms_of(vacancy)
    return VacancySheet(
        employer=vacancy.employer,
        programme=vacancy.programme,
        round=vacancy.round,
        terms=terms,
        weekdays=weekday_mask(terms.weekdays),
        criteria=tuple(
            _criterion(criterion, competence_in(vacancy.round, criterion.letter), locale)
            for criterion in terms.criteria
        ),
        offers=tuple(label(WorkOffer(offer), locale) for offer in terms.offers),
        hard_requirements=tuple(
            (label(requirement.kind, locale), requirement.rule)
            for requirement in terms.hard_requirements
        ),
        outcomes=tuple(label(outcome, locale) for outcome in Outcome),
    )


def _criterion(terms: CriterionTerms, asked: Competence, locale: str) -> CriterionSheet:
    return CriterionSheet(
        terms=terms,
        name=asked.name(locale),
        level=level_names()[terms.required_level](locale),
        anchor=asked.anchor(terms.required_level).text(locale),
        end_level=level_names()[terms.level_at_end](locale),
        end_anchor=asked.anchor(terms.level_at_end).text(locale),
    )
