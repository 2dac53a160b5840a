"""A company outlives its people: who left is closed, and a new owner comes in."""

import pytest
from sqlalchemy import select

from records.models.account import Account, Role
from records.models.audit import AuditEvent
from records.models.outbox import OutboxMessage
from records.queries.accounts import find_account_by_email
from tests.factories import (
    AccountFactory,
    AccreditationFactory,
    ProgrammeFactory,
    RoundFactory,
    SchoolFactory,
    VacancyFactory,
)
from tests.schools.test_people import COMPANY

OWNER = {name: COMPANY[name] for name in ("given_name", "family_name", "email", "phone")}


@pytest.fixture
def page(bakery, programme, draft):
    """The address of the bakery, which has a form in a round of the school."""
    return f"/school/people/companies/{bakery.id}"


@pytest.fixture
def elsewhere(bakery):
    """A programme of another school, for which the bakery is accredited."""
    programme = ProgrammeFactory(school=SchoolFactory(name="MBO Zuid"), crebo="90001")
    AccreditationFactory(employer_id=bakery.id, crebo=programme.crebo)
    return programme


@pytest.fixture
def as_dina(sign_in, elsewhere):
    """Dina coordinates at that other school."""
    return sign_in(AccountFactory(role=Role.COORDINATOR, school_id=elsewhere.school_id))


def known(bakery, **answers):
    """Return the form for a company that is known, with a made-up owner."""
    numbers = {"kvk_number": bakery.kvk_number, "leerbedrijf_id": bakery.leerbedrijf_id}
    return COMPANY | numbers | answers


def mailed(session, kind):
    return session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.kind == kind)).all()


def test_who_left_is_signed_out_at_once_and_a_new_owner_comes(
    session, as_carla, as_otto, page, otto, bakery
):
    refused = as_carla.post(f"{page}/owner", data=OWNER)
    closed = as_carla.post(f"{page}/{otto.id}/close")
    invited = as_carla.post(f"{page}/owner", data=OWNER)

    assert (refused.status_code, closed.status_code, invited.status_code) == (422, 302, 302)
    assert 'value="Bos"' in refused.text
    assert as_otto.get("/employer/home").status_code == 303
    owner = find_account_by_email(session, OWNER["email"])
    assert (owner.role, owner.employer_id) == (Role.OWNER, bakery.id)
    assert mailed(session, "invitation") == [owner.id]


def test_the_page_says_that_nobody_can_sign(as_carla, page, otto):
    before = as_carla.get(page).text
    as_carla.post(f"{page}/{otto.id}/close")

    assert "Otto" in before
    assert f"{page}/owner" not in before
    assert f"{page}/owner" in as_carla.get(page).text


def test_closing_twice_is_told(as_carla, page, otto):
    as_carla.post(f"{page}/{otto.id}/close")

    assert as_carla.post(f"{page}/{otto.id}/close").status_code == 404


def test_a_school_that_only_has_it_on_its_list_sees_nobody_of_it(as_dina, page, otto, bakery):
    people = as_dina.get("/school/people").text

    assert bakery.name in people
    assert page not in people
    assert as_dina.get(page).status_code == 404
    assert as_dina.post(f"{page}/{otto.id}/close").status_code == 404
    assert as_dina.post(f"{page}/owner", data=OWNER).status_code == 404


def test_whoever_brought_a_company_in_looks_after_it_before_its_first_place(session, as_carla):
    as_carla.post("/school/people/companies", data=COMPANY)

    owner = find_account_by_email(session, COMPANY["email"])

    page = f"/school/people/companies/{owner.employer_id}"
    assert as_carla.get(page).status_code == 200


def test_a_second_school_adds_what_it_needs_and_learns_nothing(
    session, sign_in, as_dina, page, bakery, otto
):
    new = as_dina.post("/school/people/companies", data=COMPANY | {"email": "x@x.example"})
    answer = as_dina.post("/school/people/companies", data=known(bakery, crebos="90002"))
    as_dina.get("/school/people")

    assert (answer.status_code, answer.location, answer.text) == (
        new.status_code,
        new.location,
        new.text,
    )
    assert "90002" in {one.crebo for one in bakery.accreditations}
    assert bakery.name != COMPANY["name"]
    assert find_account_by_email(session, COMPANY["email"]) is None
    assert mailed(session, "school_works_with") == [otto.id]
    assert session.scalars(
        select(AuditEvent.subject_id).where(AuditEvent.event == "company:accredited")
    ).all() == [bakery.id]
    assert as_dina.get(page).status_code == 404


def test_a_company_on_the_own_list_is_not_added_again(as_carla, page, bakery, programme):
    answer = as_carla.post("/school/people/companies", data=known(bakery, crebos=programme.crebo))

    assert answer.status_code == 422
    assert "staat al op je lijst" in answer.text


def test_numbers_of_two_companies_are_not_put_together(session, as_dina, bakery):
    answer = as_dina.post(
        "/school/people/companies", data=known(bakery, kvk_number="99999999", crebos="90002")
    )

    assert answer.status_code == 422
    assert "90002" not in {one.crebo for one in bakery.accreditations}


def test_a_place_in_a_round_opens_the_page_for_a_second_school(as_dina, page, bakery, elsewhere):
    round_ = RoundFactory(school=elsewhere.school, programmes=[elsewhere])
    VacancyFactory(employer=bakery, programme=elsewhere, round=round_)

    assert as_dina.get(page).status_code == 200


def test_the_account_of_a_student_is_not_closed_here(session, as_carla, page, amina):
    assert as_carla.post(f"{page}/{amina.id}/close").status_code == 404
    assert session.get_one(Account, amina.id).is_active
