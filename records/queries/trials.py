"""Reads of trials, and of who can assess one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, case, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from records.models.account import Account, Role
from records.models.audit import AuditEvent
from records.models.desk.assessment import Assessment
from records.models.proposal import Proposal, ProposalState
from records.models.round import Round
from records.models.trial import Trial, TrialState
from records.models.vacancy import Vacancy
from records.queries.blind.candidates import list_candidate_ids_of_student
from records.vault.candidates import find_candidate_id_of_student

SHOWN_TO_EMPLOYERS = (ProposalState.REVEALED, ProposalState.STOPPED)
WHOLE_TRIAL = (
    joinedload(Trial.proposal).joinedload(Proposal.vacancy).joinedload(Vacancy.employer),
    joinedload(Trial.proposal).joinedload(Proposal.round),
    selectinload(Trial.ratings),
    selectinload(Trial.contacts),
)


def find_trial_of_proposal(session: Session, proposal_id: UUID) -> Trial | None:
    """Return the trial that follows from a proposal, if it was planned."""
    return session.scalar(select(Trial).where(Trial.proposal_id == proposal_id))


def find_trial_of_student(session: Session, trial_id: UUID, *, student_id: UUID) -> Trial | None:
    """Return a trial of this student."""
    trial = session.get(Trial, trial_id)
    if trial is None:
        return None
    own_id = find_candidate_id_of_student(
        session, round_id=trial.proposal.round_id, student_id=student_id
    )
    return trial if trial.proposal.candidate_id == own_id else None


def list_trials_of_student(session: Session, *, student_id: UUID) -> Sequence[Trial]:
    """Return the trials of this student in every round, the newest first."""
    own = list_candidate_ids_of_student(session, student_id=student_id)
    return session.scalars(
        select(Trial)
        .join(Proposal, Proposal.id == Trial.proposal_id)
        .where(Proposal.candidate_id.in_(own))
        .options(*WHOLE_TRIAL)
        .order_by(Trial.starts_on.desc(), Proposal.revealed_at.desc(), Trial.id)
    ).all()


def find_trial_of_employer(
    session: Session, trial_id: UUID, *, employer_id: UUID | None
) -> Trial | None:
    """Return a trial at one of this company's places."""
    return session.scalar(_trials_of_employer(employer_id).where(Trial.id == trial_id))


def list_trials_of_employer(session: Session, *, employer_id: UUID | None) -> Sequence[Trial]:
    """Return the trials at this company's places, the newest first."""
    return session.scalars(
        _trials_of_employer(employer_id)
        .options(*WHOLE_TRIAL)
        .order_by(Trial.starts_on.desc(), Vacancy.title, Trial.id)
    ).all()


def find_trial_of_school(
    session: Session, trial_id: UUID, *, school_id: UUID | None, assessor_id: UUID | None = None
) -> Trial | None:
    """Return a trial in one of this school's rounds; of one assessor only, if one is given."""
    return session.scalar(_trials_of_school(school_id, assessor_id).where(Trial.id == trial_id))


def list_trials_of_school(
    session: Session, *, school_id: UUID | None, assessor_id: UUID | None = None
) -> Sequence[Trial]:
    """Return the trials in this school's rounds, those that are assessed first first."""
    return session.scalars(
        _trials_of_school(school_id, assessor_id)
        .options(*WHOLE_TRIAL)
        .order_by(Trial.assessment_at, Trial.id)
    ).all()


def list_trials_to_assess(session: Session, *, after: datetime, until: datetime) -> Sequence[Trial]:
    """Return the trials whose assessment falls between two moments and is not complete."""
    return session.scalars(
        select(Trial)
        .where(
            Trial.state.in_((TrialState.PLANNED, TrialState.STARTED, TrialState.CHECKED)),
            Trial.assessment_at > after,
            Trial.assessment_at <= until,
        )
        .options(*WHOLE_TRIAL)
        .order_by(Trial.assessment_at, Trial.id)
    ).all()


def list_events_of_trials(
    session: Session, event: str, *, trial_ids: Iterable[UUID]
) -> Sequence[AuditEvent]:
    """Return the audit lines of one kind about these trials."""
    return session.scalars(
        select(AuditEvent)
        .where(AuditEvent.event == event, AuditEvent.subject_id.in_(list(trial_ids)))
        .order_by(AuditEvent.happened_at, AuditEvent.id)
    ).all()


def list_school_assessors(
    session: Session, *, candidate_id: UUID, school_id: UUID, mentor_id: UUID | None
) -> Sequence[UUID]:
    """Return who of the school can assess a trial: nobody who scored this candidate.

    The student's own mentor comes first, then other mentors, coordinators and assessors, those
    with the fewest trials first.
    """
    trial_count = (
        select(func.count())
        .select_from(Trial)
        .where(Trial.school_assessor_id == Account.id)
        .scalar_subquery()
    )
    has_scored = exists().where(
        Assessment.candidate_id == candidate_id, Assessment.assessor_id == Account.id
    )
    roles = (Role.MENTOR, Role.COORDINATOR, Role.ASSESSOR)
    is_mentor = case((Account.id == mentor_id, 0), else_=1)
    place_of_role = case(
        {role.value: place for place, role in enumerate(roles)}, value=Account.role
    )
    return session.scalars(
        select(Account.id)
        .where(
            Account.school_id == school_id, Account.is_active, Account.role.in_(roles), ~has_scored
        )
        .order_by(is_mentor, place_of_role, trial_count, Account.id)
    ).all()


def _trials_of_employer(employer_id: UUID | None) -> Select[Trial]:
    return (
        select(Trial)
        .join(Proposal, Proposal.id == Trial.proposal_id)
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .where(Vacancy.employer_id == employer_id, Proposal.state.in_(SHOWN_TO_EMPLOYERS))
    )


def _trials_of_school(school_id: UUID | None, assessor_id: UUID | None) -> Select[Trial]:
    trials = (
        select(Trial)
        .join(Proposal, Proposal.id == Trial.proposal_id)
        .join(Round, Round.id == Proposal.round_id)
        .where(Round.school_id == school_id)
    )
    return trials if assessor_id is None else trials.where(Trial.school_assessor_id == assessor_id)
