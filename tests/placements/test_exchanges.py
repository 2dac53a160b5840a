"""Students exchange who they are, thousands of times, and nothing that counts changes by a byte.

Each kind of fact goes its own way: a student may get the name of one, the birth date of another
and the address of a third. Only the four digits of a postcode stay, from which the travel time
comes. A swap is one kind of fact of one student that is now that of another.
"""

import json
import random
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.receipt import canonical_bytes, run_round
from placements.match import proof, snapshot
from placements.match.snapshot import take_snapshot
from records.models.account import Role
from records.models.desk.assessment import AssessmentState
from records.models.proposal import ProposalState
from records.queries.match_runs import list_certified_candidates
from records.queries.proposals import list_proposals_of_round
from records.queries.rounds import list_parties
from records.vault.candidates import student_ids_of_candidates
from records.vault.exchange import exchanged
from records.vault.people import Person, read_for_service
from tests.desks import certified, seat_assessors
from tests.factories import NOW, AccountFactory, AssessmentFactory, StudentFactory, WishFactory
from tests.rounds import actor_of, frozen_place, published_run

NAMES = json.loads(
    (Path(__file__).parents[1] / "blinding" / "data" / "names.json").read_text("utf-8")
)
TOWNS = ("Utrecht", "Zeist", "Houten", "Bunnik", "De Bilt", "Maarssen", "Vianen", "Nieuwegein")
STUDENTS, EXAMPLES = 16, 30
TOGETHER = (
    ("given_name", "family_name", "nickname"),
    ("email",),
    ("phone", "student_number"),
    ("street", "postcode", "town"),
    ("birth_date",),
)
"""Facts that go from one student to another together: each of these is one swap."""


def person(number, origin):
    """Return somebody with names of this origin; no fact is that of another."""
    first, last = (kind[0] for kind in NAMES[origin].values())
    return Person(
        given_name=first,
        family_name=last,
        nickname=f"{first[:3]}{number}",
        email=f"student.{number}@leerling.example",
        phone=f"06 20 30 40 {number + 10}",
        street=f"Klokgelui {number + 1}",
        postcode=f"35{number % 8 + 1}1{chr(65 + number)}B",
        town=TOWNS[number % 8],
        birth_date=date(2006 + number % 4, 1 + number % 12, 1 + number),
        student_number=f"S77{number + 100}",
    )


@pytest.fixture
def places(matching_round, programme, bakery, noor):
    """A place for some at the bakery, and one for others elsewhere."""
    half = STUDENTS // 2
    facts = {"employer": bakery, "trainer_id": noor.id}
    return [
        frozen_place(matching_round, programme, seats=half - 2, **facts),
        frozen_place(matching_round, programme, seats=half),
    ]


@pytest.fixture
def published(session, matching_round, programme, places, carla, anton, berna):
    """A round that was scored, matched, published and accepted; what was read lies there too."""
    seat_assessors(matching_round, programme, anton, berna)
    for number, origin in zip(range(STUDENTS), sorted(NAMES), strict=False):
        who = person(number, origin)
        student = StudentFactory(programme=programme, account__person=who)
        candidate = certified(matching_round, programme, student=student)
        for rank, place in enumerate(places[:: 1 - 2 * (number % 2)], start=1):
            WishFactory(candidate_id=candidate.id, vacancy_id=place.id, rank=rank)
        for letter in ("E", "K"):
            for assessor in (anton, berna):
                AssessmentFactory(
                    round_id=matching_round.id,
                    candidate_id=candidate.id,
                    assessor_id=assessor.id,
                    letter=letter,
                    level=1 + number % 4,
                    first_level=1 + number % 4,
                    state=AssessmentState.FINAL,
                )
    published_run(session, matching_round, carla)
    for proposal in list_proposals_of_round(session, matching_round.id):
        proposal.state, proposal.accepted_at = ProposalState.ACCEPTED, NOW
    session.flush()
    return matching_round


@pytest.fixture
def usual(session, published):
    """Who the students are, by account."""
    candidates = [one.id for one in list_certified_candidates(session, published.id)]
    return read_for_service(
        session, sorted(student_ids_of_candidates(session, candidates).values())
    )


