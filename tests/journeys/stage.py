"""The stage of a journey: a real server, a real mail host, a real browser, and a clock to turn."""

import gettext
import logging
import re
import shutil
import socket
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from playwright.sync_api import expect
from werkzeug.serving import make_server

ROOT = Path(__file__).parents[2]
AXE_SOURCE = (ROOT / "tests/journeys/vendor/axe.min.js").read_text()
CODES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{26}|[0-9a-f]{64}")
"""What differs between two addresses of the same page."""
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
IS_SENT_BY_HTMX = """element => {
    const sender = element.closest('[hx-post], [hx-get]');
    return sender !== null && !sender.hasAttribute('hx-trigger');
}"""
HTMX_IS_BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"
CHROMIUM = shutil.which("chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def dutch(words):
    """Return what the screen says for an English message of the code."""
    return gettext.translation("messages", ROOT / "translations", ["nl"]).gettext(words)


class Postbox:
    """An SMTP server on loopback that keeps what it is given."""

    def __init__(self):
        self.mails = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"

    def open(self):
        self._controller.start()

    def close(self):
        self._controller.stop()

    def newest_for(self, address):
        """Return the newest mail to this address."""
        for recipients, content in reversed(self.mails):
            if recipients == [address]:
                return message_from_bytes(content, policy=policy.default)
        raise AssertionError(f"no mail for {address}; there is mail for {self.addresses()}")

    def addresses(self):
        return sorted({address for recipients, _content in self.mails for address in recipients})

    def link_for(self, address):
        """Return the link that the newest mail to this address brings."""
        text = self.newest_for(address).get_content()
        return re.search(r"https?://\S+", text).group()


@dataclass
class Clock:
    """The time that the service believes it is."""

    now: datetime

    def __call__(self):
        return self.now

    def go_to(self, day, hour=9):
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=self.now.tzinfo)

    def pass_by(self, **time):
        self.now += timedelta(**time)


@dataclass
class Server:
    """The application on a port of loopback."""

    app: object
    clock: Clock
    postbox: Postbox

    def open(self):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._http = make_server("127.0.0.1", 0, self.app, threaded=True)
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        self.app.config["PUBLIC_URL"] = self.address
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self):
        self._http.shutdown()
        self._http.server_close()

    def work(self):
        """Let the worker do what waits, once, as the process beside the server does."""
        result = self.app.test_cli_runner().invoke(args=["work", "--once"])
        assert result.exit_code == 0, result.output


@dataclass
class Person:
    """Somebody with a browser of their own, in Dutch: words are given in the English of the code.

    Every page they see is checked by axe, once for each kind of page, at both widths.
    """

    name: str
    server: Server
    page: object
    email: str = ""
    violations: list = field(default_factory=list)
    checked: set = field(default_factory=set)

    def goes_to(self, path):
        url = path if path.startswith("http") else self.server.address + path
        response = self.page.goto(url)
        self.looks()
        return response

    def clicks(self, words, *, role="link", **facts):
        self.follows(self.page.get_by_role(role, name=dutch(words) % facts, exact=True))

    def follows(self, elements):
        """Click the first of these and wait for what it brings: a new page, or a part of one."""
        element = elements.first
        if element.evaluate(IS_SENT_BY_HTMX):
            with self.page.expect_response(lambda answer: "hx-request" in answer.request.headers):
                element.click()
            expect(self.page.locator(HTMX_IS_BUSY)).to_have_count(0)
        else:
            with self.page.expect_navigation():
                element.click()
        self.looks()

    def presses(self, words, **facts):
        self.clicks(words, role="button", **facts)

    def fills(self, **answers):
        """Fill in fields by their name: text, choices, days and lists of ticks."""
        for name, answer in answers.items():
            self._fill(self.page.locator(f"main [name='{name}']"), answer)

    def _fill(self, field_, answer):
        kind = field_.first.evaluate("e => e.type")
        if kind in {"radio", "checkbox"}:
            for value in answer if isinstance(answer, list | tuple) else [answer]:
                box = (
                    field_
                    if value is True
                    else field_.and_(self.page.locator(f"[value='{value}']"))
                )
                box.first.check(force=True)
        elif kind.startswith("select"):
            field_.first.select_option(label=answer)
        else:
            field_.first.fill(answer)

    def sees(self, words, **facts):
        body = self.page.locator("body").inner_text()
        wanted = dutch(words) % facts if facts else dutch(words)
        assert wanted in body, f"{self.name} misses {wanted!r} on {self.page.url}:\n{body}"

    def does_not_see(self, words):
        assert words not in self.page.content()

    def opens_mail(self):
        """Follow the link in the newest mail to this person."""
        self.server.work()
        self.goes_to(self.server.postbox.link_for(self.email))

    def looks(self):
        """Check the page that is open: axe finds nothing and nothing scrolls sideways."""
        page = self.page
        page.wait_for_load_state("load")
        path = page.url.removeprefix(self.server.address)
        status = page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
        assert status < 500, f"{path} answered {status}"
        page_kind = (CODES.sub("…", path.partition("?")[0]), status)
        if page_kind in self.checked or "html" not in page.evaluate("document.contentType"):
            return
        self.checked.add(page_kind)
        page.evaluate(AXE_SOURCE)
        own = page.viewport_size
        for viewport in (PHONE, DESKTOP):
            page.set_viewport_size(viewport)
            self._check(path, viewport["width"])
        page.set_viewport_size(own)

    def _check(self, path, width):
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        for violation in found["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self.violations.append((path, width, violation["id"], nodes))
        scroll = self.page.evaluate("document.documentElement.scrollWidth")
        if scroll > width:
            self.violations.append((path, width, "scrolls sideways", scroll))
