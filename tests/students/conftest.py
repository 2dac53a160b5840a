"""Amina's situation: a round in which profiles are written, and places to choose from."""

import pytest

from records.vault.people import Person, store_person
from tests.factories import (
    CandidateFactory,
    EmployerFactory,
    EvidenceFactory,
    VacancyFactory,
)
from tests.words import FACTS

ANSWERS = {"setting": "side_job"} | {
    name: codes if name == "actions" else codes[0] for name, codes in FACTS.items()
}
"""What is chosen on the form about E."""
WORDS = "In de winkel vroeg een klant om hulp. Ik zocht het product op en legde het rustig uit."


@pytest.fixture
def home_address(session, amina):
    """Amina lives in Nieuwegein; the school knows it."""
    store_person(
        session,
        amina.id,
        Person(
            given_name="Amina",
            family_name="El Idrissi",
            email="amina@leerling.example",
            postcode="3431AB",
            town="Nieuwegein",
        ),
    )
    session.flush()


@pytest.fixture
def profile(amina, round_, home_address):
    """Amina has begun, and wrote nothing yet."""
    return CandidateFactory(student=amina, round=round_)


@pytest.fixture
def place(round_, programme):
    """A place that fits Amina."""

    def make(title, *, postcode="3511AA", **facts):
        return VacancyFactory(
            title=title,
            round=round_,
            programme=programme,
            employer=EmployerFactory(name=f"Bedrijf {title}", postcode=postcode, town="Utrecht"),
            frozen=True,
            **facts,
        )

    return make


@pytest.fixture
def places(place):
    return [place("Netwerkbeheer"), place("Servicedesk"), place("Werkplekbeheer")]


@pytest.fixture
def written(profile):
    """Amina told about one competence, and a reviewer has cleared it."""
    EvidenceFactory(candidate_id=profile.id, letter="E")
    return profile
