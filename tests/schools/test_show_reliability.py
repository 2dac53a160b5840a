"""The school sees how alike it scores, and hands it to whoever asks."""

import csv
import io
from datetime import timedelta

import pytest

from records.models.account import Role
from records.models.desk.assessment import AssessmentState
from tests.double_scores import FEW_ORANGE, GREEN, ORANGE, RED, JudgementFactory
from tests.factories import (
    NOW,
    AccountFactory,
    AssessmentFactory,
    CandidateFactory,
    ProgrammeFactory,
    RoundAssessorFactory,
    RoundFactory,
    StudentFactory,
)
from tests.practices import practised
from tests.rubrics import addition, publish

ADDRESS = "/school/reliability"
OF_FORTY = [7, 3, 0, 1, 2, 8, 2, 0, 0, 2, 7, 1, 0, 0, 2, 5]


@pytest.fixture
def judged(school, programme, session):
    """Return a way to lay down what a round of the school had on a competence."""

    def lay_down(counts, letter="E", name="Periode 1", **facts):
        round_ = RoundFactory(school=school, programmes=[programme], name=name)
        return JudgementFactory(round_id=round_.id, letter=letter, counts=counts, **facts)

    return lay_down


def test_it_says_in_words_what_the_table_says(as_carla, judged):
    judged(OF_FORTY)

    page = as_carla.get(ADDRESS).text

    assert "40 teksten zijn door twee mensen gescoord." in page
    assert "27 kregen van beiden hetzelfde niveau, 12 scheelden één niveau, 1 twee of meer." in page
    assert "Oefen “Samenwerken en overleggen” nog een keer samen." in page


@pytest.mark.parametrize(
    ("counts", "light", "said"),
    [
        (GREEN, "Groen", "Twee beoordelaars zien hetzelfde in een tekst."),
        (FEW_ORANGE, "Oranje", "Vanaf 50 dubbele scores"),
        (ORANGE, "Oranje", "leest ook een reserve elke tekst"),
        (RED, "Rood", "Niet bruikbaar"),
        ([0] * 5 + [14] + [0] * 10, "Te vroeg", "Nog 1 dubbele score"),
        ([4, 1] + [0] * 3 + [5] + [0] * 4 + [5] + [0] * 5, "Te vroeg", "Er volgt niets uit"),
        ([0] * 10 + [60] + [0] * 5, "Te vroeg", "Iedereen kreeg hetzelfde niveau"),
    ],
)
def test_every_step_of_the_ladder_says_what_follows(as_carla, judged, counts, light, said):
    judged(counts)

    page = as_carla.get(ADDRESS).text

    assert f"{light}" in page
    assert said in page


def test_rounds_are_pooled_and_other_words_are_not(as_carla, judged):
    judged([10] + [0] * 15, name="Een")
    judged([0, 5] + [0] * 14, name="Twee")
    judged([0, 0, 0, 7] + [0] * 12, name="Oud", rubric_version="2025.1")

    page = as_carla.get(ADDRESS).text

    assert "15 teksten zijn door twee mensen gescoord." in page
    assert "7 teksten zijn door twee mensen gescoord." in page
    assert "Cijfers bij eerdere woorden van de rubric" in page


def test_rounds_with_other_examples_of_the_school_stand_apart_and_say_with_which(
    as_carla, judged, carla
):
    judged([10] + [0] * 15, name="Zonder")
    judged([0, 5] + [0] * 14, name="Met", rubric_version="2026.1+1")
    publish(carla, addition("E"))

    page = as_carla.get(ADDRESS).text
    now, former = page.split("Cijfers bij eerdere woorden van de rubric")

    assert "5 teksten zijn door twee mensen gescoord." in now
    assert "Versie van de rubric: 2026.1, aanvullingen: 1." in now
    assert "10 teksten zijn door twee mensen gescoord." in former
    assert "2026.1, aanvullingen: 1" in as_carla.get(f"{ADDRESS}.csv").text


def test_orange_asks_to_practise_together_and_counts_who_did_without_names(
    as_carla, as_anton, as_berna, judged, anton, berna
):
    practised(berna, letters="E", at=NOW - timedelta(days=1))
    judged(ORANGE, orange=True)
    asked = "Oefen: Samenwerken en overleggen"

    before = as_carla.get(ADDRESS).text
    desks = [one.get("/school/desk").text for one in (as_anton, as_berna)]
    begun = as_anton.post("/school/desk/practice/E/begin")
    practised(anton, letters="E", at=NOW + timedelta(hours=1), number=2)
    after = as_carla.get(ADDRESS).text

    assert all(asked in desk for desk in desks)
    assert 'action="/school/desk/practice/E/begin"' in desks[0]
    assert begun.location.startswith("/school/desk/practice/")
    assert "Sindsdien hebben 0 van de 2 beoordelaars" in before
    assert "Sindsdien heeft 1 van de 2 beoordelaars" in after
    assert "Anton" not in after
    assert asked not in as_anton.get("/school/desk").text
    assert asked in as_berna.get("/school/desk").text


