"""A company offers a shadow day, two students ask, one comes, and both write how it was."""

from datetime import date

import pytest

from records.database import db
from records.models.account import Role
from tests.factories import (
    AccountFactory,
    AccreditationFactory,
    EmployerFactory,
    ProgrammeFactory,
    StudentFactory,
)
from tests.journeys.stage import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_a_shadow_day_from_the_offer_to_the_card(server, person, clock):
    with server.app.app_context():
        programme, bakery = ProgrammeFactory(), EmployerFactory(name="Bakkerij De Vries")
        AccreditationFactory(employer_id=bakery.id, crebo=programme.crebo)
        owner = AccountFactory(role=Role.OWNER, employer_id=bakery.id, email="otto@vries.example")
        students = [StudentFactory(programme=programme) for _number in range(2)]
        accounts = [db.session.get_one(type(owner), one.id) for one in students]
        db.session.commit()
        programme_id = str(programme.id)
        otto = person("otto", email="otto@vries.example", viewport=PHONE)
        otto.signs_in(owner)
        both = [person(f"student {number}", viewport=PHONE) for number in range(2)]
        for somebody, account in zip(both, accounts, strict=True):
            somebody.signs_in(account)

    otto.goes_to("/employer/meetings")
    otto.clicks("Offer something")
    otto.fills(
        kind="shadow_day",
        programme_ids=[programme_id],
        about="Een ochtend meelopen in de bakkerij.",
        held_on="2026-12-09",
        starts_at="07:00",
        ends_at="12:00",
        places="1",
        bring="Dichte schoenen",
        last_day_on="2026-12-04",
    )
    otto.presses("Offer it")
    for somebody in both:
        somebody.goes_to("/student/meetings")
        somebody.presses("Ask for a place")
        somebody.sees("You have asked for a place")

    clock.go_to(date(2026, 12, 5))
    server.work()
    otto.opens_mail()
    otto.presses("Sign in")
    otto.sees("Numbers for the door")
    for somebody in both:
        somebody.goes_to("/student/meetings")
    comes, waits = sorted(
        both, key=lambda one: "Je hebt een plek" not in one.page.locator("main").inner_text()
    )
    waits.sees("Waiting list")
    comes.follows(comes.page.get_by_role("link", name="Bakkerij De Vries"))
    comes.sees("You have a place")
    with comes.page.expect_download() as calendar:
        comes.page.get_by_role("link", name="Zet het in de agenda").click()
    assert "DTSTART:20261209T060000Z" in calendar.value.path().read_text()
    comes.clicks("Check the draw")
    comes.sees("The order of the draw")

    clock.go_to(date(2026, 12, 9), hour=15)
    server.work()
    comes.goes_to("/student/meetings")
    comes.follows(comes.page.get_by_role("link", name="Bakkerij De Vries"))
    comes.clicks("Write down how it was")
    comes.fills(saw="Hoe deeg rijst.", suits="", wants="Hoe laat ze beginnen.")
    comes.presses("Save")
    comes.sees("Saved. Only you can read this.")
    otto.goes_to("/employer/meetings")
    otto.follows(otto.page.get_by_role("link", name="Meeloopdag"))
    otto.fills(answer="as_planned")
    otto.presses("Send")
    otto.sees("Thank you. The school uses this for the next one.")
    otto.does_not_see("deeg")
