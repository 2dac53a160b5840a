"""A signal never touches a match; a seat is kept free only of what a match left over."""

import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from matching.receipt import canonical_bytes
from placements.actors import Role, actor_of
from placements.errors import NotAllowed, Refusal, TooLate
from placements.match.overrides import planned_places
from placements.match.run import perform_run, request_run
from placements.match.snapshot import take_snapshot
from placements.proposals.answers import accept_proposal, confirm_proposal, expire_proposals
from placements.proposals.blind import what_company_sees
from placements.proposals.reveal import reveal_identity
from placements.signals.kinds import SignalKind
from placements.signals.places import hold_seat, offer_seat, release_seat, take_seat
from placements.signals.writing import write_signal
from records.models.account import Account
from records.models.audit import AuditEvent
from records.models.match import MatchRun, MatchRunState
from records.models.outbox import OutboxMessage
from records.models.proposal import ProposalState, Seat
from records.models.round import RoundPhase
from records.queries.proposals import (
    find_latest_proposal,
    list_free_seats,
    list_withdrawn_seats,
)
from records.queries.trials import find_trial_of_proposal
from tests.factories import NOW, AccountFactory, StudentFactory
from tests.house.house import ROOT
from tests.rounds import RESULTS_DAY, frozen_place, ready_round, scored_candidate
from tests.signals_stage import DIGITS, own, terms, thread_of


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


@pytest.fixture
def held(session, bakery_place, lunch_place, school, proposal, vera, private):
    """Amina turned the bakery down and told the confidants; the lunch room is kept free for her."""
    proposal.state, proposal.ended_at = ProposalState.STOPPED, NOW
    write_signal(session, school, terms(SignalKind.PLACE), DIGITS, now=NOW)
    seat = hold_seat(session, actor_of(vera), lunch_place, now=NOW)
    thread = thread_of(session, own(session).signal, vera, private)
    offer_seat(session, actor_of(vera), thread, lunch_place, seat, now=NOW)
    session.flush()
    return seat


def take(session, student, now=NOW):
    return take_seat(session, student, own(session), now=now)


def test_a_seat_kept_free_becomes_a_proposal_for_who_wants_it(
    session, held, by_amina, amina_in_round, vera, private
):
    said = len(session.scalars(select(OutboxMessage)).all())
    made = take(session, by_amina)
    session.flush()

    assert (made.state, made.seat_id) == (ProposalState.PROPOSED, held.id)
    assert made.candidate_id == amina_in_round.id
    assert not held.is_held
    assert find_latest_proposal(session, candidate_id=amina_in_round.id) == made
    assert len(session.scalars(select(OutboxMessage)).all()) == said
    thread = thread_of(session, own(session).signal, vera, private)
    assert [line.what for line in thread.lines] == ["place", "offered", "took"]
    assert own(session).thread.offered_seat_id is None
    accept_proposal(session, by_amina, made, now=NOW)
    assert made.state is ProposalState.ACCEPTED


def test_neither_log_nor_mail_nor_pages_of_school_and_company_tell_why(
    session, held, by_amina, as_carla, as_noor, lunch_place, noor, vera
):
    lunch_place.employer_id = noor.employer_id
    before = {line.id for line in session.scalars(select(AuditEvent))}
    made = take(session, by_amina)
    session.flush()
    added = [one for one in session.scalars(select(AuditEvent)) if one.id not in before]
    accept_proposal(session, by_amina, made, now=NOW)
    session.flush()
    shown = what_company_sees(made).content

    assert [(one.event, one.actor_id, one.subject_id, one.details) for one in added] == [
        ("seat:released", None, held.id, {})
    ]
    assert set(shown) == set(what_company_sees(made).content)
    pages = [
        as_carla.get(f"/school/rounds/{made.round_id}/proposals").text,
        as_noor.get("/employer/proposals").text,
        as_noor.get(f"/employer/proposals/{made.id}").text,
    ]
    told = " ".join([*pages, str(shown)]).casefold()
    for word in (
        "vertrouwens",
        "bericht/",
        "vrijgehouden",
        "uitzondering",
        "over_",
        "overgebleven",
    ):
        assert word not in told, word


