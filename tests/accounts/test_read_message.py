"""With a receipt one reads the answer, writes more, and decides what goes further."""

import pytest
from sqlalchemy import select

from placements.actors import actor_of
from placements.signals import desk
from placements.signals.kinds import Route, SignalKind
from placements.signals.writing import write_signal
from records.models.signal import Signal, SignalState
from tests.factories import NOW, StudentFactory
from tests.signals_stage import DIGITS, WORDS, own, terms, thread_of


def post(client, **data):
    return client.post("/bericht/lezen", data={"receipt": DIGITS} | data)


def test_an_answer_is_read_under_the_receipt_and_answered(session, signal, vera, private, visitor):
    thread = thread_of(session, signal, vera, private)
    desk.reply(session, actor_of(vera), thread, "Zullen we bellen?", now=NOW)
    session.flush()

    page = post(visitor, receipt="1234-5678 9012 3456")
    answered = post(visitor, act="write", text="Graag morgen.")

    assert "Zullen we bellen?" in page.text
    assert "Er is een antwoord voor je" in page.text
    assert "Graag morgen." in answered.text
    assert thread_of(session, signal, vera, private).lines[-1].text == "Graag morgen."
    assert DIGITS not in page.request.url


def test_wrong_digits_are_counted_and_open_nothing(session, signal, visitor):
    wrong = [post(visitor, receipt=f"1234{number:012}") for number in range(5)]
    stopped = post(visitor)

    assert {one.status_code for one in wrong} == {422}
    assert "We kennen deze cijfers niet" in wrong[0].text
    assert stopped.status_code == 422
    assert "15 minuten" in stopped.text
    assert WORDS not in stopped.text


@pytest.mark.usefixtures("signal")
@pytest.mark.parametrize("digits", ["", "123", "x" * 16, "12345678901234567"])
def test_what_is_no_receipt_says_how_one_looks(visitor, digits):
    page = post(visitor, receipt=digits)

    assert page.status_code == 422
    assert "zestien cijfers" in page.text


@pytest.mark.usefixtures("signal")
@pytest.mark.parametrize("act", ["allow:sbb", "decline:sbb", "hand_over", "take_back"])
def test_what_nobody_asks_or_what_has_gone_is_refused(session, visitor, act):
    page = post(visitor, act=act)

    assert page.status_code == 422
    assert WORDS in page.text
    assert own(session).signal.state is SignalState.OPEN


@pytest.mark.usefixtures("signal")
@pytest.mark.parametrize("act", ["allow:nowhere", "fly", "allow:", ""])
def test_an_act_that_does_not_exist_does_nothing(session, visitor, act):
    assert post(visitor, act=act).status_code == 200
    assert len(own(session).thread.lines) == 1


def test_the_writer_says_which_desk_may_know_what(session, signal, vera, private, visitor):
    thread = thread_of(session, signal, vera, private)
    desk.ask_word(session, actor_of(vera), thread, Route.SBB, "Zij kunnen ook horen.", now=NOW)
    session.flush()

    asked = post(visitor)
    allowed = post(visitor, act="allow:sbb", story="y")

    assert "SBB" in asked.text
    assert allowed.status_code == 200
    facts = desk.letter_facts(thread_of(session, signal, vera, private), Route.SBB)
    assert facts == {"name": "", "company": "", "story": WORDS}


@pytest.mark.usefixtures("private")
def test_a_note_is_added_to_handed_over_or_taken_back(session, school, visitor):
    write_signal(session, school, terms(SignalKind.NOTE), DIGITS, now=NOW)
    session.flush()

    assert "En weer." in post(visitor, act="write", text="En weer.").text
    assert post(visitor, act="write", text="").status_code == 422
    assert post(visitor, act="hand_over").status_code == 200
    assert own(session).signal.state is SignalState.OPEN

    write_signal(session, school, terms(SignalKind.NOTE), "9" * 16, now=NOW)
    session.flush()
    assert "Niemand heeft het gelezen" in post(visitor, receipt="9" * 16, act="take_back").text
    assert len(session.scalars(select(Signal)).all()) == 1


@pytest.mark.usefixtures("signal")
def test_a_name_in_a_message_stops_no_page_and_raises_no_incident(
    session, school, programme, vera, private, as_anton
):
    StudentFactory(programme=programme, account__given_name="Zohra", account__family_name="Bennani")
    write_signal(session, school, terms(text="Zohra Bennani werd weggestuurd"), "9" * 16, now=NOW)
    session.flush()

    page = post(as_anton, receipt="9" * 16)

    assert page.status_code == 200
    assert "Zohra Bennani" in page.text
