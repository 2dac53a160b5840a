"""Amina sees what others saw of her, takes it along, and keeps the rest to herself."""

import json
from fractions import Fraction
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from placements.guidance.growth import growth_of
from placements.guidance.reflections import list_reflections
from records.vault.opening import vault_open
from records.vault.tables import VaultReflection
from tests.factories import EvidenceFactory
from tests.rounds import actor_of
from tests.trial_stage import ASSESSMENT, hand_in

GROWTH = "/student/growth"
FILE = "/student/career-file"
NEW = "/student/reflections/new"
THOUGHT = {
    "occasion": "trial",
    "competence": "steering",
    "text": "Ik vraag maandag of ik de kassa mag tellen.",
}


@pytest.fixture
def thought(as_amina):
    """Amina has thought back on her trial."""
    assert as_amina.post(NEW, data=THOUGHT).status_code == 302


def test_own_levels_come_with_evidence_growth_and_a_next_step(
    session, as_amina, amina, assessed_trial
):
    EvidenceFactory(candidate_id=assessed_trial.proposal.candidate_id, letter="E")

    text = as_amina.get(GROWTH).text
    found = {one.competence.letter: one for one in growth_of(session, actor_of(amina))}

    assert [point.level for point in found["E"].points] == [Fraction(3), Fraction(2)]
    assert [point.level for point in found["K"].points] == [Fraction(3), Fraction(3)]
    assert "Je liet eerder “Zelfstandig” zien." in text
    assert "In een groepje verdeelde ik de taken" in text
    assert "Zij telde de kassa twee keer na." in text
    assert "Volgende stap:" in text
    assert text.count('class="pp-dots__on"') == 4
    assert text.index("Bakkerij De Vries") < text.index("Volgende stap:")


def test_who_grew_reads_so(as_amina, session, trial, noor, mehmet):

    for account in (noor, mehmet):
        hand_in(session, account, trial, {"E": 4, "K": 3})

    assert "Je groeide: van “Zelfstandig” naar" in as_amina.get(GROWTH).text


def test_levels_of_a_round_are_there_once_its_result_is_out(
    as_amina, matching_round, amina_in_round
):
    assert "Nog niets te zien" in as_amina.get(GROWTH).text


def test_a_trial_counts_once_both_assessments_are_in(session, amina, trial, noor):

    for one in (noor, amina):
        hand_in(session, one, trial, {"E": 1, "K": 1})

    found = growth_of(session, actor_of(amina))

    assert [(len(one.points), one.observations) for one in found] == [(1, ())] * 2


def test_a_reflection_is_read_back_by_its_student_alone(session, as_amina, amina, carla, thought):
    assert THOUGHT["text"] in as_amina.get("/student/reflections").text
    assert list_reflections(session, actor_of(carla)) == []
    with vault_open(session):
        (row,) = session.scalars(select(VaultReflection))
    assert row.student_id == amina.id
    assert b"kassa" not in row.sealed
    assert b"steering" not in row.sealed


def test_a_removed_reflection_is_gone(session, as_amina, amina, thought):
    (kept,) = list_reflections(session, actor_of(amina))

    as_amina.post(f"/student/reflections/{kept.id}/remove")

    assert list_reflections(session, actor_of(amina)) == []


def test_a_reflection_that_is_too_long_stays_on_the_page(as_amina):
    response = as_amina.post(NEW, data=THOUGHT | {"text": "woord " * 120})

    assert response.status_code == 422
    assert "hoogstens 600 tekens" in response.text
    assert "woord woord" in response.text


@pytest.mark.parametrize(("query", "is_in"), [("", False), ("?reflections=yes", True)])
def test_the_career_file_holds_reflections_only_if_asked(
    as_amina, assessed_trial, at, thought, query, is_in
):
    at(ASSESSMENT)

    response = as_amina.get(f"{FILE}.json{query}")

    facts = json.loads(response.data)
    assert facts["name"] == "Amina El Idrissi"
    assert [one["letter"] for one in facts["competences"]] == ["K", "E"]
    assert facts["trials"][0]["company"] == "Bakkerij De Vries"
    assert ([one["text"] for one in facts["reflections"]] == [THOUGHT["text"]]) is is_in


def test_the_career_file_is_there_on_paper(as_amina, assessed_trial, at, thought):
    at(ASSESSMENT)

    response = as_amina.get(f"{FILE}.pdf?reflections=yes")

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(response.data)).pages)
    assert response.headers["Content-Disposition"] == 'attachment; filename="loopbaandossier.pdf"'
    assert "Amina El Idrissi" in text
    assert THOUGHT["text"] in " ".join(text.split())


@pytest.mark.parametrize("page", [GROWTH, FILE, f"{FILE}.json", "/student/reflections", NEW])
def test_nobody_else_has_these_pages(visitor, as_carla, as_mehmet, as_anton, as_noor, page):
    assert visitor.get(page).status_code == 303
    assert {one.get(page).status_code for one in (as_carla, as_mehmet, as_anton, as_noor)} == {403}
