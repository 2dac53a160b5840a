"""A signal never touches a match; a seat is kept free only of what a match left over."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import select

from matching.receipt import canonical_bytes
from placements.actors import Role, actor_of
from placements.errors import NotAllowed, TooLate
from placements.match.snapshot import take_snapshot
from placements.signals.kinds import SignalKind
from placements.signals.places import hold_seat, release_seat
from placements.signals.writing import write_signal
from records.models.audit import AuditEvent
from records.models.match import MatchRun, MatchRunState
from records.models.proposal import Seat
from records.models.round import RoundPhase
from records.queries.proposals import list_free_seats, list_withdrawn_seats
from tests.factories import NOW, AccountFactory
from tests.house.house import ROOT
from tests.rounds import frozen_place, ready_round, scored_candidate
from tests.signals_stage import terms


def test_the_frozen_input_is_the_same_bytes_with_and_without_signals(
    session, school, programme, amina, private
):
    round_ = ready_round(school, programme)
    place = frozen_place(round_, programme)
    scored_candidate(round_, programme, wishes=[place], student=amina)
    before = canonical_bytes(take_snapshot(session, round_).frozen)

    for number, kind in enumerate(SignalKind):
        said = terms(kind, company=place.employer.name, name="Amina El Idrissi")
        write_signal(session, school, said, f"{number:016}", now=NOW)
    session.flush()

    assert canonical_bytes(take_snapshot(session, round_).frozen) == before


@pytest.mark.parametrize("room", ["match", "rounds", "proposals", "assessments", "profiles"])
def test_nothing_that_decides_about_students_knows_of_signals(room):
    known = {
        name
        for path in Path(ROOT, "placements", room).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for name in [node.module or ""]
    }

    assert known
    assert not {name for name in known if "signal" in name or name.endswith("vault.letters")}


@pytest.fixture
def place(session, school, programme):
    """A place with two seats that a match left free."""
    round_ = ready_round(school, programme)
    place = frozen_place(round_, programme, seats=2)
    round_.phase = RoundPhase.PROPOSALS
    session.flush()
    return place


def test_a_seat_is_kept_free_out_of_what_is_over(session, place, vera):
    seat = hold_seat(session, actor_of(vera), place, now=NOW)
    session.flush()

    assert [one.id for one in list_free_seats(session, place.round_id)] != [seat.id]
    assert len(list_free_seats(session, place.round_id)) == 1
    assert list_withdrawn_seats(session, place.round_id) == [seat]
    release_seat(session, actor_of(vera), place, seat, now=NOW)
    session.flush()
    assert len(list_free_seats(session, place.round_id)) == 2
    lines = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == seat.id)).all()
    assert {(one.event, one.actor_id, str(one.details)) for one in lines} == {
        ("seat:held", None, "{}"),
        ("seat:released", None, "{}"),
    }


def test_what_is_gone_cannot_be_kept_free(session, place, vera):
    for _time in range(2):
        hold_seat(session, actor_of(vera), place, now=NOW)

    with pytest.raises(TooLate):
        hold_seat(session, actor_of(vera), place, now=NOW)


def test_nothing_is_kept_free_before_a_result_is_out(session, school, programme, vera):
    place = frozen_place(ready_round(school, programme), programme)

    with pytest.raises(NotAllowed):
        hold_seat(session, actor_of(vera), place, now=NOW)


def test_nothing_is_kept_free_while_a_match_is_made(session, place, vera):
    session.add(
        MatchRun(
            round_id=place.round_id,
            number=2,
            requested_by=vera.id,
            requested_at=NOW,
            state=MatchRunState.WAITING,
        )
    )
    session.flush()

    with pytest.raises(NotAllowed, match="is being made"):
        hold_seat(session, actor_of(vera), place, now=NOW)
    assert session.scalars(select(Seat.is_held)).all() == [False, False]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.MENTOR])
def test_nobody_else_keeps_a_seat_free_or_gives_it_back(session, school, place, vera, role):
    other = actor_of(AccountFactory(role=role, school_id=school.id))
    seat = hold_seat(session, actor_of(vera), place, now=NOW)

    with pytest.raises(NotAllowed):
        hold_seat(session, other, place, now=NOW)
    with pytest.raises(NotAllowed):
        release_seat(session, other, place, seat, now=NOW)
