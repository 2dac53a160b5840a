"""The front door: what a stranger sees, and an owner who comes in by mail."""

import pytest

from records.database import db
from records.models.account import Role
from tests.factories import AccountFactory
from tests.journeys.stage import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_a_stranger_reads_every_page_that_is_open_to_all(person):
    stranger = person("stranger", viewport=PHONE)

    for path in [
        "/",
        "/about",
        "/privacy",
        "/accessibility",
        "/sign-in",
        "/sign-in/link",
        "/nergens",
    ]:
        stranger.goes_to(path)
    stranger.goes_to("/about")
    stranger.presses("English")

    assert stranger.page.get_by_role("heading", name="How it works", exact=True).is_visible()
    assert stranger.page.url.endswith("/about")


def test_an_owner_comes_in_by_mail_and_a_scanner_does_not_spoil_it(server, person):
    with server.app.app_context():
        AccountFactory(role=Role.OWNER, email="otto@bakkerij.example")
        db.session.commit()
    scanner, otto = person("scanner"), person("otto", email="otto@bakkerij.example", viewport=PHONE)

    otto.goes_to("/sign-in/link")
    otto.fills(email="otto@bakkerij.example")
    otto.presses("Mail me a link")
    server.work()
    scanner.goes_to(server.postbox.link_for("otto@bakkerij.example"))
    otto.opens_mail()
    otto.presses("Sign in")

    assert otto.page.url.endswith("/employer/home")
