"""A company signs and reads a true figure; its school takes a step and publishes a year."""

from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from records.database import db
from records.models.account import Role
from records.models.norms import YearReport
from tests.factories import NOW, AccountFactory, EmployerFactory, ProgrammeFactory, RoundFactory
from tests.journeys.stage import PHONE, dutch
from tests.norms import asked, neighbours
from tests.placements.test_ladder import REASON

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

LAST_YEAR = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SCHOOL_YEAR = "2025\N{EN DASH}2026"


@pytest.fixture
def world(server):
    """A bakery that has to answer, and six companies around it that answered before."""
    with server.app.app_context():
        programme = ProgrammeFactory()
        round_ = RoundFactory(school=programme.school, programmes=[programme])
        bakery = EmployerFactory(name="Bakkerij De Vries")
        for number, company in enumerate(neighbours(6)):
            asked(round_, programme, company, at=LAST_YEAR, yes=number > 0)
        waiting = asked(
            round_,
            programme,
            bakery,
            at=NOW - timedelta(days=1),
            yes=False,
            waits=True,
        )
        people = {
            "otto": AccountFactory(role=Role.OWNER, employer_id=bakery.id, given_name="Otto"),
            "carla": AccountFactory(
                role=Role.COORDINATOR, school_id=programme.school_id, given_name="Carla"
            ),
        }
        yield {
            "refusal": f"/employer/proposals/{waiting.id}/refuse",
            "school": programme.school_id,
        } | people


def test_a_norm_is_signed_shown_and_kept(world, person):
    otto, carla = (person(name.title(), viewport=PHONE) for name in ("otto", "carla"))
    for somebody, name in ((otto, "otto"), (carla, "carla")):
        somebody.signs_in(world[name])
    db.session.commit()

    otto.goes_to("/employer/company/statement")
    otto.fills(function="directeur")
    otto.presses("I sign for the company")
    otto.sees("Signed. Students see it at each of your places.")
    otto.goes_to(world["refusal"])
    otto.sees(
        "Of the %(asked)d other companies in your region that were asked in the past year, "
        "%(yes)d said yes every time.",
        asked=6,
        yes=5,
    )

    carla.goes_to("/school/companies")
    carla.follows(carla.page.get_by_role("link", name="Bakkerij De Vries"))
    carla.fills(reason=REASON)
    carla.presses("I took this step")
    carla.sees(REASON)
    carla.goes_to("/school/years")
    carla.presses("Publish %(year)s", year=SCHOOL_YEAR)
    with carla.page.expect_download() as download:
        carla.page.get_by_role("link", name=dutch("Download as PDF (in Dutch)")).click()
    printed = PdfReader(download.value.path()).pages[0].extract_text()
    assert SCHOOL_YEAR in printed
    assert db.session.query(YearReport).filter_by(school_id=world["school"]).count() > 1
