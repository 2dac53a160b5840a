"""Carla sees which companies wait for her. One file per page."""

from records.models.vacancy import VacancyState
from tests.factories import RoundFactory, VacancyFactory


def page_of(round_):
    return f"/school/rounds/{round_.id}/vacancies"


def test_it_shows_who_waits_who_writes_and_what_is_frozen(as_carla, collecting, programme, sent):
    VacancyFactory(programme=programme, round=collecting, title="Nog bezig")
    VacancyFactory(programme=programme, round=collecting, title="Klaar", frozen=True)

    page = as_carla.get(page_of(collecting)).text

    assert "1 formulier wacht op jouw controle." in page
    waiting, rest = page.split("Vastgezet: studenten kunnen deze kiezen")
    frozen, writing = rest.split("Nog bij het leerbedrijf")
    assert f"/school/vacancies/{sent.id}" in waiting
    assert "Klaar" in frozen
    assert "Nog bezig" in writing


def test_a_form_that_was_never_sent_has_no_link(as_carla, draft, collecting):
    assert f'/school/vacancies/{draft.id}"' not in as_carla.get(page_of(collecting)).text


def test_a_form_that_was_withdrawn_unsent_is_not_shown(as_carla, draft, sent, collecting):
    sent.state = VacancyState.WITHDRAWN
    page = as_carla.get(page_of(collecting)).text

    assert "Ingetrokken door het leerbedrijf" in page
    sent.submitted_at = None
    assert "Banketbakker" not in as_carla.get(page_of(collecting)).text


def test_a_round_without_places_says_until_when_they_can_come(as_carla, collecting):
    assert "Nog geen plekken" in as_carla.get(page_of(collecting)).text


def test_a_round_of_another_school_does_not_exist(as_carla):
    assert as_carla.get(page_of(RoundFactory())).status_code == 404


def test_visitors_sign_in_first(visitor, collecting):
    assert "/sign-in" in visitor.get(page_of(collecting)).location


def test_assessors_do_not_enter(as_anton, collecting):
    assert as_anton.get(page_of(collecting)).status_code == 403
