"""A party is declared absent: by two people, before a later draw, with nothing left to choose."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from matching.lottery import commitment
from placements.errors import NotAllowed, Refusal, TooLate
from placements.match.absence import (
    AbsenceTerms,
    approve_absence,
    drop_absence,
    has_every_secret,
    request_absence,
)
from placements.match.lottery import record_public_value, reveal_secret
from placements.match.results import result_of
from placements.match.run import perform_run, replay_run, request_run
from records.models.account import Account, Role
from records.models.audit import AuditEvent
from records.models.outbox import OutboxMessage
from records.queries.rounds import find_absence, list_parties
from tests.factories import NOW, AccountFactory, LotterySecretFactory
from tests.rounds import actor_of, frozen_input

A_DAY = timedelta(days=1)
LATER = NOW + 2 * A_DAY
TERMS = AbsenceTerms(
    reason="De studentenraad heeft haar geheim niet meer.",
    source="drand quicknet, eerste ronde na 25-11-2026 12:00",
    drawn_on=LATER.date(),
)
LOST = sha256(b"secret 2").hexdigest()
"""The secret of the second party, which `ready_round` has bound."""


@pytest.fixture
def waiting(session, matching_round, amina_in_round):
    """A round in which the first party handed in its secret and the second did not."""
    list_parties(session, matching_round.id)[1][0].secret = None
    frozen_input(session, matching_round)
    return matching_round


@pytest.fixture
def lost(session, waiting):
    """The party that lost its secret: a confidant."""
    return list_parties(session, waiting.id)[1][0]


@pytest.fixture
def second(school):
    return actor_of(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))


@pytest.fixture
def declared(session, waiting, by_carla, second):
    request_absence(session, by_carla, waiting, TERMS, now=NOW)
    approve_absence(session, second, waiting, now=NOW)
    session.flush()
    return waiting


def lost_actor(session, lost):
    return actor_of(session.get_one(Account, lost.account_id))


def test_the_draw_goes_on_with_the_later_value_and_the_receipt_agrees(
    session, declared, lost, by_carla
):
    with pytest.raises(Refusal, match="yet to come"):
        record_public_value(session, by_carla, declared, value="a later value", now=NOW)
    record_public_value(session, by_carla, declared, value="a later value", now=LATER)
    run = request_run(session, by_carla, declared, now=LATER)
    for _share in perform_run(session, run, now=LATER):
        session.flush()

    receipt = result_of(run).receipt
    shown = list_parties(session, declared.id)[0][0].secret
    seed = sha256(bytes.fromhex(shown) + b"a later value" + bytes.fromhex(run.digest))
    assert find_absence(session, declared.id).void_value == "drand 4711"
    assert receipt["secrets"] == [shown, None]
    assert lost.commitment in receipt["input"]["commitments"]
    assert receipt["seed"] == seed.hexdigest()
    assert replay_run(run) is None


def test_before_the_later_value_is_known_nothing_can_run(session, declared, by_carla):
    with pytest.raises(Refusal, match="not ready"):
        request_run(session, by_carla, declared, now=NOW)

    assert declared.public_value is None


def test_the_first_value_does_not_count_and_a_found_secret_comes_too_late(
    session, declared, lost, by_carla
):
    for moment in (NOW, LATER):
        with pytest.raises(TooLate, match="declared absent"):
            reveal_secret(session, lost_actor(session, lost), declared, secret=LOST, now=moment)

    assert lost.secret is None


def test_a_secret_that_is_found_in_time_takes_the_request_back(
    session, waiting, lost, by_carla, second
):
    request_absence(session, by_carla, waiting, TERMS, now=NOW)
    reveal_secret(session, lost_actor(session, lost), waiting, secret=LOST, now=NOW)

    assert find_absence(session, waiting.id) is None
    assert waiting.public_value == "drand 4711"
    with pytest.raises(TooLate):
        approve_absence(session, second, waiting, now=NOW)


def test_every_party_without_a_secret_is_absent_at_once(session, waiting, by_carla, second, school):
    third = AccountFactory(role=Role.CONFIDANT, school_id=school.id)
    bound = LotterySecretFactory(
        round_id=waiting.id,
        account_id=third.id,
        party="Ouders",
        position=3,
        commitment=commitment(str(waiting.id), bytes(32)).hex(),
    )

    request_absence(session, by_carla, waiting, TERMS, now=NOW)
    with pytest.raises(NotAllowed, match="second person"):
        approve_absence(session, actor_of(third), waiting, now=NOW)
    assert not has_every_secret(session, waiting)
    approve_absence(session, second, waiting, now=NOW)

    assert has_every_secret(session, waiting)
    with pytest.raises(TooLate, match="declared absent"):
        reveal_secret(session, actor_of(third), waiting, secret=bytes(32).hex(), now=NOW)
    assert bound.secret is None


def test_without_any_secret_there_is_no_draw(session, waiting, by_carla):
    list_parties(session, waiting.id)[0][0].secret = None

    with pytest.raises(Refusal, match="at least one"):
        request_absence(session, by_carla, waiting, TERMS, now=NOW)


def test_when_every_secret_is_in_nobody_is_absent(session, waiting, lost, by_carla):
    reveal_secret(session, lost_actor(session, lost), waiting, secret=LOST, now=NOW)

    with pytest.raises(TooLate, match="Nobody is absent"):
        request_absence(session, by_carla, waiting, TERMS, now=NOW)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"drawn_on": NOW.date()}, "later day"),
        ({"source": "DRAND quicknet, eerste ronde na 27-11-2026 09:00"}, "another draw"),
        ({"reason": "Kwijt."}, "at least 20"),
    ],
)
def test_the_draw_must_be_another_one_that_has_yet_to_come(
    session, waiting, by_carla, changes, message
):
    facts = {"reason": TERMS.reason, "source": TERMS.source, "drawn_on": TERMS.drawn_on}

    with pytest.raises(Refusal, match=message):
        request_absence(session, by_carla, waiting, AbsenceTerms(**facts | changes), now=NOW)


def test_agreeing_on_the_day_of_the_draw_is_too_late(session, waiting, by_carla, second):
    request_absence(session, by_carla, waiting, TERMS, now=NOW)

    with pytest.raises(Refusal, match="name a later draw"):
        approve_absence(session, second, waiting, now=LATER)
    drop_absence(session, second, waiting, now=LATER)

    assert find_absence(session, waiting.id) is None


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MENTOR, Role.ASSESSOR])
def test_the_second_person_does_not_coordinate(session, waiting, by_carla, school, role):
    request_absence(session, by_carla, waiting, TERMS, now=NOW)
    others = [
        AccountFactory(role=role, school_id=school.id),
        AccountFactory(role=Role.ADMINISTRATOR),
    ]

    for account in others:
        with pytest.raises(NotAllowed):
            approve_absence(session, actor_of(account), waiting, now=NOW)


def test_the_party_that_is_missing_is_no_second_person(session, waiting, lost, by_carla):
    request_absence(session, by_carla, waiting, TERMS, now=NOW)

    with pytest.raises(NotAllowed):
        approve_absence(session, lost_actor(session, lost), waiting, now=NOW)


def test_only_a_coordinator_asks(session, waiting, second):
    with pytest.raises(NotAllowed):
        request_absence(session, second, waiting, TERMS, now=NOW)


def test_it_is_asked_and_settled_once(session, declared, by_carla, second):
    with pytest.raises(TooLate):
        request_absence(session, by_carla, declared, TERMS, now=NOW)
    for act in (approve_absence, drop_absence):
        with pytest.raises(TooLate):
            act(session, second, declared, now=NOW)


def test_the_log_and_a_mail_to_the_parties_say_who_is_absent_and_why(session, declared, carla):
    line = session.scalars(
        select(AuditEvent).where(AuditEvent.event == "lottery:absence_declared")
    ).one()
    told = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "party_absent")).all()
    parties = {party.account_id for party, _role in list_parties(session, declared.id)}

    assert line.details == {
        "reason": TERMS.reason,
        "source": TERMS.source,
        "drawn_on": TERMS.drawn_on.isoformat(),
        "parties": ["Partij 2"],
    }
    assert {one.account_id for one in told} == parties | {carla.id}
    assert {one.facts["parties"] for one in told} == {"Partij 2"}


def test_why_a_party_is_absent_tells_of_nobody(session, waiting, by_carla):
    terms = replace(TERMS, reason="Amina heeft het geheim van de raad verloren.")

    with pytest.raises(Refusal, match="tells something of a student"):
        request_absence(session, by_carla, waiting, terms, now=NOW)
