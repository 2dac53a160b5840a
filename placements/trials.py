"""The trial (proefstage): planned from what the place froze, before anybody knows a name."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Role
from placements.days import moment_of, working_days
from placements.errors import Refusal, msgid
from records.models.proposal import Proposal
from records.models.trial import Trial
from records.queries.accounts import list_staff_of_school
from records.queries.trials import find_assessor_of_programme


def plan_trial(session: Session, proposal: Proposal, *, now: datetime) -> Trial:
    """Plan the trial of a proposal that both sides have said yes to.

    It starts on the first day of work in the period and is assessed at the agreed time on its
    last day, by the trainer and somebody of the school.

    Raises
    ------
    Refusal
        If the school has nobody who can assess.
    """
    vacancy, round_ = proposal.vacancy, proposal.round
    days = working_days(round_.period_starts_on, vacancy.weekdays, vacancy.trial_days)
    trial = Trial(
        proposal_id=proposal.id,
        school_assessor_id=_assessor_id(session, proposal),
        starts_on=days[0],
        ends_on=days[-1],
        assessment_at=moment_of(days[-1], vacancy.assessment_at),
    )
    session.add(trial)
    session.flush()
    audit.record(session, None, "trial:planned", trial.id, now=now, school_id=round_.school_id)
    return trial


def _assessor_id(session: Session, proposal: Proposal) -> UUID:
    """Return an assessor of the programme in this round, else a coordinator of the school."""
    assessor_id = find_assessor_of_programme(
        session, round_id=proposal.round_id, programme_id=proposal.vacancy.programme_id
    )
    if assessor_id is not None:
        return assessor_id
    for account in list_staff_of_school(
        session, school_id=proposal.round.school_id, role=Role.COORDINATOR
    ):
        return account.id
    raise Refusal(msgid("Your school has nobody who can assess this trial yet. Call them."))
