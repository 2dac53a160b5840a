"""Forms on paper, and the trainer's levels typed over from one with "on paper" in the log."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.trial import Rater
from tests.factories import AccountFactory
from tests.trial_stage import ASSESSMENT, hand_in


@pytest.fixture
def page(trial):
    return f"/school/trials/{trial.id}/paper"


@pytest.fixture
def opened(trial, at):
    at(ASSESSMENT + timedelta(days=1))
    return trial


def answers(paper_on="2027-02-12", **other):
    """Return the form as it is sent when the trainer saw two things on paper."""
    said = {"paper_on": paper_on}
    for number, letter in enumerate(("E", "K")):
        said |= {
            f"{letter}-level": "3",
            f"{letter}-text": "Zij telde de kassa twee keer na.",
            f"{letter}-observed_on": "2027-02-10",
            f"{letter}-observation_id": f"00000000-0000-4000-8000-00000000000{number}",
        }
    return said | other


def test_the_log_says_who_typed_it_over_and_which_day_stood_on_it(
    session, as_carla, as_noor, opened, page, carla
):
    answer = as_carla.post(page, data=answers())

    assert answer.status_code == 302
    line = session.scalars(select(AuditEvent).where(AuditEvent.event == "trial:rated")).one()
    assert (line.actor_id, line.details) == (
        carla.id,
        {"rater": "trainer", "paper_on": "2027-02-12"},
    )
    given = {one.letter: one.level for one in opened.ratings if one.rater is Rater.TRAINER}
    assert given == {"E": 3, "K": 3}
    assert "overgetypt van het papier" in as_noor.get(f"/employer/trials/{opened.id}").text


@pytest.mark.parametrize("day", ["", "2027-02-11", "2027-03-01"])
def test_the_day_on_the_paper_is_one_that_can_be(as_carla, opened, page, day):
    answer = as_carla.post(page, data=answers(day))

    assert answer.status_code == 422
    assert "Zij telde de kassa twee keer na." in answer.text


def test_what_rests_on_nothing_is_not_taken(as_carla, opened, page):
    assert as_carla.post(page, data=answers(**{"E-text": ""})).status_code == 422


def test_it_shows_nothing_that_the_trainer_kept(session, as_carla, as_noor, opened, page):
    as_noor.post(f"/employer/trials/{opened.id}/levels", data=answers() | {"button": "keep"})

    assert "checked" not in as_carla.get(page).text


def test_not_before_the_moment_and_not_after_the_trainer(session, as_carla, trial, page, noor, at):
    assert as_carla.get(page).status_code == 403
    hand_in(session, noor, trial, {"E": 2, "K": 3})
    at(ASSESSMENT)

    assert as_carla.post(page, data=answers()).status_code == 403


def test_whoever_assesses_for_the_school_does_not_type_over(session, as_carla, opened, page, carla):
    opened.school_assessor_id = carla.id
    session.flush()

    assert as_carla.post(page, data=answers()).status_code == 403


def test_another_school_finds_no_trial(sign_in, opened, page):
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))

    assert stranger.get(page).status_code == 404
    assert stranger.get(f"/school/trials/{opened.id}/form.pdf").status_code == 404


def test_the_form_on_paper_has_boxes_anchors_and_a_code_and_no_name(
    as_carla, as_noor, trial, bakery_place, pdf_text
):
    school = as_carla.get(f"/school/trials/{trial.id}/form.pdf")
    printed = pdf_text(school)

    assert trial.id.hex[:8].upper() in printed
    assert "Niet gezien" in printed
    assert "Amina" not in printed
    assert "El Idrissi" not in printed
    assert as_noor.get(f"/employer/trials/{trial.id}/form.pdf").data[:4] == b"%PDF"


def test_the_competency_form_on_paper_says_what_stands_there(as_carla, draft, pdf_text):
    printed = pdf_text(as_carla.get(f"/school/vacancies/{draft.id}/form.pdf"))

    assert "Banketbakker" in printed
    assert "Werkplekken inrichten" in printed
    assert "Handtekening" in printed or "handtekening" in printed
