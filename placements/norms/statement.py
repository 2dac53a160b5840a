"""The statement of norms: signed by the management of a company, anew when its text changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.catalogue import read_data
from placements.days import day_of
from placements.errors import TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.norms import may_sign_statement
from records.models.employer import Employer
from records.models.norms import SignedStatement
from records.queries.norms import (
    find_signed_statement,
    list_signed_statements,
    list_signers_of,
)
from records.vault.people import read_for_service


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed the statement for a company, as everybody may read it."""

    name: str
    function: str
    """In the signer's own words; empty where only is known that it was an owner."""
    signed_on: date
    version: str
    is_current: bool
    """Whether it is under the text that counts now."""


def statement_version() -> str:
    """Return the version of the text that counts now."""
    return str(read_data("norms.json")["version"])


def sign_statement(
    session: Session,
    actor: Actor,
    employer: Employer,
    *,
    function: str,
    read_version: str,
    now: datetime,
) -> None:
    """Sign the statement for the whole company; signing the same twice leaves one signature.

    `read_version` says which text the owner had on the screen.

    Raises
    ------
    NotAllowed
        If the actor is no owner of this company.
    TooLate
        If the text has changed since it was opened.
    """
    require(
        may_sign_statement(actor, employer),
        msgid("Only the owner signs the statement for the company."),
    )
    hold(session, employer)
    if read_version != statement_version():
        raise TooLate(msgid("The text has changed since you opened it. Read it again first."))
    last = find_signed_statement(session, employer_id=employer.id)
    same = (read_version, actor.account_id, function)
    if last is not None and (last.version, last.signed_by, last.function) == same:
        return
    _add(session, actor, employer, function=function, now=now)


def sign_with_a_form(session: Session, actor: Actor, employer: Employer, *, now: datetime) -> None:
    """Let the signature under a form count for the company, unless it signed this text before."""
    hold(session, employer)
    last = find_signed_statement(session, employer_id=employer.id)
    if last is None or last.version != statement_version():
        _add(session, actor, employer, function=last.function if last else "", now=now)


def signature_of(session: Session, employer: Employer) -> Signature | None:
    """Return who signed for a company last."""
    last = find_signed_statement(session, employer_id=employer.id)
    return _signatures(session, [last])[0] if last else None


def list_signatures(session: Session, employer: Employer) -> list[Signature]:
    """Return everybody who signed for a company, the latest first."""
    return _signatures(session, list(list_signed_statements(session, employer_id=employer.id)))


def list_signed(session: Session, employer_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these companies signed the text that counts now."""
    version = statement_version()
    return set(list_signers_of(session, version=version, employer_ids=employer_ids))


def _add(
    session: Session, actor: Actor, employer: Employer, *, function: str, now: datetime
) -> None:
    version = statement_version()
    session.add(
        SignedStatement(
            employer_id=employer.id,
            version=version,
            function=function,
            signed_by=actor.account_id,
            signed_at=now,
        )
    )
    session.flush()
    audit.record(session, actor, "statement:signed", employer.id, now=now, version=version)


def _signatures(session: Session, rows: list[SignedStatement]) -> list[Signature]:
    people = read_for_service(session, [row.signed_by for row in rows])
    current = statement_version()
    return [
        Signature(
            name=people[row.signed_by].full_name,
            function=row.function,
            signed_on=day_of(row.signed_at),
            version=row.version,
            is_current=row.version == current,
        )
        for row in rows
    ]
