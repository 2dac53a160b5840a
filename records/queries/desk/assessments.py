"""Reads of assessments: desks, and what the views on one text add up to."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from records.models.candidate import Candidate, Evidence, ReviewState
from records.models.desk.assessment import Assessment, AssessmentState, RoundAssessor
from records.models.vacancy import Criterion, Vacancy, VacancyState

IS_GIVEN = Assessment.state != AssessmentState.RECUSED


def list_own_open(
    session: Session, round_id: UUID, *, assessor_id: UUID, letter: str
) -> Sequence[Assessment]:
    """Return the open rows of one queue, held still for whoever locks them."""
    return session.scalars(
        select(Assessment)
        .where(
            Assessment.round_id == round_id,
            Assessment.assessor_id == assessor_id,
            Assessment.letter == letter,
            Assessment.state == AssessmentState.OPEN,
        )
        .order_by(Assessment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def list_unfinished_of(
    session: Session, round_id: UUID, *, assessor_id: UUID
) -> Sequence[Assessment]:
    """Return what somebody has still to say in a round."""
    return session.scalars(
        select(Assessment)
        .where(
            Assessment.round_id == round_id,
            Assessment.assessor_id == assessor_id,
            Assessment.state.in_((AssessmentState.OPEN, AssessmentState.RECONSIDERING)),
        )
        .order_by(Assessment.letter, Assessment.id)
    ).all()


def list_views(session: Session, round_id: UUID, *, letter: str) -> Sequence[Assessment]:
    """Return every view on one competence in a round, text by text, as the database has it now.

    What a student wrote who stepped out is left as it stands.
    """
    return session.scalars(
        select(Assessment)
        .join(Assessment.candidate)
        .options(contains_eager(Assessment.candidate))
        .where(
            Assessment.round_id == round_id,
            Assessment.letter == letter,
            Candidate.certified_at.is_not(None),
        )
        .order_by(Assessment.candidate_id, Assessment.id)
        .execution_options(populate_existing=True)
    ).all()


def list_views_of_round(session: Session, round_id: UUID) -> Sequence[Assessment]:
    """Return every view in a round by programme and competence, text by text."""
    return session.scalars(
        select(Assessment)
        .join(Assessment.candidate)
        .options(contains_eager(Assessment.candidate))
        .where(Assessment.round_id == round_id, Candidate.certified_at.is_not(None), IS_GIVEN)
        .order_by(Candidate.programme_id, Assessment.letter, Assessment.candidate_id, Assessment.id)
    ).all()


def list_unsettled_of_candidate(session: Session, *, candidate_id: UUID) -> Sequence[Assessment]:
    """Return what still lies on a desk of what one candidate wrote."""
    return session.scalars(
        select(Assessment)
        .where(
            Assessment.candidate_id == candidate_id,
            Assessment.state.not_in((AssessmentState.FINAL, AssessmentState.RECUSED)),
        )
        .order_by(Assessment.id)
    ).all()


def get_scored_letters(session: Session, round_id: UUID) -> frozenset[str]:
    """Return the competences that lie on a desk in this round."""
    return frozenset(
        session.scalars(select(Assessment.letter).where(Assessment.round_id == round_id).distinct())
    )


def find_other_view(session: Session, assessment: Assessment) -> Assessment | None:
    """Return the view of the other one of the pair on the same text."""
    return session.scalar(
        select(Assessment).where(
            Assessment.candidate_id == assessment.candidate_id,
            Assessment.letter == assessment.letter,
            Assessment.id != assessment.id,
            Assessment.is_tiebreak.is_(False),
            IS_GIVEN,
        )
    )


def find_cleared_evidence(session: Session, *, candidate_id: UUID, letter: str) -> Evidence | None:
    """Return the evidence that a reviewer has cleared, if there is any."""
    return session.scalar(
        select(Evidence).where(
            Evidence.candidate_id == candidate_id,
            Evidence.letter == letter,
            Evidence.review == ReviewState.CLEARED,
        )
    )


def get_asked_letters(session: Session, *, round_id: UUID, programme_id: UUID) -> frozenset[str]:
    """Return the competences that a frozen place of a programme asks at the start.

    What is learned at the place asks level 1 and takes no part in the fit, so nobody scores it.
    """
    return frozenset(
        session.scalars(
            select(Criterion.letter)
            .join(Vacancy, Vacancy.id == Criterion.vacancy_id)
            .where(
                Vacancy.round_id == round_id,
                Vacancy.programme_id == programme_id,
                Vacancy.state == VacancyState.FROZEN,
                Criterion.required_level > 1,
            )
            .distinct()
        )
    )


def list_cleared_texts(
    session: Session, *, round_id: UUID, programme_id: UUID, letters: Collection[str]
) -> Sequence[tuple[UUID, str]]:
    """Return candidate and competence of every cleared text of a certified profile."""
    rows = session.execute(
        select(Evidence.candidate_id, Evidence.letter)
        .join(Candidate, Candidate.id == Evidence.candidate_id)
        .where(
            Candidate.round_id == round_id,
            Candidate.programme_id == programme_id,
            Candidate.certified_at.is_not(None),
            Evidence.review == ReviewState.CLEARED,
            Evidence.letter.in_(letters),
        )
        .order_by(Evidence.letter, Evidence.candidate_id)
    )
    return [(candidate_id, letter) for candidate_id, letter in rows]


def list_final_views(session: Session, round_id: UUID) -> Sequence[Assessment]:
    """Return the final views with a level: the pair in the order of its seats, then a third."""
    return session.scalars(
        select(Assessment)
        .join(Candidate, Candidate.id == Assessment.candidate_id)
        .outerjoin(
            RoundAssessor,
            and_(
                RoundAssessor.round_id == Assessment.round_id,
                RoundAssessor.programme_id == Candidate.programme_id,
                RoundAssessor.account_id == Assessment.assessor_id,
            ),
        )
        .where(
            Assessment.round_id == round_id,
            Assessment.state == AssessmentState.FINAL,
            Assessment.level.is_not(None),
        )
        .order_by(
            Assessment.candidate_id,
            Assessment.letter,
            Assessment.is_tiebreak,
            RoundAssessor.seat,
            Assessment.id,
        )
    ).all()


def count_on_desk(
    session: Session, round_id: UUID, *, assessor_id: UUID, state: AssessmentState
) -> int:
    """Return how many texts on somebody's desk stand like that."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Assessment)
            .where(
                Assessment.round_id == round_id,
                Assessment.assessor_id == assessor_id,
                Assessment.state == state,
            )
        )
        or 0
    )


