"""Every place of the bakery, and where each stands. One file per page."""

from tests.factories import VacancyFactory

PAGE = "/employer/vacancies"


def test_it_shows_where_each_place_stands(as_noor, bakery, collecting, programme, sent):
    VacancyFactory(
        employer=bakery, programme=programme, round=collecting, title="Slager", frozen=True
    )
    VacancyFactory(employer=bakery, programme=programme, round=collecting, title="")

    page = as_noor.get(PAGE).text

    assert "Banketbakker" in page
    for standing in ("De school leest het", "Nagekeken en vastgezet", "Nog niet af"):
        assert page.count(standing) == 1
    assert "Nog geen naam" in page


def test_places_of_another_company_are_not_shown(as_noor):
    VacancyFactory(title="Slager")

    page = as_noor.get(PAGE).text

    assert "Slager" not in page
    assert "Nog geen plekken" in page


def test_visitors_sign_in_first(visitor):
    assert "/sign-in" in visitor.get(PAGE).location


def test_students_do_not_enter(as_amina):
    assert as_amina.get(PAGE).status_code == 403
