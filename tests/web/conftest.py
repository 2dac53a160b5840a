"""A student in the vault, and pages that would tell of her."""

from dataclasses import replace
from datetime import date

import pytest

import employers.proposals
from records.models.account import Role
from records.vault.people import Person, store_person
from tests.factories import AccountFactory

AMINA = Person(
    given_name="Amina",
    family_name="El Idrissi",
    nickname="Minoeska",
    email="amina.idrissi@leerling.example",
    phone="06 91 73 40 28",
    street="Vlinderdwarsgaarde 317",
    postcode="3524QX",
    town="Utrecht",
    birth_date=date(2008, 2, 29),
    student_number="S7719342",
)


@pytest.fixture
def in_the_vault(session, amina):
    store_person(session, amina.id, AMINA)
    session.flush()


@pytest.fixture
def zoe(session, amina):
    """A student whose name has letters that are often written otherwise."""
    named = {"given_name": "Zoë", "family_name": "Çelikoğlu-O'Connór", "nickname": ""}
    store_person(session, amina.id, replace(AMINA, **named, email="zoe.c@leerling.example"))
    session.flush()


@pytest.fixture
def administrator(school):
    return AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id)


@pytest.fixture
def tell(monkeypatch):
    """Let the page of a proposal tell something behind the name of the place."""
    find = employers.proposals.find_blind_proposal

    def tell(told):
        def found(*of):
            blind = find(*of)
            return blind and replace(blind, title=f"{blind.title} {told}")

        monkeypatch.setattr(employers.proposals, "find_blind_proposal", found)

    return tell


@pytest.fixture
def answer_with(app, monkeypatch):
    """Let the list of proposals, or another page, answer with something else."""

    def answer_with(*answer, page="employers.list_proposals"):
        def other(**_of):
            return answer

        other.__doors__ = app.view_functions[page].__doors__
        monkeypatch.setitem(app.view_functions, page, other)

    return answer_with
