"""Amina looks at the places."""

import pytest

from records.models.vacancy import HardRequirementKind
from records.vault.people import Person, store_person
from tests.factories import (
    HardRequirementFactory,
    ProgrammeFactory,
    RoundFactory,
    VacancyFactory,
    WishFactory,
)

PAGE = "/student/places"


def test_it_shows_work_days_hours_journey_allowance_and_room(as_amina, profile, place):
    place("Netwerkbeheer", seats=2)

    response = as_amina.get(PAGE)

    for words in (
        "Netwerkbeheer",
        "Bedrijf Netwerkbeheer, Utrecht",
        "ongeveer",
        "maandag tot en met vrijdag",
        "32 per week",
        "€ 350 per maand",
        "2 studenten",
        "Minder dan vijf studenten van jouw opleiding zoeken een plek, en er is plek voor 2.",
    ):
        assert words in response.text


def test_the_nearest_comes_first(as_amina, profile, place):
    place("Verderop", postcode="3811AA")
    place("Dichtbij", postcode="3431AA")

    response = as_amina.get(PAGE)

    assert response.text.index("Dichtbij") < response.text.index("Verderop")


def test_what_does_not_fit_is_listed_with_the_reason(as_amina, profile, place, session):
    place("Groningen", postcode="9711AA")
    place("Weekend", weekdays=0b1100000)
    vca = place("Bouwplaats")
    HardRequirementFactory(vacancy_id=vca.id, kind=HardRequirementKind.VCA)
    session.refresh(vca)

    response = as_amina.get(PAGE)

    assert "Deze passen nu niet (3)" in response.text
    assert "Dat is langer dan je wilt." in response.text
    assert "Er is werk op zaterdag en zondag, en dan kun jij niet." in response.text
    assert "Dit heb je nodig voor het werk: VCA-diploma (veilig werken)." in response.text
    assert "Zet op mijn lijst" not in response.text


def test_without_days_it_says_what_to_do_first(as_amina, profile, places):
    profile.weekdays = 0

    assert "Zeg eerst wanneer je kunt werken" in as_amina.get(PAGE).text


def test_drafts_and_places_of_others_do_not_exist(as_amina, profile, round_, programme, school):
    VacancyFactory(title="Concept", round=round_, programme=programme)
    other_programme = ProgrammeFactory(school=school)
    VacancyFactory(title="Andere opleiding", round=round_, programme=other_programme, frozen=True)
    other_round = RoundFactory(school=school)
    VacancyFactory(title="Andere ronde", round=other_round, programme=programme, frozen=True)

    response = as_amina.get(PAGE)

    assert "Er zijn nog geen plekken" in response.text


def test_an_unknown_address_hides_no_place(as_amina, profile, place, session, amina):
    store_person(
        session, amina.id, Person(given_name="Amina", family_name="El Idrissi", email="a@b.example")
    )
    place("Groningen", postcode="9711AA")

    response = as_amina.get(PAGE)

    assert "Deze passen bij je (1)" in response.text
    assert "niet bekend" in response.text


def test_putting_a_place_on_the_list_twice_is_once(as_amina, profile, places, session):
    for _press in range(2):
        response = as_amina.post(f"{PAGE}/{places[0].id}/rank")
        assert response.status_code == 302

    session.refresh(profile)
    assert [(wish.rank, wish.vacancy_id) for wish in profile.wishes] == [(1, places[0].id)]
    assert "Nummer 1 op je lijst" in as_amina.get(PAGE).text


def test_a_place_that_does_not_fit_stays_off_the_list(as_amina, profile, place, session):
    weekend = place("Weekend", weekdays=0b1100000)

    refused = as_amina.post(f"{PAGE}/{weekend.id}/rank")

    assert refused.status_code == 422
    assert "Deze plek past nu niet bij je" in refused.text
    session.refresh(profile)
    assert profile.wishes == []


def test_a_sixteenth_place_does_not_go_on_the_list(as_amina, profile, place, session):
    many = [place(f"Plek {number}") for number in range(16)]
    for rank, one in enumerate(many[:15], start=1):
        WishFactory(candidate_id=profile.id, vacancy_id=one.id, rank=rank)

    refused = as_amina.post(f"{PAGE}/{many[15].id}/rank")

    assert refused.status_code == 422
    assert "Je lijst is vol" in refused.text
    session.refresh(profile)
    assert len(profile.wishes) == 15


@pytest.mark.parametrize("act", ["rank", "remove"])
def test_a_place_of_another_programme_does_not_exist(as_amina, profile, act):
    vacancy = VacancyFactory(frozen=True)

    assert as_amina.post(f"{PAGE}/{vacancy.id}/{act}").status_code == 404


def test_nobody_else_has_this_page(visitor, as_carla, as_noor):
    assert visitor.get(PAGE).status_code == 303
    assert as_carla.get(PAGE).status_code == 403
    assert as_noor.get(PAGE).status_code == 403
