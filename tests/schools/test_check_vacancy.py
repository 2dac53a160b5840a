"""Carla reads a form, returns it or freezes it. One file per page."""

from datetime import date

from sqlalchemy import select

from placements.vacancies.terms import form_digest
from records.models.employer import Accreditation
from records.models.round import RoundPhase
from records.models.vacancy import VacancyState
from tests.factories import VacancyFactory


def page_of(vacancy):
    return f"/school/vacancies/{vacancy.id}"


def test_it_shows_the_form_and_whether_the_company_is_accredited(as_carla, sent):
    page = as_carla.get(page_of(sent)).text

    assert "Storingen oplossen" in page
    assert sent.employer.leerbedrijf_id in page
    assert "1 jan 2030" in page
    assert form_digest(sent) in page


def test_it_freezes_the_form_that_was_read(as_carla, sent):
    answers = {"button": "freeze", "read_digest": form_digest(sent)}

    response = as_carla.post(page_of(sent), data=answers)

    assert response.location.endswith(f"/school/rounds/{sent.round_id}/vacancies")
    assert sent.state is VacancyState.FROZEN


def test_it_returns_the_form_with_a_note(as_carla, sent):
    answers = {"button": "return", "note": "Wat doet de student op maandag?"}

    response = as_carla.post(page_of(sent), data=answers)

    assert response.status_code == 302
    assert sent.return_note == "Wat doet de student op maandag?"


def test_it_asks_for_the_note_at_the_top_and_at_the_question(as_carla, sent):
    response = as_carla.post(page_of(sent), data={"button": "return", "note": " "})

    assert response.status_code == 422
    assert response.text.count("Schrijf wat er anders moet.") == 2
    assert sent.submitted_at is not None


def test_a_refusal_keeps_the_note_that_was_typed(as_carla, sent, session):
    session.scalars(select(Accreditation)).one().valid_until = date(2027, 3, 1)
    session.flush()
    answers = {"button": "freeze", "read_digest": form_digest(sent), "note": "Even wachten"}

    response = as_carla.post(page_of(sent), data=answers)

    assert response.status_code == 422
    assert "stopt op 01-03-2027" in response.text
    assert "Even wachten" in response.text


def test_the_second_coordinator_hears_that_a_colleague_was_first(as_carla, sent):
    answers = {"button": "freeze", "read_digest": form_digest(sent)}
    as_carla.post(page_of(sent), data=answers)

    response = as_carla.post(page_of(sent), data=answers)

    assert response.status_code == 422
    assert "iemand was eerder" in response.text


def test_tips_about_the_words_stand_above_the_form(as_carla, sent):
    sent.criteria[0].why = "Wij zoeken een gemotiveerde student."

    assert "“gemotiveerde”" in as_carla.get(page_of(sent)).text


def test_a_form_of_a_round_that_moved_on_has_no_buttons(as_carla, sent):
    sent.round.phase = RoundPhase.PROFILES

    page = as_carla.get(page_of(sent)).text

    assert "doet niet mee" in page
    assert "Zet het formulier vast" not in page


def test_a_form_that_the_company_is_still_writing_does_not_exist(as_carla, draft):
    assert as_carla.get(page_of(draft)).status_code == 404


def test_a_form_for_another_school_does_not_exist(as_carla):
    assert as_carla.get(page_of(VacancyFactory(frozen=True))).status_code == 404


def test_visitors_sign_in_first(visitor, sent):
    assert "/sign-in" in visitor.get(page_of(sent)).location


def test_assessors_and_companies_do_not_enter(as_anton, as_noor, sent):
    assert as_anton.get(page_of(sent)).status_code == 403
    assert as_noor.get(page_of(sent)).status_code == 403
