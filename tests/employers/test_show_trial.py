"""One trial, for its company: who comes, what was agreed and noted, and the levels once in."""

from placements.trials.course import note_observation
from placements.trials.outcomes import stop_early
from records.models.account import Role
from records.models.trial import EarlyStopReason
from records.vault.ledger import list_reveal_lines
from tests.factories import AccountFactory, EmployerFactory
from tests.rounds import actor_of
from tests.trial_stage import ASSESSMENT, hand_in, seen


def page(trial):
    return f"/employer/trials/{trial.id}"


def test_it_says_who_comes_and_the_student_can_see_that_it_was_read(session, as_noor, trial, amina):
    response = as_noor.get(page(trial))

    assert response.status_code == 200
    assert "Amina El Idrissi" in response.text
    assert "maandag 1 februari 2027" in response.text
    assert [line.purpose for line in list_reveal_lines(session, amina.id)] == ["trial"]


def test_what_the_school_saw_stays_hidden_until_both_are_in(
    session, as_noor, trial, noor, mehmet, at
):
    at(ASSESSMENT)
    hand_in(session, mehmet, trial, {"E": 1, "K": 1})
    note_observation(session, actor_of(noor), trial, seen("E", "Van Noor."), now=ASSESSMENT)

    before = as_noor.get(page(trial)).text
    hand_in(session, noor, trial, {"E": 3, "K": None})
    after = as_noor.get(page(trial)).text

    assert "Van Noor." in before
    assert "Zij telde de kassa" not in before
    assert "Zij telde de kassa" in after


def test_after_a_stop_the_name_is_gone_and_so_is_the_reason(session, as_noor, trial, amina):
    stop_early(
        session, actor_of(amina), trial, EarlyStopReason.MISCONDUCT_BY_EMPLOYER, now=ASSESSMENT
    )
    session.flush()

    response = as_noor.get(page(trial))

    assert response.status_code == 200
    assert "El Idrissi" not in response.text
    assert "discriminatie" not in response.text


def test_a_trial_of_another_company_does_not_exist(sign_in, trial):
    outsider = AccountFactory(role=Role.OWNER, employer_id=EmployerFactory().id)

    assert sign_in(outsider).get(page(trial)).status_code == 404


def test_it_is_for_companies_only(as_amina, as_carla, trial):
    assert as_amina.get(page(trial)).status_code == 403
    assert as_carla.get(page(trial)).status_code == 403


def test_visitors_sign_in_first(visitor, trial):
    assert visitor.get(page(trial)).status_code == 303
