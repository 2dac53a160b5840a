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
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import make_server

from web.signed_in import session_name

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "tests/journeys/vendor"
AXE = "/axe.min.js"
"""Where a page gets axe: a browser keeps what it got from there, and compiles it once."""
CODES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{26}|[0-9a-f]{64}")
"""What differs between two addresses of the same page."""
BRICKS = """() => [...new Set(
    [...document.body.querySelectorAll('*')].map(
        e => [e.tagName, e.getAttribute('class'), e.getAttribute('type'), e.role].join(' ')))]"""
"""Every kind of element that a page is made of."""
VIOLATIONS = """axe.run(document, {resultTypes: ['violations'], preload: false})
    .then(found => found.violations)"""
"""The rest of what axe found would take longer to bring over than it took to find; and it reads the
sheets once more only for rules that are not asked."""
HAS_FOCUS = "element => element === document.activeElement"
FOCUSED = "document.activeElement.tagName"
MOST_STOPS = 150
"""So often is Tab pressed on one page before somebody gives up."""
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
BOTH = (PHONE, DESKTOP)
IS_SENT_BY_HTMX = """element => {
    if (typeof htmx === 'undefined') return false;
    const sender = element.closest('[hx-post], [hx-get], [hx-boost]');
    return sender !== null && !sender.hasAttribute('hx-trigger');
}"""
HTMX_IS_BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"
CHROMIUM = shutil.which("chromium")
SWITCHED_OFF_BY_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
PANELS_UNDER_THE_ADDRESS_BAR = ("WebUIOmniboxAimPopup", "WebUIOmniboxPopup")
"""Two pages of the browser itself, which every window loads and nobody here opens: they cost more
than the pages of a short journey."""
SWITCHES = [
    # Only the last such switch counts, so that this one says again what Playwright said.
    f"--disable-features={','.join((*SWITCHED_OFF_BY_PLAYWRIGHT, *PANELS_UNDER_THE_ADDRESS_BAR))}",
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
        text = self.newest_for(address).get_body(("plain",)).get_content()
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
        with_axe = SharedDataMiddleware(self.app, {AXE: str(VENDOR / "axe.min.js")})
        self._http = make_server("127.0.0.1", 0, with_axe, threaded=True)
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        self.app.config["PUBLIC_URL"] = self.address
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self):
        self._http.shutdown()
        self._http.server_close()

    def cookie_with(self, **content):
        """Return a session cookie as the service would give it."""
        return self.app.session_interface.get_signing_serializer(self.app).dumps(content)

    def work(self):
        """Let the worker do what waits, once, as the process beside the server does."""
        result = self.app.test_cli_runner().invoke(args=["work", "--once"])
        assert result.exit_code == 0, result.output


@dataclass
class Person:
    """Somebody with a browser of their own, in Dutch: words are given in the English of the code.

    Every page they see is checked by axe, and does not scroll sideways at their own width or at
    `widths`: the first time that anybody sees it, and again when something is on it that no page
    had before.
    """

    name: str
    server: Server
    page: object
    email: str = ""
    runs_scripts: bool = True
    widths: tuple = ()
    violations: list = field(default_factory=list)
    seen: set = field(default_factory=set)
    """Kinds of pages and of their elements; people of one journey share it."""

    def signs_in(self, account):
        """Come in without a page, where the journey begins further on."""
        self.holds(_user_id=session_name(account), _fresh=True)

    def holds(self, **content):
        """Begin a session with this in it."""
        cookie = {"name": "session", "value": self.server.cookie_with(**content)}
        self.page.context.add_cookies([cookie | {"url": self.server.address}])

    def goes_to(self, path, *, worst=499):
        url = path if path.startswith("http") else self.server.address + path
        response = self.page.goto(url)
        self.looks(worst=worst)
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

    def tabs_to(self, element, *, key="Tab"):
        """Press Tab until this element has the focus, as somebody without a mouse does."""
        goal = element.element_handle()
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press(key)
            if goal.evaluate(HAS_FOCUS):
                return
        raise AssertionError(f"{self.name} never comes to {element} on {self.page.url}")

    def enters(self, *, stays=False):
        """Press Enter and wait for the answer: a new page, or a new part of this one."""
        if stays:
            with self.page.expect_response(lambda answer: "hx-request" in answer.request.headers):
                self.page.keyboard.press("Enter")
            expect(self.page.locator(HTMX_IS_BUSY)).to_have_count(0)
        else:
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        self.looks()

    def keeps_focus(self):
        """Somebody without a mouse is somewhere on the page, not back at its beginning."""
        where = self.page.evaluate(FOCUSED)
        assert where != "BODY", f"{self.name} lost the focus on {self.page.url}"

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

    def looks(self, *, worst=499):
        """Check the page that is open: axe finds nothing and nothing scrolls sideways."""
        page = self.page
        page.wait_for_load_state("load")
        path = page.url.removeprefix(self.server.address)
        status = page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
        assert status <= worst, f"{path} answered {status}"
        if not self.runs_scripts or "html" not in page.evaluate("document.contentType"):
            return  # without scripts axe does not come to its end
        kinds = {(CODES.sub("…", path.partition("?")[0]), status), *page.evaluate(BRICKS)}
        if kinds <= self.seen:
            return
        self.seen |= kinds
        page.add_script_tag(url=AXE)
        own = page.viewport_size
        for violation in page.evaluate(VIOLATIONS):
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self.violations.append((path, violation["id"], nodes))
        for viewport in self.widths or (own,):
            self.turns_to(viewport)
            scroll = page.evaluate("document.documentElement.scrollWidth")
            if scroll > viewport["width"]:
                self.violations.append((path, "scrolls sideways", viewport["width"], scroll))
        self.turns_to(own)

    def turns_to(self, viewport):
        """Look through a window of this size, where it is another than before."""
        if self.page.viewport_size != viewport:
            self.page.set_viewport_size(viewport)
