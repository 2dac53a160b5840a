"""A match run: asked for, computed, judged and replayed."""

import json

import pytest
from sqlalchemy import select

from matching.notation import read_levels
from matching.receipt import canonical_bytes
from placements.errors import NotAllowed, Refusal, TooLate
from placements.match.results import result_of
from placements.match.run import (
    checks_before_run,
    confirm_run,
    perform_run,
    replay_run,
    request_run,
    return_run,
)
from placements.match.snapshot import take_snapshot
from records.models.audit import AuditEvent
from records.models.match import MatchRunState
from records.models.outbox import OutboxMessage
from records.models.round import RoundPhase
from tests.factories import NOW
from tests.rounds import (
    actor_of,
    finished_run,
    frozen_input,
    frozen_place,
    ready_round,
    scored_candidate,
)


@pytest.fixture
def ready(school, programme):
    return ready_round(school, programme)


@pytest.fixture
def places(ready, programme):
    return [frozen_place(ready, programme, title=title) for title in ("Balie", "Netwerk")]


@pytest.fixture
def strong(ready, programme, places):
    """Two candidates who want the first place most; this one scored higher."""
    return scored_candidate(ready, programme, wishes=places, levels=(3, 3))


@pytest.fixture
def weak(ready, programme, places):
    return scored_candidate(ready, programme, wishes=places, levels=(1, 1))


def test_the_higher_band_goes_first_and_the_other_gets_the_next_wish(
    session, ready, carla, places, strong, weak
):
    run = finished_run(session, ready, carla)

    result = result_of(run)
    assert result.place_of(strong.code) == str(places[0].id)
    assert result.place_of(weak.code) == str(places[1].id)
    assert result.why_not(weak.code, str(places[0].id)) == "higher_band"
    assert run.summary["choices"] == [1, 1]
    assert run.summary["blocking_pairs"] == 0
    assert (run.state, run.progress_share) == (MatchRunState.FINISHED, 100)


def test_progress_only_goes_up_and_ends_at_a_hundred(session, ready, carla, strong):
    frozen_input(session, ready)
    run = request_run(session, actor_of(carla), ready, now=NOW)

    shares = list(perform_run(session, run, now=NOW))

    assert shares == sorted(shares)
    assert shares[-1] == 100


def test_who_asked_for_the_run_hears_that_it_is_finished(session, ready, carla, strong):
    finished_run(session, ready, carla)

    mail = session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind == "match_finished")
    ).one()
    assert (mail.account_id, mail.facts) == (carla.id, {})


def test_a_second_computation_gives_the_same_bytes(session, ready, carla, strong, weak):
    first = finished_run(session, ready, carla)
    return_run(session, actor_of(carla), first, "Nog een keer, ter controle.", now=NOW)

    second = finished_run(session, ready, carla)

    assert second.receipt == first.receipt
    assert second.digest == first.digest


def test_a_replay_of_the_stored_receipt_agrees(session, ready, carla, strong, weak):
    run = finished_run(session, ready, carla)

    assert replay_run(run) is None


@pytest.mark.parametrize(
    "tamper",
    [
        lambda receipt: receipt.update(public_value="drand 4712"),
        lambda receipt: receipt["result"]["candidates"].popitem(),
        lambda receipt: next(iter(receipt["result"]["candidates"].values())).update(place=None),
        lambda receipt: next(iter(receipt["input"]["candidates"].values())).update(wishes=[]),
        lambda receipt: next(iter(receipt["input"]["places"].values())).update(seats=2),
    ],
)
def test_altering_any_field_is_found(session, ready, carla, strong, weak, tamper):
    run = finished_run(session, ready, carla)
    receipt = json.loads(run.receipt)
    tamper(receipt)

    run.receipt = canonical_bytes(receipt)

    assert replay_run(run) is not None


def test_the_receipt_holds_codes_and_no_identity(session, ready, carla, programme, places, amina):
    scored_candidate(ready, programme, wishes=places, student=amina)

    run = finished_run(session, ready, carla)

    for fact in (b"Amina", b"Idrissi", b"amina@leerling.example", str(amina.id).encode()):
        assert fact not in run.receipt


def test_the_digest_does_not_depend_on_the_order_of_the_rows(session, ready, places, strong, weak):
    before = take_snapshot(session, ready)
    session.expire_all()

    after = take_snapshot(session, ready)

    assert before.digest == after.digest
    assert list(before.frozen["candidates"]) == sorted([strong.code, weak.code])


def test_a_place_on_a_day_the_student_cannot_work_is_never_proposed(
    session, ready, carla, programme
):
    saturday = frozen_place(ready, programme, weekdays=0b0100000)
    candidate = scored_candidate(ready, programme, wishes=[saturday])

    run = finished_run(session, ready, carla)

    assert result_of(run).place_of(candidate.code) is None
    assert run.summary["unmatched"] == {candidate.code: "days"}


def test_three_scores_count_as_their_median(session, ready, programme, places):
    candidate = scored_candidate(ready, programme, wishes=places, levels=(1, 4, 3))

    frozen = take_snapshot(session, ready).frozen
    levels = read_levels(frozen["competences"], frozen["candidates"][candidate.code]["levels"])

    assert levels == {"E": [3], "K": [3]}


def test_a_run_needs_a_frozen_input(session, ready, carla, strong):
    with pytest.raises(Refusal, match="not ready"):
        request_run(session, actor_of(carla), ready, now=NOW)

    missing = [check.question for check in checks_before_run(session, ready) if not check.is_met]
    assert missing == ["The input is frozen"]


def test_a_run_needs_the_match_phase(session, ready, carla, strong):
    ready.phase = RoundPhase.TRIALS
    session.flush()

    with pytest.raises(NotAllowed):
        request_run(session, actor_of(carla), ready, now=NOW)


def test_an_assessor_may_not_ask_for_a_run(session, ready, anton, strong):
    with pytest.raises(NotAllowed):
        request_run(session, actor_of(anton), ready, now=NOW)


def test_a_round_has_one_open_run_at_a_time(session, ready, carla, strong):
    frozen_input(session, ready)
    request_run(session, actor_of(carla), ready, now=NOW)

    with pytest.raises(TooLate):
        request_run(session, actor_of(carla), ready, now=NOW)


def test_confirming_keeps_who_stands_for_it(session, ready, carla, strong):
    run = finished_run(session, ready, carla)

    confirm_run(session, actor_of(carla), run, now=NOW)

    assert (run.state, run.confirmed_by) == (MatchRunState.CONFIRMED, carla.id)


def test_a_returned_run_keeps_its_reason_and_frees_the_way(session, ready, carla, strong):
    run = finished_run(session, ready, carla)

    return_run(session, actor_of(carla), run, "Een plek had de verkeerde dagen.", now=NOW)

    assert (run.state, run.return_reason) == (
        MatchRunState.RETURNED,
        "Een plek had de verkeerde dagen.",
    )
    assert request_run(session, actor_of(carla), ready, now=NOW).number == 2
    assert "match_run:returned" in session.scalars(select(AuditEvent.event)).all()


def test_a_returned_run_cannot_be_confirmed(session, ready, carla, strong):
    run = finished_run(session, ready, carla)
    return_run(session, actor_of(carla), run, "Een plek had de verkeerde dagen.", now=NOW)

    with pytest.raises(TooLate):
        confirm_run(session, actor_of(carla), run, now=NOW)
