"""Reads of match runs, and of everything a round hands to one."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from records.models.candidate import Candidate
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.match import (
    OPEN_STATES,
    STANDING_STATES,
    ExchangeProof,
    FrozenInput,
    InputState,
    MatchOverride,
    MatchRun,
    MatchRunState,
)
from records.models.round import Round
from records.models.vacancy import Vacancy, VacancyState


def find_match_run_of_school(
    session: Session, run_id: UUID, *, school_id: UUID | None
) -> MatchRun | None:
    """Return a run of one of this school's rounds."""
    return session.scalar(
        select(MatchRun).join(Round).where(MatchRun.id == run_id, Round.school_id == school_id)
    )


def find_open_run(session: Session, round_id: UUID) -> MatchRun | None:
    """Return the run of this round that still waits for a machine or a person."""
    return session.scalar(
        select(MatchRun).where(MatchRun.round_id == round_id, MatchRun.state.in_(OPEN_STATES))
    )


def find_published_run(session: Session, round_id: UUID) -> MatchRun | None:
    """Return the latest published run of this round."""
    return session.scalar(
        select(MatchRun)
        .where(MatchRun.round_id == round_id, MatchRun.state == MatchRunState.PUBLISHED)
        .order_by(MatchRun.number.desc())
        .limit(1)
    )


def list_runs_of_round(session: Session, round_id: UUID) -> Sequence[MatchRun]:
    """Return every run of this round, the first one first."""
    return session.scalars(
        select(MatchRun).where(MatchRun.round_id == round_id).order_by(MatchRun.number, MatchRun.id)
    ).all()


def list_runs_to_perform(session: Session) -> Sequence[MatchRun]:
    """Return the runs that wait for a worker, or whose worker stopped half-way."""
    return session.scalars(
        select(MatchRun)
        .where(MatchRun.state.in_((MatchRunState.WAITING, MatchRunState.RUNNING)))
        .order_by(MatchRun.requested_at, MatchRun.id)
    ).all()


def list_confirmed_runs(session: Session, *, until: date) -> Sequence[MatchRun]:
    """Return the runs that a coordinator stands for and whose announced day has come."""
    return session.scalars(
        select(MatchRun)
        .join(Round)
        .where(MatchRun.state == MatchRunState.CONFIRMED, Round.results_on <= until)
        .order_by(MatchRun.confirmed_at, MatchRun.id)
    ).all()


def count_runs_of_round(session: Session, round_id: UUID) -> int:
    """Return how many runs this round has had."""
    return session.scalar(select(func.count()).where(MatchRun.round_id == round_id)) or 0


def find_standing_input(session: Session, round_id: UUID) -> FrozenInput | None:
    """Return the input of this round that is frozen, or is being frozen."""
    return session.scalar(
        select(FrozenInput).where(
            FrozenInput.round_id == round_id, FrozenInput.state.in_(STANDING_STATES)
        )
    )


def is_input_frozen(session: Session, round_id: UUID) -> bool:
    """Return whether the digest of this round's input stands."""
    return bool(
        session.scalar(
            select(func.count()).where(
                FrozenInput.round_id == round_id, FrozenInput.state == InputState.FROZEN
            )
        )
    )


def is_input_reopened(session: Session, round_id: UUID) -> bool:
    """Return whether the input of this round was frozen and has been reopened."""
    inputs = list_inputs_of_round(session, round_id)
    return bool(inputs) and inputs[-1].state is InputState.REOPENED


def list_inputs_of_round(session: Session, round_id: UUID) -> Sequence[FrozenInput]:
    """Return every input that this round has frozen, the first one first."""
    return session.scalars(
        select(FrozenInput)
        .where(FrozenInput.round_id == round_id)
        .order_by(FrozenInput.number, FrozenInput.id)
    ).all()


def list_inputs_to_freeze(session: Session) -> Sequence[FrozenInput]:
    """Return the inputs that wait for a worker."""
    return session.scalars(
        select(FrozenInput)
        .where(FrozenInput.state == InputState.WAITING)
        .order_by(FrozenInput.round_id, FrozenInput.id)
    ).all()


def list_proofs_to_perform(session: Session) -> Sequence[ExchangeProof]:
    """Return the proofs that were asked for, oldest first."""
    return session.scalars(
        select(ExchangeProof)
        .where(ExchangeProof.finished_at.is_(None))
        .order_by(ExchangeProof.requested_at, ExchangeProof.id)
    ).all()


def find_latest_proof(session: Session, round_id: UUID) -> ExchangeProof | None:
    """Return the proof of this round that was asked for last."""
    return session.scalars(
        select(ExchangeProof)
        .where(ExchangeProof.round_id == round_id)
        .order_by(ExchangeProof.requested_at.desc(), ExchangeProof.id)
        .limit(1)
    ).first()


def list_overrides_of_round(session: Session, round_id: UUID) -> Sequence[MatchOverride]:
    """Return the exceptions to this round's runs, approved or not."""
    return session.scalars(
        select(MatchOverride)
        .join(MatchRun, MatchRun.id == MatchOverride.match_run_id)
        .where(MatchRun.round_id == round_id)
        .order_by(MatchRun.number, MatchOverride.id)
    ).all()


def list_overrides_of_run(session: Session, run_id: UUID) -> Sequence[MatchOverride]:
    """Return the exceptions to this run, approved or not."""
    return session.scalars(
        select(MatchOverride).where(MatchOverride.match_run_id == run_id).order_by(MatchOverride.id)
    ).all()


def find_override_of_school(
    session: Session, override_id: UUID, *, school_id: UUID | None
) -> MatchOverride | None:
    """Return an exception to a run of one of this school's rounds."""
    return session.scalar(
        select(MatchOverride)
        .join(MatchRun, MatchRun.id == MatchOverride.match_run_id)
        .join(Round, Round.id == MatchRun.round_id)
        .where(MatchOverride.id == override_id, Round.school_id == school_id)
    )


def list_certified_candidates(session: Session, round_id: UUID) -> Sequence[Candidate]:
    """Return the candidates who take part in the match, by code, with all that counts there."""
    return session.scalars(
        select(Candidate)
        .where(Candidate.round_id == round_id, Candidate.certified_at.is_not(None))
        .options(
            selectinload(Candidate.wishes),
            selectinload(Candidate.learning_wishes),
            selectinload(Candidate.documents),
        )
        .order_by(Candidate.code, Candidate.id)
    ).all()


def find_candidate_by_code(session: Session, *, round_id: UUID, code: str) -> Candidate | None:
    """Return the candidate with this code in this round."""
    return session.scalar(
        select(Candidate).where(Candidate.round_id == round_id, Candidate.code == code)
    )


def list_places_of_round(session: Session, round_id: UUID) -> Sequence[Vacancy]:
    """Return the frozen places of a round, with what they ask and who offers them."""
    return session.scalars(
        select(Vacancy)
        .where(Vacancy.round_id == round_id, Vacancy.state == VacancyState.FROZEN)
        .options(
            joinedload(Vacancy.employer),
            selectinload(Vacancy.criteria),
            selectinload(Vacancy.hard_requirements),
        )
        .order_by(Vacancy.title, Vacancy.id)
    ).all()


def count_unfinished_assessments(session: Session, round_id: UUID) -> int:
    """Return how many scores of this round are not final yet."""
    return (
        session.scalar(
            select(func.count()).where(
                Assessment.round_id == round_id,
                Assessment.state.not_in((AssessmentState.FINAL, AssessmentState.RECUSED)),
            )
        )
        or 0
    )
