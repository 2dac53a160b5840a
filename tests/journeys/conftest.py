"""Opening the stage for a journey."""

import sys
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.journeys.stage import CHROMIUM, DESKTOP, SWITCHES, Clock, Person, Postbox, Server

PATIENCE = 90_000
"""Milliseconds: a busy machine is slow, and that is no fault of a page."""


@pytest.fixture(scope="session")
def chromium():
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def postbox():
    box = Postbox()
    box.open()
    yield box
    box.close()


@pytest.fixture
def clock():
    return Clock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture
def server(make_app, clock, postbox):
    """A served application with an empty database of its own."""
    app = make_app(
        CLOCK=clock,
        SERVER_NAME=None,
        WTF_CSRF_ENABLED=True,
        MAIL_HOST="127.0.0.1",
        MAIL_PORT=postbox.port,
    )
    served = Server(app, clock, postbox)
    served.open()
    yield served
    served.close()


@pytest.fixture
def person(chromium, server, request):
    """A function that gives somebody a browser; afterwards no page may have had a violation."""
    people, seen = [], set()

    def appear(name, *, email="", viewport=DESKTOP, runs_scripts=True, widths=()):
        context = chromium.new_context(
            viewport=viewport, locale="nl-NL", java_script_enabled=runs_scripts
        )
        context.set_default_timeout(PATIENCE)
        somebody = Person(name, server, context.new_page(), email, runs_scripts, widths, seen=seen)
        people.append(somebody)
        return somebody

    failures = request.session.testsfailed
    yield appear
    if request.session.testsfailed > failures:
        for somebody in people:
            words = somebody.page.locator("body").inner_text()[:1500]
            sys.stdout.write(f"--- {somebody.name} is at {somebody.page.url}\n{words}\n")
    violations = [(p.name, *violation) for p in people for violation in p.violations]
    for somebody in people:
        somebody.page.context.close()
    assert violations == []
