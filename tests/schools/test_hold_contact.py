"""The school's assessor in the days of a trial: talks that took place."""

from records.models.account import Role
from tests.factories import AccountFactory
from tests.trial_stage import FIRST_DAY

ANSWERS = {"kind": "start", "held_on": "2027-02-01", "note": "Samen rondgelopen."}


def page(trial):
    return f"/school/trials/{trial.id}/talks"


def test_it_is_kept(as_mehmet, trial, at):
    at(FIRST_DAY)

    response = as_mehmet.post(page(trial), data=ANSWERS)

    assert response.status_code == 302
    assert len(trial.contacts) == 1


def test_a_day_to_come_is_refused_and_the_words_stay(as_mehmet, trial, at):
    at(FIRST_DAY)
    day = "held_on"

    response = as_mehmet.post(page(trial), data=ANSWERS | {day: "2027-02-09"})

    assert response.status_code == 422
    assert "Samen rondgelopen." in response.text


def test_another_school_does_not_find_it(sign_in, trial):
    elsewhere = AccountFactory(role=Role.COORDINATOR)

    assert sign_in(elsewhere).get(page(trial)).status_code == 404


def test_it_is_for_the_school_only(as_noor, visitor, trial):
    assert as_noor.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
