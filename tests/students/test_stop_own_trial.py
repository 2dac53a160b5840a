"""The student may stop at any time, for a reason from a short list."""

from records.models.proposal import ProposalState
from records.models.trial import EarlyStopReason
from tests.trial_stage import FIRST_DAY


def page(trial):
    return f"/student/trials/{trial.id}/stop"


def test_stopping_frees_the_student(as_amina, trial, at):
    at(FIRST_DAY)

    response = as_amina.post(page(trial), data={"reason": "student_wish"})

    assert response.status_code == 302
    assert trial.early_stop is EarlyStopReason.STUDENT_WISH
    assert trial.proposal.state is ProposalState.STOPPED


def test_stopping_twice_says_that_it_has_ended(as_amina, trial, at):
    at(FIRST_DAY)
    as_amina.post(page(trial), data={"reason": "safety"})

    again = as_amina.post(page(trial), data={"reason": "student_wish"})

    assert again.status_code == 422
    assert "al afgelopen" in again.text
    assert trial.early_stop is EarlyStopReason.SAFETY


def test_a_reason_is_asked_for(as_amina, trial):
    response = as_amina.post(page(trial), data={})

    assert response.status_code == 422
    assert response.text.count("Kies een van de redenen") == 2


def test_a_reason_of_others_is_not_on_the_list(as_amina, trial):
    response = as_amina.post(page(trial), data={"reason": "misconduct_student"})

    assert response.status_code == 422
    assert trial.early_stop is None


def test_it_is_for_students_only(as_noor, visitor, trial):
    assert as_noor.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
