"""The ladder: what a school does when a company does not keep to the norms, step by step.

No step is ever taken by the service. A person takes it, with a reason and a date, and only the
next one; a person lifts it too. A pause stops new places and touches nothing that runs.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.days import day_of, refuse_day_outside
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.notifications import notify
from placements.people.known import require_nobody_of_school
from placements.policy import require
from placements.policy.norms import may_take_step
from records.models.employer import Employer
from records.models.norms import Escalation, EscalationStep, LadderStep
from records.queries.accounts import list_accounts_of_employer
from records.queries.employers import find_employer_of_school
from records.queries.norms import find_open_escalation

SHORTEST_REASON = 20
EARLIEST = timedelta(days=60)
"""How long ago a step can have been taken when somebody notes it."""
PAUSED_FROM = LadderStep.PAUSE
SOMEBODY_WAS_FIRST = msgid(
    "Somebody was first: this company stands on another step now. Look again."
)
IS_PAUSED = msgid(
    "The school has paused new places of this company. Running internships go on. "
    "Call the school: %(phone)s."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTerms:
    """A step that somebody took with a company, when and why."""

    step: LadderStep
    taken_on: date
    reason: str


def standing_step(escalation: Escalation | None) -> LadderStep | None:
    """Return how far a course has come, if there is one."""
    return escalation.steps[-1].step if escalation and escalation.steps else None


def next_step(escalation: Escalation | None) -> LadderStep | None:
    """Return the only step that can follow; None on the last one."""
    order = list(LadderStep)
    taken = standing_step(escalation)
    after = 0 if taken is None else order.index(taken) + 1
    return order[after] if after < len(order) else None


def is_paused(session: Session, *, school_id: UUID, employer_id: UUID) -> bool:
    """Whether this school takes no new places of a company for now."""
    escalation = find_open_escalation(session, school_id=school_id, employer_id=employer_id)
    step, order = standing_step(escalation), list(LadderStep)
    return step is not None and order.index(step) >= order.index(PAUSED_FROM)


def take_step(
    session: Session, actor: Actor, employer: Employer, terms: StepTerms, *, now: datetime
) -> None:
    """Note the next step that the actor took with a company, and mail its owners.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at a school that works with the company.
    TooLate
        If it is not the next step any more: a colleague was first.
    Refusal
        If the day cannot be right, the reason says too little, or it tells something of a student.
    """
    escalation = _hold(session, actor, employer)
    if terms.step is not next_step(escalation):
        raise TooLate(SOMEBODY_WAS_FIRST)
    today = day_of(now)
    refuse_day_outside(terms.taken_on, first=today - EARLIEST, last=today, field="taken_on")
    if escalation and terms.taken_on < escalation.steps[-1].taken_on:
        raise Refusal(
            msgid("The step before this one was on %(day)s. Enter that day or a later one."),
            field="taken_on",
            day=escalation.steps[-1].taken_on,
        )
    _check_reason(session, actor, employer, terms.reason)
    if escalation is None:
        assert actor.school_id is not None  # noqa: S101 - the policy said so
        escalation = Escalation(school_id=actor.school_id, employer_id=employer.id, opened_at=now)
        session.add(escalation)
        session.flush()
    escalation.steps.append(
        EscalationStep(
            step=terms.step,
            taken_on=terms.taken_on,
            reason=terms.reason,
            taken_by=actor.account_id,
            recorded_at=now,
        )
    )
    session.flush()
    audit.record(
        session,
        actor,
        "escalation:stepped",
        employer.id,
        now=now,
        step=terms.step.value,
        taken_on=terms.taken_on.isoformat(),
    )
    _tell_owners(session, employer, "ladder_step_taken", now=now)


def lift_escalation(
    session: Session, actor: Actor, employer: Employer, reason: str, *, now: datetime
) -> None:
    """End the course with a company, for a reason; what happened stays in its history.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at a school that works with the company.
    TooLate
        If a colleague lifted it already.
    Refusal
        If the reason says too little, or tells something of a student.
    """
    escalation = _hold(session, actor, employer)
    if escalation is None:
        raise TooLate(SOMEBODY_WAS_FIRST)
    _check_reason(session, actor, employer, reason)
    escalation.lifted_at, escalation.lifted_by = now, actor.account_id
    escalation.lift_reason = reason
    audit.record(session, actor, "escalation:lifted", employer.id, now=now)
    _tell_owners(session, employer, "ladder_lifted", now=now)


def require_not_paused(
    session: Session, employer: Employer, *, school_id: UUID, phone: str
) -> None:
    """Stop here while a school takes no new places of a company.

    Raises
    ------
    Refusal
        If a coordinator of the school paused it.
    """
    if is_paused(session, school_id=school_id, employer_id=employer.id):
        raise Refusal(IS_PAUSED, phone=phone)


def _hold(session: Session, actor: Actor, employer: Employer) -> Escalation | None:
    """Lock the company, so that of two coordinators one is second; return the course it is in."""
    found = find_employer_of_school(session, employer.id, school_id=actor.school_id)
    require(may_take_step(actor, is_worked_with=found is not None))
    hold(session, employer)
    escalation = find_open_escalation(session, school_id=actor.school_id, employer_id=employer.id)
    if escalation is not None:
        session.refresh(escalation, ["steps"])
    return escalation


def _check_reason(session: Session, actor: Actor, employer: Employer, reason: str) -> None:
    if len(reason) < SHORTEST_REASON:
        raise Refusal(
            msgid("Say in a sentence what happened: at least %(least)d characters."),
            field="reason",
            least=SHORTEST_REASON,
        )
    assert actor.school_id is not None  # noqa: S101 - the policy said so
    require_nobody_of_school(
        session,
        actor.school_id,
        reason,
        field="reason",
        allowed=(employer.name, employer.street, employer.town),
    )


def _tell_owners(session: Session, employer: Employer, kind: str, *, now: datetime) -> None:
    for account in list_accounts_of_employer(session, employer_id=employer.id):
        if account.role is Role.OWNER:
            notify(session, account.id, kind, now=now)
