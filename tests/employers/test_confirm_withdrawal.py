"""The bakery takes a place back. One file per page."""

from records.models.round import RoundPhase
from records.models.vacancy import VacancyState
from tests.factories import VacancyFactory


def page_of(vacancy):
    return f"/employer/vacancies/{vacancy.id}/withdraw"


def test_it_asks_first_and_then_puts_the_place_away(as_noor, draft):
    asked = as_noor.get(page_of(draft))

    response = as_noor.post(page_of(draft))

    assert "Deze plek intrekken?" in asked.text
    assert response.location.endswith("/employer/vacancies")
    assert draft.state is VacancyState.WITHDRAWN


def test_it_refuses_once_the_match_is_being_made(as_noor, draft):
    draft.round.phase = RoundPhase.MATCHING

    response = as_noor.post(page_of(draft))

    assert response.status_code == 422
    assert draft.state is VacancyState.DRAFT
    assert draft.round.school.phone in response.text


def test_pressing_twice_has_one_outcome(as_noor, draft):
    as_noor.post(page_of(draft))

    assert as_noor.post(page_of(draft)).status_code == 422
    assert draft.state is VacancyState.WITHDRAWN


def test_a_place_of_another_company_does_not_exist(as_noor):
    assert as_noor.get(page_of(VacancyFactory())).status_code == 404


def test_visitors_sign_in_first(visitor, draft):
    assert "/sign-in" in visitor.get(page_of(draft)).location


def test_students_do_not_enter(as_amina, draft):
    assert as_amina.get(page_of(draft)).status_code == 403
