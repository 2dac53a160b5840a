"""The proof on a round: students exchange who they are, and nothing that counts changes."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.commands.matching import make_waiting_proofs
from placements.match import proof as office
from placements.match.proof import find_differences
from records.models.account import Role
from records.models.match import ExchangeProof
from tests.desks import seat_assessors
from tests.factories import NOW, AccountFactory, SchoolFactory
from tests.rounds import published_run, scored_candidate


@pytest.fixture
def classmates(matching_round, programme, bakery_place, lunch_place, amina_in_round):
    """Five who want what Amina wants."""
    return [
        scored_candidate(
            matching_round,
            programme,
            wishes=[bakery_place, lunch_place],
            levels=(1 + number % 4, 2),
        )
        for number in range(5)
    ]


@pytest.fixture
def published(session, matching_round, carla, classmates):
    published_run(session, matching_round, carla)
    return matching_round


@pytest.fixture
def people(session, published):
    """Who the students of the round are, read anew at every call."""

    def read():
        candidates = [one.id for one in office.list_certified_candidates(session, published.id)]
        ids = office.student_ids_of_candidates(session, candidates).values()
        return office.read_for_service(session, list(ids))

    return read


def proof_of(session):
    return session.scalars(select(ExchangeProof)).one()


def make(as_carla, session, round_):
    response = as_carla.post(f"/school/rounds/{round_.id}/match/proof")
    assert response.status_code == 302
    make_waiting_proofs(session, now=NOW)


def test_hundreds_exchanges_change_nothing(session, published):
    students, digest, differences = find_differences(
        session, published, random.Random(1), times=170
    )

    assert (students, len(digest), differences) == (6, 64, [])


def test_everybody_is_somebody_else_meanwhile(people):
    usual = people()

    given = office._exchange(usual, random.Random(1))

    assert given.keys() == usual.keys()
    assert all(given[one].email != usual[one].email for one in usual)
    assert {one.email for one in given.values()} == {one.email for one in usual.values()}
    assert all(given[one].postcode[:4] == usual[one].postcode[:4] for one in usual)


@pytest.mark.parametrize("fact", ["given_name", "family_name", "email"])
def test_a_match_that_looked_at_who_somebody_is_would_be_found(
    session, published, people, monkeypatch, fact
):
    usual = office.take_snapshot

    def steered(*of):
        snapshot = usual(*of)
        told = " ".join(sorted(f"{one} {getattr(who, fact)}" for one, who in people().items()))
        return replace(snapshot, frozen=snapshot.frozen | {"code": told})

    monkeypatch.setattr(office, "take_snapshot", steered)

    assert find_differences(session, published, random.Random(1))[2] == ["input"]


@pytest.mark.parametrize(
    ("function", "what"), [("list_blind_proposals", "company"), ("read_desk", "assessor")]
)
def test_a_page_that_told_who_somebody_is_would_be_found(
    session, published, programme, anton, people, monkeypatch, function, what
):
    seat_assessors(published, programme, anton)
    usual = getattr(office, function)
    monkeypatch.setattr(office, function, lambda *of: [*usual(*of), people()])

    assert find_differences(session, published, random.Random(1))[2] == [what]


def test_a_proof_that_is_being_made_appears_by_itself_and_then_asks_no_more(
    as_carla, session, published
):
    page, asks = f"/school/rounds/{published.id}/match", 'hx-select="#proof"'

    as_carla.post(f"{page}/proof")
    being_made = as_carla.get(page).text
    make_waiting_proofs(session, now=NOW)

    assert asks in being_made
    assert "htmx.min.js" in being_made
    assert f'href="{page}">Kijk hoe ver het is' in being_made
    assert asks not in as_carla.get(page).text


def test_the_button_has_it_made_and_the_page_tells_what_came_out(as_carla, session, published):
    page = f"/school/rounds/{published.id}/match"
    assert "Bewijs het op deze ronde" in as_carla.get(page).text

    make(as_carla, session, published)

    proof = proof_of(session)
    assert (proof.students, proof.exchanges, proof.differences) == (6, 5, [])
    assert "geen enkel teken" in as_carla.get(page).text
    assert "geen enkel teken" in as_carla.get(f"/school/rounds/{published.id}/report").text


def test_what_changed_is_named(as_carla, session, published, monkeypatch):
    answers = iter("abcdef")
    monkeypatch.setattr(office, "_everything", lambda *_of: {"input": next(answers)})

    make(as_carla, session, published)

    assert "waar de matching op rust" in as_carla.get(f"/school/rounds/{published.id}/match").text


def test_pressing_twice_asks_once(as_carla, session, published):
    address = f"/school/rounds/{published.id}/match/proof"
    as_carla.post(address)

    assert as_carla.post(address).status_code == 422
    assert proof_of(session).finished_at is None


def test_a_proof_that_fails_can_be_asked_for_anew(as_carla, session, published, monkeypatch):
    monkeypatch.setattr(office, "_everything", lambda *_of: 1 / 0)

    make(as_carla, session, published)

    assert session.scalars(select(ExchangeProof)).all() == []


def test_another_school_does_not_find_it(sign_in, published):
    other = AccountFactory(role=Role.COORDINATOR, school_id=SchoolFactory().id)

    response = sign_in(other).post(f"/school/rounds/{published.id}/match/proof")

    assert response.status_code == 404
