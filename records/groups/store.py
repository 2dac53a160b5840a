"""Writing and reading what students answered: only within `groups_open`, only with its own key."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from records.database import WEB_ROLE, forget_for_good
from records.groups.tables import GroupAnswer, GroupLink
from records.vault.sealing import Key, Place

GROUPS_ROLE: Final = "proefplek_monitoring"
"""Who may read and write here. The service takes this role for one act and lays it down again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an answer is counted with: no code, no place, no day."""

    crebo: str
    level: int
    is_placed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A link as who holds it needs it."""

    id: UUID
    monitoring_id: UUID
    starts_on: date
    answer_until: date
    is_used: bool
    result: Result


@contextmanager
def groups_open(session: Session) -> Iterator[None]:
    """Use the store within this; an error in the database ends the transaction and the role."""
    if session.get_bind().dialect.name == "sqlite":
        yield
        return
    session.flush()  # this role writes nothing elsewhere
    connection = session.connection()
    connection.exec_driver_sql(f"SET LOCAL ROLE {GROUPS_ROLE}")
    yield
    connection.exec_driver_sql(f"SET LOCAL ROLE {WEB_ROLE}")


def groups_key(session: Session) -> Key | None:
    """Return the key of this store; None where the service was given none."""
    key = session.info["groups_key"]
    assert key is None or isinstance(key, Key)  # noqa: S101 - set once, in the application factory
    return key


def token_of_link(key: Key, link_id: UUID) -> str:
    """Return the token in the address of a link; it is kept nowhere."""
    return key.digest(f"token|{link_id}")


def add_links(
    session: Session,
    key: Key,
    results: Iterable[tuple[UUID, Result]],
    *,
    monitoring_id: UUID,
    starts_on: date,
    answer_until: date,
) -> list[tuple[UUID, UUID]]:
    """Add a link for each of these accounts; return account and link."""
    rows, made = [], []
    for account_id, result in results:
        link_id = uuid4()
        facts = {"crebo": result.crebo, "level": result.level, "is_placed": result.is_placed}
        rows.append(
            {
                "id": link_id,
                "monitoring_id": monitoring_id,
                "owner": _owner(key, account_id),
                "token_digest": _digest(key, token_of_link(key, link_id)),
                "answer_until": answer_until,
                "is_used": False,
                "starts_on": starts_on,
                "sealed": key.seal(_place_of_link(link_id), facts),
            }
        )
        made.append((account_id, link_id))
    with groups_open(session):
        if rows:
            session.execute(insert(GroupLink), rows)
    return made


def find_link(
    session: Session, key: Key, token: str, *, account_id: UUID, is_held: bool = False
) -> Asked | None:
    """Return the link of this account with this token; that of anybody else does not exist."""
    query = select(GroupLink.__table__).where(
        GroupLink.token_digest == _digest(key, token), GroupLink.owner == _owner(key, account_id)
    )
    with groups_open(session):
        row = session.execute(query.with_for_update() if is_held else query).one_or_none()
    if row is None:
        return None
    facts = key.open(_place_of_link(row.id), row.sealed)
    return Asked(
        id=row.id,
        monitoring_id=row.monitoring_id,
        starts_on=row.starts_on,
        answer_until=row.answer_until,
        is_used=row.is_used,
        result=Result(**facts),  # type: ignore[arg-type]  # sealed by add_links, as written there
    )


def use_link(session: Session, key: Key, link: Asked, group: str | None) -> None:
    """Let a link be used for good; keep the answer, unless there is none."""
    answer_id = uuid4()
    facts = {
        "crebo": link.result.crebo,
        "level": link.result.level,
        "is_placed": link.result.is_placed,
        "group": group,
    }
    with groups_open(session):
        session.execute(update(GroupLink).where(GroupLink.id == link.id).values(is_used=True))
        if group is not None:
            session.execute(
                insert(GroupAnswer).values(
                    id=answer_id,
                    monitoring_id=link.monitoring_id,
                    pseudonym=_pseudonym(key, link.id),
                    starts_on=link.starts_on,
                    sealed=key.seal(_place_of_answer(answer_id), facts),
                )
            )


def count_answers_of(session: Session, key: Key, *, account_id: UUID) -> int:
    """Return how many answers of this account are kept."""
    with groups_open(session):
        query = select(GroupAnswer.id).where(
            GroupAnswer.pseudonym.in_(_own(session, key, account_id))
        )
        return len(session.scalars(query).all())


def forget_answers_of(
    session: Session, key: Key, *, account_id: UUID, with_links: bool = False
) -> None:
    """Delete the answers of this account, and where asked the links with which it could answer."""
    with groups_open(session):
        own = _own(session, key, account_id)
        session.execute(delete(GroupAnswer).where(GroupAnswer.pseudonym.in_(own)))
        if with_links:
            session.execute(delete(GroupLink).where(GroupLink.owner == _owner(key, account_id)))
    forget_for_good(session)


def read_answers(
    session: Session, key: Key, *, monitoring_id: UUID, starts_on: date
) -> list[tuple[str, Result]]:
    """Return the group and the result of every answer of one half, in no order that means much."""
    query = select(GroupAnswer.__table__).where(
        GroupAnswer.monitoring_id == monitoring_id, GroupAnswer.starts_on == starts_on
    )
    with groups_open(session):
        rows = session.execute(query.order_by(GroupAnswer.id)).all()
    found = []
    for row in rows:
        facts = key.open(_place_of_answer(row.id), row.sealed)
        assert isinstance(facts, dict)  # noqa: S101 - sealed by use_link, as written there
        found.append((str(facts.pop("group")), Result(**facts)))
    return found


def forget_answers(session: Session, *, monitoring_id: UUID, starts_on: date | None = None) -> None:
    """Delete every answer and link of a school, or of one half that has been counted."""
    with groups_open(session):
        for table in (GroupAnswer, GroupLink):
            of_half = () if starts_on is None else (table.starts_on == starts_on,)
            session.execute(delete(table).where(table.monitoring_id == monitoring_id, *of_half))
    forget_for_good(session)


def _own(session: Session, key: Key, account_id: UUID) -> list[str]:
    """Return under which names the answers of an account stand, if it gave any."""
    links = session.scalars(
        select(GroupLink.id).where(GroupLink.owner == _owner(key, account_id))
    ).all()
    return [_pseudonym(key, link_id) for link_id in links]


def _owner(key: Key, account_id: UUID) -> str:
    return key.digest(f"owner|{account_id}")


def _pseudonym(key: Key, link_id: UUID) -> str:
    return key.digest(f"answer|{link_id}")


def _digest(key: Key, token: str) -> str:
    return key.digest(f"digest|{token}")


def _place_of_link(link_id: UUID) -> Place:
    return Place("group_link", "sealed", link_id)


def _place_of_answer(answer_id: UUID) -> Place:
    return Place("group_answer", "sealed", answer_id)
