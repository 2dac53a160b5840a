"""Reads of what lies on an assessor's desk: texts of students and cases about nobody, alike."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeVar, TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.orm import Session, aliased

from records.models.candidate import Evidence
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import Round, RoundPhase
from records.queries.desk.assessments import is_other_view
from records.queries.desk.queues import KINDS, Kind, is_its_text, is_open, is_unread

K = TypeVar("K", Assessment, AnchorScore)
Ts = TypeVarTuple("Ts")


class QueueRow(NamedTuple):
    """One queue on a desk, counted."""

    opens_on: date
    round_id: UUID
    letter: str
    round_name: str
    to_score: int
    """How many texts can still be answered."""
    unread: int
    """How many of these have no answer yet."""


class SecondLook(NamedTuple):
    """One text on which two differ, without the text."""

    round_id: UUID
    letter: str
    desk_code: str
    has_described: bool
    other_has_described: bool


def find_on_desk(
    session: Session, desk_code: str, *, assessor_id: UUID
) -> Assessment | AnchorScore | None:
    """Return what lies on this assessor's own desk under this code, while the round is scored."""
    return _find_on_desk(session, Assessment, desk_code, assessor_id) or _find_on_desk(
        session, AnchorScore, desk_code, assessor_id
    )


def has_lain_on_desk(session: Session, desk_code: str, *, assessor_id: UUID) -> bool:
    """Whether this code was ever on this assessor's own desk."""
    return any(
        session.scalar(
            select(kind.id).where(kind.desk_code == desk_code, kind.assessor_id == assessor_id)
        )
        for kind in KINDS
    )


def list_queues(session: Session, *, assessor_id: UUID) -> Sequence[QueueRow]:
    """Return every queue on an assessor's desk, first of the round that is matched first."""
    laid = union_all(
        *(
            _on_desk(
                select(
                    Round.matching_opens_on,
                    Round.id,
                    kind.letter,
                    Round.name,
                    is_open(kind).label("is_open"),
                    is_unread(kind).label("is_unread"),
                ),
                kind,
                assessor_id,
            )
            for kind in KINDS
        )
    ).subquery()
    queue = (laid.c.matching_opens_on, laid.c.id, laid.c.letter, laid.c.name)
    rows = session.execute(
        select(*queue, func.sum(laid.c.is_open), func.sum(laid.c.is_unread))
        .group_by(*queue)
        .order_by(laid.c.matching_opens_on, laid.c.name, laid.c.letter, laid.c.id)
    )
    return [QueueRow(*row) for row in rows]


def list_second_looks(session: Session, *, assessor_id: UUID) -> Sequence[SecondLook]:
    """Return the texts on an assessor's desk on which two differ, each queue in its own order."""
    other = aliased(Assessment)
    rows = session.execute(
        _on_desk(
            select(
                Assessment.round_id,
                Assessment.letter,
                Assessment.desk_code,
                Assessment.observed_behaviour.is_not(None),
                other.observed_behaviour.is_not(None),
            ),
            Assessment,
            assessor_id,
        )
        .outerjoin(other, is_other_view(other))
        .where(Assessment.state == AssessmentState.RECONSIDERING)
        .order_by(Assessment.round_id, Assessment.letter, Assessment.position, Assessment.id)
    )
    return [SecondLook(*row) for row in rows]


def list_evidence_on_desk(session: Session, *, assessor_id: UUID) -> Sequence[tuple[str, Evidence]]:
    """Return every text of a student that an assessor scores or scored, with its code."""
    rows = session.execute(
        select(Assessment.desk_code, Evidence)
        .join(Round, Round.id == Assessment.round_id)
        .join(Evidence, is_its_text())
        .where(
            Assessment.assessor_id == assessor_id,
            Assessment.state != AssessmentState.RECUSED,
        )
        .order_by(
            Round.matching_opens_on,
            Round.id,
            Assessment.letter,
            Assessment.position,
            Assessment.id,
        )
    )
    return [(code, evidence) for code, evidence in rows]


def _find_on_desk(session: Session, kind: type[K], desk_code: str, assessor_id: UUID) -> K | None:
    return session.scalar(
        _on_desk(select(kind), kind, assessor_id).where(kind.desk_code == desk_code)
    )


def _on_desk(query: Select[*Ts], kind: Kind, assessor_id: UUID) -> Select[*Ts]:
    return query.join(Round, Round.id == kind.round_id).where(
        kind.assessor_id == assessor_id,
        Round.phase == RoundPhase.SCORING,
        kind.state != AssessmentState.RECUSED,
    )
