"""Closing an account: who left can no longer sign in, and what waited for them goes on."""

import random
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.assessments.leaving import hold_rounds_of, leave_rounds
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.people.access import end_sessions
from placements.people.invitations import is_worked_with
from placements.policy import require
from placements.policy.people import may_close_account, may_manage_company
from records.models.account import Account
from records.models.employer import Employer


def close_company_account(
    session: Session, actor: Actor, employer: Employer, account: Account, *, now: datetime
) -> None:
    """Let the school close the account of somebody who left a company it works with.

    Raises
    ------
    NotAllowed
        If the school does not work with this company, or the account is of another one.
    TooLate
        If the account was closed already.
    """
    require(account.employer_id == employer.id)
    require(may_manage_company(actor, is_worked_with=is_worked_with(session, actor, employer)))
    _close(session, actor, account, now=now)


def close_account(
    session: Session, actor: Actor, account: Account, *, rng: random.Random, now: datetime
) -> None:
    """Close an account of the own organisation: it can no longer sign in.

    What an assessor has not locked yet goes to the reserves; nothing else changes.

    Raises
    ------
    NotAllowed
        If the actor may not invite such an account either, or was closed at the same moment.
    TooLate
        If the account was closed already.
    Refusal
        If it is the actor's own account.
    """
    is_same = (account.school_id, account.employer_id) == (actor.school_id, actor.employer_id)
    require(may_close_account(actor, role=account.role, is_same_organisation=is_same))
    if account.id == actor.account_id:
        raise Refusal(msgid("You cannot close your own account. Ask a colleague."))
    rounds = hold_rounds_of(session, account.id)
    own = session.get_one(Account, actor.account_id)
    for one in sorted((own, account), key=lambda one: one.id):  # of two who close each other, one
        hold(session, one)
    require(own.is_active)
    _close(session, actor, account, now=now)
    leave_rounds(session, actor, rounds, account.id, rng=rng, now=now)


def _close(session: Session, actor: Actor, account: Account, *, now: datetime) -> None:
    hold(session, account)
    if not account.is_active:
        raise TooLate(msgid("This account has been closed already."))
    account.is_active = False
    end_sessions(account)
    # The address is free again: the same person may be invited anew.
    account.email_digest = digest_of_nobody(account.id)
    audit.record(session, actor, "account:closed", account.id, now=now)


def digest_of_nobody(account_id: UUID) -> str:
    """Return what stands where the digest of an address was, and is no address."""
    return sha256(f"closed|{account_id}".encode()).hexdigest()
