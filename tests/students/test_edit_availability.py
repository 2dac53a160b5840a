"""Amina says when she can work, and how far away."""

from records.models.candidate import TravelMeans
from records.models.round import RoundPhase
from tests.factories import NOW

PAGE = "/student/profile/availability"
ANSWERS = {"weekdays": ["0", "1", "3"], "travel_means": "bicycle", "travel_limit_minutes": "30"}


def test_it_keeps_the_answers(as_amina, profile):
    response = as_amina.post(PAGE, data=ANSWERS)

    assert response.status_code == 302
    assert profile.weekdays == 0b0001011
    assert (profile.travel_means, profile.travel_limit_minutes) == (TravelMeans.BICYCLE, 30)


def test_a_change_takes_back_this_is_it_but_not_the_approval(as_amina, profile):
    profile.approved_digest, profile.certified_at = "0" * 64, NOW

    as_amina.post(PAGE, data=ANSWERS)

    assert profile.certified_at is None
    assert profile.approved_digest == "0" * 64


def test_the_same_answers_take_nothing_back(as_amina, profile):
    as_amina.post(PAGE, data=ANSWERS)
    profile.approved_digest, profile.certified_at = "0" * 64, NOW

    as_amina.post(PAGE, data=ANSWERS)

    assert profile.certified_at == NOW


def test_it_asks_for_a_day_and_keeps_the_rest(as_amina, profile):
    response = as_amina.post(PAGE, data=ANSWERS | {"weekdays": []})

    assert response.status_code == 422
    assert response.text.count("Kies minstens één dag") == 2
    assert 'value="bicycle"' in response.text.split("checked")[0].rsplit("<input", 1)[1]


def test_a_limit_that_is_not_offered_is_refused(as_amina, profile):
    assert as_amina.post(PAGE, data=ANSWERS | {"travel_limit_minutes": "500"}).status_code == 422
    assert as_amina.post(PAGE, data=ANSWERS | {"travel_limit_minutes": "x"}).status_code == 422
    assert as_amina.post(PAGE, data=ANSWERS | {"weekdays": ["9"]}).status_code == 422


def test_once_profiles_are_closed_nothing_changes(as_amina, profile, round_):
    round_.phase = RoundPhase.SCORING

    response = as_amina.post(PAGE, data=ANSWERS)

    assert response.status_code == 422
    assert profile.travel_limit_minutes == 45


def test_nobody_else_has_this_page(visitor, as_carla, as_noor):
    assert visitor.get(PAGE).status_code == 303
    assert as_carla.get(PAGE).status_code == 403
    assert as_noor.get(PAGE).status_code == 403
