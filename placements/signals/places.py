"""Keeping a seat free for somebody who needs another place, and proposing it to who wants it.

Only what a match left over is kept free, and only while no match is being made: a seat that is
kept free counts as gone in a later match, as a seat does that a company had to take back. Neither
the match nor the page of a coordinator tells for whom or why.

The writer takes it under the receipt, signed in as a student. From then on it is a proposal as any
other: it is answered, refused and confirmed alike. The log holds that a seat was kept free and
given back, and nothing of the student; the writer's letter alone tells the confidants.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.match.overrides import LEGAL
from placements.match.results import ranks_of, result_of
from placements.policy import require
from placements.policy.signals import (
    may_hold_seat,
    may_read_signal,
    may_release_seat,
    may_take_seat,
)
from placements.profiles.suitability import obstacles
from placements.proposals.answers import proposal_for
from placements.signals.threads import Thread
from placements.signals.writing import OpenSignal, readers_of
from placements.trials.course import trial_days_from
from records.models.candidate import Candidate
from records.models.proposal import ACTIVE_STATES, Proposal, Seat
from records.models.school import School
from records.models.vacancy import Vacancy, VacancyState
from records.queries.blind.candidates import find_candidate_of_student
from records.queries.match_runs import find_open_run, find_published_run
from records.queries.proposals import find_latest_proposal, has_gone, list_free_seats
from records.vault.letters import write_letter

IS_MATCHING: Final = msgid("A match of this round is being made. Wait until its result is out.")
IS_GONE: Final = msgid("This seat is not free any more. Write to the confidant.")


def hold_seat(session: Session, actor: Actor, vacancy: Vacancy, *, now: datetime) -> Seat:
    """Keep a free seat of a place free.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of this school, or a match of the round is being made.
    TooLate
        If no seat of this place is free any more.
    """
    hold(session, vacancy.round)
    is_matching = find_open_run(session, vacancy.round_id) is not None
    require(
        may_hold_seat(actor, vacancy.round, is_matching=is_matching),
        IS_MATCHING,
    )
    free = [s for s in list_free_seats(session, vacancy.round_id) if s.vacancy_id == vacancy.id]
    if not free:
        raise TooLate(msgid("Somebody was first: no seat is free here any more."))
    (seat, *_others) = free
    seat.is_held = True
    school_id = vacancy.round.school_id
    audit.record(session, None, "seat:held", seat.id, now=now, school_id=school_id)
    return seat


def release_seat(
    session: Session, actor: Actor, vacancy: Vacancy, seat: Seat, *, now: datetime
) -> None:
    """Give back a seat that was kept free.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of this school.
    """
    hold(session, seat)
    require(may_release_seat(actor, vacancy.round))
    seat.is_held = False
    school_id = vacancy.round.school_id
    audit.record(session, None, "seat:released", seat.id, now=now, school_id=school_id)


def offer_seat(
    session: Session, actor: Actor, thread: Thread, vacancy: Vacancy, seat: Seat, *, now: datetime
) -> None:
    """Offer a seat that is kept free to the writer, who reads it under the receipt.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of the school.
    TooLate
        If the seat is not kept free any more.
    """
    hold(session, thread.signal)
    hold(session, seat)
    require(may_read_signal(actor, thread.signal) and may_release_seat(actor, vacancy.round))
    if not seat.is_held:
        raise TooLate(IS_GONE)
    _write(
        session,
        thread,
        "offered",
        f"{vacancy.title}, {vacancy.employer.name}, {vacancy.employer.town}",
        now=now,
        seat_id=str(seat.id),
    )


def take_seat(session: Session, actor: Actor, own: OpenSignal, *, now: datetime) -> Proposal:
    """Let the writer, signed in as a student, take the seat that was offered: it is proposed.

    Raises
    ------
    NotAllowed
        If the actor is no student of the school, or a match of the round is being made.
    TooLate
        If nothing is offered, or the seat is not free any more.
    Refusal
        If the student took no part in the round or has a place still, or the place asks for what
        no exception can set aside, or too few days are left for a trial.
    """
    hold(session, own.signal)
    seat_id = own.thread.offered_seat_id
    seat = session.get(Seat, seat_id) if seat_id else None
    if seat is None:
        raise TooLate(IS_GONE)
    vacancy = session.get_one(Vacancy, seat.vacancy_id)
    hold(session, vacancy.round)
    hold(session, seat)
    is_matching = find_open_run(session, vacancy.round_id) is not None
    require(may_take_seat(actor, vacancy.round, is_matching=is_matching), IS_MATCHING)
    if not seat.is_held or has_gone(session, seat.id) or vacancy.state is not VacancyState.FROZEN:
        raise TooLate(IS_GONE)
    candidate = _taker(session, actor, vacancy, now=now)
    run = find_published_run(session, vacancy.round_id)
    assert run is not None  # noqa: S101 - a seat is kept free out of what a match left
    proposal = proposal_for(run, result_of(run), ranks_of([candidate]), candidate, seat, now=now)
    proposal.explanation |= {"is_exception": True, "was_left_over": True, "above": []}
    session.add(proposal)
    session.flush()
    seat.is_held = False
    school_id = vacancy.round.school_id
    audit.record(session, None, "seat:released", seat.id, now=now, school_id=school_id)
    _write(session, own.thread, "took", "", now=now)
    own.signal.is_told = False
    return proposal


def _taker(session: Session, actor: Actor, vacancy: Vacancy, *, now: datetime) -> Candidate:
    """Return the candidate of a student who can have a place now."""
    round_ = vacancy.round
    candidate = find_candidate_of_student(session, round_id=round_.id, student_id=actor.account_id)
    if (
        candidate is None
        or candidate.certified_at is None
        or candidate.programme_id != vacancy.programme_id
    ):
        raise Refusal(
            msgid("You take no part in the round of this place. Ask the confidant for another one.")
        )
    latest = find_latest_proposal(session, candidate_id=candidate.id)
    if latest is not None and latest.state in ACTIVE_STATES:
        raise Refusal(
            msgid(
                "You have a place or a proposal now. Say no to it first, or stop your trial "
                "internship: on the page about it. This seat stays free for you until then."
            )
        )
    if LEGAL.intersection(obstacles(candidate, vacancy, minutes=None)):
        raise Refusal(
            msgid(
                "This place asks for a document or an age that you do not have. Tell the confidant."
            )
        )
    if trial_days_from(vacancy, day_of(now))[-1] > round_.period_ends_on:
        raise Refusal(
            msgid("The period of this round ends too soon for a trial. Tell the confidant.")
        )
    return candidate


def _write(
    session: Session, thread: Thread, what: str, text: str, *, now: datetime, **facts: object
) -> None:
    """Write a line that the writer and the confidants read."""
    school = session.get_one(School, thread.signal.school_id)
    words = {"what": what, "on": day_of(now).isoformat(), "text": text, **facts}
    write_letter(thread.signal, words, to=readers_of(session, school))
