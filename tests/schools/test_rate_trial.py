"""The school's levels: the same form, by the one who assesses for the school."""

from uuid import uuid4

from records.models.trial import Rater
from tests.trial_stage import ASSESSMENT, MINUTE


def page(trial):
    return f"/school/trials/{trial.id}/levels"


def answers(**levels):
    data = {"button": "hand_in"}
    for letter in "EK":
        data |= {f"{letter}-observation_id": str(uuid4()), f"{letter}-observed_on": "2027-02-08"}
        data |= {f"{letter}-level": levels[letter], f"{letter}-text": "Op bezoek gezien."}
    return data


def test_the_assessor_hands_in(as_mehmet, trial, at):
    at(ASSESSMENT)

    response = as_mehmet.post(page(trial), data=answers(E="3", K="2"))

    assert response.status_code == 302
    assert {(one.rater, one.letter, one.level) for one in trial.ratings} == {
        (Rater.SCHOOL, "E", 3),
        (Rater.SCHOOL, "K", 2),
    }


def test_a_minute_too_early_it_only_says_when_it_opens(as_mehmet, trial, at):
    at(ASSESSMENT - MINUTE)

    response = as_mehmet.get(page(trial))

    assert response.status_code == 403
    assert "12 februari 2027, 15:00" in response.text


def test_a_coordinator_who_does_not_assess_is_turned_away(as_carla, trial, at):
    at(ASSESSMENT)

    assert as_carla.get(page(trial)).status_code == 403


def test_colleagues_do_not_find_it(as_anton, trial, at):
    at(ASSESSMENT)

    assert as_anton.get(page(trial)).status_code == 404


def test_it_is_for_the_school_only(as_noor, visitor, trial):
    assert as_noor.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
