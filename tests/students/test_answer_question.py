"""One question about a group: not to say comes first, once, and taken back at any time."""

from datetime import date
from uuid import uuid4

import pytest

from records.database import db
from records.groups.store import groups_key, token_of_link
from records.models.account import Account
from records.models.outbox import OutboxMessage
from tests.factories import NOW, StudentFactory
from tests.monitoring_stage import GroupMonitoringFactory, question_for
from web.mail import compose


@pytest.fixture
def monitoring(session, school):
    return GroupMonitoringFactory(school_id=school.id)


@pytest.fixture
def address(session, monitoring, amina):
    (token,) = question_for(session, monitoring, amina.id)
    return f"/student/question/{token}"


def test_not_to_say_comes_first_and_nothing_is_chosen(as_amina, address):
    page = as_amina.get(address).get_data(as_text=True)

    order = [page.index(f'value="{one}"') for one in ("rather_not_say", "elsewhere", "here")]
    assert order == sorted(order)
    assert "checked" not in page


def test_an_answer_is_kept_until_it_is_taken_back(as_amina, address):
    sent = as_amina.post(address, data={"group": "elsewhere"})
    assert sent.location == "/student/question"
    assert "wordt een antwoord van jou bewaard" in as_amina.get(sent.location).get_data(
        as_text=True
    )
    assert "al gebruikt" in as_amina.get(address).get_data(as_text=True)

    taken = as_amina.post("/student/question", follow_redirects=True).get_data(as_text=True)

    assert "Er wordt niets van jou bewaard" in taken


def test_a_second_use_is_refused(as_amina, address):
    as_amina.post(address, data={"group": "here"})

    again = as_amina.post(address, data={"group": "elsewhere"})

    assert again.status_code == 422
    assert "al gebruikt" in again.get_data(as_text=True)


def test_no_answer_says_what_to_do(as_amina, address):
    answer = as_amina.post(address, data={})

    assert answer.status_code == 422
    assert "Kies een antwoord" in answer.get_data(as_text=True)


def test_an_expired_link_says_so(as_amina, session, monitoring, amina):
    (token,) = question_for(session, monitoring, amina.id, until=date(2026, 11, 1))

    page = as_amina.get(f"/student/question/{token}")

    assert "de tijd is voorbij" in page.get_data(as_text=True)
    assert as_amina.post(page.request.path, data={"group": "here"}).status_code == 422


def test_the_link_of_another_student_does_not_exist(sign_in, programme, address):
    bilal = StudentFactory(programme=programme)
    browser = sign_in(db.session.get_one(Account, bilal.id))

    assert browser.get(address).status_code == 404
    assert browser.post(address, data={"group": "here"}).status_code == 404


def test_the_mail_leads_to_the_question_and_says_nothing_else(session, monitoring, amina):
    link_id = uuid4()
    message = OutboxMessage(
        account_id=amina.id,
        kind="group_question",
        facts={"question_id": str(link_id)},
        queued_at=NOW,
    )

    mail = compose(message)

    assert f"/student/question/{token_of_link(groups_key(session), link_id)}" in mail.text
    assert "geboren" not in mail.text + mail.subject
