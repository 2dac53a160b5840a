"""Ids that are the same in every world for what acts make, from what it is about."""

from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.orm import Session

from records.models.candidate import Candidate, Evidence
from records.models.desk.practice import Practice
from records.models.match import MatchRun
from records.models.proposal import Proposal
from tests.leaks.cast import same_id


@contextmanager
def same_ids(session: type[Session]):
    """Give what acts make the same id in every world, from what it is about."""

    def number(session: Session, _context: object, _rows: object) -> None:
        for row in session.new:
            if row.id is None and (name := _what_it_is_about(session, row)):
                row.id = same_id(name)

    event.listen(session, "before_flush", number)
    try:
        yield
    finally:
        event.remove(session, "before_flush", number)


def _what_it_is_about(session: Session, row: object) -> str:
    match row:
        case Candidate():
            return row.code
        case Evidence():
            return f"{_candidate_of(session, row).code} {row.letter}"
        case Proposal():
            return f"{row.candidate_id} {row.vacancy_id}"
        case MatchRun():
            return f"run {row.number}"
        case Practice():
            return f"practice {row.account_id} {row.letter} {row.number}"
        case _:
            return ""


def _candidate_of(session: Session, evidence: Evidence) -> Candidate:
    """Return whose text this is; on its way to the database only the other side knows."""
    loaded = (one for one in session.identity_map.values() if isinstance(one, Candidate))
    return next(one for one in loaded if evidence in one.evidence)