def test_what_was_scored_well_since_is_not_asked_any_more_nor_at_another_school(
    as_anton, judged, sign_in
):
    judged(ORANGE, orange=True)
    judged(GREEN, light="green", alpha=900, low=800, high=950, judged_at=NOW + timedelta(days=1))
    judged(RED, "A", red=True)
    judged(RED, "K", red=True)
    elsewhere = sign_in(AccountFactory(role=Role.ASSESSOR))

    desk = as_anton.get("/school/desk").text

    assert "Oefen nog een keer samen" in desk
    assert "/school/desk/practice/K/begin" in desk
    assert "/school/desk/practice/E" not in desk
    assert "/school/desk/practice/A" not in desk
    assert "Oefen nog een keer samen" not in elsewhere.get("/school/desk").text


def test_a_table_does_not_say_who_of_the_two_gave_which(as_carla, judged):
    judged([0, 9, 0, 0, 3] + [0] * 11)
    one_way = as_carla.get(ADDRESS).text
    judged([0, 3, 0, 0, 9] + [0] * 11)

    assert ">12</td>" in one_way
    assert ">9</td>" not in one_way


@pytest.mark.parametrize("counts", [(0, 4, 0, 0, 0, 5, 0, 0, 0, 5), (0, 0, 0, 0, 4, 5, 5)])
def test_a_round_in_which_one_gave_everyone_the_same_level_is_called_without_information(
    as_carla, judged, counts
):
    judged([*counts, *[0] * (16 - len(counts))])
    judged(GREEN)
    judged([2] + [0] * 15, "K")

    page = " ".join(as_carla.get(ADDRESS).text.split())

    assert page.count("Over 14 teksten valt niets te zeggen") == 1
    assert page.count("valt niets te zeggen") == 1


def test_what_followed_stands_with_its_round(as_carla, judged):
    judged(RED, "E", "Periode 1", red=True)
    judged(ORANGE, "K", "Periode 2", orange=True, wants_third=True)

    page = as_carla.get(ADDRESS).text

    assert "Periode 1: “Samenwerken en overleggen” telde niet mee" in page
    assert "Periode 2: een derde beoordelaar las elke tekst" in page


def test_how_often_a_student_was_recognised(as_carla, programme, round_, anton, berna):
    candidate = CandidateFactory(
        round=round_,
        programme=programme,
        student=StudentFactory(programme=programme),
        certified_at=NOW,
    )
    RoundAssessorFactory(
        round_id=round_.id,
        programme_id=programme.id,
        account_id=berna.id,
        seat=1,
        excused_at=NOW,
    )
    for letter in "AB":
        AssessmentFactory(
            round_id=round_.id,
            candidate_id=candidate.id,
            assessor_id=berna.id,
            letter=letter,
            state=AssessmentState.RECUSED,
        )
    for letter in "ABCDE":
        AssessmentFactory(
            round_id=round_.id,
            candidate_id=candidate.id,
            assessor_id=anton.id,
            letter=letter,
            level=None if letter == "E" else 2,
            state=AssessmentState.RECUSED if letter == "E" else AssessmentState.LOCKED,
        )

    page = " ".join(as_carla.get(ADDRESS).text.split())

    assert (
        "Van 5 teksten die beoordelaars op hun bureau hadden, is 1 keer de student herkend (20%)."
        in page
    )


def test_the_file_holds_the_same_for_a_spreadsheet(as_carla, judged):
    judged(OF_FORTY)
    judged([0, 3, 0, 0, 0, 7, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0], "K")

    response = as_carla.get(f"{ADDRESS}.csv")

    lines = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig")), delimiter=";"))
    assert response.content_type == "text/csv; charset=utf-8"
    assert [line[0] for line in lines[1:]] == [
        "Samenwerken en overleggen",
        "Vakdeskundigheid toepassen",
    ]
    assert lines[1][3:7] == ["40", "27", "12", "1"]
    assert lines[1][7].startswith("0,")
    assert lines[2][7:-2] == [""] * 12
    assert [line[-2:] for line in lines[1:]] == [["0", "orange"], ["14", "too_early"]]


def test_the_figures_of_another_school_stay_there(as_carla, session):
    programme = ProgrammeFactory()
    other = RoundFactory(school=programme.school, programmes=[programme], name="Van een ander")
    JudgementFactory(round_id=other.id, counts=RED, red=True)

    page = as_carla.get(ADDRESS).text

    assert "Nog geen cijfers" in page
    assert "Van een ander" not in page


@pytest.mark.parametrize("role", [Role.CONFIDANT, Role.ADMINISTRATOR])
def test_who_speaks_for_others_in_the_school_reads_it(sign_in, school, role):
    browser = sign_in(AccountFactory(role=role, school_id=school.id))

    assert browser.get(ADDRESS).status_code == 200


@pytest.mark.parametrize("browser", ["as_anton", "as_mehmet", "as_amina", "as_noor"])
def test_others_stay_out(browser, request):
    browser = request.getfixturevalue(browser)

    assert browser.get(ADDRESS).status_code == 403
    assert browser.get(f"{ADDRESS}.csv").status_code == 403


def test_visitors_sign_in_first(visitor):
    assert visitor.get(ADDRESS).status_code == 303
