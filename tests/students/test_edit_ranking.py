"""Amina puts her places in order."""

import pytest

from records.models.round import RoundPhase
from tests.factories import NOW, VacancyFactory, WishFactory

PAGE = "/student/ranking"


@pytest.fixture
def ranked(profile, places, session):
    for rank, place in enumerate(places, start=1):
        WishFactory(candidate_id=profile.id, vacancy_id=place.id, rank=rank)
    session.refresh(profile)
    return places


def ranking_of(session, profile):
    session.refresh(profile)
    assert [wish.rank for wish in profile.wishes] == list(range(1, len(profile.wishes) + 1))
    return [wish.vacancy_id for wish in profile.wishes]


@pytest.mark.parametrize(
    ("button", "pressed", "order"),
    [
        ("move_up", 2, [0, 2, 1]),
        ("move_up", 0, [0, 1, 2]),
        ("move_down", 0, [1, 0, 2]),
        ("move_down", 2, [0, 1, 2]),
        ("take_off", 1, [0, 2]),
    ],
)
def test_each_button_does_what_it_says(as_amina, profile, ranked, session, button, pressed, order):
    response = as_amina.post(PAGE, data={button: ranked[pressed].id})

    assert response.status_code == 303
    assert ranking_of(session, profile) == [ranked[number].id for number in order]


def test_a_change_takes_back_this_is_it(as_amina, profile, ranked):
    profile.approved_digest, profile.certified_at = "0" * 64, NOW

    as_amina.post(PAGE, data={"move_up": ranked[2].id})

    assert profile.certified_at is None


def test_a_button_that_moves_nothing_takes_nothing_back(as_amina, profile, ranked):
    profile.approved_digest, profile.certified_at = "0" * 64, NOW

    as_amina.post(PAGE, data={"move_up": ranked[0].id})

    assert profile.certified_at == NOW


def test_a_place_that_another_tab_took_off_moves_nothing(as_amina, profile, ranked, session):
    as_amina.post(PAGE, data={"take_off": ranked[1].id})

    response = as_amina.post(PAGE, data={"move_up": ranked[1].id})

    assert response.status_code == 303
    assert ranking_of(session, profile) == [ranked[0].id, ranked[2].id]


@pytest.mark.parametrize("value", ["", "x", "11111111-1111-1111-1111-111111111111"])
def test_a_strange_value_moves_nothing(as_amina, profile, ranked, session, value):
    assert as_amina.post(PAGE, data={"move_up": value}).status_code == 303
    assert ranking_of(session, profile) == [place.id for place in ranked]


def test_every_button_has_a_name_of_its_own(as_amina, profile, ranked):
    response = as_amina.get(PAGE)

    assert "draggable" not in response.text
    for place in ranked:
        for button in ("move_up", "move_down", "take_off"):
            assert f'id="{button}-{place.id}"' in response.text


def test_it_says_why_honesty_cannot_hurt(as_amina, profile, ranked):
    assert "Eerlijk kiezen kost je nooit een plek." in as_amina.get(PAGE).text


def test_a_place_that_no_longer_fits_is_pointed_out(as_amina, profile, ranked):
    profile.weekdays = 0b0000001

    response = as_amina.get(PAGE)

    assert "Netwerkbeheer past nu niet meer bij je" in response.text


def test_an_empty_list_says_what_to_do(as_amina, profile):
    assert "Je lijst is nog leeg" in as_amina.get(PAGE).text


def test_the_other_places_can_be_turned_off_and_on(as_amina, profile, ranked):
    as_amina.post(f"{PAGE}/remaining", data={})
    assert profile.adds_remaining is False

    as_amina.post(f"{PAGE}/remaining", data={"adds_remaining": "y"})
    assert profile.adds_remaining is True


def test_once_profiles_are_closed_nothing_moves(as_amina, profile, ranked, round_, session):
    round_.phase = RoundPhase.SCORING

    response = as_amina.post(PAGE, data={"move_up": ranked[2].id})

    assert response.status_code == 422
    assert "De profielen zijn nu dicht" in response.text
    assert ranking_of(session, profile) == [place.id for place in ranked]


def test_a_place_of_another_school_cannot_come_on_the_list(as_amina, profile, ranked, session):
    as_amina.post(PAGE, data={"move_up": VacancyFactory(frozen=True).id})

    assert ranking_of(session, profile) == [place.id for place in ranked]


def test_nobody_else_has_this_page(visitor, as_carla, as_noor):
    assert visitor.get(PAGE).status_code == 303
    assert as_carla.get(PAGE).status_code == 403
    assert as_noor.get(PAGE).status_code == 403
