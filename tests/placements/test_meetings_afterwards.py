"""After the draw of a meeting: mails, who came, own cards; and nothing of it reaches a match."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from matching.receipt import canonical_bytes
from placements.errors import NotAllowed, Refusal
from placements.match.snapshot import take_snapshot
from placements.meetings.afterwards import (
    Reflection,
    ask_how_it_was,
    note_attendance,
    reflect_on_meeting,
    remind_of_meetings,
)
from placements.meetings.unmet import invite_unmet, list_unmet, who_met_nobody
from placements.people.erasure import erase_student
from records.models.account import Account, Role
from records.models.meeting import MeetingRequest, RequestState
from records.models.outbox import OutboxMessage
from records.queries.meetings import find_request
from records.vault.meetings import open_reflection, open_secret
from records.vault.rotation import reseal_vault
from records.vault.sealing import Key
from tests.factories import NOW, AccountFactory
from tests.house.house import ROOT
from tests.meetings import (
    DRAWN,
    ENDS,
    STARTS,
    MeetingFactory,
    ask,
    classmates,
    draw,
    states,
)
from tests.rounds import actor_of

GRANTED, WAITING, ASKED = RequestState.GRANTED, RequestState.WAITING, RequestState.ASKED
WITHDRAWN, LATE = RequestState.WITHDRAWN, RequestState.LATE


@pytest.fixture
def meeting(school, programme, bakery, otto):
    """A shadow day at the bakery with one place."""
    return MeetingFactory(
        school=school, employer=bakery, programmes=[programme], offered_by=otto.id
    )


def mails(session):
    """Return the kinds of mail that wait, by account."""
    session.flush()
    return {(row.account_id, row.kind) for row in session.query(OutboxMessage)}


def test_both_sides_hear_the_day_before_and_afterwards_and_only_once(session, meeting, amina, otto):
    ask(session, amina, meeting)
    draw(session, meeting)
    eve = STARTS - timedelta(days=1)

    sent = [
        remind_of_meetings(session, now=eve.replace(hour=6)),
        remind_of_meetings(session, now=eve.replace(hour=7)),
        remind_of_meetings(session, now=eve.replace(hour=8)),
        ask_how_it_was(session, now=ENDS - timedelta(minutes=1)),
        ask_how_it_was(session, now=ENDS),
        ask_how_it_was(session, now=ENDS),
    ]

    assert sent == [0, 1, 0, 0, 1, 0]
    assert {
        (amina.id, "meeting_tomorrow"),
        (otto.id, "meeting_tomorrow_company"),
        (amina.id, "meeting_over"),
        (otto.id, "meeting_over_company"),
    } <= mails(session)


def test_who_stayed_away_has_met_nobody_and_writes_no_card(session, meeting, amina, carla):
    ask(session, amina, meeting)
    draw(session, meeting)
    (programme,) = meeting.programmes
    assert [
        (line.students, line.unmet) for line in list_unmet(session, actor_of(carla), now=DRAWN)
    ] == [(1, 0)]

    note_attendance(session, actor_of(carla), meeting, set(), now=STARTS)

    request = find_request(session, meeting.id, student_id=amina.id)
    assert who_met_nobody(session, actor_of(carla), programme, now=ENDS) == [amina.id]
    with pytest.raises(NotAllowed):
        reflect_on_meeting(
            session, actor_of(amina), request, Reflection(saw="x", suits="", wants=""), now=ENDS
        )


def test_a_card_is_sealed_and_only_the_students_own(session, meeting, amina, programme):
    ask(session, amina, meeting)
    draw(session, meeting)
    request = find_request(session, meeting.id, student_id=amina.id)
    card = Reflection(saw="Hoe deeg rijst", suits="", wants="")

    for wrong, who, now in (
        (Refusal, amina, STARTS),
        (NotAllowed, classmates(programme, 1)[0], ENDS),
    ):
        with pytest.raises(wrong):
            reflect_on_meeting(session, actor_of(who), request, card, now=now)
    reflect_on_meeting(session, actor_of(amina), request, card, now=ENDS)

    assert b"deeg" not in request.sealed_reflection
    assert open_reflection(session, request)["saw"] == "Hoe deeg rijst"


def test_who_met_nobody_is_invited_once_a_week_and_only_to_something(
    session, meeting, amina, carla, programme
):
    with pytest.raises(Refusal, match="nothing to ask"):
        invite_unmet(session, actor_of(carla), programme, now=DRAWN)

    assert invite_unmet(session, actor_of(carla), programme, now=NOW) == 1
    session.flush()

    assert (amina.id, "meetings_invitation") in mails(session)
    with pytest.raises(Refusal, match="week"):
        invite_unmet(session, actor_of(carla), programme, now=NOW + timedelta(days=6))
    with pytest.raises(NotAllowed):
        invite_unmet(session, actor_of(amina), programme, now=NOW)


def test_having_met_a_company_changes_no_byte_of_a_match_and_is_not_even_read(
    session, matching_round, amina_in_round, amina, meeting, carla
):
    before = canonical_bytes(take_snapshot(session, matching_round).frozen)
    ask(session, amina, meeting)
    draw(session, meeting)
    note_attendance(session, actor_of(carla), meeting, {1}, now=STARTS)
    session.flush()
    read = []

    def note(*asked):
        read.append(asked[2])

    event.listen(session.connection(), "before_cursor_execute", note)
    try:
        after = canonical_bytes(take_snapshot(session, matching_round).frozen)
    finally:
        event.remove(session.connection(), "before_cursor_execute", note)

    assert after == before
    assert read
    assert not any("meeting" in statement for statement in read)


def test_nothing_that_scores_or_matches_knows_meetings():
    rooms = ("scoring", "placements/match", "placements/assessments", "placements/profiles")
    sources = [path for room in rooms for path in (ROOT / room).rglob("*.py")]

    assert len(sources) > 25
    assert [path.name for path in sources if "meeting" in path.read_text("utf-8")] == []


def test_a_new_key_seals_the_secret_and_the_card_anew(session, meeting, amina):
    ask(session, amina, meeting)
    draw(session, meeting)
    request = find_request(session, meeting.id, student_id=amina.id)
    card = Reflection(saw="Hoe deeg rijst", suits="", wants="")
    reflect_on_meeting(session, actor_of(amina), request, card, now=ENDS)
    former = session.info["vault_key"]
    secret = open_secret(session, meeting)
    try:
        session.info["vault_key"] = Key(bytes(32), before=former)
        assert sum(reseal_vault(session)) > 0
        session.info["vault_key"] = Key(bytes(32))

        assert open_secret(session, meeting) == secret
        assert open_reflection(session, request)["saw"] == "Hoe deeg rijst"
    finally:
        session.info["vault_key"] = former


def test_who_is_erased_leaves_every_meeting_and_makes_room(
    session, meeting, amina, school, programme
):
    (other,) = classmates(programme, 1)
    administrator = AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id)
    ask(session, amina, meeting)
    draw(session, meeting)
    session.add(
        MeetingRequest(
            meeting_id=meeting.id,
            student_id=other.id,
            code="W",
            asked_at=NOW,
            state=WAITING,
            position=1,
            number=2,
        )
    )
    session.flush()

    erase_student(session, actor_of(administrator), session.get_one(Account, amina.id), now=DRAWN)

    assert states(session, meeting) == {other.id: GRANTED}
