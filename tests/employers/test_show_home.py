"""The first page of the bakery says what to do now. One file per page."""

from datetime import date

from records.models.round import RoundPhase
from tests.factories import RoundFactory, VacancyFactory

PAGE = "/employer/home"


def test_it_offers_last_years_form_and_an_empty_one(as_noor, bakery, programme, school, collecting):
    former = VacancyFactory(
        employer=bakery,
        programme=programme,
        round=RoundFactory(school=school, period_starts_on=date(2026, 12, 1)),
        title="Banketbakker",
        frozen=True,
    )

    page = as_noor.get(PAGE).text

    assert "Zelfde als vorige keer: Banketbakker" in page
    assert f"/employer/vacancies/{former.id}/again" in page
    assert "Beschrijf een nieuwe plek" in page
    assert "woensdag 14 oktober 2026" in page


def test_a_form_in_the_making_tells_how_much_is_left_and_by_when(as_noor, draft):
    draft.title = ""

    page = as_noor.get(PAGE).text

    assert "Nog 1 ding" in page
    assert f"/employer/vacancies/{draft.id}/edit" in page


def test_the_owner_is_asked_to_sign(as_otto, draft):
    page = as_otto.get(PAGE).text

    assert "Onderteken en verstuur: Banketbakker" in page
    assert f"/employer/vacancies/{draft.id}/sign" in page


def test_a_question_of_the_school_comes_first(as_otto, draft):
    draft.return_note = "Wat doet de student op maandag?"

    assert "Vraag van de school" in as_otto.get(PAGE).text


def test_a_form_that_is_sent_is_nothing_to_do(as_otto, sent):
    assert "Banketbakker" not in as_otto.get(PAGE).text


def test_forms_of_a_round_that_moved_on_are_nothing_to_do(as_otto, draft):
    as_otto.post(
        "/employer/company/statement", data={"function": "directeur", "read_version": "2026.1"}
    )
    draft.round.phase = RoundPhase.PROFILES

    page = as_otto.get(PAGE).text

    assert "Banketbakker" not in page
    assert "Nu niets te doen" in page


def test_the_time_line_of_every_round_it_is_in_stands_beside(as_otto, sent):
    sent.round.phase = RoundPhase.SCORING

    page = as_otto.get(PAGE).text

    assert f"{sent.round.school.name}, {sent.round.name}" in page
    assert page.count("27 nov 2026") + page.count("27 november 2026") >= 1


def test_forms_of_another_company_are_not_shown(as_otto, collecting, programme):
    VacancyFactory(programme=programme, round=collecting, title="Slager")

    assert "Slager" not in as_otto.get(PAGE).text


def test_visitors_sign_in_first(visitor):
    assert "/sign-in" in visitor.get(PAGE).location


def test_students_do_not_enter(as_amina):
    assert as_amina.get(PAGE).status_code == 403
