"""Links in mails: opening one changes nothing, a button acts, an old one renews itself."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, update

from placements.errors import TooLate
from placements.people.access import is_usable, request_link, send_requested_links, use_link
from placements.people.links import NOTICE_LASTS, code_of, create_link, token_of
from records.models.account import AccessLink, LinkKind, LinkRequest
from records.models.outbox import OutboxMessage
from tests.accounts.conftest import PASSWORD
from tests.factories import NOW
from web.mail import compose


@pytest.fixture
def link(session, noor):
    made = create_link(session, noor.id, LinkKind.SIGN_IN, lasts=timedelta(minutes=30), now=NOW)
    session.flush()
    return made


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


@contextmanager
def statements_of(session):
    issued = []

    def note(_connection, _cursor, statement, *_rest):
        if "SAVEPOINT" not in statement:  # how a test keeps its work
            issued.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield issued
    event.remove(engine, "before_cursor_execute", note)


def path_of(session, link):
    return f"/open/{token_of(session, link.id)}"


def test_opening_a_link_changes_nothing(session, visitor, link):
    response = visitor.get(path_of(session, link))

    assert response.status_code == 200
    assert is_usable(link, now=NOW)
    assert visitor.get("/account").status_code == 303


def test_the_button_signs_in_once(app, session, visitor, link):
    first = visitor.post(path_of(session, link))
    second = app.test_client().post(path_of(session, link))

    assert first.location == "/employer/home"
    assert visitor.get("/account").status_code == 200
    assert "/account" not in (second.location or "")


def test_a_link_that_another_browser_used_a_moment_ago_lets_nobody_in(session, link):
    used = update(AccessLink).values(used_at=NOW).where(AccessLink.id == link.id)
    session.execute(used, execution_options={"synchronize_session": False})

    with pytest.raises(TooLate):
        use_link(session, link, now=NOW)


def test_an_old_link_explains_and_renews_itself(session, visitor, link):
    link.expires_at = NOW - timedelta(seconds=1)
    session.flush()

    shown = visitor.get(path_of(session, link))
    asked = visitor.post(path_of(session, link))

    assert shown.status_code == 200
    assert "Deze link is verlopen" in shown.text
    assert asked.location == "/sign-in/code"
    send_requested_links(session, now=NOW)
    assert count(session, OutboxMessage) == 1


def test_an_unknown_token_does_not_exist(visitor):
    assert visitor.get("/open/" + "0" * 64).status_code == 404


def test_asking_for_a_link_tells_nothing_about_the_account(session, visitor, noor, address_of):
    answers, statements = [], []
    for address in (address_of(noor), "niemand@x.example"):
        with statements_of(session) as issued:
            answers.append(visitor.post("/sign-in/link", data={"email": address}))
        statements.append(issued)

    assert len({(answer.status_code, answer.location) for answer in answers}) == 1
    assert statements[0] == statements[1]  # the same work takes the same time
    assert count(session, LinkRequest) == 2
    assert count(session, OutboxMessage) == 0


def test_the_worker_mails_who_is_known_and_forgets_who_asked(session, noor, address_of):
    for address in (address_of(noor), "niemand@x.example"):
        request_link(session, address, now=NOW)

    send_requested_links(session, now=NOW)

    assert count(session, OutboxMessage) == 1
    assert count(session, LinkRequest) == 0


def test_the_sixth_link_within_the_hour_is_not_sent(session, noor, address_of):
    for _ask in range(8):
        request_link(session, address_of(noor), now=NOW)

    send_requested_links(session, now=NOW)

    assert count(session, AccessLink) == 5


def test_links_in_notices_do_not_use_up_those_that_are_asked_for(session, noor, address_of):
    for _notice in range(6):
        create_link(session, noor.id, LinkKind.SIGN_IN, lasts=NOTICE_LASTS, now=NOW)
    request_link(session, address_of(noor), now=NOW)

    send_requested_links(session, now=NOW)

    assert count(session, AccessLink) == 7


def test_a_notice_that_comes_after_does_not_spoil_the_digits(
    session, visitor, noor, link, address_of
):
    later = NOW + timedelta(seconds=1)
    create_link(session, noor.id, LinkKind.SIGN_IN, lasts=NOTICE_LASTS, now=later)
    answers = {"email": address_of(noor), "code": code_of(session, link.id)}

    assert visitor.post("/sign-in/code", data=answers).location == "/employer/home"


def test_the_six_digits_do_what_the_link_does(session, visitor, noor, link, address_of):
    answers = {"email": address_of(noor), "code": code_of(session, link.id)}

    response = visitor.post("/sign-in/code", data=answers)

    assert response.location == "/employer/home"
    assert not is_usable(link, now=NOW)


def test_wrong_digits_work_five_times_at_most(session, visitor, noor, link, address_of):
    right = code_of(session, link.id)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _attempt in range(5):
        visitor.post("/sign-in/code", data={"email": address_of(noor), "code": wrong})

    response = visitor.post("/sign-in/code", data={"email": address_of(noor), "code": right})

    assert response.status_code == 422
    assert is_usable(link, now=NOW)


def test_a_password_link_asks_for_a_good_password_first(session, app, visitor, carla):
    link = create_link(session, carla.id, LinkKind.PASSWORD, lasts=timedelta(hours=1), now=NOW)
    session.flush()

    refused = visitor.post(path_of(session, link), data={"password": "kort"})
    accepted = visitor.post(path_of(session, link), data={"password": PASSWORD})

    assert refused.status_code == 422
    assert "12 tot 128 tekens" in refused.text
    assert accepted.location == "/school/home"


def test_the_mail_brings_the_link_and_the_code(app, session, noor, address_of):
    request_link(session, address_of(noor), now=NOW)
    send_requested_links(session, now=NOW)
    message = session.scalars(select(OutboxMessage)).one()

    mail = compose(message)

    link = session.scalars(select(AccessLink)).one()
    assert mail.address == address_of(noor)
    assert token_of(session, link.id) in mail.text
    assert code_of(session, link.id) in mail.text


def test_a_link_lands_on_the_page_it_is_about(session, visitor, link):
    page = "/employer/proposals/7b2c8d1e-0f5a-4c3b-9a6d-2e1f0a9b8c7d"

    response = visitor.post(f"{path_of(session, link)}?next={page}")

    assert response.location == page


@pytest.mark.parametrize("elsewhere", ["https://kwaad.example", "//kwaad.example", "/\\kwaad"])
def test_a_link_never_lands_outside(session, visitor, link, elsewhere):
    response = visitor.post(path_of(session, link), query_string={"next": elsewhere})

    assert response.location == "/employer/home"
