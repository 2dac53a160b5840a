"""A school brings people in."""

import pytest
from sqlalchemy import func, select

from placements.actors import Actor
from placements.people.invitations import invite_student
from records.models.account import Account, Role
from records.models.employer import Employer
from records.models.outbox import OutboxMessage
from records.models.student import Student
from records.queries.accounts import find_account_by_email
from records.vault.ledger import list_reveal_lines
from records.vault.people import Person, read_for_service
from tests.factories import NOW, AccountFactory, SchoolFactory
from web.mail import compose

STAFF = {
    "given_name": "Yusuf",
    "family_name": "Demir",
    "email": "yusuf@school.example",
    "phone": "",
    "role": "assessor",
}
COMPANY = {
    "name": "Fietsenmaker Bos",
    "kvk_number": "12345678",
    "leerbedrijf_id": "LB9",
    "company_street": "Kade 1",
    "company_postcode": "3511 ab",
    "company_town": "Utrecht",
    "crebos": "25187, 25188",
    "accredited_until": "2030-01-01",
    "given_name": "Bo",
    "family_name": "Bos",
    "email": "bo@bos.example",
    "phone": "",
}


@pytest.fixture
def beheer(school):
    """Bea administers the accounts of the school."""
    return AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id, given_name="Bea")


@pytest.fixture
def as_beheer(sign_in, beheer):
    return sign_in(beheer)


def test_an_invited_colleague_gets_a_mail_and_chooses_a_password(session, app, as_beheer, visitor):
    response = as_beheer.post("/school/people/staff", data=STAFF)

    assert response.status_code == 302
    account = find_account_by_email(session, "Yusuf@School.example")
    assert account.role is Role.ASSESSOR
    mail = compose(session.scalars(select(OutboxMessage)).one())
    link = next(line for line in mail.text.splitlines() if line.startswith("http"))
    path = link.removeprefix(app.config["PUBLIC_URL"])
    assert visitor.post(path, data={"password": "vier goede woorden"}).location == "/school/home"


def test_a_student_comes_with_what_an_agreement_needs(session, as_carla, programme, mehmet):
    answers = STAFF | {
        "student_number": "S1",
        "birth_date": "2008-05-01",
        "street": "Laan 2",
        "postcode": "3511AB",
        "town": "Utrecht",
        "programme_id": str(programme.id),
        "mentor_id": str(mehmet.id),
    }

    response = as_carla.post("/school/people/students", data=answers)

    assert response.status_code == 302
    student = session.scalars(select(Student)).one()
    assert (student.programme_id, student.mentor_id) == (programme.id, mehmet.id)
    person = read_for_service(session, [student.id])[student.id]
    assert (person.postcode, person.birth_date.year) == ("3511AB", 2008)


def test_a_company_comes_in_through_its_owner(session, as_carla):
    response = as_carla.post("/school/people/companies", data=COMPANY)

    assert response.status_code == 302
    employer = session.scalars(select(Employer)).one()
    assert [a.crebo for a in employer.accreditations] == ["25187", "25188"]
    assert employer.postcode == "3511AB"


def test_wrong_answers_stay_and_say_what_to_do(as_carla, session):
    response = as_carla.post("/school/people/companies", data=COMPANY | {"crebos": "251"})

    assert response.status_code == 422
    assert 'value="Fietsenmaker Bos"' in response.text
    assert "crebocodes van vijf cijfers" in response.text
    assert session.scalar(select(func.count()).select_from(Employer)) == 0


def test_an_address_that_is_in_use_elsewhere_is_not_told(session, as_beheer):
    AccountFactory(email="yusuf@school.example", school_id=SchoolFactory().id)

    response = as_beheer.post("/school/people/staff", data=STAFF)

    assert response.status_code == 302
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


def test_an_address_of_the_own_school_is(as_beheer, school):
    AccountFactory(email="yusuf@school.example", school_id=school.id)

    response = as_beheer.post("/school/people/staff", data=STAFF)

    assert response.status_code == 422
    assert "heeft hier al een account" in response.text


def test_a_look_at_the_list_stands_in_the_students_ledger(session, as_carla, amina):
    response = as_carla.get("/school/people")

    assert "Amina El Idrissi" in response.text
    assert [line.purpose for line in list_reveal_lines(session, amina.id)] == ["list_of_people"]


def test_a_closed_account_is_out_at_once(session, as_carla, as_amina, amina):
    as_carla.post(f"/school/people/{amina.id}/close")

    assert as_amina.get("/account").status_code == 303
    assert not session.get_one(Account, amina.id).is_active


def test_an_account_of_another_school_does_not_exist(as_carla):
    other = AccountFactory(role=Role.STUDENT, school_id=SchoolFactory().id)

    assert as_carla.post(f"/school/people/{other.id}/close").status_code == 404


@pytest.mark.parametrize("page", ["people", "people/students", "people/companies", "people/staff"])
def test_an_assessor_has_no_business_here(as_anton, page):
    assert as_anton.get(f"/school/{page}").status_code == 403


def test_a_coordinator_does_not_appoint_staff(as_carla):
    assert as_carla.post("/school/people/staff", data=STAFF).status_code == 403


def test_whoever_was_closed_can_be_invited_anew(session, as_carla, carla, amina):
    email = read_for_service(session, [amina.id])[amina.id].email
    as_carla.post(f"/school/people/{amina.id}/close")

    invite_student(
        session,
        Actor(account_id=carla.id, role=Role.COORDINATOR, school_id=carla.school_id),
        Person(given_name="Amina", family_name="El Idrissi", email=email),
        programme_id=amina.programme_id,
        mentor_id=None,
        now=NOW,
    )
    session.flush()

    found = find_account_by_email(session, email)
    assert found is not None
    assert found.id != amina.id


def test_an_administrator_requires_an_authenticator_and_takes_that_back(sign_in, school, session):
    as_bea = sign_in(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))

    as_bea.post("/school/people/authenticator", data={"is_required": "yes"})
    assert school.requires_second_factor
    assert "Niet meer verplichten" in as_bea.get("/school/people").text
    as_bea.post("/school/people/authenticator", data={"is_required": "no"})
    assert not school.requires_second_factor


def test_an_administrator_uncouples_a_lost_authenticator(sign_in, school, session, carla):
    account = session.get_one(Account, carla.id)
    account.sealed_totp_secret, account.totp_last_step = b"sealed", 1
    version = account.session_version
    as_bea = sign_in(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))

    assert "Authenticator kwijt" in as_bea.get("/school/people").text
    response = as_bea.post(f"/school/people/{carla.id}/authenticator")

    assert response.status_code == 302
    assert account.sealed_totp_secret is None
    assert account.session_version == version + 1
