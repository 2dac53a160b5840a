"""True figures beside what a company does now: others in the region, others in the round.

A figure is shown only where it counts at least five companies, leaves the reader's own out, and
is said as it was counted: nothing is rounded. A figure that would say that most others do it too
is only shown while it is true of more than half; a bad example is no norm.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from placements.days import day_of
from placements.norms.cells import SMALLEST
from placements.norms.habits import DAYS_TO_ASSESS, YEAR, handed_in_on, list_on_date
from records.models.proposal import Proposal
from records.models.trial import Trial
from records.models.vacancy import Vacancy
from records.queries.habits import (
    list_answers_in_region,
    list_sent_forms_of_others,
    list_trials_due,
)

REGION_DIGITS = 2
"""A region is where postcodes begin with the same two digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersSaidYes:
    """How many companies of the region were asked, and said yes each time."""

    asked: int
    said_yes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersAssessed:
    """How many assessments of others came in on their date, beside one's own."""

    companies: int
    assessed: int
    on_date: int
    own_days: int
    """How many days after the agreed one the own assessment came in; 0 is on the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersAsk:
    """How much other companies ask in the same round, beside the own form."""

    places: int
    most_usual: int
    """How many things half of the other places ask at most."""
    without_a_must: int
    own: int
    own_musts: int


def others_said_yes(session: Session, proposal: Proposal, *, now: datetime) -> OthersSaidYes | None:
    """Return what other companies of the region answered in the past year, if that may be told."""
    employer = proposal.vacancy.employer
    rows = [
        (asked, yes)
        for employer_id, asked, yes in list_answers_in_region(
            session,
            school_id=proposal.round.school_id,
            region=employer.postcode[:REGION_DIGITS],
            since=now - YEAR,
        )
        if employer_id != employer.id
    ]
    found = OthersSaidYes(asked=len(rows), said_yes=sum(yes == asked for asked, yes in rows))
    is_norm = found.said_yes * 2 > found.asked
    return found if found.asked >= SMALLEST and is_norm else None


def others_assessed(session: Session, trial: Trial, *, now: datetime) -> OthersAssessed | None:
    """Return how others of this school kept to the day of an assessment, once the own one is in."""
    own = handed_in_on(session, [trial]).get(trial.id)
    if own is None:
        return None
    vacancy = trial.proposal.vacancy
    others = [
        one
        for one in list_trials_due(
            session,
            since=now - YEAR,
            until=now - DAYS_TO_ASSESS,
            school_id=trial.proposal.round.school_id,
        )
        if one.early_stop is None and one.proposal.vacancy.employer_id != vacancy.employer_id
    ]
    companies = {one.proposal.vacancy.employer_id for one in others}
    on_date = len(list_on_date(session, others))
    if len(companies) < SMALLEST or on_date * 2 <= len(others):
        return None
    return OthersAssessed(
        companies=len(companies),
        assessed=len(others),
        on_date=on_date,
        own_days=max(0, (own - day_of(trial.assessment_at)).days),
    )


def others_ask(session: Session, vacancy: Vacancy) -> OthersAsk | None:
    """Return how many things other companies ask in this round, once the own form is sent."""
    if vacancy.submitted_at is None:
        return None
    others = list_sent_forms_of_others(
        session, round_id=vacancy.round_id, employer_id=vacancy.employer_id
    )
    if len({one.employer_id for one in others}) < SMALLEST:
        return None
    counts = sorted(len(one.criteria) for one in others)
    return OthersAsk(
        places=len(others),
        most_usual=counts[(len(counts) - 1) // 2],
        without_a_must=sum(
            not any(criterion.is_essential for criterion in one.criteria) for one in others
        ),
        own=len(vacancy.criteria),
        own_musts=sum(criterion.is_essential for criterion in vacancy.criteria),
    )
