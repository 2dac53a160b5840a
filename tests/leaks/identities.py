"""Who the students are in each of two worlds. Nothing of this may reach a blind reader."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from records.vault.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One student: who it is, and when this student did things."""

    person: Person
    signed_up: int
    """Which sign-up this was, counted from nought."""
    acts_at: datetime
    """When this student wrote, approved and certified; answers follow weeks later."""


def _identity(signed_up: int, day: int, clock: tuple[int, int], **facts: object) -> Identity:
    return Identity(
        person=Person(**facts),  # type: ignore[arg-type]  # spelled out in the lists below
        signed_up=signed_up,
        acts_at=datetime(2026, 10, day, *clock, 41, 137_000, tzinfo=UTC),
    )


HERE = (
    _identity(
        0,
        17,
        (1, 13),
        given_name="Zoë-Maël",
        family_name="Quispelaar-O'Connór",
        nickname="Zoefje",
        email="zoe.quispelaar+stage@leerling.example",
        phone="06 91 73 40 28",
        street="Vlinderdwarsgaarde 317",
        postcode="3524QX",
        town="Bunnik",
        birth_date=date(2008, 2, 29),
        student_number="S7719342",
    ),
    _identity(
        1,
        18,
        (2, 37),
        given_name="Xander",
        family_name="van der Wijngaarden",
        nickname="Xan",
        email="xander.wijngaarden@leerling.example",
        phone="06 83 11 97 55",
        street="Klokgelui 8",
        postcode="3581KB",
        town="Houten",
        birth_date=date(2007, 7, 19),
        student_number="S7730816",
    ),
    _identity(
        2,
        20,
        (3, 51),
        given_name="Fatoumata",
        family_name="Diallo & Søn",
        nickname="Fatou",
        email="f.diallo@leerling.example",
        phone="06 70 36 21 84",
        street="Mosveldhoek 52",
        postcode="3437DL",
        town="Nieuwegein",
        birth_date=date(2009, 11, 3),
        student_number="S7746590",
    ),
    _identity(
        3,
        21,
        (4, 29),
        given_name="Jöran",
        family_name="Bäckerhoff",
        nickname="Jojo",
        email="joran.backerhoff@leerling.example",
        phone="06 55 80 19 67",
        street="Sterrenkijker 140",
        postcode="3991AV",
        town="Zeist",
        birth_date=date(2008, 9, 12),
        student_number="S7751127",
    ),
)
THERE = (
    _identity(
        3,
        22,
        (1, 7),
        given_name="Bo",
        family_name="Li",
        email="bo@leerling.example",
        phone="06 12 90 33 71",
        street="Dam 1",
        postcode="3511EX",
        town="Utrecht",
        birth_date=date(2009, 1, 30),
        student_number="S80021",
    ),
    _identity(
        2,
        21,
        (2, 43),
        given_name="Wilhelmina Charlotta",
        family_name="Bentinck van Schoonheten",
        nickname="Mientje",
        email="w.c.bentinck.van.schoonheten@leerling.example",
        phone="06 47 55 02 16",
        street="Burgemeester Reigerstraat 1024",
        postcode="3581KX",
        town="De Bilt",
        birth_date=date(2007, 12, 24),
        student_number="S8009915577",
    ),
    _identity(
        0,
        18,
        (3, 19),
        given_name="Ömer",
        family_name="Çelik",
        email="omer@leerling.example",
        phone="06 38 61 74 90",
        street="Kade 77",
        postcode="3435NN",
        town="Maarssen",
        birth_date=date(2008, 5, 5),
        student_number="S80377",
    ),
    _identity(
        1,
        19,
        (4, 53),
        given_name="Annelotte",
        family_name="Uiterwaal",
        nickname="Lot",
        email="annelotte.uiterwaal@leerling.example",
        phone="06 24 08 59 43",
        street="Tamarindehof 6",
        postcode="3703TS",
        town="Vianen",
        birth_date=date(2009, 3, 14),
        student_number="S80418",
    ),
)
ANSWERS_AFTER = timedelta(days=42, minutes=6)
"""From a student's profile to the student's answer to a proposal."""
