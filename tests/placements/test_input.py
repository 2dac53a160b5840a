"""The input of a match: frozen before the draw, opened again only before it."""

import pytest
from sqlalchemy import select

from app.commands.matching import freeze_waiting_inputs
from matching.receipt import canonical_bytes
from placements.errors import NotAllowed, Refusal, TooLate
from placements.match.input import (
    NotAsFrozen,
    await_freeze,
    freeze_input,
    perform_freeze,
    read_input,
    reopen_input,
)
from placements.match.lottery import record_public_value
from placements.match.results import result_of
from placements.match.run import perform_run, request_run
from placements.match.snapshot import take_snapshot
from placements.profiles.profile import step_out
from placements.vacancies.freezing import withdraw_vacancy
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.match import FrozenInput, InputState
from records.models.outbox import OutboxMessage
from records.models.vacancy import VacancyState
from records.queries.match_runs import find_standing_input
from records.queries.rounds import list_parties
from tests.desks import CHANCE
from tests.factories import NOW, AccountFactory, AssessmentFactory
from tests.rounds import actor_of, finished_run, frozen_input, scored_candidate

REASON = "Een bedrijf heeft zijn plek ingetrokken."


@pytest.fixture
def before_the_draw(matching_round, amina_in_round, session):
    """A round whose scoring has closed: no secret and no public value is known."""
    matching_round.public_value = None
    for party, _role in list_parties(session, matching_round.id):
        party.secret = None
    session.flush()
    return matching_round


def events(session, round_):
    return session.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject_id == round_.id)
        .order_by(AuditEvent.happened_at, AuditEvent.event)
    ).all()


def test_the_worker_freezes_the_bytes_logs_the_digest_and_mails_it_to_the_parties(
    session, before_the_draw, carla
):
    await_freeze(session, before_the_draw)

    freeze_waiting_inputs(session, now=NOW)

    frozen = find_standing_input(session, before_the_draw.id)
    (line,) = events(session, before_the_draw)
    told = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "input_frozen")).all()
    parties = {party.account_id for party, _role in list_parties(session, before_the_draw.id)}
    assert frozen.content == canonical_bytes(take_snapshot(session, before_the_draw).frozen)
    assert (line.event, line.details["digest"]) == ("input:frozen", frozen.digest)
    assert {one.account_id for one in told} == parties | {carla.id}
    assert {one.facts["digest"] for one in told} == {frozen.digest}


def test_freezing_twice_keeps_the_first_bytes(session, before_the_draw):
    waiting = await_freeze(session, before_the_draw)
    first, second = (perform_freeze(session, waiting, now=NOW) for _worker in "12")
    next(first)
    next(second)

    for steps in (first, second):
        assert list(steps) == []

    session.flush()
    assert len(events(session, before_the_draw)) == 1


def test_a_later_change_in_the_rows_does_not_change_the_match(
    session, matching_round, carla, amina_in_round, bakery_place
):
    frozen = frozen_input(session, matching_round)
    bakery_place.seats = 9
    amina_in_round.wishes.clear()
    for view in session.scalars(select(Assessment)):
        view.level = 1
    scored_candidate(matching_round, amina_in_round.programme, wishes=[bakery_place])
    session.flush()

    run = finished_run(session, matching_round, carla)

    result = result_of(run)
    assert run.digest == frozen.digest
    assert result.codes == [amina_in_round.code]
    assert result.place_of(amina_in_round.code) == str(bakery_place.id)
    assert canonical_bytes(result.receipt["input"]) == frozen.content


def test_bytes_that_are_not_those_of_the_digest_are_not_matched(
    session, matching_round, carla, amina_in_round, monkeypatch
):
    frozen_input(session, matching_round)
    run = request_run(session, actor_of(carla), matching_round, now=NOW)
    monkeypatch.setattr(FrozenInput, "content", b"{}")

    with pytest.raises(NotAsFrozen):
        list(perform_run(session, run, now=NOW))


def test_an_input_with_an_open_score_is_not_frozen_and_says_why(
    session, before_the_draw, amina_in_round, anton, carla
):
    AssessmentFactory(
        round_id=before_the_draw.id,
        candidate_id=amina_in_round.id,
        assessor_id=anton.id,
        letter="Q",
        state=AssessmentState.OPEN,
    )
    await_freeze(session, before_the_draw)

    freeze_waiting_inputs(session, now=NOW)

    given_up = session.scalars(select(FrozenInput)).one()
    assert (given_up.state, given_up.reopened_by) == (InputState.REOPENED, None)
    assert "not every score is final" in given_up.reason
    with pytest.raises(Refusal, match="not every score is final"):
        freeze_input(session, actor_of(carla), before_the_draw, now=NOW)


