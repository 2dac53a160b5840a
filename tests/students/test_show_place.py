"""Amina looks at one place."""

from uuid import uuid4

from records.models.round import RoundPhase
from tests.factories import VacancyFactory, WishFactory


def test_it_shows_the_form_of_the_company_and_her_own_journey(as_amina, profile, places):
    response = as_amina.get(f"/student/places/{places[0].id}")

    assert "Storingen oplossen" in response.text
    assert "Wij werken in duo" in response.text
    assert "Voor jou duurt de reis ongeveer" in response.text
    assert "Zet op mijn lijst" in response.text


def test_on_the_list_it_can_come_off(as_amina, profile, places):
    WishFactory(candidate_id=profile.id, vacancy_id=places[0].id, rank=1)

    response = as_amina.get(f"/student/places/{places[0].id}")

    assert "Nummer 1 op je lijst" in response.text
    assert "Haal van mijn lijst" in response.text


def test_once_profiles_are_closed_there_is_no_button(as_amina, profile, places, round_):
    round_.phase = RoundPhase.SCORING

    assert "Zet op mijn lijst" not in as_amina.get(f"/student/places/{places[0].id}").text


def test_what_does_not_fit_says_why(as_amina, profile, place):
    weekend = place("Weekend", weekdays=0b1100000)

    response = as_amina.get(f"/student/places/{weekend.id}")

    assert "Er is werk op zaterdag en zondag" in response.text
    assert "Zet op mijn lijst" not in response.text


def test_a_place_of_another_school_does_not_exist(as_amina, profile):
    assert as_amina.get(f"/student/places/{VacancyFactory(frozen=True).id}").status_code == 404
    assert as_amina.get(f"/student/places/{uuid4()}").status_code == 404


def test_nobody_else_has_this_page(visitor, as_carla, as_noor, places):
    page = f"/student/places/{places[0].id}"

    assert visitor.get(page).status_code == 303
    assert as_carla.get(page).status_code == 403
    assert as_noor.get(page).status_code == 403
