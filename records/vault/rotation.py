"""Sealing everything anew with the key of now, while the service goes on.

What opens with the key of now is done: so an interrupted rotation knows where it was.
"""

from collections.abc import Callable, Generator, Iterator
from typing import Final, TypeVar, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.database import Base
from records.models.account import Account
from records.models.candidate import Candidate
from records.models.employer import Employer
from records.models.handover import Handover
from records.models.meeting import Meeting, MeetingRequest
from records.models.signal import Signal
from records.vault.candidates import lookup_text, place_of_link
from records.vault.evidence import place_of_former, place_of_words
from records.vault.guidance import place_of_reflection, place_of_self_check
from records.vault.handovers import place_of_address
from records.vault.letters import company_text
from records.vault.meetings import place_of_answer, place_of_secret
from records.vault.opening import vault_open
from records.vault.people import email_text, place_of_person
from records.vault.sealing import Key, Place, key_of
from records.vault.tables import (
    VaultCandidate,
    VaultEvidence,
    VaultPerson,
    VaultReflection,
    VaultSelfCheck,
)

AT_ONCE = 50
_BEFORE_ALL: Final = UUID(int=0)
Row = TypeVar("Row", bound=Base)


def reseal_vault(session: Session) -> Iterator[int]:
    """Seal a batch of rows anew at each step and yield how many; whoever asks commits.

    It goes round until nothing is left: a process that has yet to hear of the new key may write.

    Raises
    ------
    SealBroken
        If a row opens neither with the key of now nor with the one before.
    """
    while (yield from _go_round(session)):
        pass


def totp_place(account_id: UUID) -> Place:
    """Return where the secret of an authenticator is sealed."""
    return Place("account", "sealed_totp_secret", account_id)


def _go_round(session: Session) -> Generator[int, None, bool]:
    """Do what is left and return, after the steps, whether there was any."""
    changed = 0
    for step in (
        _in_batches(session, VaultPerson, _reseal_person),
        _in_batches(session, Account, _reseal_authenticator),
        _in_batches(session, VaultCandidate, _reseal_candidate),
        _in_batches(session, VaultEvidence, _reseal_words),
        _in_batches(session, Meeting, _reseal_draw),
        _in_batches(session, MeetingRequest, _reseal_answer),
        _in_batches(session, Handover, _reseal_address),
        _in_batches(session, VaultReflection, _reseal_reflection),
        _in_batches(session, VaultSelfCheck, _reseal_self_check),
        _in_batches(session, Signal, _tag_anew),
    ):
        for count in step:
            changed += count
            yield count
    return changed > 0


def _in_batches(
    session: Session, kind: type[Row], reseal: Callable[[Session, Key, Row], bool]
) -> Iterator[int]:
    last: UUID | None = _BEFORE_ALL
    while last is not None:
        query = select(kind).where(kind.id > last).order_by(kind.id).limit(AT_ONCE)
        with vault_open(session):
            rows = session.scalars(query.with_for_update()).all()
        key = key_of(session)
        last = rows[-1].id if rows else None
        yield sum(reseal(session, key, row) for row in rows)


def _reseal_person(session: Session, key: Key, row: VaultPerson) -> bool:
    if (sealed := key.seal_anew(place_of_person(row.id), row.sealed)) is None:
        return False
    row.sealed = sealed
    facts = cast("dict[str, str]", key.open(place_of_person(row.id), sealed))
    email = email_text(facts["email"])
    account = session.get_one(Account, row.id, with_for_update=True)
    if account.email_digest in key.digests(email):  # who left has another
        account.email_digest = key.digest(email)
    return True


def _reseal_authenticator(_session: Session, key: Key, row: Account) -> bool:
    if row.sealed_totp_secret is None:
        return False
    sealed = key.seal_anew(totp_place(row.id), row.sealed_totp_secret)
    row.sealed_totp_secret = sealed or row.sealed_totp_secret
    return sealed is not None


def _reseal_candidate(session: Session, key: Key, row: VaultCandidate) -> bool:
    if (sealed := key.seal_anew(place_of_link(row.id), row.sealed)) is None:
        return False
    row.sealed = sealed
    student_id = UUID(str(key.open(place_of_link(row.id), sealed)))
    round_id = session.get_one(Candidate, row.id).round_id
    row.lookup = key.digest(lookup_text(round_id, student_id))
    return True


def _reseal_words(_session: Session, key: Key, row: VaultEvidence) -> bool:
    sealed = key.seal_anew(place_of_words(row.id), row.sealed)
    row.sealed = sealed or row.sealed
    former = row.former and key.seal_anew(place_of_former(row.id), row.former)
    row.former = former or row.former
    return bool(sealed or former)


def _reseal_draw(_session: Session, key: Key, row: Meeting) -> bool:
    sealed = key.seal_anew(place_of_secret(row.id), row.sealed_secret)
    row.sealed_secret = sealed or row.sealed_secret
    return sealed is not None


def _reseal_answer(_session: Session, key: Key, row: MeetingRequest) -> bool:
    if row.sealed_reflection is None:
        return False
    sealed = key.seal_anew(place_of_answer(row.id), row.sealed_reflection)
    row.sealed_reflection = sealed or row.sealed_reflection
    return sealed is not None


def _reseal_address(_session: Session, key: Key, row: Handover) -> bool:
    if row.sealed_address is None:
        return False
    sealed = key.seal_anew(place_of_address(row.id), row.sealed_address)
    row.sealed_address = sealed or row.sealed_address
    return sealed is not None


def _reseal_reflection(_session: Session, key: Key, row: VaultReflection) -> bool:
    sealed = key.seal_anew(place_of_reflection(row.id), row.sealed)
    row.sealed = sealed or row.sealed
    return sealed is not None


def _reseal_self_check(_session: Session, key: Key, row: VaultSelfCheck) -> bool:
    sealed = key.seal_anew(place_of_self_check(row.id), row.sealed)
    row.sealed = sealed or row.sealed
    return sealed is not None


def _tag_anew(session: Session, key: Key, row: Signal) -> bool:
    """Find the company behind the tag of a signal by trying them all, which takes the old key."""
    if row.company_tag is None or key.before is None:
        return False
    for number in session.scalars(select(Employer.kvk_number).distinct()):
        text = company_text(row.school_id, number)
        if row.company_tag == key.before.digest(text):
            row.company_tag = key.digest(text)
            return True
    return False
