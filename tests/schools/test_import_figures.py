"""Figures on the labour market come in as a whole or not at all."""

from io import BytesIO

import pytest
from sqlalchemy import select

from placements.guidance.figures import MOST_ROWS, SAMPLE
from records.models.guidance import LabourFigure
from tests.factories import CandidateFactory

PAGE = "/school/labour-market"
HEAD = "crebo;regio;jaar;baankans_procent;uurloon_euro;bron"
GOOD = "25000;Utrecht;2025;84;15,20;Verzonnen"


def send(browser, *lines, encoding="utf-8"):
    content = "\r\n".join(lines).encode(encoding)
    return browser.post(PAGE, data={"file": (BytesIO(content), "cijfers.csv")})


def kept(session):
    rows = session.scalars(select(LabourFigure).order_by(LabourFigure.region)).all()
    return [(one.region, one.jobs_percent, one.hourly_cents) for one in rows]


def test_the_sample_that_is_downloaded_can_be_sent_back(session, as_carla):
    sample = as_carla.get(f"{PAGE}/sample.csv").data

    response = as_carla.post(PAGE, data={"file": (BytesIO(sample), "voorbeeld.csv")})

    assert response.status_code == 302
    assert len(kept(session)) == len(SAMPLE.read_text().splitlines()) - 1
    assert "Verzonnen voorbeeld" in as_carla.get(PAGE).text


def test_a_new_file_takes_the_place_of_the_former(session, as_carla, as_amina, profile_of_amina):
    send(as_carla, HEAD, GOOD, GOOD.replace("Utrecht", "Zeeland"))

    send(as_carla, HEAD, f"{profile_of_amina.programme.crebo};Één;2026;90;;CBS", encoding="cp1252")

    assert kept(session) == [("Één", 90, None)]
    text = as_amina.get("/student/outlook").text
    assert "90 van de 100" in text
    assert "niet bekend" in text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (GOOD.replace("25000", "2500"), "Een crebo heeft vijf cijfers"),
        (GOOD.replace("Utrecht", ""), "De regio ontbreekt of is te lang"),
        (GOOD.replace("2025", "25"), "Het jaar ligt tussen 2000 en 2100"),
        (GOOD.replace("84", "840"), "De baankans ligt tussen 0 en 100"),
        (GOOD.replace("15,20", "€ 15"), "Het uurloon schrijf je als 15,50"),
        (GOOD.replace("Verzonnen", "x" * 201), "De bron ontbreekt of is te lang"),
        (f"{GOOD};meer", "meer of minder kolommen"),
        (GOOD.rpartition(";")[0], "meer of minder kolommen"),
        (GOOD, "staan er twee keer in"),
    ],
)
def test_one_wrong_line_keeps_all_out_and_is_named(session, as_carla, line, words):
    response = send(as_carla, HEAD, GOOD, line)

    assert response.status_code == 422
    assert "Er is niets ingelezen: 1 regel klopt niet." in response.text
    assert f"Regel 3: {words}" in " ".join(response.text.split()) or words in response.text
    assert kept(session) == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["crebo;regio"], "De eerste regel moet zijn"),
        ([], "De eerste regel moet zijn"),
        ([HEAD], "Er staan geen regels in het bestand"),
        (["\0\0"], "Dit is geen CSV-bestand"),
        ([HEAD, *([GOOD] * (MOST_ROWS + 1))], "Er is niets ingelezen"),
    ],
    ids=["other columns", "empty", "no lines", "no text", "too many"],
)
def test_what_is_no_such_file_is_refused(session, as_carla, lines, words):
    response = send(as_carla, *lines)

    assert response.status_code == 422
    assert words in response.text
    assert kept(session) == []


def test_without_a_file_it_asks_for_one(as_carla):
    assert "Kies een bestand" in as_carla.post(PAGE, data={}).text


def test_nobody_else_has_this_page(visitor, as_amina, as_mehmet, as_noor):
    assert visitor.get(PAGE).status_code == 303
    assert {one.get(PAGE).status_code for one in (as_amina, as_mehmet, as_noor)} == {403}


@pytest.fixture
def profile_of_amina(amina, round_):
    """Amina takes part in a round."""
    return CandidateFactory(student=amina, round=round_)
