"""The student's own levels, on the same form and at the same moment."""

from uuid import uuid4

from records.models.trial import TrialState
from tests.trial_stage import ASSESSMENT, MINUTE


def page(trial):
    return f"/student/trials/{trial.id}/levels"


def answers(button, **levels):
    data = {"button": button}
    for letter in "EK":
        data |= {f"{letter}-observation_id": str(uuid4()), f"{letter}-observed_on": ""}
        data |= {f"{letter}-level": levels[letter]} if letter in levels else {}
    return data


def test_the_own_levels_need_no_example_and_do_not_count(as_amina, trial, at):
    at(ASSESSMENT)

    response = as_amina.post(page(trial), data=answers("hand_in", E="4", K="2"))

    assert response.status_code == 302
    assert {(one.letter, one.level, one.is_locked) for one in trial.ratings} == {
        ("E", 4, True),
        ("K", 2, True),
    }
    assert trial.state is TrialState.PLANNED


def test_a_minute_too_early_it_only_says_when_it_opens(as_amina, trial, at):
    at(ASSESSMENT - MINUTE)

    response = as_amina.get(page(trial))

    assert response.status_code == 403
    assert "12 februari 2027, 15:00" in response.text


def test_a_missing_level_is_asked_for_and_the_chosen_one_stays(as_amina, trial, at):
    at(ASSESSMENT)

    response = as_amina.post(page(trial), data=answers("hand_in", E="4"))

    assert response.status_code == 422
    assert response.text.count("Kies een niveau, of") == 2
    assert "checked" in response.text


def test_handing_in_twice_changes_nothing(as_amina, trial, at):
    at(ASSESSMENT)
    as_amina.post(page(trial), data=answers("hand_in", E="4", K="2"))

    again = as_amina.post(page(trial), data=answers("hand_in", E="1", K="1"))

    assert again.status_code == 422
    assert {one.level for one in trial.ratings} == {4, 2}


def test_it_is_for_students_only(as_noor, visitor, trial):
    assert as_noor.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
