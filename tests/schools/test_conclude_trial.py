"""What follows from the assessment."""

from records.models.account import Role
from records.models.proposal import ProposalState
from records.models.trial import Outcome, TrialState
from tests.factories import AccountFactory
from tests.trial_stage import ASSESSMENT, hand_in


def page(trial):
    return f"/school/trials/{trial.id}/outcome"


AGREED = {"outcome": "continue_with_agreements", "agreements": "Elke maandag samen plannen."}


def test_continuing_with_agreements_tells_everyone_what_was_agreed(
    as_mehmet, as_amina, as_noor, assessed_trial, at
):
    at(ASSESSMENT)

    response = as_mehmet.post(page(assessed_trial), data=AGREED)

    assert response.status_code == 302
    assert assessed_trial.outcome is Outcome.CONTINUE_WITH_AGREEMENTS
    for browser, room in ((as_amina, "student"), (as_noor, "employer")):
        assert AGREED["agreements"] in browser.get(f"/{room}/trials/{assessed_trial.id}").text


def test_stopping_with_its_ground_and_its_talk_frees_the_student(as_carla, assessed_trial, at):
    at(ASSESSMENT)

    response = as_carla.post(
        page(assessed_trial), data={"outcome": "stop", "three_way_talk_on": "2027-02-12"}
    )

    assert response.status_code == 302
    assert assessed_trial.proposal.state is ProposalState.STOPPED


def test_stopping_without_a_ground_is_refused_and_what_was_typed_stays(
    session, as_mehmet, trial, noor, mehmet, at
):
    at(ASSESSMENT)
    hand_in(session, noor, trial, {"E": 3, "K": 1})
    hand_in(session, mehmet, trial, {"E": 3, "K": 1})

    form = {"outcome": "stop", "three_way_talk_on": "2027-02-12", "agreements": "Geen."}
    response = as_mehmet.post(page(trial), data=form)

    assert response.status_code == 422
    assert response.text.count("Stoppen kan alleen als") == 2
    assert "2027-02-12" in response.text
    assert trial.state is TrialState.ASSESSED


def test_deciding_twice_counts_once(as_mehmet, as_carla, assessed_trial, at):
    at(ASSESSMENT)
    as_mehmet.post(page(assessed_trial), data={"outcome": "continue"})

    again = as_carla.post(page(assessed_trial), data=AGREED)

    assert again.status_code == 422
    assert "al afgelopen" in again.text
    assert assessed_trial.outcome is Outcome.CONTINUE


def test_it_waits_for_both_assessments(as_mehmet, trial, at):
    at(ASSESSMENT)

    response = as_mehmet.post(page(trial), data={"outcome": "continue"})

    assert response.status_code == 422
    assert "allebei hebben ingeleverd" in response.text


def test_another_school_does_not_find_it(sign_in, assessed_trial):
    elsewhere = AccountFactory(role=Role.COORDINATOR)

    assert sign_in(elsewhere).post(page(assessed_trial), data=AGREED).status_code == 404


def test_it_is_for_the_school_only(as_noor, as_amina, visitor, assessed_trial):
    assert as_noor.post(page(assessed_trial), data=AGREED).status_code == 403
    assert as_amina.post(page(assessed_trial), data=AGREED).status_code == 403
    assert visitor.get(page(assessed_trial)).status_code == 303