def test_who_has_a_place_gives_it_up_first_and_the_seat_waits(
    session, proposal, lunch_place, school, by_amina, vera, private
):
    seat = hold_seat(session, actor_of(vera), lunch_place, now=NOW)
    write_signal(session, school, terms(SignalKind.PLACE), DIGITS, now=NOW)
    thread = thread_of(session, own(session).signal, vera, private)
    offer_seat(session, actor_of(vera), thread, lunch_place, seat, now=NOW)

    with pytest.raises(Refusal, match="Say no to it first"):
        take(session, by_amina)
    assert seat.is_held
    assert own(session).thread.offered_seat_id == seat.id


def test_only_a_student_of_the_round_takes_it_and_only_once(
    session, held, programme, by_amina, by_carla, vera
):
    other = actor_of(session.get_one(Account, StudentFactory(programme=programme).id))

    with pytest.raises(Refusal, match="no part in the round"):
        take(session, other)
    for somebody in (by_carla, actor_of(vera)):
        with pytest.raises(NotAllowed):
            take(session, somebody)
    take(session, by_amina)
    with pytest.raises(TooLate):
        take(session, by_amina)


def test_what_was_given_back_is_not_taken(session, held, by_amina, lunch_place, vera):
    release_seat(session, actor_of(vera), lunch_place, held, now=NOW)

    with pytest.raises(TooLate):
        take(session, by_amina)


def test_a_later_match_leaves_it_out_as_any_exception(session, held, by_amina, carla):
    made = take(session, by_amina)
    accept_proposal(session, by_amina, made, now=NOW)
    session.flush()

    again = request_run(session, actor_of(carla), made.round, now=RESULTS_DAY)
    for _share in perform_run(session, again, now=RESULTS_DAY):
        session.flush()

    assert made.candidate.code not in planned_places(session, again)


def test_the_same_place_again_is_outside_the_match_too(
    session, school, bakery_place, proposal, by_amina, vera, private
):
    proposal.state, proposal.ended_at = ProposalState.STOPPED, NOW
    session.flush()
    write_signal(session, school, terms(SignalKind.PLACE), DIGITS, now=NOW)
    seat = hold_seat(session, actor_of(vera), bakery_place, now=NOW)
    thread = thread_of(session, own(session).signal, vera, private)
    offer_seat(session, actor_of(vera), thread, bakery_place, seat, now=NOW)

    assert take(session, by_amina).explanation["is_exception"]


def test_after_the_period_began_the_trial_starts_the_day_after_the_name_is_shared(
    session, held, by_amina, mehmet, noor, lunch_place
):
    lunch_place.employer_id = noor.employer_id
    late = datetime(2027, 2, 10, 9, 0, tzinfo=UTC)
    lunch_place.round.phase = RoundPhase.TRIALS
    made = take(session, by_amina, now=late)
    accept_proposal(session, by_amina, made, now=late)
    confirm_proposal(session, actor_of(noor), made, now=late)
    expire_proposals(session, now=late + timedelta(days=5))
    reveal_identity(session, by_amina, made, now=late + timedelta(days=5))

    assert made.state is ProposalState.REVEALED
    assert find_trial_of_proposal(session, made.id).starts_on == date(2027, 2, 16)


def test_the_writer_takes_it_on_the_page_when_signed_in(session, held, as_amina, visitor):
    asked = as_amina.post("/bericht/lezen", data={"receipt": DIGITS})
    as_stranger = visitor.post("/bericht/lezen", data={"receipt": DIGITS, "act": "take"})
    kept = held.is_held

    taken = as_amina.post("/bericht/lezen", data={"receipt": DIGITS, "act": "take"})

    assert 'value="take"' in asked.text
    assert 'value="take"' not in as_stranger.text
    assert kept
    assert taken.status_code == 200
    assert {len(one.get_data()) % 1024 for one in (asked, as_stranger, taken)} == {0}
    assert not session.get_one(Seat, held.id).is_held
