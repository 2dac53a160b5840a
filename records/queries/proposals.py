"""Reads of proposals, seats and refusals."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from records.models.employer import Accreditation
from records.models.match import MatchRun
from records.models.proposal import (
    ACTIVE_STATES,
    SHARES_WITHIN,
    PendingAnswer,
    Proposal,
    ProposalState,
    Refusal,
    Seat,
)
from records.models.round import Round
from records.models.school import Programme
from records.models.vacancy import Vacancy, VacancyState
from records.queries.blind.candidates import list_candidate_ids_of_student
from records.vault.candidates import find_candidate_id_of_student

SHOWN_TO_EMPLOYERS = (ProposalState.ACCEPTED, ProposalState.CONFIRMED, ProposalState.REVEALED)
"""An employer hears of a proposal once the student wants it, and of no other."""
HAS_ANSWER = exists().where(PendingAnswer.proposal_id == Proposal.id)
"""The company has answered, and nobody else knows yet."""


def find_proposal_of_student(
    session: Session, proposal_id: UUID, *, student_id: UUID
) -> Proposal | None:
    """Return a proposal that was made to this student."""
    proposal = session.get(Proposal, proposal_id)
    if proposal is None:
        return None
    own_id = find_candidate_id_of_student(
        session, round_id=proposal.round_id, student_id=student_id
    )
    return proposal if proposal.candidate_id == own_id else None


def find_proposal_of_employer(
    session: Session, proposal_id: UUID, *, employer_id: UUID | None
) -> Proposal | None:
    """Return a proposal for one of this company's places that its student has accepted.

    One that has ended since is still there, so that an open page can say so.
    """
    return session.scalar(
        select(Proposal)
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .where(
            Proposal.id == proposal_id,
            Vacancy.employer_id == employer_id,
            Proposal.accepted_at.is_not(None),
        )
    )


def list_proposals_of_employer(session: Session, *, employer_id: UUID | None) -> Sequence[Proposal]:
    """Return the proposals this company may see, in an order that says nothing of the students."""
    return session.scalars(
        select(Proposal)
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .where(Vacancy.employer_id == employer_id, Proposal.state.in_(SHOWN_TO_EMPLOYERS))
        .options(joinedload(Proposal.vacancy), selectinload(Proposal.refusals))
        .order_by(Vacancy.title, Proposal.id)
    ).all()


def list_shown_proposals_of_student(session: Session, *, student_id: UUID) -> Sequence[Proposal]:
    """Return the proposals that this student said yes to, so that a company saw them."""
    own = list_candidate_ids_of_student(session, student_id=student_id)
    return session.scalars(
        select(Proposal)
        .where(Proposal.candidate_id.in_(own), Proposal.accepted_at.is_not(None))
        .options(joinedload(Proposal.vacancy).joinedload(Vacancy.employer))
        .order_by(Proposal.accepted_at.desc(), Proposal.id)
    ).all()


def find_latest_proposal(session: Session, *, candidate_id: UUID) -> Proposal | None:
    """Return the open proposal to this candidate, or else the newest."""
    return session.scalar(
        select(Proposal)
        .join(MatchRun, MatchRun.id == Proposal.match_run_id)
        .where(Proposal.candidate_id == candidate_id)
        .order_by(Proposal.state.in_(ACTIVE_STATES).desc(), MatchRun.number.desc(), Proposal.id)
        .limit(1)
    )


def list_proposals_of_round(session: Session, round_id: UUID) -> Sequence[Proposal]:
    """Return every proposal of a round, by candidate code and then the first one first."""
    return session.scalars(
        select(Proposal)
        .join(MatchRun, MatchRun.id == Proposal.match_run_id)
        .where(Proposal.round_id == round_id)
        .options(
            joinedload(Proposal.candidate),
            joinedload(Proposal.vacancy).joinedload(Vacancy.employer),
            selectinload(Proposal.refusals),
        )
        .order_by(Proposal.candidate_id, MatchRun.number, Proposal.id)
    ).all()


def has_vetoed(session: Session, *, candidate_id: UUID) -> bool:
    """Whether this candidate has used the veto of this round."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    Proposal.candidate_id == candidate_id,
                    Proposal.state == ProposalState.VETOED,
                )
            )
        )
    )


def list_free_seats(session: Session, round_id: UUID) -> Sequence[Seat]:
    """Return the seats of a round that nobody has a proposal for and nobody keeps free."""
    return session.scalars(
        select(Seat)
        .join(Vacancy, Vacancy.id == Seat.vacancy_id)
        .where(
            Vacancy.round_id == round_id,
            Vacancy.state == VacancyState.FROZEN,
            Seat.is_withdrawn.is_(False),
            Seat.is_held.is_(False),
            ~_has_lost_accreditation(),
            ~_is_taken(),
        )
        .order_by(Seat.vacancy_id, Seat.number, Seat.id)
    ).all()


