"""Asking a company again for its answer to a proposal, with the same button, until it answers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.notifications import notify
from placements.people.contacts import contact_ids_of
from placements.reminders import step_due
from records.queries.proposals import list_proposals_waiting_for_company
from records.queries.trials import list_events_of_trials

REMINDED = "proposal:reminded"


def remind_of_proposals(session: Session, *, now: datetime) -> int:
    """Mail companies that have not answered, once per step and person; return of how many.

    A step that was missed because nothing ran is not sent afterwards: only the latest one is.
    """
    waiting = list_proposals_waiting_for_company(session)
    done = {
        (line.subject_id, line.details["days"])
        for line in list_events_of_trials(session, REMINDED, trial_ids=[one.id for one in waiting])
    }
    reminded, to_tell = 0, set[UUID]()
    for proposal in waiting:
        assert proposal.accepted_at is not None  # noqa: S101 - the state says so
        step = step_due(proposal.accepted_at, proposal.vacancy.employer.postcode, now=now)
        if step is None or (proposal.id, step) in done:
            continue
        reminded += 1
        to_tell.update(contact_ids_of(session, proposal.vacancy))
        school_id = proposal.round.school_id
        audit.record(session, None, REMINDED, proposal.id, now=now, school_id=school_id, days=step)
    for account_id in sorted(to_tell):
        notify(session, account_id, "proposal_waits", now=now, opens="proposals")
    return reminded
