"""The trials of a company."""

from records.models.account import Role
from tests.factories import AccountFactory, EmployerFactory
from tests.trial_stage import ASSESSMENT


def test_it_names_the_student_and_says_what_to_do(as_noor, trial, at):
    at(ASSESSMENT)

    response = as_noor.get("/employer/trials")

    assert "Amina El Idrissi" in response.text
    assert "Nu beoordelen" in response.text


def test_another_company_sees_that_there_is_nothing_yet(sign_in, trial):
    outsider = AccountFactory(role=Role.TRAINER, employer_id=EmployerFactory().id)

    response = sign_in(outsider).get("/employer/trials")

    assert "Nog geen proefstage" in response.text


def test_it_is_on_the_first_page_once_the_assessment_opens(as_noor, trial, at):
    assert "Proefstage beoordelen" not in as_noor.get("/employer/home").text

    at(ASSESSMENT)

    assert "Proefstage beoordelen: Banketbakker" in as_noor.get("/employer/home").text


def test_it_is_for_companies_only(as_amina, visitor):
    assert as_amina.get("/employer/trials").status_code == 403
    assert visitor.get("/employer/trials").status_code == 303
