"""One trial, for the school: its assessor and its coordinators."""

import pytest

from records.models.account import Role
from records.vault.ledger import list_reveal_lines
from tests.factories import AccountFactory
from tests.trial_stage import ASSESSMENT, hand_in


def page(trial):
    return f"/school/trials/{trial.id}"


@pytest.mark.parametrize("browser", ["as_mehmet", "as_carla"])
def test_it_says_who_and_the_student_can_see_that_it_was_read(
    request, session, trial, amina, browser
):
    response = request.getfixturevalue(browser).get(page(trial))

    assert response.status_code == 200
    assert "Amina El Idrissi" in response.text
    assert len(list_reveal_lines(session, amina.id)) == 1


def test_what_the_trainer_saw_stays_hidden_until_both_are_in(
    session, as_mehmet, as_carla, trial, noor, mehmet, at
):
    at(ASSESSMENT)
    hand_in(session, noor, trial, {"E": 2, "K": 3})

    for browser in (as_mehmet, as_carla):
        assert "Zij telde de kassa" not in browser.get(page(trial)).text

    hand_in(session, mehmet, trial, {"E": None, "K": None})
    for browser in (as_mehmet, as_carla):
        assert "Zij telde de kassa" in browser.get(page(trial)).text


def test_colleagues_who_do_not_assess_it_and_other_schools_do_not_find_it(sign_in, as_anton, trial):
    elsewhere = AccountFactory(role=Role.COORDINATOR)

    assert as_anton.get(page(trial)).status_code == 404
    assert sign_in(elsewhere).get(page(trial)).status_code == 404


@pytest.mark.parametrize("role", [Role.CONFIDANT, Role.ADMINISTRATOR])
def test_staff_with_another_task_are_turned_away(sign_in, school, trial, role):
    colleague = AccountFactory(role=role, school_id=school.id)

    assert sign_in(colleague).get(page(trial)).status_code == 403


def test_it_is_for_the_school_only(as_noor, as_amina, visitor, trial):
    assert as_noor.get(page(trial)).status_code == 403
    assert as_amina.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303
