"""The trainer notes that a talk took place."""

from records.models.account import Role
from records.models.trial import TrialState
from tests.factories import AccountFactory, EmployerFactory
from tests.trial_stage import FIRST_DAY


def page(trial):
    return f"/employer/trials/{trial.id}/talks"


START = {"kind": "start", "held_on": "2027-02-01", "note": "Om acht uur bij de achterdeur."}


def test_the_start_talk_starts_the_trial(as_noor, trial, at):
    at(FIRST_DAY)

    response = as_noor.post(page(trial), data=START)

    assert response.status_code == 302
    assert trial.state is TrialState.STARTED
    assert "Om acht uur bij de achterdeur." in as_noor.get(f"/employer/trials/{trial.id}").text


def test_the_same_talk_is_not_noted_twice(as_noor, trial, at):
    at(FIRST_DAY)
    as_noor.post(page(trial), data=START)

    again = as_noor.post(page(trial), data=START)

    assert again.status_code == 422
    assert len(trial.contacts) == 1


def test_a_day_that_cannot_be_right_keeps_the_note(as_noor, trial, at):
    at(FIRST_DAY)

    response = as_noor.post(page(trial), data=START | {"held_on": "2027-02-20"})

    assert response.status_code == 422
    assert "Om acht uur bij de achterdeur." in response.text


def test_a_trial_of_another_company_does_not_exist(sign_in, trial):
    outsider = AccountFactory(role=Role.TRAINER, employer_id=EmployerFactory().id)

    assert sign_in(outsider).post(page(trial), data=START).status_code == 404


def test_it_is_for_companies_only(as_amina, visitor, trial):
    assert as_amina.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
