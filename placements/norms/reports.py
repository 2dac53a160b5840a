"""The year of a school and of each of its companies, published once and never changed.

A year is a school year, from 1 August; no other period can be asked for, so that two reports never
differ by one person. What is small is hidden before a report is kept: it stands nowhere.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of, moment_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.norms.cells import Shown, hide_small
from placements.norms.habits import is_decided, is_in_time, list_on_date
from placements.notifications import notify
from placements.policy import require
from placements.policy.norms import may_publish_year
from records.models.account import Role
from records.models.norms import YearReport
from records.models.proposal import Proposal, RefusalReason
from records.models.school import School
from records.models.trial import Outcome, Trial
from records.queries.accounts import list_accounts_of_employer
from records.queries.habits import list_asked_proposals, list_trials_due
from records.queries.norms import list_reports_of_school

FORMAT = "year 1"
FIRST_MONTH = 8
YES, NO_ANSWER, LATE, IN_TIME = "yes", "no_answer", "late", "in_time"
ON_DATE, NOT_ON_DATE, ENDED_EARLY = "on_date", "not_on_date", "ended_early"
ANSWERS = (YES, *(reason.value for reason in RefusalReason), NO_ANSWER)
TIMES = (IN_TIME, LATE, NO_ANSWER)
OUTCOMES = (*(outcome.value for outcome in Outcome), "undecided", ENDED_EARLY)
ASSESSMENTS = (ON_DATE, NOT_ON_DATE, ENDED_EARLY)
TABLES = {"answers": ANSWERS, "times": TIMES, "outcomes": OUTCOMES, "assessments": ASSESSMENTS}
"""What is counted, cell by cell. A cell in two tables is the same cell."""


@dataclass(slots=True)
class Tally:
    """How often each thing happened, and at which company."""

    of: dict[str, dict[str, Counter[UUID]]] = field(
        default_factory=lambda: {
            key: {name: Counter() for name in names} for key, names in TABLES.items()
        }
    )

    def add(self, table: str, cell: str, employer_id: UUID) -> None:
        """Count one more."""
        self.of[table][cell][employer_id] += 1

    def of_company(self, employer_id: UUID) -> dict[str, Shown]:
        """Return what may be read of one company."""
        return hide_small(
            {
                key: {name: counter[employer_id] for name, counter in cells.items()}
                for key, cells in self.of.items()
            }
        )

    def of_school(self) -> dict[str, Shown]:
        """Return what may be read of the school: nobody can subtract its own part."""
        cells = {name: counter for table in self.of.values() for name, counter in table.items()}
        return hide_small(
            {
                key: {name: counter.total() for name, counter in table.items()}
                for key, table in self.of.items()
            },
            largest={name: max(counter.values(), default=0) for name, counter in cells.items()},
        )

    def companies(self) -> list[UUID]:
        """Return every company that was asked or assessed, in an order that says nothing."""
        return sorted(
            {one for table in self.of.values() for cell in table.values() for one in cell}
        )


def year_of(day: date) -> int:
    """Return in which calendar year the school year of a day began.

    Examples
    --------
    >>> year_of(date(2027, 7, 31)), year_of(date(2027, 8, 1))
    (2026, 2027)
    """
    return day.year - (day.month < FIRST_MONTH)


def years_to_publish(session: Session, school: School, *, now: datetime) -> list[int]:
    """Return the years that are over and that a school has yet to publish: the last two at most."""
    published = {
        one.year
        for one in list_reports_of_school(session, school_id=school.id)
        if one.employer_id is None
    }
    last = year_of(day_of(now)) - 1
    return [year for year in (last, last - 1) if year not in published]


def publish_year(
    session: Session, actor: Actor, school: School, year: int, *, now: datetime
) -> YearReport:
    """Publish a year of the school and of every company that was asked in it, for good.

    Raises
    ------
    NotAllowed
        If the actor neither coordinates nor administrates at this school.
    TooLate
        If somebody published it already.
    Refusal
        If the year is not over.
    """
    require(may_publish_year(actor, school_id=school.id))
    hold(session, school)
    if year >= year_of(day_of(now)):
        raise Refusal(msgid("This school year is not over yet."))
    if year not in years_to_publish(session, school, now=now):
        raise TooLate(msgid("This year has been published already. It does not change any more."))
    tally = tally_of(session, school, year)
    companies = tally.companies()
    content = {"companies": len(companies), "tables": tally.of_school()}
    report = _keep(session, actor, school, None, year, content, now=now)
    for employer_id in companies:
        own: dict[str, object] = {"tables": tally.of_company(employer_id)}
        _keep(session, actor, school, employer_id, year, own, now=now)
        for account in list_accounts_of_employer(session, employer_id=employer_id):
            if account.role is Role.OWNER:
                notify(session, account.id, "year_report_out", now=now, school=school.name)
    audit.record(
        session, actor, "year:published", report.id, now=now, year=year, digest=report.digest
    )
    return report


def tally_of(session: Session, school: School, year: int) -> Tally:
    """Count a school year: what companies were asked, and the trials that were due."""
    since, until = (moment_of(date(one, FIRST_MONTH, 1), time(0)) for one in (year, year + 1))
    tally = Tally()
    proposals = list_asked_proposals(session, since=since, until=until, school_id=school.id)
    for proposal in filter(is_decided, proposals):
        _count_answer(tally, proposal)
    trials = list_trials_due(session, since=since, until=until, school_id=school.id)
    on_date = {trial.id for trial in list_on_date(session, trials)}
    for trial in trials:
        _count_trial(tally, trial, is_on_date=trial.id in on_date)
    return tally


def digest_of(content: object) -> str:
    """Return the SHA-256 of a report, by which everybody can see that it did not change."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _count_answer(tally: Tally, proposal: Proposal) -> None:
    answer = _answer_to(proposal)
    tally.add("answers", answer, proposal.vacancy.employer_id)
    in_time = IN_TIME if is_in_time(proposal) else LATE
    moment = NO_ANSWER if answer == NO_ANSWER else in_time
    tally.add("times", moment, proposal.vacancy.employer_id)


