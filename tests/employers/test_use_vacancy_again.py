"""The same as last year, in two clicks. One file per page."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from records.models.round import RoundPhase
from records.models.vacancy import Vacancy
from tests.factories import RoundFactory, VacancyFactory


@pytest.fixture
def former(school, programme, bakery, noor):
    """The bakery's place of last year."""
    round_ = RoundFactory(
        school=school, phase=RoundPhase.CLOSED, period_starts_on=date(2026, 12, 1)
    )
    return VacancyFactory(
        employer=bakery, programme=programme, round=round_, trainer_id=noor.id, frozen=True
    )


def page_of(vacancy):
    return f"/employer/vacancies/{vacancy.id}/again"


def test_two_clicks_bring_last_years_place_to_the_school(as_otto, former, collecting, session):
    page = as_otto.post(
        page_of(former), data={"round_id": str(collecting.id)}, follow_redirects=True
    )
    sign = {"read_digest": re.search(r'name="read_digest"[^>]*value="(\w+)"', page.text)[1]}

    as_otto.post(page.request.path, data=sign)

    vacancy = session.scalars(select(Vacancy).where(Vacancy.round_id == collecting.id)).one()
    assert vacancy.submitted_at is not None
    assert vacancy.title == former.title


def test_pressing_twice_makes_one_form(as_otto, former, collecting, session):
    answers = {"round_id": str(collecting.id)}
    first = as_otto.post(page_of(former), data=answers)

    second = as_otto.post(page_of(former), data=answers)

    assert second.location == first.location
    assert session.scalar(select(func.count()).select_from(Vacancy)) == 2


def test_a_draft_is_not_used_again(as_otto, draft):
    response = as_otto.post(page_of(draft), data={"round_id": str(draft.round_id)})

    assert response.status_code == 422


def test_a_round_that_takes_no_forms_does_not_exist(as_otto, former, collecting):
    collecting.phase = RoundPhase.PROFILES

    response = as_otto.post(page_of(former), data={"round_id": str(collecting.id)})

    assert response.status_code == 404


def test_a_place_of_another_company_does_not_exist(as_otto, collecting):
    stranger = VacancyFactory(frozen=True)

    response = as_otto.post(page_of(stranger), data={"round_id": str(collecting.id)})

    assert response.status_code == 404


def test_visitors_do_not_enter(visitor, former):
    assert visitor.post(page_of(former)).status_code == 401


def test_students_do_not_enter(as_amina, former):
    assert as_amina.post(page_of(former)).status_code == 403
