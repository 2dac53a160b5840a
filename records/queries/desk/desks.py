"""Reads of what lies on an assessor's desk: texts of students and cases about nobody, alike."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, NamedTuple, TypeAlias, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from records.models.candidate import Evidence
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import Round, RoundPhase
from records.queries.desk.assessments import is_other_view

Ts = TypeVarTuple("Ts")
Kind: TypeAlias = type[Assessment] | type[AnchorScore]

KINDS: Final[tuple[Kind, Kind]] = (Assessment, AnchorScore)
LIKE_A_TEXT: Final = 300
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
    texts = _on_desk(select(Assessment), Assessment, assessor_id)
    cases = _on_desk(select(AnchorScore), AnchorScore, assessor_id)
    return session.scalar(texts.where(Assessment.desk_code == desk_code)) or session.scalar(
        cases.where(AnchorScore.desk_code == desk_code)
    )


def has_lain_on_desk(session: Session, desk_code: str, *, assessor_id: UUID) -> bool:
    """Whether this code was ever on this assessor's own desk."""
    return any(
        session.scalar(
            select(kind.id).where(kind.desk_code == desk_code, kind.assessor_id == assessor_id)
        )
        for kind in KINDS
    )


def list_desk(session: Session, *, assessor_id: UUID) -> Sequence[DeskRow]:
    """Return what lies on an assessor's desk, each queue in its own order."""
    other = aliased(Assessment)
    texts = _on_desk(
        _with_length(
            _columns(
                Assessment,
                Assessment.observed_behaviour.is_not(None),
                other.observed_behaviour.is_not(None),
            )
        ),
        Assessment,
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
) -> Sequence[tuple[int, str, bool, datetime | None]]:
    """Return place, code, whether it has an answer and since when, of what is open in one queue.

    It is read for every text that is scored, so it reads no more than that.
    """
    rows = session.execute(
        union_all(*(_open_columns(kind, round_id, assessor_id, letter) for kind in KINDS))
    )
    return sorted((row[0], row[1], row[2], row[3]) for row in rows)


def find_next_unread(
    session: Session, round_id: UUID, *, assessor_id: UUID, letter: str, after: int
) -> str | None:
    """Return the code of the next text without an answer, beginning again at the top."""
    unread = union_all(
        *(
            _open_columns(kind, round_id, assessor_id, letter).where(
                kind.level.is_(None), kind.is_not_observed.is_(False)
            )
            for kind in KINDS
        )
    ).subquery()
    return session.scalar(
        select(unread.c.desk_code).order_by(unread.c.position <= after, unread.c.position).limit(1)
    )


def count_characters_to_read(
    session: Session, round_id: UUID, *, assessor_id: UUID, letter: str
) -> int:
    """Return how much text of students is open in one queue."""
    return (
        session.scalar(
            select(func.sum(func.length(Evidence.blind_text)))
            .select_from(Assessment)
            .join(Evidence, _is_its_text())
            .where(
                Assessment.round_id == round_id,
                Assessment.assessor_id == assessor_id,
                Assessment.letter == letter,
                Assessment.state == AssessmentState.OPEN,
            )
        )
        or 0
    )


def list_evidence_on_desk(session: Session, *, assessor_id: UUID) -> Sequence[tuple[str, Evidence]]:
    """Return every text of a student on an assessor's desk with its code, queue by queue."""
    rows = session.execute(
        _on_desk(select(Assessment.desk_code, Evidence), Assessment, assessor_id)
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
        for kind in KINDS
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
        for kind in KINDS
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


def _open_columns(
    kind: Kind, round_id: UUID, assessor_id: UUID, letter: str
) -> Select[int, str, bool, datetime | None]:
    return select(
        kind.position,
        kind.desk_code,
        or_(kind.level.is_not(None), kind.is_not_observed).label("is_answered"),
        kind.answered_at,
    ).where(
        kind.round_id == round_id,
        kind.assessor_id == assessor_id,
        kind.letter == letter,
        kind.state == AssessmentState.OPEN,
    )


def _on_desk(query: Select[*Ts], kind: Kind, assessor_id: UUID) -> Select[*Ts]:
    return query.join(Round, Round.id == kind.round_id).where(
        kind.assessor_id == assessor_id,
        Round.phase == RoundPhase.SCORING,
        kind.state != AssessmentState.RECUSED,
    )
