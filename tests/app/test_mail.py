"""The outbox goes to a real mail host, once each, and one bad address holds up nobody."""

import re
from datetime import timedelta

import pytest
from markupsafe import escape
from sqlalchemy import select

from app.mail import ATTEMPTS, deliver_waiting
from placements.notifications import notify
from records.models.account import Role
from records.models.outbox import OutboxMessage
from tests.factories import NOW, AccountFactory
from tests.journeys.stage import Postbox

REFUSED, LATER = "weg@school.example", "later@school.example"


class PickyPostbox(Postbox):
    """A mail host that knows one address not, and wants another to come back later."""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        if address == REFUSED:
            return "550 no such person"
        if address == LATER:
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def postbox(app, monkeypatch):
    box = PickyPostbox()
    box.open()
    monkeypatch.setitem(app.config, "MAIL_HOST", "127.0.0.1")
    monkeypatch.setitem(app.config, "MAIL_PORT", box.port)
    yield box
    box.close()


@pytest.fixture
def tell(session, school):
    """A function that queues a mail to a new student with this address."""

    def tell(address):
        account = AccountFactory(role=Role.STUDENT, school_id=school.id, email=address)
        notify(session, account.id, "results_are_out", now=NOW)
        session.commit()

    return tell


def waiting(session):
    return session.scalars(select(OutboxMessage).where(OutboxMessage.sent_at.is_(None))).all()


def test_every_mail_goes_once(app, session, postbox, tell):
    tell("een@school.example")
    tell("twee@school.example")

    first = deliver_waiting(session, now=NOW)
    again = deliver_waiting(session, now=NOW)

    assert (first, again) == (2, 0)
    assert postbox.addresses() == ["een@school.example", "twee@school.example"]
    assert session.scalars(select(OutboxMessage)).all() == []  # its moment would tie who to what


@pytest.mark.parametrize("address", [REFUSED, LATER])
def test_an_address_that_is_refused_holds_up_nobody(app, session, postbox, tell, address):
    tell(address)
    tell("een@school.example")

    assert deliver_waiting(session, now=NOW) == 1
    assert postbox.addresses() == ["een@school.example"]


def test_a_mail_that_cannot_be_written_holds_up_nobody(app, session, postbox, tell):
    tell("een@school.example")
    waiting(session)[0].kind = "no_such_text"
    tell("twee@school.example")

    assert deliver_waiting(session, now=NOW) == 1
    assert postbox.addresses() == ["twee@school.example"]


def test_a_refused_mail_is_tried_again_ever_later_and_then_left_alone(app, session, postbox, tell):
    tell(LATER)
    tries, now = [], NOW

    while now < NOW + timedelta(days=5):
        deliver_waiting(session, now=now)
        if (count := waiting(session)[0].attempt_count) > len(tries):
            tries.append((now - NOW) // timedelta(minutes=1))
            assert count == len(tries)
        now += timedelta(minutes=1) if now < NOW + timedelta(minutes=20) else timedelta(hours=1)

    assert tries[:5] == [0, 1, 3, 7, 15]
    assert len(tries) == ATTEMPTS


def test_a_mail_host_that_does_not_answer_costs_no_try(app, session, postbox, tell):
    tell("een@school.example")
    app.config["MAIL_PORT"] = 1

    assert deliver_waiting(session, now=NOW) == 0
    assert waiting(session)[0].attempt_count == 0
    app.config["MAIL_PORT"] = postbox.port
    assert deliver_waiting(session, now=NOW) == 1


def test_no_transaction_is_open_while_the_mail_host_is_talked_to(app, session, postbox, tell):
    tell("een@school.example")
    open_then = []

    class Watching(PickyPostbox):
        async def handle_DATA(self, server, smtp_session, envelope):  # noqa: N802 - aiosmtpd's name
            open_then.append(session.in_transaction())
            return await super().handle_DATA(server, smtp_session, envelope)

    watching = Watching()
    watching.open()
    app.config["MAIL_PORT"] = watching.port
    deliver_waiting(session, now=NOW)
    watching.close()

    assert open_then == [False]


def test_a_mail_says_the_same_as_text_and_as_a_page_with_a_button(app, session, postbox, school):
    account = AccountFactory(
        role=Role.STUDENT, school_id=school.id, email="een@school.example", given_name="<b>Jan"
    )
    notify(session, account.id, "results_are_out", now=NOW)
    session.commit()

    deliver_waiting(session, now=NOW)

    mail = postbox.newest_for("een@school.example")
    text, page = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    (link,) = re.findall(r"https?://\S+", text)
    assert f'href="{link}">Open Proefplek</a>' in " ".join(page.split())
    told = [line for line in text.partition("\n-- ")[0].splitlines() if line and line != link]
    assert "Hallo <b>Jan," in told
    assert [escape(line) in page for line in told] == [True] * len(told)
