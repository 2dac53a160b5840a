"""Otto signs for the bakery and sees where it stands."""

from records.models.account import Role
from records.models.norms import SignedStatement
from tests.factories import AccountFactory
from tests.norms import YearReportFactory
from tests.placements.test_ladder import REASON, step

PAGE = "/employer/company"
TABLES = {
    "answers": dict.fromkeys(
        (
            "yes",
            "capacity_gone",
            "dates",
            "supervision_gone",
            "document_missing",
            "factual_error",
            "no_answer",
            "total",
        )
    )
    | {"yes": 7}
}


def test_the_owner_is_asked_and_signs(session, as_otto, bakery, otto):
    asked = as_otto.get("/employer/home").text
    page = as_otto.get(f"{PAGE}/statement").text
    answer = as_otto.post(
        f"{PAGE}/statement", data={"function": "directeur", "read_version": "2026.1"}
    )
    standing = as_otto.get(PAGE).text

    assert "Onderteken de verklaring voor uw bedrijf" in asked
    assert "Wij kiezen niet uit personen" in page
    assert answer.status_code == 302
    assert "directeur" in standing
    assert "Onderteken de verklaring voor" not in as_otto.get("/employer/home").text
    assert session.query(SignedStatement).one().signed_by == otto.id


def test_it_asks_for_a_function_and_keeps_nothing_without(session, as_otto):
    answer = as_otto.post(f"{PAGE}/statement", data={"read_version": "2026.1"})

    assert answer.status_code == 422
    assert answer.text.count("Vul uw functie in") == 2
    assert session.query(SignedStatement).all() == []


def test_a_trainer_reads_and_does_not_sign(as_noor):
    page = as_noor.get(f"{PAGE}/statement").text
    answer = as_noor.post(f"{PAGE}/statement", data={"function": "baas", "read_version": "2026.1"})

    assert "Ik onderteken voor het bedrijf" not in page
    assert answer.status_code == 422


def test_it_sees_its_own_step_and_what_helps(session, as_otto, draft, bakery, carla):
    for which in ("talk", "written_agreement", "pause"):
        step(session, carla, bakery, which)

    home, page = as_otto.get("/employer/home").text, as_otto.get(PAGE).text

    assert "wil afspraken met u maken" in home
    assert REASON in page
    assert "Wat helpt" in page
    assert "Stages die lopen, gaan door" in page


def test_it_reads_its_own_year_and_no_other(sign_in, as_otto, bakery, school, carla):
    report = YearReportFactory(
        school_id=school.id,
        employer_id=bakery.id,
        published_by=carla.id,
        content={"format": "year 1", "year": 2025, "tables": TABLES},
    )
    page = f"{PAGE}/years/{report.id}"
    stranger = sign_in(AccountFactory(role=Role.OWNER))

    assert "verborgen" in as_otto.get(page).text
    assert page in as_otto.get(PAGE).text
    assert stranger.get(page).status_code == 404
    assert stranger.get(f"{page}/report.pdf").status_code == 404
