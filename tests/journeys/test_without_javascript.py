"""The main forms in a browser without JavaScript: every button loads a page that has done it."""

import pytest

from records.database import db
from records.models.account import Account, Role
from records.models.round import RoundPhase
from tests.desks import round_on_desks
from tests.factories import (
    AccountFactory,
    CandidateFactory,
    ProgrammeFactory,
    RoundFactory,
    StudentFactory,
    VacancyFactory,
    WishFactory,
)
from tests.journeys.stage import PHONE, dutch

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def records(server):
    """The records of the served application, to arrange what a journey begins with."""
    with server.app.app_context():
        yield db.session()


@pytest.fixture
def without_javascript(records, person):
    """A function that gives somebody with this account a browser that runs no script."""

    def appear(name, account):
        somebody = person(name, viewport=PHONE, runs_scripts=False)
        somebody.signs_in(account)
        records.commit()
        return somebody

    return appear


def test_a_student_puts_places_in_order(records, without_javascript):
    programme = ProgrammeFactory()
    round_ = RoundFactory(school=programme.school, programmes=[programme])
    student = StudentFactory(programme=programme)
    candidate = CandidateFactory(student=student, round=round_)
    for rank, title in enumerate(("Servicedesk", "Werkplaats", "Netwerkbeheer"), start=1):
        place = VacancyFactory(title=title, round=round_, programme=programme, frozen=True)
        WishFactory(candidate_id=candidate.id, vacancy_id=place.id, rank=rank)
    amina = without_javascript("Amina", records.get_one(Account, student.id))
    titles = amina.page.locator("#ranking li strong")

    amina.goes_to("/student/ranking")
    amina.follows(amina.page.locator("#ranking button[name=move_down]"))
    assert titles.all_inner_texts() == ["Werkplaats", "Servicedesk", "Netwerkbeheer"]
    amina.follows(amina.page.locator("#ranking button[name=take_off]").nth(1))
    assert titles.all_inner_texts() == ["Werkplaats", "Netwerkbeheer"]


def test_a_company_writes_its_form_and_reads_it_as_students_do(records, without_javascript):
    programme = ProgrammeFactory()
    round_ = RoundFactory(
        school=programme.school, programmes=[programme], phase=RoundPhase.VACANCIES
    )
    draft = VacancyFactory(round=round_, programme=programme)
    owner = AccountFactory(role=Role.OWNER, employer_id=draft.employer_id)
    draft.trainer_id = owner.id
    address = f"/employer/vacancies/{draft.id}"
    otto = without_javascript("Otto", owner)

    otto.goes_to(f"{address}/edit")
    otto.page.get_by_text(dutch("Choose from the list"), exact=True).click()
    otto.fills(title="Fietsenmaker", add=["R"])
    otto.presses("Add what I ticked")
    otto.page.locator("[name='criteria-3-why']").fill("Klanten bellen met vragen.")
    otto.fills(**{"criteria-3-needed_at_start": "yes", "criteria-3-required_level": "2"})
    otto.presses("Save and preview")
    assert otto.page.url.endswith(address)
    otto.sees("Fietsenmaker")
    otto.sees("Klanten bellen met vragen.")


def test_an_assessor_scores_a_text(records, without_javascript):
    programme = ProgrammeFactory()
    account = AccountFactory(role=Role.ASSESSOR, school_id=programme.school_id)
    round_on_desks(programme.school, programme, account, students=2, letters=("E",))
    anton = without_javascript("Anton", account)

    anton.goes_to("/school/desk")
    anton.clicks("Read and score")
    for level in ("2", "not_observed"):
        anton.fills(level=level)
        anton.presses("Save and go on")
    anton.follows(anton.page.locator("main form[action$='/lock'] button"))
    anton.sees("Your answers are locked.")
