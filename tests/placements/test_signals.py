"""What writers and confidants do with a signal, and what follows from one: nothing by itself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from placements.actors import actor_of
from placements.errors import NotAllowed, Refusal, TooLate
from placements.signals import desk
from placements.signals.keys import admit_key, make_key, open_key
from placements.signals.kinds import Route, SignalEnding, SignalKind, Step
from placements.signals.mornings import forget_old_signals, tell_confidants
from placements.signals.writing import (
    allow_route,
    decline_route,
    hand_over,
    open_signal,
    take_back,
    write_more,
    write_signal,
)
from records.models.account import Role, SignInFailure
from records.models.audit import AuditEvent
from records.models.outbox import OutboxMessage
from records.models.signal import Letter, Signal, SignalState
from records.queries.signals import find_confidant_key, find_signal_of_school
from records.vault.rotation import reseal_vault
from records.vault.sealing import Key
from tests.conftest import SETTINGS
from tests.factories import NOW, AccountFactory, EmployerFactory, SchoolFactory
from tests.signals_stage import DIGITS, PASSPHRASE, WORDS, own, terms, thread_of

OTHER, THIRD = "2234567890123456", "3234567890123456"
THURSDAY = NOW + timedelta(days=3)
WEEK = timedelta(weeks=1)


@pytest.fixture
def company(session):
    return EmployerFactory(name="Garage Snel", kvk_number="12345678")


def entry(kind, *args):
    return lambda session, vera, thread: kind(session, actor_of(vera), thread, *args, now=NOW)


@pytest.fixture
def sanne(school):
    """Sanne is a second confidant, without a key yet."""
    return AccountFactory(role=Role.CONFIDANT, school_id=school.id, given_name="Sanne")


def state(session, digits):
    return own(session, digits).signal.state


def test_a_note_is_for_the_writer_alone_until_it_is_handed_over(session, school, vera, private):
    note = write_signal(session, school, terms(SignalKind.NOTE), DIGITS, now=NOW)
    write_more(session, own(session), "En dinsdag weer.", now=NOW)

    assert find_signal_of_school(session, note.id, school_id=school.id) is None
    assert all(key.confidant_key_id is None for one in note.letters for key in one.keys)
    hand_over(session, own(session), now=THURSDAY)
    thread = thread_of(session, note, vera, private)
    assert [line.text for line in thread.lines] == [WORDS, "En dinsdag weer.", ""]
    assert (thread.kind, thread.told_on) == (SignalKind.REPORT, date(2026, 11, 26))


def test_what_nobody_was_given_can_be_taken_back_and_nothing_else(session, school, signal):
    write_signal(session, school, terms(SignalKind.NOTE), OTHER, now=NOW)

    take_back(session, own(session, OTHER))
    with pytest.raises(TooLate):
        take_back(session, own(session))

    assert session.scalar(select(func.count()).select_from(Letter)) == 1


def test_without_a_confidant_only_a_note_can_be_kept(session, school):
    with pytest.raises(Refusal, match="Nobody at this school"):
        write_signal(session, school, terms(), DIGITS, now=NOW)

    assert write_signal(session, school, terms(SignalKind.NOTE), DIGITS, now=NOW)


def test_a_report_waits_for_another_about_the_same_company(session, school, private, company):
    elsewhere = EmployerFactory(name="Garage Traag", kvk_number="87654321")
    write_signal(session, school, terms(company="garage snel", waits=True), DIGITS, now=NOW)
    write_signal(session, school, terms(company=elsewhere.name), OTHER, now=NOW)
    before = state(session, DIGITS)

    write_signal(session, school, terms(company=company.name), THIRD, now=NOW + WEEK)

    assert (before, state(session, DIGITS)) == (SignalState.WAITING, SignalState.OPEN)
    assert own(session).signal.week == "2026-W49"


def test_two_that_wait_open_each_other_and_neither_is_told(session, school, private, company):
    for digits in (DIGITS, OTHER):
        write_signal(session, school, terms(company=company.name, waits=True), digits, now=NOW)

    assert {state(session, one) for one in (DIGITS, OTHER)} == {SignalState.OPEN}
    said = [line.what for line in own(session, OTHER).thread.lines]
    assert said == ["report", "handed_over"]


def test_another_school_or_a_question_opens_nothing(session, school, private, company):
    other = SchoolFactory()
    make_key(
        session,
        actor_of(AccountFactory(role=Role.CONFIDANT, school_id=other.id)),
        PASSPHRASE,
        replaces=False,
        now=NOW,
    )
    write_signal(session, school, terms(company=company.name, waits=True), DIGITS, now=NOW)

    write_signal(session, other, terms(company=company.name), OTHER, now=NOW)
    asked = terms(SignalKind.QUESTION, company=company.name)
    write_signal(session, school, asked, THIRD, now=NOW)

    assert state(session, DIGITS) is SignalState.WAITING


def test_what_waits_does_not_exist_for_a_confidant(session, school, private, company):
    waiting = write_signal(
        session, school, terms(company=company.name, waits=True), DIGITS, now=NOW
    )

    assert find_signal_of_school(session, waiting.id, school_id=school.id) is None


def test_a_company_that_is_not_known_cannot_be_waited_for(session, school, private):
    with pytest.raises(Refusal, match="do not find this company"):
        write_signal(session, school, terms(company="Onbekend BV", waits=True), DIGITS, now=NOW)


def test_an_answer_is_due_in_three_working_days_of_the_dutch_calendar(
    session, signal, vera, private
):
    thread = thread_of(session, signal, vera, private)
    assert (thread.answer_due_on, thread.is_answered) == (date(2026, 11, 26), False)

    desk.reply(session, actor_of(vera), thread, "Dank je. Bel je morgen?", now=THURSDAY)

    answered = own(session).thread
    assert answered.is_answered
    assert answered.lines[-1].text == "Dank je. Bel je morgen?"
    assert not answered.waits_for_confidant


def test_steps_are_for_confidants_and_a_report_is_not_settled_before_both_were_heard(
    session, signal, vera, private
):
    actor = actor_of(vera)

    def now():
        return thread_of(session, signal, vera, private)

    desk.note_step(session, actor, now(), Step.HEARD_WRITER, "Belde", date(2026, 11, 23), now=NOW)
    with pytest.raises(Refusal, match="First hear both sides"):
        desk.close_signal(session, actor, now(), SignalEnding.SETTLED, "Klaar", now=NOW)
    desk.note_step(session, actor, now(), Step.HEARD_COMPANY, "Chef", date(2026, 11, 23), now=NOW)
    desk.close_signal(session, actor, now(), SignalEnding.SETTLED, "Het is goed zo.", now=NOW)

    assert [line.what for line in own(session).thread.lines] == ["report", "closed"]
    assert signal.state is SignalState.CLOSED
    with pytest.raises(NotAllowed):
        desk.close_signal(session, actor, now(), SignalEnding.SETTLED, "Nog eens", now=NOW)


def test_no_letter_opens_without_the_writers_word_for_that_desk(session, signal, vera, private):
    actor = actor_of(vera)
    with pytest.raises(TooLate):
        allow_route(session, own(session), Route.SBB, ["story"], now=NOW)
    thread = thread_of(session, signal, vera, private)
    desk.ask_word(session, actor, thread, Route.SBB, "Zij kunnen het bedrijf horen.", now=NOW)

    allow_route(session, own(session), Route.SBB, ["story"], now=NOW)

    thread = thread_of(session, signal, vera, private)
    assert desk.letter_facts(thread, Route.COLLEGE) is None
    assert desk.letter_facts(thread, Route.SBB) == {"name": "", "company": "", "story": WORDS}
    decline_route(session, own(session), Route.SBB, now=NOW)
    thread = thread_of(session, signal, vera, private)
    assert desk.letter_facts(thread, Route.SBB) is None


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.OWNER])
def test_nobody_else_writes_in_a_case(session, signal, vera, private, role):
    thread = thread_of(session, signal, vera, private)
    school = {} if role in {Role.OWNER, Role.TRAINER} else {"school_id": signal.school_id}
    other = actor_of(AccountFactory(role=role, **school))

    with pytest.raises(NotAllowed):
        desk.reply(session, other, thread, "Hoi", now=NOW)


def test_a_confidant_of_another_school_cannot_either(session, signal, vera, private):
    thread = thread_of(session, signal, vera, private)

    with pytest.raises(NotAllowed):
        desk.reply(session, actor_of(AccountFactory(role=Role.CONFIDANT)), thread, "x", now=NOW)


def test_a_second_confidant_reads_once_the_first_vouched(session, signal, vera, private, sanne):
    theirs = make_key(session, actor_of(sanne), PASSPHRASE, replaces=False, now=NOW)
    key = find_confidant_key(session, sanne.id)
    with pytest.raises(NotAllowed):
        admit_key(session, actor_of(sanne), theirs, key, now=NOW)
    assert key.admitted_by is None

    admit_key(session, actor_of(vera), private, key, now=NOW)

    thread = thread_of(session, signal, sanne, theirs)
    assert thread.lines[0].text == WORDS


def test_a_key_that_was_not_vouched_for_gets_nothing_new(session, signal, sanne, school):
    make_key(session, actor_of(sanne), PASSPHRASE, replaces=False, now=NOW)

    more = write_signal(session, school, terms(), OTHER, now=NOW)

    key = find_confidant_key(session, sanne.id)
    assert key.id not in {one.confidant_key_id for one in more.letters[0].keys}


def test_a_lost_passphrase_costs_what_no_colleague_can_open(session, signal, vera, private):
    with pytest.raises(TooLate):
        make_key(session, actor_of(vera), PASSPHRASE, replaces=False, now=NOW)

    fresh = make_key(session, actor_of(vera), PASSPHRASE + "!", replaces=True, now=NOW)

    key = find_confidant_key(session, vera.id)
    assert key.admitted_by == vera.id
    assert {one.confidant_key_id for one in own(session).signal.letters[0].keys} == {None}
    assert own(session).thread.lines[0].text == WORDS
    assert fresh.private_bytes_raw() != private.private_bytes_raw()


def test_passphrases_are_long_and_guessing_stops(session, vera, private):
    actor = actor_of(vera)
    for _time in range(5):
        assert open_key(session, actor, "kort", now=NOW) is None

    with pytest.raises(TooLate):
        open_key(session, actor, PASSPHRASE, now=NOW)

    later = NOW + timedelta(minutes=16)
    opened = open_key(session, actor, PASSPHRASE, now=later)
    assert opened.private_bytes_raw() == private.private_bytes_raw()
    with pytest.raises(Refusal, match="16 to 128"):
        make_key(session, actor, "te kort", replaces=True, now=NOW)


def test_guessing_at_receipts_stops_and_keeps_no_receipt(session, signal):
    wrong = [f"1234{number:012}" for number in range(5)]
    assert [open_signal(session, one, now=NOW) for one in wrong] == [None] * 5

    with pytest.raises(TooLate):
        own(session)

    kept = session.scalars(select(SignInFailure.email_digest)).all()
    assert len(set(kept)) == 1
    assert own(session, now=NOW + timedelta(minutes=16))


def test_writing_leaves_no_line_no_account_and_no_mail(session, signal):
    lines = session.scalars(select(AuditEvent)).all()

    write_more(session, own(session), "Meer", now=NOW)
    session.flush()

    assert session.scalars(select(AuditEvent)).all() == lines
    assert session.scalars(select(OutboxMessage)).all() == []
    columns = {column.name for column in Signal.__table__.columns} | {
        column.name for column in Letter.__table__.columns
    }
    assert {one for one in columns if one.endswith(("_at", "_on", "_by"))} == set()
    assert "account_id" not in columns


def test_confidants_are_mailed_in_the_morning_and_nobody_else(session, signal, vera):
    early, morning = NOW.replace(hour=6), NOW.replace(hour=7)
    sunday = NOW - timedelta(days=1)
    assert not tell_confidants(session, now=early)
    assert not tell_confidants(session, now=sunday)

    assert tell_confidants(session, now=morning)
    assert not tell_confidants(session, now=NOW)

    session.flush()
    (mail,) = session.scalars(select(OutboxMessage)).all()
    assert (mail.account_id, mail.kind, mail.facts) == (vera.id, "message_waits", {})
    assert tell_confidants(session, now=morning + timedelta(days=1))
    session.flush()
    assert len(session.scalars(select(OutboxMessage)).all()) == 1


def test_a_closed_case_is_forgotten_after_a_year_and_an_open_one_is_not(
    session, school, signal, vera, private
):
    thread = thread_of(session, signal, vera, private)
    write_signal(session, school, terms(), OTHER, now=NOW)
    write_signal(session, school, terms(SignalKind.NOTE), THIRD, now=NOW)
    desk.close_signal(
        session, actor_of(vera), thread, SignalEnding.NO_FURTHER, "Zoals je wilt.", now=NOW
    )
    session.flush()

    assert not forget_old_signals(session, now=NOW + 52 * WEEK)
    assert forget_old_signals(session, now=NOW + 53 * WEEK)
    assert session.scalar(select(func.count()).select_from(Signal)) == 2
    assert forget_old_signals(session, now=NOW + 105 * WEEK)
    assert session.scalars(select(Signal.state)).all() == [SignalState.OPEN]


def test_what_waits_is_still_found_after_the_vault_key_was_replaced(
    session, school, private, company
):
    write_signal(session, school, terms(company=company.name, waits=True), DIGITS, now=NOW)
    session.flush()
    before = Key(bytes.fromhex(SETTINGS["VAULT_KEY"]))
    session.info["vault_key"] = Key(bytes([9] * 32), before)
    assert sum(reseal_vault(session)) > 0
    session.info["vault_key"] = Key(bytes([9] * 32))

    write_signal(session, school, terms(company=company.name), OTHER, now=NOW)

    assert {state(session, one) for one in (DIGITS, OTHER)} == {SignalState.OPEN}
