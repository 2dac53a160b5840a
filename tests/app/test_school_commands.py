"""The commands that bring a school in and say where it is."""

import pytest
from sqlalchemy import select

from records.models.audit import AuditEvent
from records.models.school import Programme, School

OPEN = (
    "school open --name Reis --phone 030111 --street 'Vondellaan 174' --town Utrecht "
    "--given-name Bea --family-name Beheer --email bea@reis.example "
)


@pytest.fixture
def command(app, session):
    """A function that runs a command and returns how it ended and what it said."""

    def run(words):
        answer = app.test_cli_runner().invoke(args=words)
        return answer.exit_code, answer.output

    return run


def test_a_school_comes_in_with_its_address_and_its_tracks(command, session):
    status, _said = command(
        f"{OPEN} --postcode '3521 gh' --programme '25187:Beheer: ICT:3' "
        "--programme 25655:Zorg:4:bbl"
    )

    school = session.scalars(select(School)).one()
    programmes = session.scalars(select(Programme).order_by(Programme.crebo)).all()
    assert status == 0
    assert (school.street, school.postcode, school.town) == ("Vondellaan 174", "3521GH", "Utrecht")
    assert [(one.name, one.level, one.is_work_based) for one in programmes] == [
        ("Beheer: ICT", 3, False),
        ("Zorg", 4, True),
    ]


@pytest.mark.parametrize(
    "wrong", ["--postcode 35 --programme 25187:ICT:3", "--postcode 3521GH --programme 25187:ICT:5"]
)
def test_what_cannot_be_is_refused_with_an_example(command, session, wrong):
    status, said = command(f"{OPEN} {wrong}")

    assert status == 2
    assert "such as" in said
    assert session.scalars(select(School)).all() == []


def test_a_school_that_moves_says_so_in_the_log(command, session, school):
    status, _said = command(
        "school move --name 'ROC Lekstroom' --street 'Europalaan 1' "
        "--postcode 3526KT --town Utrecht"
    )

    assert status == 0
    assert (school.street, school.postcode) == ("Europalaan 1", "3526KT")
    assert "school:moved" in session.scalars(select(AuditEvent.event)).all()


def test_an_unknown_school_does_not_move(command):
    status, said = command("school move --name X --street Y --postcode 3526KT --town Z")

    assert (status, "no school called X" in said) == (1, True)
