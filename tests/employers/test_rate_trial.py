"""The trainer's levels: one screen, kept while it is filled in, closed until its moment."""

import re
from uuid import uuid4

import pytest

from records.models.account import Role
from records.models.trial import Rater, TrialRating
from records.vault.ledger import list_reveal_lines
from tests.factories import AccountFactory, EmployerFactory
from tests.trial_stage import ASSESSMENT, MINUTE


def page(trial):
    return f"/employer/trials/{trial.id}/levels"


def answers(button, **parts):
    """Return what a browser sends: a part per competence, an id per observation."""
    data = {"button": button}
    for letter in "EK":
        data |= {f"{letter}-observation_id": str(uuid4()), f"{letter}-observed_on": "2027-02-12"}
        data |= {f"{letter}-{name}": text for name, text in parts.get(letter, {}).items()}
    return data


COMPLETE = {
    "E": {"level": "3", "text": "Droeg haar werk zelf over."},
    "K": {"level": "not_seen"},
}


def test_it_keeps_a_draft_and_hands_in(as_noor, trial, at):
    at(ASSESSMENT)
    kept = as_noor.post(page(trial), data=answers("keep", E={"level": "2"}))
    assert kept.status_code == 302
    assert [one.is_locked for one in trial.ratings] == [False]

    handed_in = as_noor.post(page(trial), data=answers("hand_in", **COMPLETE))

    assert handed_in.status_code == 302
    assert {(one.letter, one.level, one.is_locked) for one in trial.ratings} == {
        ("E", 3, True),
        ("K", None, True),
    }
    assert [one.text for one in trial.observations] == ["Droeg haar werk zelf over."]


def test_sending_the_same_form_twice_writes_everything_once(as_noor, trial, at):
    at(ASSESSMENT)
    form = answers("hand_in", **COMPLETE)

    as_noor.post(page(trial), data=form)
    again = as_noor.post(page(trial), data=form)

    assert again.status_code == 422
    assert "is al ingeleverd" in again.text
    assert (len(trial.ratings), len(trial.observations)) == (2, 1)


def test_what_is_typed_is_kept_while_typing_without_leaving_the_page(as_noor, trial, at):
    at(ASSESSMENT)
    form = answers("keep", E={"level": "3", "text": "Vroeg wie er hulp nodig had."})

    for _keystroke in range(2):
        response = as_noor.post(page(trial), data=form, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert "Bewaard om 15:00" in response.text
    assert len(trial.observations) == 1


def test_what_is_missing_is_said_at_each_competence_and_nothing_typed_is_lost(as_noor, trial, at):
    at(ASSESSMENT)
    form = answers("hand_in", E={"level": "2"}, K={"text": "Telde de kassa."})

    response = as_noor.post(page(trial), data=form)

    assert response.status_code == 422
    assert response.text.count("Schrijf wat er te zien was en op welke dag") == 2
    assert response.text.count("Kies een niveau, of") == 2
    assert "Telde de kassa." in response.text
    assert re.search(r'name="E-level"[^>]*value="2"[^>]*checked', response.text)
    assert trial.ratings == []


def test_what_was_seen_lies_in_the_trial(as_noor, trial, at):
    at(ASSESSMENT)
    form = answers("keep", E={"text": "Te vroeg.", "observed_on": "2027-01-29"})

    response = as_noor.post(page(trial), data=form)

    assert response.status_code == 422
    assert "De proefstage begint op maandag 1 februari 2027" in response.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_minute_too_early_it_only_says_when_it_opens(as_noor, trial, at, method):
    at(ASSESSMENT - MINUTE)

    response = getattr(as_noor, method)(page(trial), data=answers("hand_in", **COMPLETE))

    assert response.status_code == 403
    assert "12 februari 2027, 15:00" in response.text
    assert 'type="radio"' not in response.text
    assert trial.ratings == []


def test_nothing_of_the_school_shows_on_it(session, as_noor, trial, at):
    at(ASSESSMENT)
    session.add(
        TrialRating(
            trial_id=trial.id,
            letter="E",
            rater=Rater.SCHOOL,
            level=1,
            rated_at=ASSESSMENT,
            is_locked=True,
        )
    )
    session.flush()

    response = as_noor.get(page(trial))

    assert "checked" not in response.text


def test_reading_the_name_on_it_is_a_line_in_the_ledger_and_keeping_a_draft_is_not(
    session, as_noor, trial, amina, at
):
    at(ASSESSMENT)

    as_noor.get(page(trial))
    as_noor.post(page(trial), data=answers("keep"), headers={"HX-Request": "true"})

    assert [line.purpose for line in list_reveal_lines(session, amina.id)] == ["trial"]


def test_a_colleague_who_does_not_assess_is_turned_away(sign_in, bakery, trial, at):
    at(ASSESSMENT)
    colleague = AccountFactory(role=Role.TRAINER, employer_id=bakery.id)

    assert sign_in(colleague).get(page(trial)).status_code == 403


def test_a_trial_of_another_company_does_not_exist(sign_in, trial, at):
    at(ASSESSMENT)
    outsider = AccountFactory(role=Role.TRAINER, employer_id=EmployerFactory().id)

    assert sign_in(outsider).get(page(trial)).status_code == 404


@pytest.mark.parametrize("browser", ["as_amina", "as_mehmet", "as_carla"])
def test_it_is_for_the_company_only(request, trial, browser):
    assert request.getfixturevalue(browser).get(page(trial)).status_code == 403


def test_visitors_sign_in_first(visitor, trial):
    assert visitor.get(page(trial)).status_code == 303
