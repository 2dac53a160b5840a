"""The agreement was signed elsewhere, on a day."""

from datetime import date

from records.models.account import Role
from tests.factories import AccountFactory
from tests.trial_stage import FIRST_DAY


def page(trial):
    return f"/school/trials/{trial.id}/signature"


def test_the_day_is_kept_and_shown_to_all_three(as_carla, as_amina, as_noor, trial, at):
    at(FIRST_DAY)

    response = as_carla.post(page(trial), data={"signed_on": "2027-01-20"})

    assert response.status_code == 302
    assert trial.agreement_signed_on == date(2027, 1, 20)
    for browser, room in ((as_carla, "school"), (as_amina, "student"), (as_noor, "employer")):
        assert "Getekend op 20 jan 2027" in browser.get(f"/{room}/trials/{trial.id}").text


def test_a_day_that_cannot_be_right_is_refused(as_carla, trial, at):
    at(FIRST_DAY)

    for day in ("2027-02-02", "2026-11-26", "", "31-02-2027"):
        assert as_carla.post(page(trial), data={"signed_on": day}).status_code == 422
    assert trial.agreement_signed_on is None


def test_another_school_does_not_find_it(sign_in, trial):
    elsewhere = AccountFactory(role=Role.COORDINATOR)

    assert sign_in(elsewhere).get(page(trial)).status_code == 404


def test_it_is_for_the_school_only(as_noor, visitor, trial):
    assert as_noor.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