@pytest.fixture
def everything(session, published, places, noor, anton):
    """A function that returns all that may not depend on who the students are, as bytes."""
    owner = AccountFactory(role=Role.OWNER, employer_id=places[1].employer_id)
    companies, assessor = [actor_of(noor), actor_of(owner)], actor_of(anton)
    secrets = [bytes.fromhex(one.secret) for one, _role in list_parties(session, published.id)]

    def read():
        session.expire_all()
        snapshot = take_snapshot(session, published)
        receipt = run_round(snapshot.frozen, secrets=secrets, public_value=published.public_value)
        return {
            "input": canonical_bytes(snapshot.frozen) + repr(snapshot.obstacles).encode(),
            "fit, bands, lots and result": canonical_bytes(receipt),
            "companies": repr(
                [list(proof.list_blind_proposals(session, one)) for one in companies]
            ).encode(),
            "assessor": repr(list(proof.read_desk(session, assessor))).encode(),
        }

    return read


def exchange(usual, seed):
    """Let each kind of fact go from one to another; return who is who, and how many went."""
    rng, ids = random.Random(seed), sorted(usual)
    people, swaps = dict(usual), 0
    for facts in TOGETHER:
        for one, other in zip(ids, rng.sample(ids, len(ids)), strict=True):
            given = {fact: getattr(usual[other], fact) for fact in facts}
            if "postcode" in given:
                given["postcode"] = usual[one].postcode[:4] + given["postcode"][4:]
            people[one] = replace(people[one], **given)
            swaps += one != other
    return people, swaps


def test_every_fact_of_a_person_is_exchanged():
    assert sorted(fact for facts in TOGETHER for fact in facts) == sorted(
        field.name for field in fields(Person)
    )


def test_thousands_of_swaps_change_no_byte(session, usual, everything):
    before, swaps = everything(), []

    @settings(max_examples=EXAMPLES)
    @given(st.integers(0, 2**32))
    def nothing_changes(seed):
        people, changed = exchange(usual, seed)
        with exchanged(session, people):
            after = everything()
        swaps.append(changed)
        assert [part for part in before if after[part] != before[part]] == []

    nothing_changes()

    assert all(len(before[part]) > 1_000 for part in before)
    assert sum(swaps) >= 2_000


def by_birth_year(session, people, patch):
    """Fit: who was born in an odd year scores a level lower."""
    levels_of_round = snapshot.levels_of_round

    def steered(session, round_id):
        born = {one: who.birth_date.year for one, who in people(session).items()}
        return {
            one: {
                letter: tuple(max(1, level - born[one] % 2) for level in levels)
                for letter, levels in scored.items()
            }
            for one, scored in levels_of_round(session, round_id).items()
        }

    patch.setattr(snapshot, "levels_of_round", steered)


def by_name(what):
    """What is listed stands in the order of the names."""

    def plant(session, people, patch):
        listed = getattr(proof, what)

        def in_order(session, actor):
            order = [one.given_name for one in people(session).values()]
            found = list(listed(session, actor))
            return [
                found[k] for k in sorted(range(len(found)), key=lambda k: order[k % len(order)])
            ]

        patch.setattr(proof, what, in_order)

    return plant


PLANTS = {
    by_birth_year: {"input", "fit, bands, lots and result"},
    by_name("list_blind_proposals"): {"companies"},
    by_name("read_desk"): {"assessor"},
}


def test_one_exchange_finds_what_looks_at_who_somebody_is(session, published, usual, everything):
    candidates = [one.id for one in list_certified_candidates(session, published.id)]
    students = student_ids_of_candidates(session, candidates)
    swapped, _swaps = exchange(usual, 1)

    def people(session):
        who = read_for_service(session, sorted(students.values()))
        return {candidate: who[students[candidate]] for candidate in sorted(students)}

    for plant, expected in PLANTS.items():
        with pytest.MonkeyPatch.context() as patch:
            plant(session, people, patch)
            before = everything()
            with exchanged(session, swapped):
                after = everything()
        assert {part for part in before if after[part] != before[part]} == expected
