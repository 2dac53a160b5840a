"""Erasing a student who asks for it: the person goes, what was counted stays under its code."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold, hold_still
from placements.meetings.asking import leave_meetings
from placements.people.access import end_sessions
from placements.people.closing import digest_of_nobody
from placements.policy import require
from placements.policy.people import may_erase_student
from records.database import forget_for_good
from records.groups.store import forget_answers_of, groups_key
from records.models.account import AccessLink, Account
from records.models.candidate import Candidate, Evidence
from records.models.desk.assessment import Assessment
from records.models.outbox import OutboxMessage
from records.models.proposal import ACTIVE_STATES, ProposalState
from records.models.round import RoundPhase
from records.models.trial import Trial, TrialState
from records.queries.blind.candidates import find_candidate_of_student
from records.queries.proposals import find_latest_proposal
from records.queries.rounds import list_rounds_of_school
from records.queries.students import get_student
from records.queries.trials import find_trial_of_proposal, list_trials_of_student
from records.vault.candidates import forget_links
from records.vault.guidance import forget_own_words
from records.vault.people import forget_person, is_forgotten

UNDER_WAY: Final = frozenset({RoundPhase.SCORING, RoundPhase.MATCHING, RoundPhase.PROPOSALS})
"""In these phases others wait for what this student takes part in."""
AFTERWARDS: Final = frozenset({RoundPhase.TRIALS, RoundPhase.CLOSED})


def erase_student(session: Session, actor: Actor, account: Account, *, now: datetime) -> None:
    """Forget who a student is, with everything this student wrote and others wrote about it.

    Levels, wishes, places and outcomes stay under the candidate code, which leads to nobody any
    more: receipts and reports of rounds agree as before. What remains of the account is an id, on
    which the lines of the ledger stand.

    Raises
    ------
    NotAllowed
        If the actor is no administrator of the school of this student.
    TooLate
        If the student has been erased already.
    Refusal
        While a round or an internship of this student is under way; it says what comes first.
    """
    require(
        may_erase_student(
            actor, role=account.role, is_same_organisation=account.school_id == actor.school_id
        )
    )
    hold(session, account)
    if is_forgotten(session, account.id):
        raise TooLate(msgid("The data of this student have been erased already."))
    candidates = _candidates_of(session, account)
    for candidate in candidates:
        hold_still(session, candidate.round)
        _stop_while_under_way(session, candidate, now=now)
    trials = list_trials_of_student(session, student_id=account.id)
    _forget_texts(session, candidates, trials)
    leave_meetings(session, account.id, now=now)
    forget_own_words(session, account.id)
    _close_for_good(session, account)
    forget_links(session, [candidate.id for candidate in candidates])
    forget_person(session, account.id)
    _forget_groups(session, account)
    for candidate in candidates:
        if candidate.round.phase not in AFTERWARDS:
            session.delete(candidate)
    audit.record(session, actor, "student:erased", account.id, now=now)
    session.flush()
    forget_for_good(session)


def _candidates_of(session: Session, account: Account) -> list[Candidate]:
    rounds = list_rounds_of_school(session, school_id=account.school_id)
    found = (
        find_candidate_of_student(session, round_id=round_.id, student_id=account.id)
        for round_ in rounds
    )
    return [candidate for candidate in found if candidate is not None]


def _stop_while_under_way(session: Session, candidate: Candidate, *, now: datetime) -> None:
    """Say what has to end before this student can be erased."""
    round_ = candidate.round
    if round_.phase in UNDER_WAY:
        raise Refusal(
            msgid(
                "This student takes part in %(round)s, and others wait for its result. "
                "Erase once the trials of that round have begun."
            ),
            round=round_.name,
        )
    proposal = find_latest_proposal(session, candidate_id=candidate.id)
    if proposal is None or proposal.state not in ACTIVE_STATES:
        return
    if proposal.state is not ProposalState.REVEALED:
        raise Refusal(
            msgid("A proposal to this student waits for an answer. First somebody has to say no.")
        )
    trial = find_trial_of_proposal(session, proposal.id)
    if trial is not None and trial.state is not TrialState.CONCLUDED:
        raise Refusal(
            msgid(
                "This student is in a trial internship. First conclude it, or stop it if the "
                "student wants to stop."
            )
        )
    if day_of(now) <= round_.period_ends_on:
        raise Refusal(
            msgid("The internship of this student goes on until %(day)s. Erase after that day."),
            day=round_.period_ends_on,
        )


def _forget_texts(
    session: Session, candidates: Iterable[Candidate], trials: Iterable[Trial]
) -> None:
    for candidate in candidates:
        of_candidate = Evidence.candidate_id == candidate.id
        session.execute(delete(Evidence).where(of_candidate))  # its own words go with it
        candidate.learning_wishes.clear()
        candidate.documents.clear()
        session.execute(
            update(Assessment)
            .where(Assessment.candidate_id == candidate.id)
            .values(observed_behaviour=None)
        )
        session.expire(candidate, ["evidence"])
    for trial in trials:
        trial.observations.clear()
        trial.outcome_agreements = trial.student_reaction = None
        for contact in trial.contacts:
            contact.note = None


def _forget_groups(session: Session, account: Account) -> None:
    """Delete what this student answered about a group, and what it could still answer."""
    key = groups_key(session)
    if key is not None:
        forget_answers_of(session, key, account_id=account.id, with_links=True)


def _close_for_good(session: Session, account: Account) -> None:
    """Leave an account with which nobody can sign in and to which nothing is sent."""
    account.is_active = False
    account.email_digest = digest_of_nobody(account.id)
    account.password_hash = account.sealed_totp_secret = account.totp_last_step = None
    end_sessions(account)
    get_student(session, account.id).mentor_id = None
    for kind in (AccessLink, OutboxMessage):
        session.execute(delete(kind).where(kind.account_id == account.id))
