"""The bakery begins an empty form. One file per page."""

import pytest
from sqlalchemy import func, select

from records.models.round import RoundPhase
from records.models.vacancy import Vacancy
from tests.factories import ProgrammeFactory, RoundFactory

PAGE = "/employer/vacancies"


@pytest.fixture
def answers(collecting, programme):
    return {"round_id": str(collecting.id), "programme_id": str(programme.id)}


def test_it_opens_the_new_form(as_noor, answers, session):
    response = as_noor.post(PAGE, data=answers)

    vacancy = session.scalars(select(Vacancy)).one()
    assert response.location.endswith(f"/employer/vacancies/{vacancy.id}/edit")


def test_pressing_twice_opens_the_same_form(as_noor, answers, session):
    first = as_noor.post(PAGE, data=answers)

    second = as_noor.post(PAGE, data=answers)

    assert second.location == first.location
    assert session.scalar(select(func.count()).select_from(Vacancy)) == 1


def test_a_programme_without_accreditation_does_not_exist(as_noor, school):
    programme = ProgrammeFactory(school=school)
    round_ = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.VACANCIES)

    response = as_noor.post(
        PAGE, data={"round_id": str(round_.id), "programme_id": str(programme.id)}
    )

    assert response.status_code == 404


def test_a_round_that_takes_no_forms_does_not_exist(as_noor, collecting, answers):
    collecting.phase = RoundPhase.PROFILES

    assert as_noor.post(PAGE, data=answers).status_code == 404


def test_an_id_that_is_none_does_not_exist(as_noor):
    assert as_noor.post(PAGE, data={"round_id": "x", "programme_id": ""}).status_code == 404


def test_visitors_do_not_enter(visitor, answers):
    assert visitor.post(PAGE, data=answers).status_code == 401


def test_students_do_not_enter(as_amina, answers):
    assert as_amina.post(PAGE, data=answers).status_code == 403
