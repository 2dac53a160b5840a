"""Asking a company again for a place, with the same button, until it has begun a form."""

from collections import defaultdict
from datetime import datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.days import day_of, moment_of
from placements.notifications import notify
from placements.reminders import step_due
from placements.rounds.phases import last_day
from records.models.round import Round, RoundPhase
from records.queries.accounts import list_accounts
from records.queries.employers import get_employer
from records.queries.rounds import list_invited_accounts, list_rounds_in_phase
from records.queries.settling.handovers import list_who_handed_over_round
from records.queries.trials import list_events_of_trials
from records.queries.vacancies import list_vacancies_of_round

REMINDED = "round:reminded"


def remind_of_openings(session: Session, *, now: datetime) -> int:
    """Mail companies that have begun no form in a round that collects them; return how many."""
    return sum(
        _remind(session, round_, now=now)
        for round_ in list_rounds_in_phase(session, RoundPhase.VACANCIES)
    )


def _remind(session: Session, round_: Round, *, now: datetime) -> int:
    until = last_day(round_, RoundPhase.VACANCIES)
    if until is None or day_of(now) > until:
        return 0
    done = {
        (line.details["employer_id"], line.details["days"])
        for line in list_events_of_trials(session, REMINDED, trial_ids=[round_.id])
    }
    answered = {one.employer_id for one in list_vacancies_of_round(session, round_id=round_.id)}
    asked_at = moment_of(round_.vacancies_open_on, time.min)
    reminded = 0
    for employer_id, account_ids in _asked_people(session, round_).items():
        if employer_id in answered:
            continue
        step = step_due(asked_at, get_employer(session, employer_id).postcode, now=now)
        if step is None or (str(employer_id), step) in done:
            continue
        reminded += 1
        for account_id in account_ids:
            notify(
                session,
                account_id,
                "vacancies_wait",
                now=now,
                opens="openings",
                round_id=str(round_.id),
                round=round_.name,
                school=round_.school.name,
                until_on=until.isoformat(),
            )
        audit.record(
            session,
            None,
            REMINDED,
            round_.id,
            now=now,
            school_id=round_.school_id,
            employer_id=str(employer_id),
            days=step,
        )
    return reminded


def _asked_people(session: Session, round_: Round) -> dict[UUID, list[UUID]]:
    """Return who is asked for places, by company: nobody who handed that over to a colleague."""
    ids = list_invited_accounts(session, round_.id, until=round_.period_ends_on)
    handed_over = set(list_who_handed_over_round(session, round_.id))
    people = defaultdict[UUID, list[UUID]](list)
    for account in list_accounts(session, ids):
        if account.employer_id is not None and account.id not in handed_over:
            people[account.employer_id].append(account.id)
    return people
