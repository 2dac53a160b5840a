"""Two people switch the comparing of groups on; a student answers on a phone and takes it back."""

import pytest

from records.database import db
from records.models.account import Account, Role
from records.queries.monitoring import find_standing_monitoring
from tests.factories import AccountFactory, StudentFactory
from tests.journeys.stage import PHONE
from tests.monitoring_stage import MonitoringFiguresFactory, question_for

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def records(server):
    """The records of the served application, to arrange what a journey begins with."""
    with server.app.app_context():
        yield db.session()


def test_a_school_begins_to_compare_and_a_student_stays_in_charge(records, person):
    student = StudentFactory()
    school_id = student.programme.school_id
    MonitoringFiguresFactory(school_id=school_id)
    accounts = {
        "Berend": AccountFactory(role=Role.ADMINISTRATOR, school_id=school_id),
        "Vera": AccountFactory(role=Role.CONFIDANT, school_id=school_id),
        "Amina": records.get_one(Account, student.id),
    }
    berend, vera, amina = people = [person(name, viewport=PHONE) for name in accounts]
    for somebody, account in zip(people, accounts.values(), strict=True):
        somebody.signs_in(account)
    records.commit()

    berend.goes_to("/school/monitoring")
    berend.clicks("How it stands, and what is needed")
    berend.sees("This is off")
    berend.clicks("Ask to compare groups")
    berend.fills(route="question", dpia_reference="DPIA 2026-14", runs_until="2027-07-31")
    berend.presses("Ask a second person")
    berend.sees("Name the articles and the reason, as the privacy officer wrote them")
    berend.fills(legal_basis="AVG artikel 6 lid 1 e, UAVG artikel 24")
    berend.presses("Ask a second person")

    vera.goes_to("/school/monitoring/groups")
    vera.presses("I agree: compare groups")
    vera.sees("This is on.")

    records.rollback()
    standing = find_standing_monitoring(records, school_id=school_id)
    (token,) = question_for(records, standing, student.id)
    records.commit()
    amina.goes_to(f"/student/question/{token}")
    amina.fills(group="elsewhere")
    amina.presses("Send")
    amina.presses("Take my answer back")
    amina.sees("Deleted. Nothing of your answer is kept.")
