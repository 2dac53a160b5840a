"""Reads of vacancies."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from records.models.employer import Accreditation
from records.models.round import Round, RoundPhase, RoundProgramme
from records.models.school import Programme
from records.models.vacancy import Vacancy, VacancyState


def find_vacancy_of_employer(
    session: Session, vacancy_id: UUID, *, employer_id: UUID | None
) -> Vacancy | None:
    """Return a vacancy of this company, if it is one."""
    return session.scalar(
        _whole_vacancies().where(Vacancy.id == vacancy_id, Vacancy.employer_id == employer_id)
    )


def find_vacancy_of_school(
    session: Session, vacancy_id: UUID, *, school_id: UUID | None
) -> Vacancy | None:
    """Return a vacancy in a round of this school, if it is one."""
    return session.scalar(
        _whole_vacancies()
        .join(Round, Round.id == Vacancy.round_id)
        .where(Vacancy.id == vacancy_id, Round.school_id == school_id)
    )


def find_copy_in_round(session: Session, *, former_id: UUID, round_id: UUID) -> Vacancy | None:
    """Return the form that repeats a former one in this round, unless it was withdrawn again."""
    return session.scalar(
        _whole_vacancies()
        .where(
            Vacancy.copied_from_id == former_id,
            Vacancy.round_id == round_id,
            Vacancy.state != VacancyState.WITHDRAWN,
        )
        .order_by(Vacancy.id)
        .limit(1)
    )


def find_untitled_draft(
    session: Session, *, employer_id: UUID | None, round_id: UUID, programme_id: UUID
) -> Vacancy | None:
    """Return the form that this company began for a programme and has not named yet."""
    return session.scalar(
        _whole_vacancies()
        .where(
            Vacancy.employer_id == employer_id,
            Vacancy.round_id == round_id,
            Vacancy.programme_id == programme_id,
            Vacancy.state == VacancyState.DRAFT,
            Vacancy.title == "",
        )
        .order_by(Vacancy.id)
        .limit(1)
    )


def list_vacancies_of_employer(session: Session, *, employer_id: UUID | None) -> Sequence[Vacancy]:
    """Return every vacancy of a company, the newest period first."""
    return session.scalars(
        _whole_vacancies()
        .join(Round, Round.id == Vacancy.round_id)
        .where(Vacancy.employer_id == employer_id)
        .order_by(Round.period_starts_on.desc(), Vacancy.title, Vacancy.id)
    ).all()


def list_vacancies_of_round(session: Session, *, round_id: UUID) -> Sequence[Vacancy]:
    """Return every vacancy of a round, whoever waits longest for a check first."""
    return session.scalars(
        _whole_vacancies()
        .where(Vacancy.round_id == round_id)
        .order_by(Vacancy.submitted_at, Vacancy.title, Vacancy.id)
    ).all()


def list_frozen_vacancies(
    session: Session, *, round_id: UUID, programme_id: UUID | None = None
) -> Sequence[Vacancy]:
    """Return the places that students can rank, of one programme or of the whole round."""
    of_programme = () if programme_id is None else (Vacancy.programme_id == programme_id,)
    return session.scalars(
        _whole_vacancies()
        .where(Vacancy.round_id == round_id, Vacancy.state == VacancyState.FROZEN, *of_programme)
        .order_by(Vacancy.title, Vacancy.id)
    ).all()


def list_openings(
    session: Session, *, employer_id: UUID | None
) -> Sequence[tuple[Round, Programme]]:
    """Return the rounds and programmes for which this accredited company can send a form now."""
    return [
        (round_, programme)
        for round_, programme in session.execute(
            select(Round, Programme)
            .join(RoundProgramme, RoundProgramme.round_id == Round.id)
            .join(Programme, Programme.id == RoundProgramme.programme_id)
            .join(Accreditation, Accreditation.crebo == Programme.crebo)
            .where(
                Round.phase == RoundPhase.VACANCIES,
                Accreditation.employer_id == employer_id,
                Accreditation.valid_until >= Round.period_ends_on,
                or_(
                    Accreditation.begins_on.is_(None),
                    Accreditation.begins_on <= Round.period_starts_on,
                ),
            )
            .order_by(Round.profiles_open_on, Programme.name, Round.id, Programme.id)
        )
    ]


def find_opening(
    session: Session, *, employer_id: UUID | None, round_id: UUID, programme_id: UUID
) -> tuple[Round, Programme] | None:
    """Return one of the openings of a company, if it is one."""
    return next(
        (
            opening
            for opening in list_openings(session, employer_id=employer_id)
            if (opening[0].id, opening[1].id) == (round_id, programme_id)
        ),
        None,
    )


def _whole_vacancies() -> Select[Vacancy]:
    """Vacancies with everything a page says about them, in a fixed number of queries."""
    return select(Vacancy).options(
        joinedload(Vacancy.employer),
        joinedload(Vacancy.round).joinedload(Round.school),
        joinedload(Vacancy.programme),
        selectinload(Vacancy.criteria),
        selectinload(Vacancy.hard_requirements),
    )
