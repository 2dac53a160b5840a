"""Reading and storing who somebody is."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final, cast
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from records.models.account import Account, Role
from records.vault.opening import vault_open
from records.vault.sealing import Place, key_of
from records.vault.tables import RevealLine, VaultPerson

_MARK_ON_SQLITE: Final = "SELECT mark FROM vault_mark"
_MARK_ON_POSTGRESQL: Final = "SELECT vault.mark_now()"
LOOKS: Final = "looks"
"""Where a session remembers the looks of its request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who somebody is. Staff and employers have a name, an address for mail and a phone only."""

    given_name: str
    family_name: str
    email: str
    phone: str = ""
    nickname: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    birth_date: date | None = None
    student_number: str = ""

    @property
    def full_name(self) -> str:
        """The name as it is written on an agreement; a dash for who was erased."""
        return f"{self.given_name} {self.family_name}".strip() or "—"


FORGOTTEN: Final = Person(given_name="", family_name="", email="")
"""Who stands where somebody was erased."""


def normal_email(email: str) -> str:
    """Return the address in the one form in which it is looked up."""
    return email.strip().casefold()


def email_digest(session: Session, email: str) -> str:
    """Return the keyed digest under which an account is found by its address."""
    return email_digests(session, email)[0]


def email_digests(session: Session, email: str) -> list[str]:
    """Return every digest under which it may stand: two while the key is being replaced."""
    return key_of(session).digests(email_text(email))


def email_text(email: str) -> str:
    """Return of what the digest of an address is made."""
    return f"email|{normal_email(email)}"


def store_person(session: Session, account_id: UUID, person: Person) -> None:
    """Seal who this account is, replacing what was there."""
    sealed = key_of(session).seal(place_of_person(account_id), facts_of(person))
    with vault_open(session):
        row = session.get(VaultPerson, account_id)
    mark = secrets.randbits(40)
    if row is None:
        session.add(VaultPerson(id=account_id, sealed=sealed, mark=mark))
    else:
        row.sealed, row.mark = sealed, mark


def facts_of(person: Person) -> dict[str, str | None]:
    """Return who somebody is as it is sealed."""
    born = person.birth_date.isoformat() if person.birth_date else None
    return asdict(person) | {"birth_date": born}


def open_person(
    session: Session, account_id: UUID, *, reader_id: UUID, purpose: str, now: datetime
) -> Person:
    """Return who somebody is, for somebody to read: see `open_people`."""
    found = open_people(session, [account_id], reader_id=reader_id, purpose=purpose, now=now)
    return found[account_id]


def open_people(
    session: Session, account_ids: Iterable[UUID], *, reader_id: UUID, purpose: str, now: datetime
) -> dict[UUID, Person]:
    """Return who these accounts are, for somebody to read.

    A look at a student by anyone else leaves a line in that student's ledger.
    """
    ids = list(account_ids)
    students = select(Account.id).where(Account.id.in_(ids), Account.role == Role.STUDENT)
    for student_id in session.scalars(students.order_by(Account.id)).all():
        if student_id != reader_id:
            look = {"student_id": student_id, "reader_id": reader_id, "purpose": purpose}
            session.add(RevealLine(**look, read_at=now))
            session.info.setdefault(LOOKS, []).append(look | {"read_at": now})
    return read_for_service(session, ids)


def settle_looks(session: Session, *, is_undone: bool) -> None:
    """Let every look since the last time stand in the ledger, also where its work was undone."""
    looks = session.info.pop(LOOKS, [])
    if is_undone:
        session.add_all(RevealLine(**look) for look in looks)


def read_for_service(session: Session, account_ids: list[UUID]) -> dict[UUID, Person]:
    """Return who these accounts are, for the service itself: to address mail, to blind a text.

    No person sees the answer; whoever shows it to one uses `open_person`. Who was erased is
    `FORGOTTEN`.
    """
    query = select(VaultPerson).where(VaultPerson.id.in_(account_ids)).order_by(VaultPerson.id)
    with vault_open(session):
        rows = session.scalars(query).all()
    return dict.fromkeys(account_ids, FORGOTTEN) | {row.id: _person(session, row) for row in rows}


def forget_person(session: Session, account_id: UUID) -> None:
    """Forget who this account was."""
    session.execute(delete(VaultPerson).where(VaultPerson.id == account_id))


def is_forgotten(session: Session, account_id: UUID) -> bool:
    """Whether nobody knows any more who this account was."""
    return session.scalar(select(VaultPerson.id).where(VaultPerson.id == account_id)) is None


@dataclass(frozen=True, slots=True)
class Entry:
    """That somebody is in the vault, without who it is."""

    id: UUID
    role: Role
    mark: int


def vault_mark(session: Session) -> int:
    """Return what is the same only as long as nobody in the vault has changed, come or gone.

    The database itself draws it anew at every change, also of this transaction. It is drawn and
    not counted: a count that is rolled back would come again with another change.
    """
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    # Asked for every page of a blind reader: SQLAlchemy would take ten times as long as SQLite.
    cursor = connection.connection.cursor()
    cursor.execute(_MARK_ON_SQLITE if is_sqlite else _MARK_ON_POSTGRESQL)
    (mark,) = cursor.fetchall()[0]
    cursor.close()
    return int(mark)


def list_people(session: Session) -> list[Entry]:
    """Return everybody in the vault, with the mark of the last change."""
    rows = session.execute(
        select(VaultPerson.id, Account.role, VaultPerson.mark)
        .join(Account, Account.id == VaultPerson.id)
        .order_by(VaultPerson.id)
    )
    return [Entry(*row) for row in rows]


def list_former_students(session: Session, *, school_id: UUID) -> Sequence[UUID]:
    """Return the students of a school whose account was closed and who were not erased."""
    return session.scalars(
        select(VaultPerson.id)
        .join(Account, Account.id == VaultPerson.id)
        .where(
            Account.school_id == school_id,
            Account.role == Role.STUDENT,
            Account.is_active.is_(False),
        )
        .order_by(VaultPerson.id)
    ).all()


def _person(session: Session, row: VaultPerson) -> Person:
    facts = cast("dict[str, str | None]", key_of(session).open(place_of_person(row.id), row.sealed))
    born = facts.pop("birth_date")
    texts = {name: value or "" for name, value in facts.items()}
    return Person(**texts, birth_date=date.fromisoformat(born) if born else None)


def place_of_person(account_id: UUID) -> Place:
    """Return where it is sealed who somebody is."""
    return Place("vault_person", "sealed", account_id)
