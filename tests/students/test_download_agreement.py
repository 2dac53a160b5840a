"""The agreement on paper: read back from the PDF, word by word."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from records.models.account import Account, Role
from records.vault.people import Person, store_person
from tests.factories import (
    AccountFactory,
    AccreditationFactory,
    EmployerFactory,
    HardRequirementFactory,
    StudentFactory,
)
from tests.trial_stage import ASSESSMENT


@pytest.fixture
def complete_trial(session, trial, amina, noor, bakery, programme, bakery_place):
    """A trial of which everything is known; Amina is seventeen."""
    AccreditationFactory(employer_id=bakery.id, crebo=programme.crebo)
    HardRequirementFactory(vacancy_id=bakery_place.id)
    bakery_place.offers = ["trainer_every_day", "travel_costs"]
    bakery_place.trainer_id = noor.id
    store_person(
        session,
        amina.id,
        Person(
            given_name="Amina",
            family_name="El Idrissi",
            email="amina@leerling.example",
            phone="06 12 34 56 78",
            street="Kanaalstraat 12",
            postcode="3531CJ",
            town="Utrecht",
            birth_date=date(2009, 5, 4),
            student_number="S7654321",
        ),
    )
    StudentFactory(programme=programme, account__family_name="Vreemdeling")
    session.flush()
    session.refresh(bakery_place)
    return trial


def words_of(response):
    """Return the text of a PDF, with single spaces."""
    assert response.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(response.data)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_it_holds_everything_an_agreement_must_hold(as_amina, complete_trial, programme, bakery):
    text = words_of(as_amina.get(f"/student/trials/{complete_trial.id}/agreement.pdf"))

    for item in (
        # parties and contact data
        "Amina El Idrissi", "Kanaalstraat 12, 3531 CJ Utrecht", "06 12 34 56 78", "4 mei 2009",
        "Bakkerij De Vries", "Dorpsstraat 1, 3511 AA Utrecht", bakery.leerbedrijf_id,
        bakery.kvk_number, "1 januari 2030", "Noor", "ROC Lekstroom",
        "Vondellaan 174, 3521 GH Utrecht", "030 123 45 67", "Mehmet",
        # programme, level, track
        programme.name, f"{programme.crebo}, niveau 3", "bol (beroepsopleidende leerweg)",
        f"aan dit deel van de kwalificatie {programme.name} (crebo {programme.crebo})",
        # period and hours
        "maandag 1 februari 2027 tot en met vrijdag 25 juni 2027", "640 uur",
        "studiejaar 2026-2027", "10 werkdagen, 64 uur", "€ 350 per maand", "van 08:30 tot 17:00",
        # tasks, documents, competences with the level at the end
        "Werkplekken inrichten", "Storingen oplossen", "Verklaring Omtrent het Gedrag",
        "Samenwerken en overleggen", "3: Zelfstandig", "Stemt zelf af wie wat doet",
        "onmisbaar: Wij werken altijd in duo's.",
        # guidance
        "ten minste drie keer", "Elke stagedag is de praktijkopleider er",
        # assessment
        "12 februari 2027, 15:00", "los van elkaar", "De school beslist",
        # what follows, and ending early
        "Doorgaan met afspraken", "twee keer is gezien", "Het was niet veilig",
        "belt eerst de school", "De student mag op elk moment stoppen",
        # signatures
        "Namens het leerbedrijf", "Namens de school", "Ouder of wettelijk vertegenwoordiger",
    ):  # fmt: skip
        assert item in text, item


def test_a_programme_with_a_job_is_bbl_and_what_is_not_known_says_so(
    as_amina, complete_trial, programme, school, bakery_place
):
    programme.is_work_based, school.street, bakery_place.monthly_allowance = True, "", 0

    text = words_of(as_amina.get(f"/student/trials/{complete_trial.id}/agreement.pdf"))

    assert "bbl (beroepsbegeleidende leerweg), met een leerbaan" in text
    assert "bol (" not in text
    assert "ROC Lekstroom Adres niet bekend" in text
    assert "Vergoeding geen" in text


def test_it_holds_nobody_else_and_no_more_than_it_needs(as_amina, complete_trial):
    response = as_amina.get(f"/student/trials/{complete_trial.id}/agreement.pdf")

    text = words_of(response)
    assert "Vreemdeling" not in text
    assert "S7654321" not in text
    assert complete_trial.proposal.candidate.code[:8] not in text


def test_its_name_and_its_properties_tell_nothing(as_amina, complete_trial):
    response = as_amina.get(f"/student/trials/{complete_trial.id}/agreement.pdf")

    reader = PdfReader(io.BytesIO(response.data))
    properties = " ".join(str(value) for value in (reader.metadata or {}).values())
    assert 'filename="praktijkovereenkomst.pdf"' in response.headers["Content-Disposition"]
    assert "Amina" not in properties + str(reader.xmp_metadata.dc_title)
    assert reader.metadata.get("/CreationDate") is None
    assert reader.metadata.get("/ModDate") is None


def test_a_screen_reader_can_read_it(as_amina, complete_trial):
    response = as_amina.get(f"/student/trials/{complete_trial.id}/agreement.pdf")

    root = PdfReader(io.BytesIO(response.data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_every_party_gets_the_same_bytes_in_any_language(
    as_amina, as_noor, as_carla, complete_trial, at
):
    first = as_amina.get(f"/student/trials/{complete_trial.id}/agreement.pdf").data
    at(ASSESSMENT)
    as_noor.post("/language", data={"language": "en", "next": "/"})

    assert as_noor.get(f"/employer/trials/{complete_trial.id}/agreement.pdf").data == first
    assert as_carla.get(f"/school/trials/{complete_trial.id}/agreement.pdf").data == first


def test_nobody_else_gets_it(session, sign_in, complete_trial, programme, anton, visitor):
    trial_id = complete_trial.id
    stranger = AccountFactory(role=Role.OWNER, employer_id=EmployerFactory().id)
    coordinator = AccountFactory(role=Role.COORDINATOR)
    classmate = StudentFactory(programme=programme)

    def status(person, room):
        account = session.get_one(Account, person.id)
        return sign_in(account).get(f"/{room}/trials/{trial_id}/agreement.pdf").status_code

    assert status(stranger, "employer") == 404
    assert status(coordinator, "school") == 404
    assert status(anton, "school") == 404
    assert status(classmate, "student") == 404
    assert status(stranger, "student") == 403
    assert visitor.get(f"/student/trials/{trial_id}/agreement.pdf").status_code == 303
