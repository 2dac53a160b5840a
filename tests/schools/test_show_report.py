"""The school reads the public report, and gives the receipt to whoever asks."""

import re

import pytest

from matching.receipt import check_receipt
from placements.catalogue import rubric_hash
from placements.match.run import return_run
from placements.rubrics.additions import content_digest
from records.models.account import Role
from tests.double_scores import ORANGE, RED, JudgementFactory
from tests.factories import NOW, AccountFactory
from tests.rounds import actor_of, finished_run, published_run
from tests.rubrics import RoundRubricFactory, addition, publish


@pytest.fixture
def report(as_mehmet, matching_round, proposal):
    return as_mehmet.get(f"/school/rounds/{matching_round.id}/report")


def test_it_shows_secrets_value_seed_and_cutoffs(report):
    assert report.status_code == 200
    assert "drand 4711" in report.text
    assert "Partij 1" in report.text
    assert "groep 0, lot" in report.text


def test_it_names_no_student_and_no_code(report, amina_in_round):
    assert amina_in_round.code not in report.text
    assert "Amina" not in report.text


def test_it_lists_a_run_that_was_sent_back(
    as_carla, session, matching_round, carla, amina_in_round
):
    first = finished_run(session, matching_round, carla)
    return_run(session, actor_of(carla), first, "De dagen van een plek klopten niet.", now=NOW)
    published_run(session, matching_round, carla)

    response = as_carla.get(f"/school/rounds/{matching_round.id}/report")

    assert "Teruggestuurd: De dagen van een plek klopten niet." in response.text


def test_it_says_what_followed_from_how_alike_texts_were_scored(
    as_carla, session, matching_round, carla, amina_in_round
):
    JudgementFactory(round_id=matching_round.id, letter="E", counts=RED, red=True)
    JudgementFactory(
        round_id=matching_round.id, letter="K", counts=ORANGE, orange=True, wants_third=True
    )
    published_run(session, matching_round, carla)

    page = as_carla.get(f"/school/rounds/{matching_round.id}/report").text

    assert "“Samenwerken en overleggen” telde in deze ronde niet mee voor de volgorde" in page
    assert "0,41 (tussen 0,22 en 0,58" in page
    assert "“Vakdeskundigheid toepassen”: een derde beoordelaar las ook elke tekst" in page


def test_it_says_so_when_nothing_had_to_follow(report):
    assert "In deze ronde hoefde er niets te volgen." in report.text


def test_it_says_with_which_words_texts_were_scored_and_prints_what_the_school_added(
    as_carla, session, matching_round, carla, amina_in_round
):
    kept = publish(carla, addition("E", mark="de balie"))
    RoundRubricFactory(round_id=matching_round.id, rubric_id=kept.id)
    publish(carla, addition("K", mark="de draaibank"))
    published_run(session, matching_round, carla)
    session.expire(matching_round, ["rubric"])

    page = as_carla.get(f"/school/rounds/{matching_round.id}/report").text
    shown = re.sub(r"<[^>]+>|\s", "", page)

    assert "versie 2026.1" in page
    assert rubric_hash() in shown
    assert content_digest(kept.content) in shown
    assert "Voorbeelden bij “Samenwerken en overleggen”" in page
    assert all(text("nl") in page for _name, text in addition("E", mark="de balie").texts())
    assert "de draaibank" not in page


def test_it_says_so_when_the_school_added_nothing(report):
    assert "De school heeft zelf geen voorbeelden toegevoegd." in report.text


def test_before_the_result_is_out_there_is_none(as_carla, matching_round, run):
    assert as_carla.get(f"/school/rounds/{matching_round.id}/report").status_code == 404


def test_a_report_of_another_school_does_not_exist(sign_in, matching_round, proposal):
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))

    assert stranger.get(f"/school/rounds/{matching_round.id}/report").status_code == 404


def test_visitors_sign_in_first(visitor, matching_round):
    assert visitor.get(f"/school/rounds/{matching_round.id}/report").status_code == 303


def test_an_assessor_may_not_enter(as_anton, matching_round):
    assert as_anton.get(f"/school/rounds/{matching_round.id}/report").status_code == 403


def test_the_receipt_is_the_stored_file_and_agrees(as_carla, run):
    response = as_carla.get(f"/school/match-runs/{run.id}/receipt.json")

    assert response.content_type == "application/json"
    assert response.data == run.receipt
    assert check_receipt(response.data) is None


def test_the_receipt_of_another_school_does_not_exist(sign_in, run):
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))

    assert stranger.get(f"/school/match-runs/{run.id}/receipt.json").status_code == 404


def test_a_mentor_gets_no_receipt(as_mehmet, run):
    assert as_mehmet.get(f"/school/match-runs/{run.id}/receipt.json").status_code == 403
