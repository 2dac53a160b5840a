"""Somebody writes without a name, a confidant answers, and the writer reads it: all on a phone."""

import re

import pytest

from records.database import db
from records.models.account import Account, Role
from tests.factories import AccountFactory, StudentFactory
from tests.journeys.stage import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
PASSPHRASE = "vijf woorden voor mijn sleutel"
STORY = "De chef geeft mij nooit een hand, de anderen wel."


@pytest.fixture
def school(server):
    """A school with a confidant and a student."""
    with server.app.app_context():
        student = StudentFactory(programme__school__name="ROC Reis")
        vera = AccountFactory(
            role=Role.CONFIDANT, school_id=student.programme.school_id, given_name="Vera"
        )
        session = db.session()
        session.commit()
        people = [session.get_one(Account, one.id) for one in (vera, student)]
        session.expunge_all()
        session.commit()  # who only waits holds no lock
    return people


def test_a_student_tells_and_hears_back_without_a_name(server, person, school):
    account, student = school
    vera = person("Vera", viewport=PHONE)
    vera.signs_in(account)
    vera.goes_to("/school/messages")
    vera.fills(passphrase=PASSPHRASE)
    vera.presses("Make my key")
    vera.sees("No messages")

    amina = person("somebody", viewport=PHONE)
    amina.signs_in(student)
    amina.goes_to("/account")
    amina.clicks("Something doesn't feel right")
    amina.fills(kind="report", text=STORY)
    amina.presses("Keep it and show my receipt")
    amina.sees("This is your receipt")
    (digits,) = re.findall(r"\d{4} \d{4} \d{4} \d{4}", amina.page.locator("main").inner_text())

    case = _answer(vera)
    _read_and_allow(amina, digits)
    vera.goes_to(f"{case}/letters")
    vera.does_not_see("De chef geeft")
    vera.goes_to("/bystanders")
    vera.clicks("For works councils")
    vera.goes_to("/school/talking-guide")


def _answer(vera):
    """Vera opens the case, writes back, keeps a step, and asks for a word."""
    vera.goes_to("/school/messages/open")
    vera.fills(passphrase=PASSPHRASE)
    vera.presses("Open")
    vera.follows(vera.page.locator("main article a"))
    vera.sees(STORY)
    case = vera.page.url
    vera.fills(what="Een antwoord aan de schrijver", text="Dank je. Wat wil je dat er gebeurt?")
    vera.presses("Add this")
    vera.fills(what="Mag discriminatie.nl het weten?", text="Zij weten wat de wet zegt.")
    vera.presses("Add this")
    vera.goes_to(f"{case}/place")
    vera.goes_to("/school/messages/figures")
    return case


def _read_and_allow(amina, digits):
    """The writer reads it and lets something go, on an address that says nothing."""
    amina.goes_to("/bericht/lezen")
    amina.fills(receipt=digits)
    amina.presses("Open")
    amina.sees("Dank je. Wat wil je dat er gebeurt?")
    amina.fills(company=True)
    amina.presses("Yes, they may know this")
    assert amina.page.url.endswith("/bericht/lezen")
    assert amina.page.title().startswith("Bericht")
