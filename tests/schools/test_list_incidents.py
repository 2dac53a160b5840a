"""Fatma, privacy officer of the school, reads what the guard stopped."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from placements.actors import Actor
from placements.guarding.incidents import raise_incident
from placements.guarding.watch import Finding
from records.models.account import Role
from records.models.outbox import OutboxMessage
from tests.factories import NOW, AccountFactory

PAGE = "/school/incidents"
STOPPED = "employers.show_proposal"


@pytest.fixture
def administrator(school):
    facts = {"school_id": school.id, "given_name": "Ad", "family_name": "Haas"}
    return AccountFactory(role=Role.ADMINISTRATOR, **facts)


@pytest.fixture
def fatma(school):
    facts = {"school_id": school.id, "given_name": "Fatma", "family_name": "Kuipers"}
    return AccountFactory(role=Role.PRIVACY_OFFICER, **facts)


@pytest.fixture
def stopped(session, school, noor):
    """Let the guard stop a page, some time ago."""

    def stop(ago=timedelta(hours=1), school_id=school.id):
        reader = Actor(account_id=noor.id, role=Role.TRAINER, employer_id=noor.employer_id)
        finding = Finding(kinds=("name",), school_ids=(school_id,))
        raise_incident(session, reader, finding, where=STOPPED, now=NOW - ago)
        session.flush()

    return stop


def test_the_privacy_officer_reads_where_it_was_and_comes_to_it_from_the_first_page(
    sign_in, fatma, stopped
):
    stopped()
    as_fatma = sign_in(fatma)

    page = as_fatma.get(PAGE)

    assert STOPPED in page.text
    assert "een naam" in page.text
    assert "Een mail hierover gaat naar Fatma Kuipers." in page.text
    assert f'href="{PAGE}"' in main_of(as_fatma.get("/school/home"))


def test_what_was_stopped_long_ago_no_longer_waits_on_the_first_page(sign_in, fatma, stopped):
    stopped(timedelta(days=8))

    assert f'href="{PAGE}"' not in main_of(sign_in(fatma).get("/school/home"))


def test_a_mail_goes_to_the_privacy_officer_and_without_one_to_administrators(
    session, administrator, fatma, stopped
):
    elsewhere = AccountFactory(role=Role.ADMINISTRATOR)

    stopped()
    stopped(school_id=elsewhere.school_id)

    mails = session.scalars(select(OutboxMessage)).all()
    assert {mail.account_id for mail in mails} == {fatma.id, elsewhere.id}
    assert {(mail.kind, mail.facts["opens"]) for mail in mails} == {("guard_stopped", "incidents")}


def test_of_another_school_nothing_is_read(sign_in, fatma, stopped):
    stopped(school_id=AccountFactory(role=Role.ADMINISTRATOR).school_id)
    as_fatma = sign_in(fatma)

    assert STOPPED not in as_fatma.get(PAGE).text
    assert f'href="{PAGE}"' not in main_of(as_fatma.get("/school/home"))


def test_an_administrator_is_asked_to_name_one_until_there_is_one(sign_in, administrator, school):
    as_ad = sign_in(administrator)
    ask = 'href="/school/people/staff">'

    before = main_of(as_ad.get(PAGE))
    AccountFactory(role=Role.PRIVACY_OFFICER, school_id=school.id)

    assert ask in before
    assert "de beheerders: Ad Haas." in before
    assert ask not in main_of(as_ad.get(PAGE))


def test_the_privacy_officer_cannot_look_at_people_or_decide_anything(sign_in, fatma):
    as_fatma = sign_in(fatma)

    for page in ("/school/people", "/school/people/staff", "/school/reviews", "/school/desk"):
        assert as_fatma.get(page).status_code == 403


def main_of(page):
    return page.text.partition("<main")[2].partition("</main>")[0]
