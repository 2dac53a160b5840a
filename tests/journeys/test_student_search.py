"""A student on a phone: from what she wants to learn to a list, and a career file to take along."""

import pytest
from playwright.sync_api import expect

from records.database import db
from records.models.account import Account
from tests.factories import (
    CandidateFactory,
    ProgrammeFactory,
    RoundFactory,
    StudentFactory,
    VacancyFactory,
)
from tests.journeys.stage import PHONE, dutch

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

TITLES = ("Servicedesk", "Werkplaats", "Magazijn")


@pytest.fixture
def amina(server, person):
    """Amina has begun; there are three places, and at one of them she can learn to plan."""
    with server.app.app_context():
        session = db.session()
        programme = ProgrammeFactory()
        round_ = RoundFactory(school=programme.school, programmes=[programme])
        student = StudentFactory(programme=programme)
        CandidateFactory(student=student, round=round_, travel_limit_minutes=120)
        for title in TITLES:
            place = VacancyFactory(title=title, round=round_, programme=programme, frozen=True)
        planning = next(one for one in place.criteria if one.letter == "Q")
        planning.needed_at_start, planning.required_level = False, 1
        # The walk over every page of the demo looks for barriers; here it is the way that counts.
        somebody = person("Amina", viewport=PHONE, runs_scripts=False)
        somebody.signs_in(session.get_one(Account, student.id))
        session.commit()
    return somebody


def test_from_a_wish_to_a_list_and_a_career_file(amina):
    amina.goes_to("/student/home")
    amina.clicks("Find places by what you want to learn")
    amina.fills(most="Q", also=["E"])
    amina.presses("Go on")
    amina.fills(travel_means="car")
    amina.presses("Show the places")
    amina.sees("You learn here")
    first = amina.page.locator(".pp-card__link").first
    expect(first).to_have_text("Magazijn")
    for _place in TITLES:
        amina.follows(amina.page.locator("main form[action$='/rank'] button"))

    amina.follows(amina.page.locator(".pp-card__link"))
    amina.clicks("See yourself through the form of this company")
    amina.fills(E="3", K="not_yet")
    amina.presses("Show what the company would read")
    amina.sees("What the company would read")

    amina.goes_to("/student/ranking")
    amina.page.locator("[name=first][value=dream]").check(force=True)
    amina.presses("Check my answer")
    amina.sees(
        "Right. If A has no room for you, you count for B just as much. So your favourite "
        "can stand on top."
    )

    amina.goes_to("/student/reflections/new?after=visit")
    amina.fills(competence="network", text="Ik sprak met de monteur. Ik mag terugkomen.")
    amina.presses("Save")
    amina.sees("Only you read this. Not your school, not a company.")
    amina.clicks("You choose whether they go along")
    amina.page.locator("#with-pdf").check(force=True)
    with amina.page.expect_download() as download:
        amina.page.get_by_role("button", name=dutch("Download as PDF"), exact=True).click()
    assert download.value.suggested_filename == "loopbaandossier.pdf"
