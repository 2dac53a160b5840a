"""Every page of the demo, as one who may enter it: axe finds nothing, nothing scrolls sideways.

The main job shows axe the pages that it comes by; here are the pages that it never opens as well.
"""

import re
from collections import Counter
from html import unescape

import pytest
from flask import abort, request

from app.errors import PAGES
from records.database import db
from records.queries.accounts import list_demo_accounts
from tests.journeys.stage import BOTH, PHONE, Server
from web.guards import allow_everyone
from web.signed_in import session_name

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("demo")]

LINK = re.compile(r'\bhref="(/(?!static/)[^"#]*)')
BRICK = re.compile(r'<(\w+)[^>]*?\sclass="([^"]*)"')
FRUITLESS = 16
"""So many pages of one view are opened, for one role, without finding anything new."""
BEGINNINGS = {
    "student": [
        "/student/home",
        "/student/meetings",
        "/student/profile/documents",
        "/student/profile/learning-wishes",
    ],
    "trainer": ["/employer/home"],
    "owner": ["/employer/home"],
}
FURTHER = {
    "schools.show_lottery": ("/absence", "/input/reopen"),
    "schools.show_company": ("/owner",),
}
"""Pages that the round of the demo has no button for now."""
FILES = ("download_", "show_security_contact")
SHOWN_TO_STRANGERS = {
    "accounts.enter_authenticator_code",
    "accounts.enter_mail_code",
    "accounts.list_demo_people",
    "accounts.list_mail",
    "accounts.request_sign_in_link",
    "accounts.show_start",
    "accounts.sign_in",
}
IN_THE_MAIN_JOB = {"accounts.open_link"}
UNDER_A_PASSPHRASE = {
    "schools.hold_message_place",
    "schools.list_messages",
    "schools.publish_message_figures",
    "schools.show_message",
    "schools.show_message_letters",
}
"""What a confidant sees in a journey of its own."""
NOT_IN_THE_DEMO = {
    "employers.say_about_refusal",
    "schools.make_message_key",
    "schools.open_messages",
    "schools.practise_case",
    "students.answer_question",
    "students.say_about_refusal",
    "students.search_journey",
}
"""What a form leads to, or waits for something that does not happen in the demo."""


@pytest.fixture
def server(demo_app, make_app, clock):
    """The demo, served from a copy: whatever is done here, other tests find it as it was."""
    app = make_app(
        like=demo_app.config["SQLALCHEMY_DATABASE_URI"],
        IS_DEVELOPMENT=True,
        SERVER_NAME=None,
        CLOCK=demo_app.config["CLOCK"],
    )
    served = Server(app, clock, None)
    served.open()
    yield served
    served.close()


def accounts_of(server):
    with server.app.app_context():
        accounts = [account for account, _place in list_demo_accounts(db.session())]
        db.session.expunge_all()
    return accounts


def pages_worth_seeing(server, accounts):
    """Yield who opens which page: each view once, and again when something new is on it.

    They are found by following links from everybody's first page, without the browser.
    """
    views = server.app.url_map.bind("localhost")
    bricks, fruitless, doors = set(), Counter(), set()
    for account in accounts:
        client = server.app.test_client()
        client.set_cookie(
            "session", server.cookie_with(_user_id=session_name(account), _fresh=True)
        )
        beginnings = BEGINNINGS.get(account.role.value, ["/school/home"])
        ahead = [*beginnings, "/account"]
        for address in ahead:
            view = views.match(address.partition("?")[0])[0]
            is_enough = fruitless[account.role, view] == FRUITLESS and address not in beginnings
            if is_enough or view.partition(".")[2].startswith(FILES):
                continue
            answer = client.get(address)
            if answer.status_code != 200:
                continue
            links = [unescape(link) for link in LINK.findall(answer.text)]
            links += [address + more for more in FURTHER.get(view, ())]
            ahead += [link for link in links if link not in ahead]
            new = {view, *BRICK.findall(answer.text)} - bricks
            leads_to = {(account.role, views.match(link.partition("?")[0])[0]) for link in links}
            if not new and leads_to <= doors:
                fruitless[account.role, view] += 1
            doors |= leads_to
            if new:
                bricks |= new
                yield account, view, address


def test_every_page_is_right_on_a_phone_and_on_a_desk(server, person):
    somebody = person("somebody of the demo", viewport=PHONE, widths=BOTH)
    seen = set()

    for account, view, address in pages_worth_seeing(server, accounts_of(server)):
        somebody.signs_in(account)
        somebody.goes_to(address)
        seen.add(view)

    views = {
        rule.endpoint
        for rule in server.app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.endpoint.partition(".")[2].startswith(FILES)
    }
    elsewhere = SHOWN_TO_STRANGERS | IN_THE_MAIN_JOB | UNDER_A_PASSPHRASE | NOT_IN_THE_DEMO
    assert views - seen == elsewhere | {"static"}


def test_the_pages_for_strangers_and_of_errors_are_right_too(server, person):
    stranger = person("stranger", viewport=PHONE, widths=BOTH)
    account = next(one for one in accounts_of(server) if not one.employer_id)

    for page in ("/", "/sign-in", "/sign-in/link", "/sign-in/code", "/development/people"):
        assert stranger.goes_to(page).status == 200
    assert stranger.goes_to("/development/mail").status == 200
    stranger.holds(half_signed_in=session_name(account), half_signed_in_until=1e11)
    assert stranger.goes_to("/sign-in/authenticator").status == 200
    server.app.view_functions["accounts.show_about"] = allow_everyone(_what_goes_wrong)
    for status in sorted(PAGES):
        assert stranger.goes_to(f"/about?status={status}", worst=500).status == status


def _what_goes_wrong():
    abort(int(request.args["status"]))
