"""Reads of signals: whose they are and how far, never what they say."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from records.models.account import Account
from records.models.employer import Employer
from records.models.proposal import Seat
from records.models.round import Round, RoundPhase
from records.models.school import School
from records.models.signal import (
    ConfidantKey,
    Letter,
    Signal,
    SignalFigures,
    SignalState,
)
from records.models.vacancy import Vacancy
from records.queries.proposals import list_free_seats

HANDED_OVER = (SignalState.OPEN, SignalState.CLOSED)
RUNNING = (RoundPhase.PROPOSALS, RoundPhase.TRIALS)


def list_schools(session: Session) -> Sequence[School]:
    """Return every school, by name."""
    return session.scalars(select(School).order_by(School.name, School.id)).all()


def find_confidant_key(session: Session, account_id: UUID) -> ConfidantKey | None:
    """Return the key of this confidant, if one was made."""
    return session.scalar(select(ConfidantKey).where(ConfidantKey.account_id == account_id))


def list_confidant_keys(session: Session, school_id: UUID | None) -> Sequence[ConfidantKey]:
    """Return the key of everybody who is confidant of a school now, vouched for or not."""
    return session.scalars(
        select(ConfidantKey)
        .join(Account, Account.id == ConfidantKey.account_id)
        .where(ConfidantKey.school_id == school_id, Account.is_active)
        .order_by(ConfidantKey.account_id, ConfidantKey.id)
    ).all()


def list_all_confidant_keys(session: Session) -> Sequence[ConfidantKey]:
    """Return every key that somebody vouched for, of every school."""
    return session.scalars(
        select(ConfidantKey)
        .join(Account, Account.id == ConfidantKey.account_id)
        .where(ConfidantKey.admitted_by.is_not(None), Account.is_active)
        .order_by(ConfidantKey.school_id, ConfidantKey.id)
    ).all()


def find_signal_by_lookup(session: Session, lookup: str) -> Signal | None:
    """Return the signal of a receipt."""
    return session.scalar(
        select(Signal)
        .where(Signal.lookup == lookup)
        .options(selectinload(Signal.letters).selectinload(Letter.keys))
    )


def find_signal_of_school(
    session: Session, signal_id: UUID, *, school_id: UUID | None
) -> Signal | None:
    """Return a signal that was handed to the confidants of this school."""
    return session.scalar(
        select(Signal)
        .where(Signal.id == signal_id, Signal.school_id == school_id, Signal.state.in_(HANDED_OVER))
        .options(selectinload(Signal.letters).selectinload(Letter.keys))
    )


def list_signals_of_school(session: Session, school_id: UUID | None) -> Sequence[Signal]:
    """Return what was handed to the confidants of this school, what is open first."""
    return session.scalars(
        select(Signal)
        .where(Signal.school_id == school_id, Signal.state.in_(HANDED_OVER))
        .options(selectinload(Signal.letters).selectinload(Letter.keys))
        .order_by(Signal.state.desc(), Signal.week.desc(), Signal.id)
    ).all()


def list_signals_about(session: Session, company_tags: Sequence[str]) -> Sequence[Signal]:
    """Return the signals about one company, handed over or waiting."""
    return session.scalars(
        select(Signal)
        .where(Signal.company_tag.in_(company_tags), Signal.state != SignalState.KEPT)
        .order_by(Signal.id)
    ).all()


def list_signals_to_share(session: Session, school_id: UUID | None) -> Sequence[Signal]:
    """Return everything that is sealed to the confidants of this school, given to them or not."""
    return session.scalars(
        select(Signal)
        .where(Signal.school_id == school_id, Signal.state != SignalState.KEPT)
        .options(selectinload(Signal.letters).selectinload(Letter.keys))
        .order_by(Signal.id)
    ).all()


def list_signals_to_forget(
    session: Session, *, closed_before: str, begun_before: str
) -> Sequence[Signal]:
    """Return what was closed before a week, and what nobody was given and began before another."""
    never_given = Signal.state.in_((SignalState.KEPT, SignalState.WAITING))
    return session.scalars(
        select(Signal)
        .where(
            or_(
                Signal.closed_week < closed_before,
                and_(never_given, Signal.week < begun_before),
            )
        )
        .order_by(Signal.id)
    ).all()


def list_untold_signals(session: Session, school_id: UUID) -> Sequence[Signal]:
    """Return the signals of a school that hold something of which nobody was mailed."""
    return session.scalars(
        select(Signal)
        .where(
            Signal.school_id == school_id,
            Signal.state.in_(HANDED_OVER),
            Signal.is_told.is_(False),
        )
        .order_by(Signal.id)
    ).all()


def list_employers_called(session: Session, name: str) -> Sequence[Employer]:
    """Return the companies of this name, whatever its capitals."""
    return session.scalars(
        select(Employer)
        .where((Employer.name == name) | (func.lower(Employer.name) == name.lower()))
        .order_by(Employer.kvk_number, Employer.id)
    ).all()


def list_spare_seats(session: Session, *, school_id: UUID | None) -> Sequence[Seat]:
    """Return the seats that a match of this school left free, now that its result is out."""
    rounds = session.scalars(
        select(Round.id)
        .where(Round.school_id == school_id, Round.phase.in_(RUNNING))
        .order_by(Round.id)
    )
    return [seat for round_id in rounds for seat in list_free_seats(session, round_id)]


def list_held_seats(session: Session, *, school_id: UUID | None) -> Sequence[Seat]:
    """Return the seats that the confidants of this school keep free."""
    return session.scalars(
        select(Seat)
        .join(Vacancy, Vacancy.id == Seat.vacancy_id)
        .join(Round, Round.id == Vacancy.round_id)
        .where(Round.school_id == school_id, Seat.is_held)
        .order_by(Seat.vacancy_id, Seat.number, Seat.id)
    ).all()


def list_vacancies_of_seats(session: Session, seats: Sequence[Seat]) -> Sequence[Vacancy]:
    """Return the places to which these seats belong, by title."""
    return session.scalars(
        select(Vacancy)
        .where(Vacancy.id.in_({seat.vacancy_id for seat in seats}))
        .order_by(Vacancy.title, Vacancy.id)
    ).all()


def find_figures(session: Session, *, school_id: UUID | None, period: str) -> SignalFigures | None:
    """Return what a school published about half a year."""
    return session.scalar(
        select(SignalFigures).where(
            SignalFigures.school_id == school_id, SignalFigures.period == period
        )
    )


def list_figures_of_school(session: Session, *, school_id: UUID | None) -> Sequence[SignalFigures]:
    """Return every half year that a school published, the latest first."""
    return session.scalars(
        select(SignalFigures)
        .where(SignalFigures.school_id == school_id)
        .order_by(SignalFigures.period.desc(), SignalFigures.id)
    ).all()
