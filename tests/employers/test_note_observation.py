"""Something seen on a day, noted by the trainer."""

from uuid import uuid4

from records.models.account import Role
from tests.factories import AccountFactory, EmployerFactory
from tests.trial_stage import FIRST_DAY


def page(trial):
    return f"/employer/trials/{trial.id}/observations"


def answers(**changes):
    return {
        "letter": "E",
        "observed_on": "2027-02-01",
        "text": "Vroeg wie er hulp nodig had.",
        "observation_id": str(uuid4()),
    } | changes


def test_it_is_kept_once_however_often_it_is_sent(as_noor, trial, at):
    at(FIRST_DAY)
    form = answers()

    first, second = (as_noor.post(page(trial), data=form) for _time in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert [(one.letter, one.text) for one in trial.observations] == [("E", form["text"])]


def test_what_is_missing_is_said_and_what_was_typed_stays(as_noor, trial, at):
    at(FIRST_DAY)

    response = as_noor.post(page(trial), data=answers(letter="", observed_on="31-02-2027"))

    assert response.status_code == 422
    assert response.text.count("Kies een competentie") == 2
    assert response.text.count("2027-03-14") == 2
    assert "Vroeg wie er hulp nodig had." in response.text
    assert trial.observations == []


def test_a_day_to_come_is_refused(as_noor, trial, at):
    at(FIRST_DAY)

    response = as_noor.post(page(trial), data=answers(observed_on="2027-02-02"))

    assert response.status_code == 422
    assert "een dag in die al geweest is" in response.text


def test_a_trial_of_another_company_does_not_exist(sign_in, trial):
    outsider = AccountFactory(role=Role.TRAINER, employer_id=EmployerFactory().id)

    assert sign_in(outsider).post(page(trial), data=answers()).status_code == 404


def test_it_is_for_companies_only(as_amina, visitor, trial):
    assert as_amina.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