def list_withdrawn_seats(session: Session, round_id: UUID) -> Sequence[Seat]:
    """Return the seats of a round that have gone, or are kept free outside the match."""
    return session.scalars(
        select(Seat)
        .join(Vacancy, Vacancy.id == Seat.vacancy_id)
        .where(
            Vacancy.round_id == round_id,
            or_(Seat.is_withdrawn, Seat.is_held, and_(_has_lost_accreditation(), ~_is_taken())),
        )
        .order_by(Seat.vacancy_id, Seat.number, Seat.id)
    ).all()


def has_gone(session: Session, seat_id: UUID) -> bool:
    """Whether a seat was withdrawn, or its company is no longer accredited for the period."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    Seat.id == seat_id,
                    Vacancy.id == Seat.vacancy_id,
                    Round.id == Vacancy.round_id,
                    or_(Seat.is_withdrawn, _has_lost_accreditation()),
                )
            )
        )
    )


def _is_taken() -> ColumnElement[bool]:
    return exists().where(Proposal.seat_id == Seat.id, Proposal.state.in_(ACTIVE_STATES))


def _has_lost_accreditation() -> ColumnElement[bool]:
    """Of a vacancy: the accreditation with which it was frozen ends before the period does."""
    return exists().where(
        Accreditation.employer_id == Vacancy.employer_id,
        Programme.id == Vacancy.programme_id,
        Accreditation.crebo == Programme.crebo,
        Round.id == Vacancy.round_id,
        Accreditation.valid_until < Round.period_ends_on,
    )


def find_last_answer_day(session: Session, round_id: UUID, *, today: date) -> date | None:
    """Return the last day on which a student or company may still answer, unless all are past."""
    return session.scalar(
        select(func.max(Proposal.employer_decides_by)).where(
            Proposal.round_id == round_id,
            Proposal.state.in_([ProposalState.PROPOSED, ProposalState.ACCEPTED]),
            Proposal.employer_decides_by >= today,
        )
    )


def list_proposals_waiting_for_company(session: Session) -> Sequence[Proposal]:
    """Return the proposals that a student said yes to and the company has not answered."""
    has_open_refusal = exists().where(
        Refusal.proposal_id == Proposal.id, Refusal.is_upheld.is_(None)
    )
    return session.scalars(
        select(Proposal)
        .where(Proposal.state == ProposalState.ACCEPTED, ~has_open_refusal, ~HAS_ANSWER)
        .options(joinedload(Proposal.vacancy).joinedload(Vacancy.employer))
        .order_by(Proposal.id)
    ).all()


def find_answer_to_settle(session: Session, *, now: datetime) -> PendingAnswer | None:
    """Return the first answer that can no longer be taken back, if there is one."""
    return session.scalar(
        select(PendingAnswer)
        .where(PendingAnswer.settles_at <= now)
        .order_by(PendingAnswer.settles_at, PendingAnswer.id)
        .limit(1)
    )


def list_overdue_proposals(session: Session, *, today: date) -> Sequence[Proposal]:
    """Return the proposals whose day to answer, or to share the name, has passed."""
    has_open_refusal = exists().where(
        Refusal.proposal_id == Proposal.id, Refusal.is_upheld.is_(None)
    )
    return session.scalars(
        select(Proposal)
        .join(Round, Round.id == Proposal.round_id)
        .where(
            or_(
                and_(Proposal.state == ProposalState.PROPOSED, Proposal.student_decides_by < today),
                and_(
                    Proposal.state == ProposalState.ACCEPTED,
                    Proposal.employer_decides_by < today,
                    ~has_open_refusal,
                    ~HAS_ANSWER,
                ),
                and_(
                    Proposal.state == ProposalState.CONFIRMED,
                    Round.period_starts_on <= today,
                    Proposal.employer_decides_by <= today - SHARES_WITHIN,
                ),
            )
        )
        .order_by(Proposal.id)
    ).all()


def find_refusal_of_school(
    session: Session, refusal_id: UUID, *, school_id: UUID | None
) -> Refusal | None:
    """Return an employer's refusal in one of this school's rounds."""
    return session.scalar(
        select(Refusal)
        .join(Proposal, Proposal.id == Refusal.proposal_id)
        .join(Round, Round.id == Proposal.round_id)
        .where(Refusal.id == refusal_id, Round.school_id == school_id)
    )


def list_open_refusals(session: Session, *, school_id: UUID | None) -> Sequence[Refusal]:
    """Return the refusals that this school still has to look at: their proposals have not ended."""
    return session.scalars(
        select(Refusal)
        .join(Proposal, Proposal.id == Refusal.proposal_id)
        .join(Round, Round.id == Proposal.round_id)
        .where(
            Round.school_id == school_id,
            Refusal.is_upheld.is_(None),
            Proposal.state == ProposalState.ACCEPTED,
        )
        .order_by(Refusal.refused_at, Refusal.id)
    ).all()