@pytest.mark.parametrize("lack", ["student", "place"])
def test_an_input_without_a_student_or_a_place_is_not_frozen(
    session, before_the_draw, carla, amina_in_round, bakery_place, lunch_place, lack
):
    if lack == "student":
        amina_in_round.certified_at = None
    else:
        bakery_place.state = lunch_place.state = VacancyState.WITHDRAWN
    session.flush()

    with pytest.raises(Refusal, match="cannot be frozen"):
        freeze_input(session, actor_of(carla), before_the_draw, now=NOW)


def test_it_is_opened_again_with_a_reason_and_frozen_anew(
    session, before_the_draw, carla, noor, bakery_place, lunch_place, amina_in_round
):
    first = frozen_input(session, before_the_draw)
    with pytest.raises(TooLate, match="can no longer be withdrawn"):
        withdraw_vacancy(session, actor_of(noor), bakery_place, now=NOW)

    reopen_input(session, actor_of(carla), before_the_draw, REASON, now=NOW)
    withdraw_vacancy(session, actor_of(noor), bakery_place, now=NOW)
    freeze_input(session, actor_of(carla), before_the_draw, now=NOW)
    freeze_waiting_inputs(session, now=NOW)

    second = find_standing_input(session, before_the_draw.id)
    assert bakery_place.state is VacancyState.WITHDRAWN
    assert (first.state, first.reason) == (InputState.REOPENED, REASON)
    assert (second.number, second.digest != first.digest) == (2, True)
    places = read_input(session, before_the_draw.id).frozen["places"]
    assert list(places) == [str(lunch_place.id)]
    (line,) = [one for one in events(session, before_the_draw) if one.event == "input:reopened"]
    assert (line.details["reason"], line.details["digest"]) == (REASON, first.digest)


def test_a_student_steps_out_only_while_it_is_open(
    session, before_the_draw, carla, programme, amina, amina_in_round, bakery_place
):
    other = scored_candidate(before_the_draw, programme, wishes=[bakery_place])
    frozen_input(session, before_the_draw)
    with pytest.raises(TooLate, match="You can say no"):
        step_out(session, actor_of(amina), amina_in_round, rng=CHANCE, now=NOW)

    reopen_input(session, actor_of(carla), before_the_draw, REASON, now=NOW)
    step_out(session, actor_of(amina), amina_in_round, rng=CHANCE, now=NOW)
    freeze_input(session, actor_of(carla), before_the_draw, now=NOW)
    freeze_waiting_inputs(session, now=NOW)

    assert list(read_input(session, before_the_draw.id).frozen["candidates"]) == [other.code]


@pytest.mark.parametrize("known", ["secret", "value"])
def test_once_something_of_the_draw_is_known_it_stays_frozen(
    session, before_the_draw, carla, known
):
    frozen = frozen_input(session, before_the_draw)
    if known == "secret":
        list_parties(session, before_the_draw.id)[0][0].secret = "0a" * 32
    else:
        record_public_value(session, actor_of(carla), before_the_draw, value="4711", now=NOW)
    session.flush()

    with pytest.raises(TooLate, match="known already"):
        reopen_input(session, actor_of(carla), before_the_draw, REASON, now=NOW)

    assert frozen.state is InputState.FROZEN


@pytest.mark.parametrize("role", [Role.CONFIDANT, Role.ADMINISTRATOR, Role.MENTOR])
def test_only_a_coordinator_of_the_school_opens_and_freezes(session, before_the_draw, role):
    frozen_input(session, before_the_draw)
    others = [
        AccountFactory(role=role, school_id=before_the_draw.school_id),
        AccountFactory(role=Role.COORDINATOR),
    ]

    for account in others:
        with pytest.raises(NotAllowed):
            reopen_input(session, actor_of(account), before_the_draw, REASON, now=NOW)
        with pytest.raises(NotAllowed):
            freeze_input(session, actor_of(account), before_the_draw, now=NOW)


def test_what_is_frozen_is_not_frozen_twice(session, before_the_draw, carla):
    frozen_input(session, before_the_draw)

    with pytest.raises(TooLate, match="frozen already"):
        freeze_input(session, actor_of(carla), before_the_draw, now=NOW)


def test_what_waits_cannot_be_opened(session, before_the_draw, carla):
    await_freeze(session, before_the_draw)

    with pytest.raises(TooLate, match="not frozen now"):
        reopen_input(session, actor_of(carla), before_the_draw, REASON, now=NOW)


def test_a_reason_to_reopen_tells_of_nobody(session, before_the_draw, carla):
    frozen_input(session, before_the_draw)

    with pytest.raises(Refusal, match="tells something of a student"):
        reopen_input(
            session, actor_of(carla), before_the_draw, "Amina was nog niet klaar.", now=NOW
        )
