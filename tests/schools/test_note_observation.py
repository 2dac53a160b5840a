"""The school's assessor in the days of a trial: what was seen."""

from uuid import uuid4

from records.models.account import Role
from tests.factories import AccountFactory
from tests.trial_stage import FIRST_DAY

ANSWERS = {
    "letter": "K",
    "observed_on": "2027-02-01",
    "text": "Legde de stappen uit.",
    "observation_id": str(uuid4()),
}


def page(trial):
    return f"/school/trials/{trial.id}/observations"


def test_it_is_kept(as_mehmet, trial, at):
    at(FIRST_DAY)

    response = as_mehmet.post(page(trial), data=ANSWERS)

    assert response.status_code == 302
    assert len(trial.observations) == 1


def test_a_day_to_come_is_refused_and_the_words_stay(as_mehmet, trial, at):
    at(FIRST_DAY)
    day = "observed_on"

    response = as_mehmet.post(page(trial), data=ANSWERS | {day: "2027-02-09"})

    assert response.status_code == 422
    assert "Legde de stappen uit." in response.text


def test_another_school_does_not_find_it(sign_in, trial):
    elsewhere = AccountFactory(role=Role.COORDINATOR)

    assert sign_in(elsewhere).get(page(trial)).status_code == 404


def test_it_is_for_the_school_only(as_noor, visitor, trial):
    assert as_noor.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