def _answer_to(proposal: Proposal) -> str:
    """Name how a company answered in the end: yes, the reason that held, or not at all."""
    if proposal.confirmed_at is not None:
        return YES
    reasons = [refusal.reason.value for refusal in proposal.refusals if refusal.is_upheld]
    return reasons[-1] if reasons else NO_ANSWER


def _count_trial(tally: Tally, trial: Trial, *, is_on_date: bool) -> None:
    employer_id = trial.proposal.vacancy.employer_id
    if trial.early_stop is not None:
        tally.add("outcomes", ENDED_EARLY, employer_id)
        tally.add("assessments", ENDED_EARLY, employer_id)
        return
    tally.add("outcomes", trial.outcome.value if trial.outcome else "undecided", employer_id)
    tally.add("assessments", ON_DATE if is_on_date else NOT_ON_DATE, employer_id)


def _keep(
    session: Session,
    actor: Actor,
    school: School,
    employer_id: UUID | None,
    year: int,
    content: dict[str, object],
    *,
    now: datetime,
) -> YearReport:
    content = {"format": FORMAT, "year": year} | content
    report = YearReport(
        school_id=school.id,
        employer_id=employer_id,
        year=year,
        content=content,
        digest=digest_of(content),
        published_by=actor.account_id,
        published_at=now,
    )
    session.add(report)
    session.flush()
    return report


def rows_of(report: YearReport) -> Iterable[tuple[str, list[tuple[str, int | None]]]]:
    """Yield each table of a report: its name, and its cells in their own order, the total last."""
    tables = report.content["tables"]
    assert isinstance(tables, dict)  # noqa: S101 - written above, never changed
    for key, names in TABLES.items():
        if key in tables:
            yield key, [(name, tables[key][name]) for name in (*names, "total")]
