"""The made-up people, schools and companies of ``data/``, as rows, and by name for the scenes."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.demo.chance import Chance
from placements.actors import Actor, Role
from placements.people.access import choose_password, hash_of
from records.models.account import Account
from records.models.employer import Accreditation, Employer
from records.models.school import Programme, School
from records.models.student import Student
from records.vault.people import Person, email_digest, store_person

PASSWORD = "vier woorden zijn genoeg"  # noqa: S105 - printed by the command; for the demo only
WRITTEN_ON = date(2026, 11, 23)
"""The day from which the accreditations in ``data/`` count."""

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStudent:
    """A student, whose mentor it is, and what ``data/`` tells about them."""

    actor: Actor
    mentor: Actor
    facts: Data


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlace:
    """A place that a company offers, and who signs for it and assesses there."""

    owner: Actor
    trainer: Actor
    facts: Data


@dataclass(slots=True)
class Cast:
    """Everybody, by what the scenes call them by. A crebo is taught at one of the schools."""

    schools: dict[str, School] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    staff: dict[tuple[UUID, Role], list[Actor]] = field(default_factory=lambda: defaultdict(list))
    students: dict[str, list[DemoStudent]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, list[DemoPlace]] = field(default_factory=lambda: defaultdict(list))
    place_of_key: dict[str, DemoPlace] = field(default_factory=dict)
    actors: dict[UUID, Actor] = field(default_factory=dict)
    emails: dict[str, Actor] = field(default_factory=dict)


@cache
def read(name: str) -> Any:  # noqa: ANN401 - JSON; its shape is what tests/app/test_demo_data.py holds
    """Return the content of one of the data files of the demo."""
    return json.loads((Path(__file__).parent / "data" / name).read_text(encoding="utf-8"))


def load_people(session: Session, chance: Chance, *, now: datetime) -> Cast:
    """Add every school, company and person, and return them."""
    cast = Cast()
    for school in read("schools.json"):
        _load_school(session, chance, cast, school)
    for employer in read("employers.json"):
        _load_employer(session, chance, cast, employer, longer=now.date() - WRITTEN_ON)
    for student in read("students.json"):
        _load_student(session, chance, cast, student)
    session.flush()
    _give_password(session, cast, now=now)
    return cast


def _load_school(session: Session, chance: Chance, cast: Cast, facts: Data) -> None:
    school = School(
        id=chance.draw_id(),
        name=facts["name"],
        phone=facts["phone"],
        street=facts["street"],
        postcode=facts["postcode"],
        town=facts["town"],
        requires_second_factor=facts["requires_second_factor"],
    )
    session.add(school)
    cast.schools[facts["key"]] = school
    for programme in facts["programmes"]:
        row = Programme(id=chance.draw_id(), school_id=school.id, **programme)
        session.add(row)
        cast.programmes[programme["crebo"]] = row
    session.flush()
    for member in facts["staff"]:
        actor = _load_account(session, chance, cast, Role(member["role"]), member, school=school)
        cast.staff[school.id, actor.role].append(actor)


def _load_employer(
    session: Session, chance: Chance, cast: Cast, facts: Data, *, longer: timedelta
) -> None:
    employer = Employer(
        id=chance.draw_id(),
        name=facts["name"],
        kvk_number=facts["kvk_number"],
        leerbedrijf_id=facts["leerbedrijf_id"],
        street=facts["street"],
        postcode=facts["postcode"],
        town=facts["town"],
        accreditations=[
            Accreditation(
                crebo=one["crebo"], valid_until=date.fromisoformat(one["valid_until"]) + longer
            )
            for one in facts["accreditations"]
        ],
    )
    session.add(employer)
    session.flush()
    people = [
        _load_account(session, chance, cast, Role(one["role"]), one, employer=employer)
        for one in facts["people"]
    ]
    owner = next(person for person in people if person.role is Role.OWNER)
    for vacancy in facts["vacancies"]:
        trainer = cast.emails[vacancy["trainer"]]
        place = DemoPlace(owner=owner, trainer=trainer, facts=vacancy)
        cast.places[vacancy["crebo"]].append(place)
        cast.place_of_key[vacancy["key"]] = place


def _load_student(session: Session, chance: Chance, cast: Cast, facts: Data) -> None:
    school = cast.schools[facts["school"]]
    actor = _load_account(session, chance, cast, Role.STUDENT, facts, school=school)
    mentor = cast.emails[facts["mentor"]]
    programme = cast.programmes[facts["crebo"]]
    session.add(
        Student(id=actor.account_id, programme_id=programme.id, mentor_id=mentor.account_id)
    )
    cast.students[facts["crebo"]].append(DemoStudent(actor=actor, mentor=mentor, facts=facts))


def _load_account(
    session: Session,
    chance: Chance,
    cast: Cast,
    role: Role,
    facts: Data,
    *,
    school: School | None = None,
    employer: Employer | None = None,
) -> Actor:
    person = _person(facts["person"])
    actor = Actor(
        account_id=chance.draw_id(),
        role=role,
        school_id=school.id if school else None,
        employer_id=employer.id if employer else None,
    )
    session.add(
        Account(
            id=actor.account_id,
            role=role,
            school_id=actor.school_id,
            employer_id=actor.employer_id,
            email_digest=email_digest(session, person.email),
        )
    )
    session.flush()
    store_person(session, actor.account_id, person)
    cast.actors[actor.account_id] = cast.emails[person.email] = actor
    return actor


def _person(facts: Data) -> Person:
    born = facts.get("birth_date")
    return Person(**facts | {"birth_date": date.fromisoformat(born) if born else None})


def _give_password(session: Session, cast: Cast, *, now: datetime) -> None:
    """Let everybody of a school sign in with the demo's password, hashed once."""
    accounts = list(_accounts_of_schools(session, cast))
    choose_password(session, accounts[0], hash_of(PASSWORD), now=now)
    for account in accounts[1:]:
        account.password_hash = accounts[0].password_hash


def _accounts_of_schools(session: Session, cast: Cast) -> Iterator[Account]:
    for actor in cast.actors.values():
        if not actor.is_employer:
            yield session.get_one(Account, actor.account_id)
