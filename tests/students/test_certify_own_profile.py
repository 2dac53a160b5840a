"""Amina says: this is it."""

import re

import pytest

from placements.profiles.blind_copy import blind_copy
from records.models.round import RoundPhase
from tests.factories import NOW, WishFactory

PAGE = "/student/profile/certify"


@pytest.fixture
def ready(written, places, session):
    """Everything is there: days, an approved copy, three places."""
    session.refresh(written)
    written.approved_digest, written.approved_at = blind_copy(written).digest, NOW
    for rank, place in enumerate(places, start=1):
        WishFactory(candidate_id=written.id, vacancy_id=place.id, rank=rank)
    session.refresh(written)
    return written


def press(browser):
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', browser.get(PAGE).text)
    return browser.post(PAGE, data={"seen": seen[1] if seen else "x"})


def test_it_notes_the_time_and_says_when_she_hears(as_amina, ready):
    response = press(as_amina)

    assert response.status_code == 302
    assert ready.certified_at == NOW
    page = as_amina.get(PAGE)
    assert "Je profiel en je lijst zijn binnen" in page.text
    assert "Je hoort het uiterlijk vrijdag 27 november 2026" in page.text


def test_pressing_twice_is_saying_it_once(as_amina, ready):
    press(as_amina)

    assert as_amina.post(PAGE, data={"seen": "x"}).status_code == 302
    assert ready.certified_at == NOW


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda one: setattr(one, "approved_digest", None), "Lees eerst wat anderen lezen"),
        (lambda one: setattr(one, "approved_digest", "0" * 64), "Lees eerst wat anderen lezen"),
        (lambda one: setattr(one, "weekdays", 0), "Kies eerst de dagen"),
        (lambda one: one.wishes.pop(), "Zet minstens 3 plekken op je lijst"),
        (lambda one: setattr(one, "travel_limit_minutes", 5), "past nu niet bij je"),
    ],
)
def test_what_is_missing_stands_in_the_way(as_amina, ready, session, change, message):
    change(ready)
    session.flush()

    response = press(as_amina)

    assert response.status_code == 422
    assert message in response.text
    assert ready.certified_at is None


def test_where_only_two_places_fit_two_are_enough(as_amina, ready, places, session):
    places[2].weekdays = 0b1100000
    ready.wishes.pop()
    session.flush()

    assert press(as_amina).status_code == 302
    assert ready.certified_at == NOW


def test_a_list_that_changed_in_another_tab_is_not_certified_unseen(as_amina, ready, session):
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', as_amina.get(PAGE).text)[1]
    ready.wishes.reverse()
    as_amina.post("/student/ranking", data={"move_down": ready.wishes[-1].vacancy_id})

    response = as_amina.post(PAGE, data={"seen": seen})

    assert response.status_code == 422
    assert "Je hebt intussen iets veranderd" in response.text
    assert ready.certified_at is None


def test_it_can_be_taken_back_until_the_profiles_close(as_amina, ready, round_):
    press(as_amina)

    response = as_amina.post("/student/profile/reopen")

    assert response.status_code == 302
    assert ready.certified_at is None
    assert ready.approved_digest is not None


def test_after_the_close_it_stays(as_amina, ready, round_):
    press(as_amina)
    round_.phase = RoundPhase.SCORING

    as_amina.post("/student/profile/reopen")

    assert ready.certified_at == NOW
    assert "Ik wil iets veranderen" not in as_amina.get(PAGE).text


def test_it_names_what_the_places_ask_and_she_has_not_told(as_amina, ready):
    response = as_amina.get(PAGE)

    assert "Nog iets vertellen?" in response.text
    assert "Plannen en organiseren" in response.text


def test_nobody_else_has_this_page(visitor, as_carla, as_noor):
    assert visitor.get(PAGE).status_code == 303
    assert as_carla.get(PAGE).status_code == 403
    assert as_noor.get(PAGE).status_code == 403
