"""While the bakery types, the page shows what students will read. One file per page."""

from tests.employers.test_edit_vacancy import answers_to
from tests.factories import VacancyFactory


def page_of(vacancy):
    return f"/employer/vacancies/{vacancy.id}/preview"


def test_it_shows_what_is_being_typed_and_keeps_nothing(as_noor, draft):
    response = as_noor.post(page_of(draft), data=answers_to(draft, title="Broodbakker"))

    assert response.status_code == 200
    assert "Broodbakker" in response.text
    assert draft.title == "Banketbakker"


def test_it_says_under_each_question_what_cannot_stay(as_noor, draft):
    answers = answers_to(draft) | {"criteria-1-why": "Iemand die past in ons team"}

    response = as_noor.post(page_of(draft), data=answers)

    _before, note = response.text.split('id="criteria-1-why-wording"')
    assert "“past in ons team”" in note


def test_a_broken_answer_shows_what_was_stored(as_noor, draft):
    answers = answers_to(draft, starts_at="", seats="veel", weekdays=["x"])

    response = as_noor.post(page_of(draft), data=answers)

    assert response.status_code == 200
    assert "08:30" in response.text


def test_a_place_of_another_company_does_not_exist(as_noor):
    assert as_noor.post(page_of(VacancyFactory())).status_code == 404


def test_visitors_do_not_enter(visitor, draft):
    assert visitor.post(page_of(draft)).status_code == 401


def test_students_do_not_enter(as_amina, draft):
    assert as_amina.post(page_of(draft)).status_code == 403