def count_to_decide(session: Session, round_id: UUID, *, assessor_id: UUID) -> int:
    """Return on how many texts somebody can decide once more: both have written what they saw."""
    other = aliased(Assessment)
    return (
        session.scalar(
            select(func.count())
            .select_from(Assessment)
            .join(other, is_other_view(other))
            .where(
                Assessment.round_id == round_id,
                Assessment.assessor_id == assessor_id,
                Assessment.state == AssessmentState.RECONSIDERING,
                Assessment.observed_behaviour.is_not(None),
                other.observed_behaviour.is_not(None),
            )
        )
        or 0
    )


def count_texts(session: Session, round_id: UUID) -> int:
    """Return how many texts are scored in this round."""
    texts = (
        select(Assessment.candidate_id, Assessment.letter)
        .where(Assessment.round_id == round_id, _takes_part())
        .distinct()
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(texts)) or 0


def count_open_scores(session: Session, round_id: UUID, *, far_apart: int) -> int:
    """Return how many texts lack a view, a decision after a difference, or a third view."""
    is_view = and_(IS_GIVEN, not_(Assessment.is_tiebreak))
    level = case((is_view, Assessment.level))
    is_open = Assessment.state.not_in((AssessmentState.FINAL, AssessmentState.RECUSED))
    unfinished = (
        select(Assessment.candidate_id, Assessment.letter)
        .where(Assessment.round_id == round_id, _takes_part())
        .group_by(Assessment.candidate_id, Assessment.letter)
        .having(
            or_(
                func.sum(case((is_open, 1), else_=0)) > 0,
                func.sum(case((is_view, 1), else_=0)) < 2,
                and_(
                    func.max(level) - func.min(level) >= far_apart,
                    func.sum(case((and_(IS_GIVEN, Assessment.is_tiebreak), 1), else_=0)) == 0,
                ),
            )
        )
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(unfinished)) or 0


def _takes_part() -> ColumnElement[bool]:
    """Whether the student did not step out since."""
    return exists().where(
        Candidate.id == Assessment.candidate_id, Candidate.certified_at.is_not(None)
    )


def is_other_view(other: type[Assessment]) -> ColumnElement[bool]:
    """Whether a row is the view of the other one of the pair on the same text."""
    return and_(
        other.candidate_id == Assessment.candidate_id,
        other.letter == Assessment.letter,
        other.id != Assessment.id,
        other.is_tiebreak.is_(False),
        other.state != AssessmentState.RECUSED,
        Assessment.is_tiebreak.is_(False),
    )
