"""The school ends a trial before its date, for a listed reason."""

from records.models.account import Role
from records.models.trial import EarlyStopReason
from tests.factories import AccountFactory
from tests.trial_stage import FIRST_DAY


def page(trial):
    return f"/school/trials/{trial.id}/stop"


def test_a_listed_reason_ends_it_and_the_company_does_not_read_which(as_mehmet, as_noor, trial, at):
    at(FIRST_DAY)

    response = as_mehmet.post(page(trial), data={"reason": "misconduct_employer"})

    assert response.status_code == 302
    assert trial.early_stop is EarlyStopReason.MISCONDUCT_BY_EMPLOYER
    assert "nvaanvaardbaar gedrag van" not in as_noor.get(f"/employer/trials/{trial.id}").text


def test_there_is_no_other_reason(as_mehmet, trial, at):
    at(FIRST_DAY)

    for reason in ("", "klik", "levels"):
        assert as_mehmet.post(page(trial), data={"reason": reason}).status_code == 422
    assert trial.outcome is None


def test_another_school_does_not_find_it(sign_in, trial):
    elsewhere = AccountFactory(role=Role.COORDINATOR)

    assert sign_in(elsewhere).get(page(trial)).status_code == 404


def test_it_is_for_the_school_only(as_noor, visitor, trial):
    assert as_noor.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
