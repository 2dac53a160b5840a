"""How long a company is accredited (erkend): changed by hand, and said in time before it ends."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.days import day_of, refuse_day_outside
from placements.holds import hold
from placements.notifications import notify
from placements.people.invitations import LONGEST_ACCREDITATION
from placements.policy import require
from placements.policy.people import may_manage_company
from records.models.employer import Accreditation, Employer
from records.queries.accounts import list_accounts_of_employer, list_staff_of_school
from records.queries.audit import list_events_about
from records.queries.employers import (
    find_employer_of_school,
    list_accreditations_ending,
    list_schools_working_with,
)

EXPIRING = "accreditation:expiring"
NOTICE = (60, 14)
"""How many days before the end somebody is told, the earliest first."""


def change_accreditation(
    session: Session,
    actor: Actor,
    employer: Employer,
    accreditation: Accreditation,
    until: date,
    *,
    now: datetime,
) -> None:
    """Say until when a company is accredited for a qualification, as SBB says it now.

    Raises
    ------
    NotAllowed
        If the actor's school does not work with this company.
    Refusal
        If the day lies in the past or so far away that the year must be a slip.
    """
    found = find_employer_of_school(session, employer.id, school_id=actor.school_id)
    require(may_manage_company(actor, is_worked_with=found is not None))
    require(accreditation.employer_id == employer.id)
    hold(session, employer)
    hold(session, accreditation)
    today = day_of(now)
    first = max(today, accreditation.begins_on or today)
    refuse_day_outside(until, first=first, last=today + LONGEST_ACCREDITATION, field="valid_until")
    if until == accreditation.valid_until:
        return
    before = accreditation.valid_until
    accreditation.valid_until = until
    audit.record(
        session,
        actor,
        "accreditation:changed",
        employer.id,
        now=now,
        crebo=accreditation.crebo,
        before=before.isoformat(),
        until=until.isoformat(),
    )


def announce_expiries(session: Session, *, now: datetime) -> int:
    """Mail a company and its schools before an accreditation ends; return how many that was about.

    A notice that was missed because nothing ran is not sent afterwards: only the latest one is.
    An accreditation that is made longer starts anew.
    """
    today = day_of(now)
    ending = list_accreditations_ending(
        session, first=today, last=today + timedelta(days=max(NOTICE))
    )
    told = {
        (line.subject_id, line.details["days"], line.details["until"])
        for line in list_events_about(session, EXPIRING, ids=[one.id for one, _of in ending])
    }
    announced = 0
    for accreditation, employer in ending:
        left = (accreditation.valid_until - today).days
        days = min(one for one in NOTICE if left <= one)
        if (accreditation.id, days, accreditation.valid_until.isoformat()) in told:
            continue
        announced += 1
        _announce(session, accreditation, employer, days=days, now=now)
    return announced


def _announce(
    session: Session, accreditation: Accreditation, employer: Employer, *, days: int, now: datetime
) -> None:
    until = accreditation.valid_until.isoformat()
    told = [
        account.id
        for account in list_accounts_of_employer(session, employer_id=employer.id)
        if account.role is Role.OWNER
    ]
    for school_id in list_schools_working_with(session, employer_id=employer.id):
        told += [
            account.id
            for account in list_staff_of_school(session, school_id=school_id, role=Role.COORDINATOR)
        ]
    for account_id in told:
        notify(
            session,
            account_id,
            "accreditation_ends",
            now=now,
            company=employer.name,
            crebo=accreditation.crebo,
            until_on=until,
        )
    audit.record(session, None, EXPIRING, accreditation.id, now=now, days=days, until=until)
