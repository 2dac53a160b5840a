"""Reads of one queue: the texts of one competence on one desk and the cases between them, alike.

They run for every text that is scored, so each reads no more of a queue than a page shows.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from records.models.candidate import Evidence
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment, AssessmentState

Kind: TypeAlias = type[Assessment] | type[AnchorScore]

KINDS: Final[tuple[Kind, Kind]] = (Assessment, AnchorScore)
ENOUGH_TO_KNOW_A_LENGTH: Final = 60
"""The order of a queue is drawn, so its first texts are about as long as the others."""
ENOUGH_TO_KNOW_A_PACE: Final = 60


class Queue(NamedTuple):
    """One competence of one round on the desk of one assessor."""

    round_id: UUID
    assessor_id: UUID
    letter: str


class Answered(NamedTuple):
    """A text that has an answer, without the text."""

    desk_code: str
    is_open: bool
    answered_at: datetime


def is_open(kind: Kind) -> ColumnElement[int]:
    """Whether something can still be answered: 1 or 0, so that it can be summed."""
    return case((kind.state == AssessmentState.OPEN, 1), else_=0)


def is_unread(kind: Kind) -> ColumnElement[int]:
    """Whether something has no answer yet: 1 or 0, so that it can be summed."""
    has_none = and_(
        kind.state == AssessmentState.OPEN, kind.level.is_(None), kind.is_not_observed.is_(False)
    )
    return case((has_none, 1), else_=0)


def is_its_text() -> ColumnElement[bool]:
    """Whether an assessment is of this piece of evidence."""
    return and_(
        Evidence.candidate_id == Assessment.candidate_id, Evidence.letter == Assessment.letter
    )


def _in_queue(kind: Kind) -> tuple[ColumnElement[bool], ...]:
    return (
        kind.round_id == bindparam("round_id"),
        kind.assessor_id == bindparam("assessor_id"),
        kind.letter == bindparam("letter"),
    )


_LAID: Final = union_all(
    *(
        select(
            kind.id,
            kind.position,
            kind.desk_code,
            kind.answered_at,
            is_open(kind).label("is_open"),
            is_unread(kind).label("is_unread"),
        ).where(*_in_queue(kind))
        for kind in KINDS
    )
).subquery()
"""Everything in a queue; which queue is said when a statement is run."""
_POSITION: Final = _LAID.c.position
_PAPER: Final = select(_LAID.c.id, _POSITION, _LAID.c.desk_code, _LAID.c.is_unread)
"""It has the position too: then SQLite walks along its index and stops at what is asked."""
_OPEN: Final = _PAPER.where(_LAID.c.is_open == 1)
_BEFORE: Final = _OPEN.where(bindparam("position") > _POSITION).order_by(_POSITION.desc()).limit(1)
_AFTER: Final = _OPEN.where(bindparam("position") < _POSITION).order_by(_POSITION).limit(1)
_BESIDE: Final = union_all(_BEFORE.subquery().select(), _AFTER.subquery().select())
_NEXT_UNREAD: Final = _AFTER.where(_LAID.c.is_unread == 1)
_COUNTS: Final = select(func.sum(_LAID.c.is_open), func.sum(_LAID.c.is_unread))
_LAST_POSITION: Final = select(func.max(_POSITION))
_NEWEST_ANSWER: Final = select(func.max(_LAID.c.answered_at))
_LAST_ANSWERS: Final = (
    select(_LAID.c.id, _LAID.c.desk_code, _LAID.c.is_open, _LAID.c.answered_at)
    .where(_LAID.c.answered_at.is_not(None))
    .order_by(_LAID.c.answered_at.desc(), _LAID.c.id)
    .limit(ENOUGH_TO_KNOW_A_PACE)
)
_FIRST_TEXTS: Final = (
    select(func.length(Evidence.blind_text).label("characters"))
    .select_from(Assessment)
    .join(Evidence, is_its_text())
    .where(*_in_queue(Assessment))
    .order_by(Assessment.position)
    .limit(ENOUGH_TO_KNOW_A_LENGTH)
    .subquery()
)
_USUAL_LENGTH: Final = select(func.avg(_FIRST_TEXTS.c.characters))


def count_open_texts(session: Session, queue: Queue) -> tuple[int, int]:
    """Return how many texts of a queue can still be answered, and how many have no answer yet."""
    open_, unread = session.execute(_COUNTS, queue._asdict()).one()
    return open_ or 0, unread or 0


def list_open_texts(
    session: Session, queue: Queue, *, offset: int = 0, limit: int | None = None
) -> Sequence[tuple[str, bool]]:
    """Return the code of each text that can still be answered, and whether it has an answer."""
    in_order = _OPEN.order_by(_POSITION, _LAID.c.id).offset(offset).limit(limit)
    rows = session.execute(in_order, queue._asdict())
    return [(row.desk_code, not row.is_unread) for row in rows]


def list_last_answers(session: Session, queue: Queue) -> Sequence[Answered]:
    """Return the texts that were answered last, the newest first: enough to know a pace."""
    rows = session.execute(_LAST_ANSWERS, queue._asdict())
    return [Answered(row.desk_code, bool(row.is_open), row.answered_at) for row in rows]


def find_next_unread(session: Session, queue: Queue, *, after: int = 0) -> str | None:
    """Return the code of the next text without an answer, beginning again at the top."""
    for position in (after, 0):
        found = session.execute(_NEXT_UNREAD, queue._asdict() | {"position": position}).first()
        if found:
            return str(found.desk_code)
    return None


def find_beside(session: Session, queue: Queue, *, position: int) -> tuple[str | None, str | None]:
    """Return the codes of the open texts before and after a place in a queue."""
    rows = session.execute(_BESIDE, queue._asdict() | {"position": position})
    codes = {row.position > position: row.desk_code for row in rows}
    return codes.get(False), codes.get(True)


def find_newest_answer(session: Session, queue: Queue) -> datetime | None:
    """Return when the newest answer in a queue was given."""
    newest: datetime | None = session.scalar(_NEWEST_ANSWER, queue._asdict())
    return newest


def find_last_position(session: Session, queue: Queue) -> int:
    """Return the last position of a queue; 0 for an empty desk."""
    return session.scalar(_LAST_POSITION, queue._asdict()) or 0


def get_usual_length(session: Session, queue: Queue) -> float:
    """Return how many characters a student's text in a queue has, on average."""
    return float(session.scalar(_USUAL_LENGTH, queue._asdict()) or 0)
