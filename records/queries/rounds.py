"""Reads of rounds: what they are, and how far everybody is."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, selectinload

from records.models.account import Account, Role
from records.models.candidate import Candidate, Evidence, ReviewState
from records.models.desk.assessment import RoundAssessor
from records.models.employer import Accreditation
from records.models.proposal import Proposal, ProposalState
from records.models.round import (
    LotteryAbsence,
    LotterySecret,
    Round,
    RoundPhase,
    RoundProgramme,
)
from records.models.school import Programme
from records.models.student import Student
from records.models.trial import Trial, TrialState
from records.models.vacancy import Vacancy, VacancyState


def find_round_of_school(
    session: Session, round_id: UUID, *, school_id: UUID | None
) -> Round | None:
    """Return a round of this school."""
    return session.scalar(
        select(Round)
        .where(Round.id == round_id, Round.school_id == school_id)
        .options(selectinload(Round.programmes))
    )


def list_rounds_of_school(session: Session, *, school_id: UUID | None) -> Sequence[Round]:
    """Return every round of this school, the latest period first."""
    return session.scalars(
        select(Round)
        .where(Round.school_id == school_id)
        .options(selectinload(Round.programmes))
        .order_by(Round.period_starts_on.desc(), Round.name, Round.id)
    ).all()


def list_programmes_of_school(session: Session, *, school_id: UUID | None) -> Sequence[Programme]:
    """Return the programmes that a school teaches."""
    return session.scalars(
        select(Programme)
        .where(Programme.school_id == school_id)
        .order_by(Programme.name, Programme.level, Programme.id)
    ).all()


def list_round_assessors(session: Session, round_id: UUID) -> Sequence[RoundAssessor]:
    """Return who scores which programme of a round: the pair first, then the reserves."""
    return session.scalars(
        select(RoundAssessor)
        .where(RoundAssessor.round_id == round_id)
        .order_by(RoundAssessor.programme_id, RoundAssessor.seat, RoundAssessor.id)
    ).all()


def list_ready_assessors(session: Session, round_id: UUID) -> Sequence[RoundAssessor]:
    """Return those of them who can score: not excused, and with an account that is open."""
    return session.scalars(
        select(RoundAssessor)
        .join(Account, Account.id == RoundAssessor.account_id)
        .where(
            RoundAssessor.round_id == round_id,
            RoundAssessor.excused_at.is_(None),
            Account.is_active,
        )
        .order_by(RoundAssessor.programme_id, RoundAssessor.seat, RoundAssessor.id)
    ).all()


def list_assessed_rounds(session: Session, *, assessor_id: UUID) -> Sequence[Round]:
    """Return the running rounds in which somebody scores, the first to be scored first."""
    return session.scalars(
        select(Round)
        .where(
            Round.phase != RoundPhase.CLOSED,
            exists().where(
                RoundAssessor.round_id == Round.id, RoundAssessor.account_id == assessor_id
            ),
        )
        .order_by(Round.scoring_opens_on, Round.id)
    ).all()


def list_mentor_ids(session: Session, *, programme_id: UUID) -> Sequence[UUID]:
    """Return who mentors a student of this programme."""
    return session.scalars(
        select(Account.id)
        .where(
            exists().where(Student.mentor_id == Account.id, Student.programme_id == programme_id)
        )
        .order_by(Account.id)
    ).all()


def list_student_ids_of_round(
    session: Session, round_id: UUID, *, mentor_id: UUID | None = None
) -> Sequence[UUID]:
    """Return the students of the programmes of a round: everybody, or those of one mentor."""
    of_mentor = () if mentor_id is None else (Student.mentor_id == mentor_id,)
    return session.scalars(
        select(Student.id)
        .join(RoundProgramme, RoundProgramme.programme_id == Student.programme_id)
        .join(Account, Account.id == Student.id)
        .where(RoundProgramme.round_id == round_id, Account.is_active, *of_mentor)
        .order_by(Student.id)
    ).all()


def list_invited_accounts(session: Session, round_id: UUID, *, until: date) -> Sequence[UUID]:
    """Return the accounts at the companies accredited, that long, for a programme of a round."""
    return session.scalars(
        select(Account.id)
        .where(
            Account.is_active,
            exists().where(
                Accreditation.employer_id == Account.employer_id,
                Accreditation.valid_until >= until,
                Accreditation.crebo == Programme.crebo,
                Programme.id == RoundProgramme.programme_id,
                RoundProgramme.round_id == round_id,
            ),
        )
        .order_by(Account.id)
    ).all()


def list_certified_candidate_ids(session: Session, round_id: UUID) -> Sequence[UUID]:
    """Return the candidates who said that profile and ranking are ready."""
    return session.scalars(
        select(Candidate.id)
        .where(Candidate.round_id == round_id, Candidate.certified_at.is_not(None))
        .order_by(Candidate.id)
    ).all()


def list_parties(session: Session, round_id: UUID) -> Sequence[tuple[LotterySecret, Role]]:
    """Return the parties to the lottery in their stated order, each with the role it acts in."""
    return [
        (secret, role)
        for secret, role in session.execute(
            select(LotterySecret, Account.role)
            .join(Account, Account.id == LotterySecret.account_id)
            .where(LotterySecret.round_id == round_id)
            .order_by(LotterySecret.position, LotterySecret.id)
        )
    ]


def find_own_party(session: Session, round_id: UUID, *, account_id: UUID) -> LotterySecret | None:
    """Return the part of this account in the lottery of a round."""
    return session.scalar(
        select(LotterySecret).where(
            LotterySecret.round_id == round_id, LotterySecret.account_id == account_id
        )
    )


def find_absence(session: Session, round_id: UUID) -> LotteryAbsence | None:
    """Return the declaration that parties to this lottery are absent, agreed to or not."""
    return session.scalar(select(LotteryAbsence).where(LotteryAbsence.round_id == round_id))


def count_frozen_vacancies(session: Session, round_id: UUID) -> Mapping[UUID, int]:
    """Return per programme how many forms are frozen."""
    rows = session.execute(
        select(Vacancy.programme_id, func.count().label("frozen"))
        .where(Vacancy.round_id == round_id, Vacancy.state == VacancyState.FROZEN)
        .group_by(Vacancy.programme_id)
        .order_by(Vacancy.programme_id)
    )
    return {row.programme_id: row.frozen for row in rows}


def count_vacancies_to_check(session: Session, round_id: UUID) -> int:
    """Return how many forms wait for the school's check."""
    return _count(
        session,
        Vacancy,
        Vacancy.round_id == round_id,
        Vacancy.state == VacancyState.DRAFT,
        Vacancy.submitted_at.is_not(None),
    )


def count_texts_to_review(session: Session, round_id: UUID) -> int:
    """Return how many texts of certified profiles still wait for the reviewer."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Evidence)
            .join(Candidate, Candidate.id == Evidence.candidate_id)
            .where(
                Candidate.round_id == round_id,
                Candidate.certified_at.is_not(None),
                Evidence.review == ReviewState.WAITING,
                Evidence.blind_text.is_not(None),
            )
        )
        or 0
    )


def count_open_proposals(session: Session, round_id: UUID) -> int:
    """Return how many proposals still wait for an answer or for the name."""
    return _count(
        session,
        Proposal,
        Proposal.round_id == round_id,
        Proposal.state.in_(
            (ProposalState.PROPOSED, ProposalState.ACCEPTED, ProposalState.CONFIRMED)
        ),
    )


def count_running_trials(session: Session, round_id: UUID) -> int:
    """Return how many trials have no outcome yet."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Trial)
            .join(Proposal, Proposal.id == Trial.proposal_id)
            .where(Proposal.round_id == round_id, Trial.state != TrialState.CONCLUDED)
        )
        or 0
    )


def _count(session: Session, table: type[Vacancy | Proposal], *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0
