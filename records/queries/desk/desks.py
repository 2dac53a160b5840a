"""Reads of what lies on an assessor's desk: texts of students and cases about nobody, alike."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from records.models.candidate import Candidate, Evidence
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import Round, RoundPhase
from records.queries.desk.assessments import is_other_view

Ts = TypeVarTuple("Ts")
Kind = type[Assessment] | type[AnchorScore]

LIKE_A_TEXT = 300
"""For how many characters a case counts where only lengths are read."""


class DeskRow(NamedTuple):
    """One text on a desk, without the text."""

    opens_on: date
    round_id: UUID
    letter: str
    position: int
    desk_code: str
    round_name: str
    state: AssessmentState
    is_answered: bool
    answered_at: datetime | None
    has_described: bool
    other_has_described: bool
    characters: int


def find_on_desk(
    session: Session, desk_code: str, *, assessor_id: UUID
) -> Assessment | AnchorScore | None:
    """Return what lies on this assessor's own desk under this code, while the round is scored."""
    return session.scalar(
        _of_students(select(Assessment), assessor_id).where(Assessment.desk_code == desk_code)
    ) or session.scalar(
        _on_desk(select(AnchorScore), AnchorScore, assessor_id).where(
            AnchorScore.desk_code == desk_code
        )
    )


def has_lain_on_desk(session: Session, desk_code: str, *, assessor_id: UUID) -> bool:
    """Whether this code was ever on this assessor's own desk."""
    return any(
        session.scalar(
            select(kind.id).where(kind.desk_code == desk_code, kind.assessor_id == assessor_id)
        )
        for kind in (Assessment, AnchorScore)
    )


def list_desk(session: Session, *, assessor_id: UUID) -> Sequence[DeskRow]:
    """Return what lies on an assessor's desk, each queue in its own order."""
    other = aliased(Assessment)
    texts = _of_students(
        _with_length(
            _columns(
                Assessment,
                Assessment.observed_behaviour.is_not(None),
                other.observed_behaviour.is_not(None),
            )
        ),
        assessor_id,
    ).outerjoin(
        other,
        and_(Assessment.state == AssessmentState.RECONSIDERING, is_other_view(other)),
    )
    cases = _on_desk(
        _columns(AnchorScore, false(), false()).add_columns(literal(LIKE_A_TEXT)),
        AnchorScore,
        assessor_id,
    )
    return _in_order(session, texts, cases)


def list_open_pile(
    session: Session, round_id: UUID, *, assessor_id: UUID, letter: str
) -> Sequence[DeskRow]:
    """Return what can still be answered of one queue, in its order."""
    nothing = (false(), false())
    texts = _of_students(_with_length(_columns(Assessment, *nothing)), assessor_id)
    cases = _on_desk(
        _columns(AnchorScore, *nothing).add_columns(literal(LIKE_A_TEXT)), AnchorScore, assessor_id
    )
    return _in_order(
        session,
        texts.where(*_open_in(Assessment, round_id, letter)),
        cases.where(*_open_in(AnchorScore, round_id, letter)),
    )


def list_evidence_on_desk(session: Session, *, assessor_id: UUID) -> Sequence[tuple[str, Evidence]]:
    """Return every text of a student on an assessor's desk with its code, queue by queue."""
    rows = session.execute(
        _of_students(select(Assessment.desk_code, Evidence), assessor_id)
        .join(Evidence, _is_its_text())
        .order_by(
            Round.matching_opens_on,
            Round.id,
            Assessment.letter,
            Assessment.position,
            Assessment.id,
        )
    )
    return [(code, evidence) for code, evidence in rows]


def find_newest_answer(
    session: Session, round_id: UUID, *, assessor_id: UUID, letter: str
) -> datetime | None:
    """Return when the newest answer in one queue was given."""
    moments = [
        session.scalar(
            select(func.max(kind.answered_at)).where(
                kind.round_id == round_id,
                kind.assessor_id == assessor_id,
                kind.letter == letter,
            )
        )
        for kind in (Assessment, AnchorScore)
    ]
    return max((moment for moment in moments if moment), default=None)


def find_last_position(session: Session, round_id: UUID, *, assessor_id: UUID, letter: str) -> int:
    """Return the last position of one queue; 0 for an empty desk."""
    return max(
        session.scalar(
            select(func.max(kind.position)).where(
                kind.round_id == round_id,
                kind.assessor_id == assessor_id,
                kind.letter == letter,
            )
        )
        or 0
        for kind in (Assessment, AnchorScore)
    )


def _columns(kind: Kind, *described: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    return select(
        Round.matching_opens_on,
        kind.round_id,
        kind.letter,
        kind.position,
        kind.desk_code,
        Round.name,
        kind.state,
        or_(kind.level.is_not(None), kind.is_not_observed),
        kind.answered_at,
        *described,
    )


def _with_length(query: Select[*Ts]) -> Select[*Ts]:
    return query.add_columns(func.coalesce(func.length(Evidence.blind_text), 0)).outerjoin(
        Evidence, _is_its_text()
    )


def _in_order(session: Session, texts: Select[*Ts], cases: Select[*Ts]) -> Sequence[DeskRow]:
    """Return texts and cases as one, so that nothing tells one from the other."""
    rows = [*session.execute(texts), *session.execute(cases)]
    return sorted((DeskRow(*row) for row in rows), key=lambda row: row[:5])


def _is_its_text() -> ColumnElement[bool]:
    return and_(
        Evidence.candidate_id == Assessment.candidate_id, Evidence.letter == Assessment.letter
    )


def _open_in(kind: Kind, round_id: UUID, letter: str) -> tuple[ColumnElement[bool], ...]:
    return (
        kind.round_id == round_id,
        kind.letter == letter,
        kind.state == AssessmentState.OPEN,
    )


def _of_students(query: Select[*Ts], assessor_id: UUID) -> Select[*Ts]:
    """Of students who take part: what somebody who stepped out wrote lies on no desk."""
    return _on_desk(query, Assessment, assessor_id).join(
        Candidate,
        and_(Candidate.id == Assessment.candidate_id, Candidate.certified_at.is_not(None)),
    )


def _on_desk(query: Select[*Ts], kind: Kind, assessor_id: UUID) -> Select[*Ts]:
    return query.join(Round, Round.id == kind.round_id).where(
        kind.assessor_id == assessor_id,
        Round.phase == RoundPhase.SCORING,
        kind.state != AssessmentState.RECUSED,
    )
