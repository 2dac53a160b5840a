"""From a confirmed match to two times yes: publish, accept, veto, confirm, and let days pass."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.days import day_of, moment_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.match.overrides import planned_places
from placements.match.results import Ranks, Result, ranks_of, result_of
from placements.notifications import notify
from placements.people.contacts import contact_ids_of
from placements.policy import require
from placements.policy.match import may_publish_run
from placements.policy.proposals import (
    BEFORE_REVEAL,
    may_accept_proposal,
    may_decide_proposal,
    may_veto_proposal,
)
from placements.proposals.blind import ACCEPTED, what_company_sees
from records.models.candidate import Candidate
from records.models.match import MatchRun, MatchRunState
from records.models.proposal import Proposal, ProposalState, Seat
from records.models.round import Round, RoundPhase
from records.models.vacancy import VacancyState
from records.queries.accounts import (
    list_accounts,
    list_staff_of_school,
)
from records.queries.match_runs import list_certified_candidates
from records.queries.proposals import (
    has_gone,
    has_vetoed,
    list_free_seats,
    list_overdue_proposals,
)
from records.vault.candidates import find_candidate_id_of_student, student_ids_of_candidates

STUDENT_DECIDES_WITHIN = timedelta(days=7)
EMPLOYER_DECIDES_WITHIN = timedelta(days=14)
"""Counted from the day the result is published: a week for each side."""
GOES_OUT_AT = time(15, 0)
"""A coordinator has the announced day until then to look once more, or to publish earlier."""

ANSWERED_ALREADY = msgid("This proposal has moved on in the meantime. See how it stands now.")


def publish_run(session: Session, actor: Actor, run: MatchRun, *, now: datetime) -> None:
    """Tell everybody at the same time: make the proposals and open the phase of answers.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator of this school.
    TooLate
        If somebody has published it already.
    Refusal
        Before the announced day, or when a seat has gone since the match.
    """
    _hold_to_publish(session, run)
    require(may_publish_run(actor, run))
    if not is_results_day(run.round, now=now):
        raise Refusal(msgid("The result comes out on the announced day, not before."))
    _publish(session, actor, run, now=now)


def publish_due_run(session: Session, run: MatchRun, *, now: datetime) -> None:
    """Tell everybody at the announced time what a coordinator stands for, if nobody has yet.

    Raises
    ------
    TooLate
        If somebody has published it or sent it back.
    Refusal
        Before the announced time, or when a seat has gone since the match.
    """
    _hold_to_publish(session, run)
    if now < publishes_at(run):
        raise Refusal(msgid("The result comes out on the announced day, not before."))
    _publish(session, None, run, now=now)


def publishes_at(run: MatchRun) -> datetime:
    """Return when a confirmed run goes out by itself: three o'clock in the Netherlands.

    That is on the announced day, or for a run that was confirmed later the first time after.
    """
    assert run.confirmed_at is not None  # noqa: S101 - a confirmed run has its moment
    confirmed_on = day_of(run.confirmed_at)
    on_that_day = moment_of(confirmed_on, GOES_OUT_AT)
    next_chance = confirmed_on + timedelta(days=int(run.confirmed_at >= on_that_day))
    return moment_of(max(run.round.results_on, next_chance), GOES_OUT_AT)


def is_results_day(round_: Round, *, now: datetime) -> bool:
    """Return whether the announced day has come."""
    return day_of(now) >= round_.results_on


def accept_proposal(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> None:
    """Let the student say yes to the place; the log keeps what the company sees from now on.

    Raises
    ------
    NotAllowed
        If it is not the student's own proposal.
    TooLate
        If it was answered already, or the day to answer has passed.
    """
    own_id = _own_candidate_id(session, actor, proposal)
    _hold(session, proposal, ProposalState.PROPOSED)
    require(may_accept_proposal(actor, proposal, own_candidate_id=own_id))
    if day_of(now) > proposal.student_decides_by:
        raise TooLate(msgid("The day to answer has passed. Talk to your school."))
    proposal.state, proposal.accepted_at = ProposalState.ACCEPTED, now
    shown = what_company_sees(proposal)
    audit.record(
        session,
        actor,
        ACCEPTED,
        proposal.id,
        now=now,
        shown=shown.content,
        digest=shown.digest,
    )
    tell_employer(session, proposal, "proposal_to_confirm", now=now)


def veto_proposal(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> None:
    """Let the student say no, once in a round and without a reason.

    Raises
    ------
    NotAllowed
        If it is not the student's own proposal, or the veto of this round is used.
    TooLate
        If the proposal has ended or the name is already shared.
    """
    own_id = _own_candidate_id(session, actor, proposal)
    _hold(session, proposal, *BEFORE_REVEAL)
    has_asked_company = proposal.state is not ProposalState.PROPOSED
    require(
        may_veto_proposal(
            actor,
            proposal,
            own_candidate_id=own_id,
            has_vetoed=has_vetoed(session, candidate_id=proposal.candidate_id),
        ),
        msgid("You have used your veto in this round. Talk to your school."),
    )
    proposal.state, proposal.ended_at = ProposalState.VETOED, now
    audit.record(session, actor, "proposal:vetoed", proposal.id, now=now)
    tell_coordinators(session, proposal, "proposal_ended_school", now=now)
    if has_asked_company:
        tell_employer(session, proposal, "proposal_ended_employer", now=now)


def confirm_proposal(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> None:
    """Let the company say yes, knowing what the student can do and not who it is.

    Raises
    ------
    NotAllowed
        If it is not a proposal for this company.
    TooLate
        If it was answered already, has expired, or the place has gone.
    """
    hold_for_decision(session, actor, proposal, now=now)
    require_place(session, proposal)
    proposal.state, proposal.confirmed_at = ProposalState.CONFIRMED, now
    audit.record(
        session,
        actor,
        "proposal:confirmed",
        proposal.id,
        now=now,
        school_id=proposal.round.school_id,
    )
    tell_student(session, proposal, "proposal_confirmed", now=now)


def expire_proposals(session: Session, *, now: datetime) -> int:
    """End the proposals whose day has passed; return how many.

    The student hears, the coordinators, and the company if it had been asked: each of them once,
    however many proposals end on the same day, and in an order that ties nobody to a proposal.
    """
    expired, to_tell = 0, set[tuple[UUID, str]]()
    for proposal in list_overdue_proposals(session, today=day_of(now)):
        state = proposal.state
        hold(session, proposal)
        if proposal.state is not state:
            continue
        expired += 1
        proposal.state, proposal.ended_at = ProposalState.EXPIRED, now
        school_id = proposal.round.school_id
        audit.record(session, None, "proposal:expired", proposal.id, now=now, school_id=school_id)
        to_tell.add((_student_id_of(session, proposal), "proposal_ended"))
        for account_id in _coordinator_ids_of(session, proposal):
            to_tell.add((account_id, "proposal_expired_school"))
        if state is not ProposalState.PROPOSED:
            for account_id in contact_ids_of(session, proposal.vacancy):
                to_tell.add((account_id, "proposal_ended_employer"))
    for account_id, kind in sorted(to_tell):
        opens = {"opens": "proposals"} if kind == "proposal_ended_employer" else {}
        notify(session, account_id, kind, now=now, **opens)
    return expired


def hold_for_decision(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> None:
    """Take a proposal that waits for its company, for this transaction.

    Raises
    ------
    NotAllowed
        If it is not a proposal for this company.
    TooLate
        If it was answered already, has expired, or a refusal waits for the school.
    """
    _hold(session, proposal, ProposalState.ACCEPTED)
    require(may_decide_proposal(actor, proposal))
    if proposal.open_refusal is not None:
        raise TooLate(msgid("Your refusal is with the school. You will hear from them."))
    if day_of(now) > proposal.employer_decides_by:
        raise TooLate(msgid("The day to answer has passed. Call the school."))


def require_place(session: Session, proposal: Proposal) -> None:
    """Hold the seat of a proposal, and stop if it is there no more.

    Raises
    ------
    TooLate
        If the place has gone.
    """
    session.get_one(Seat, proposal.seat_id, with_for_update=True)
    is_gone = has_gone(session, proposal.seat_id)
    if is_gone or proposal.vacancy.state is not VacancyState.FROZEN:
        raise TooLate(msgid("This place has gone. Call the school if that is not right."))


def tell_student(session: Session, proposal: Proposal, kind: str, *, now: datetime) -> None:
    """Queue a mail to the student behind a proposal; it says nothing of the place."""
    notify(session, _student_id_of(session, proposal), kind, now=now)


def tell_employer(session: Session, proposal: Proposal, kind: str, *, now: datetime) -> None:
    """Queue a mail to the trainer of a place, or to all of the company when none is there."""
    for account_id in contact_ids_of(session, proposal.vacancy):
        notify(session, account_id, kind, now=now, opens="proposals")


def tell_coordinators(session: Session, proposal: Proposal, kind: str, *, now: datetime) -> None:
    """Queue a mail to the coordinators of the school whose round it is."""
    for account_id in _coordinator_ids_of(session, proposal):
        notify(session, account_id, kind, now=now)


def _student_id_of(session: Session, proposal: Proposal) -> UUID:
    return student_ids_of_candidates(session, [proposal.candidate_id])[proposal.candidate_id]


def _coordinator_ids_of(session: Session, proposal: Proposal) -> list[UUID]:
    school_id = proposal.round.school_id
    accounts = list_staff_of_school(session, school_id=school_id, role=Role.COORDINATOR)
    return [account.id for account in accounts]


def _hold_to_publish(session: Session, run: MatchRun) -> None:
    """Lock a run and its round, so that of two who publish one is second."""
    hold(session, run.round)
    hold(session, run)
    if run.state is not MatchRunState.CONFIRMED:
        raise TooLate(msgid("Somebody was first: this run has moved on. Look at how it stands."))


def _publish(session: Session, actor: Actor | None, run: MatchRun, *, now: datetime) -> None:
    round_ = run.round
    made = _make_proposals(session, run, now=now)
    run.state = MatchRunState.PUBLISHED
    if round_.phase is RoundPhase.MATCHING:
        round_.phase, round_.published_at = RoundPhase.PROPOSALS, now
    audit.record(
        session,
        actor,
        "match_run:published",
        run.id,
        now=now,
        school_id=round_.school_id,
        proposals=made,
    )


def _hold(session: Session, proposal: Proposal, *states: ProposalState) -> None:
    """Re-read a proposal and lock it, so that two answers never both count."""
    hold(session, proposal)
    if proposal.state not in states:
        raise TooLate(ANSWERED_ALREADY)


def _own_candidate_id(session: Session, actor: Actor, proposal: Proposal) -> UUID | None:
    return find_candidate_id_of_student(
        session, round_id=proposal.round_id, student_id=actor.account_id
    )


def _make_proposals(session: Session, run: MatchRun, *, now: datetime) -> int:
    """Give every candidate with a place a seat of it, and mail everyone who waits."""
    candidates = {one.code: one for one in list_certified_candidates(session, run.round_id)}
    students = student_ids_of_candidates(session, [one.id for one in candidates.values()])
    # Held until the end, so that telling each of them reads nothing more.
    accounts = {one.id: one for one in list_accounts(session, students.values())}
    planned = planned_places(session, run)
    result, ranks = result_of(run), ranks_of(candidates.values())
    seats: defaultdict[UUID, list[Seat]] = defaultdict(list)
    for seat in list_free_seats(session, run.round_id):
        seats[seat.vacancy_id].append(seat)
    made, to_tell = 0, list[UUID]()
    for code, place in sorted(planned.items()):
        if place is not None:
            if not seats[place]:
                raise Refusal(
                    msgid("A seat has gone since this match, so the round has to be matched again.")
                )
            seat = seats[place].pop(0)
            session.add(proposal_for(run, result, ranks, candidates[code], seat, now=now))
            made += 1
        if place is not None or run.round.phase is RoundPhase.MATCHING:
            to_tell.append(students[candidates[code].id])
    for account_id in sorted(to_tell):  # in an order that says nothing of the candidate codes
        notify(session, accounts[account_id].id, "results_are_out", now=now)
    session.flush()
    return made


def proposal_for(
    run: MatchRun, result: Result, ranks: Ranks, candidate: Candidate, seat: Seat, *, now: datetime
) -> Proposal:
    """Return a proposal of this seat; not what the match gave is an exception, outside of it."""
    place = str(seat.vacancy_id)
    explanation = result.explanation_of(candidate.code, place, ranks)
    if result.place_of(candidate.code) != place:
        explanation |= {"is_exception": True, "above": []}
    return Proposal(
        round_id=run.round_id,
        match_run_id=run.id,
        candidate_id=candidate.id,
        vacancy_id=seat.vacancy_id,
        seat_id=seat.id,
        wish_rank=ranks.get((candidate.code, place)),
        explanation=explanation,
        student_decides_by=day_of(now) + STUDENT_DECIDES_WITHIN,
        employer_decides_by=day_of(now) + EMPLOYER_DECIDES_WITHIN,
    )
