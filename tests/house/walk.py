"""A walk through the demo: every role follows the links it is given and sends empty forms."""

import re
from collections import Counter, deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urldefrag, urlsplit

from sqlalchemy import event
from werkzeug.exceptions import MethodNotAllowed, NotFound

from records.database import db
from records.queries.accounts import list_demo_accounts
from tests.house.page_laws import Page
from web.language import LANGUAGES
from web.signed_in import session_name

OFTEN_ENOUGH = 4
"""How often one role looks at one page that shows nothing of a new kind."""
LINK = re.compile(r'\b(?:href|action)="([^"]*)"')
KIND = re.compile(r'\bclass="([^"]*)"')
WRITE = re.compile(
    r'\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+(?:"?\w+"?\.)?"?(\w+)',
    re.IGNORECASE,
)
VISITOR = "visitor"
NOWHERE = "/no-such-page"


@dataclass(frozen=True)
class Visit:
    """One answer, and what it took from the records."""

    who: str
    endpoint: str
    method: str
    address: str
    status: int
    page: Page | None
    """None for a file, a redirect and a page of a kind that was seen before."""
    writes: list[tuple[str, str]]
    """How which tables were written."""
    reads: int

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.address} ({self.endpoint}): {self.status}"


@dataclass
class Walk:
    """Everything that was seen."""

    app: object
    connection: object
    visits: list[Visit] = field(default_factory=list)
    kinds: set = field(default_factory=set)
    """What has been seen: which parts and links on which page, by role."""
    boring: Counter = field(default_factory=Counter)
    """How often a role found nothing new on a page."""
    dead: set[str] = field(default_factory=set)
    """Links that lead to no page of the service."""

    def __post_init__(self) -> None:
        host = self.app.config["SERVER_NAME"]
        self.addresses = self.app.url_map.bind(host)

    def follow(self, client, who: str, *starts: str) -> None:
        """Look at every page from here on that this role has not looked at often enough."""
        ahead, known = deque(starts), set()
        while ahead:
            address = ahead.popleft()
            if address in known:
                continue
            known.add(address)
            endpoint = self.endpoint_of(address)
            if endpoint and (address in starts or self.boring[who, endpoint] < OFTEN_ENOUGH):
                ahead.extend(self.look(client, who, endpoint, address))

    def endpoint_of(self, address: str) -> str | None:
        """Return which page is at an address; an address without one is remembered."""
        try:
            endpoint, _parts = self.addresses.match(urlsplit(address).path, "GET")
        except MethodNotAllowed:
            return None
        except NotFound:
            self.dead.add(address)
            return None
        return None if endpoint == "static" else endpoint

    def look(self, client, who: str, endpoint: str, address: str) -> list[str]:
        """Look at one page, and at what an empty answer to it brings; return where it leads."""
        known = len(self.kinds)
        answer = self.ask(client, who, endpoint, "GET", address)
        if len(self.kinds) == known:
            self.boring[who, endpoint] += 1
        elif "POST" in self.addresses.allowed_methods(urlsplit(address).path):
            with self.undone():
                self.ask(client, who, endpoint, "POST", address)
        return self.links_of(answer)

    def ask(self, client, who: str, endpoint: str, method: str, address: str):
        """Send one request and keep what came of it."""
        with self.listening() as statements:
            answer = client.open(address, method=method)
        writes = [match.group(1, 2) for one in statements if (match := WRITE.match(one))]
        reads = sum(one.lstrip().startswith("SELECT") for one in statements)
        page = Page(answer.text) if self.is_new_page(who, endpoint, method, answer) else None
        self.visits.append(
            Visit(who, endpoint, method, address, answer.status_code, page, writes, reads)
        )
        return answer

    def is_new_page(self, who: str, endpoint: str, method: str, answer) -> bool:
        """Whether this is a page with other parts or links than the role found there before."""
        if answer.mimetype != "text/html" or answer.location:
            return False
        leads_to = {self.endpoint_of(one) for one in self.links_of(answer)}
        parts = frozenset(KIND.findall(answer.text))
        kind = (who, endpoint, method, answer.status_code, frozenset(leads_to), parts)
        is_new = kind not in self.kinds
        self.kinds.add(kind)
        return is_new

    def links_of(self, answer) -> list[str]:
        """Return where an answer leads within the service."""
        if answer.location:
            return self.inside([answer.location])
        if answer.mimetype != "text/html":
            return []
        return self.inside(unescape(link) for link in LINK.findall(answer.text))

    def inside(self, links) -> list[str]:
        """Return the links that stay within the service."""
        host = self.app.config["SERVER_NAME"]
        split = [urlsplit(urldefrag(one).url) for one in links]
        return [
            one._replace(scheme="", netloc="").geturl()
            for one in split
            if one.path and one.scheme in {"", "http"} and one.netloc in {"", host}
        ]

    @contextmanager
    def listening(self):
        heard: list[str] = []

        def hear(_connection, _cursor, statement, *_rest) -> None:
            heard.append(statement)

        event.listen(self.connection, "before_cursor_execute", hear)
        yield heard
        event.remove(self.connection, "before_cursor_execute", hear)

    @contextmanager
    def undone(self):
        """Undo what one request did."""
        db.session.remove()
        before = self.connection.begin_nested()
        yield
        db.session.remove()
        before.rollback()


def walk_through(app, session, connection) -> Walk:
    """Let a visitor and everybody of the demo look around, by turns in Dutch and in English."""
    walk = Walk(app, connection)
    accounts = [(one.role.value, session_name(one)) for one, _place in list_demo_accounts(session)]
    walk.follow(app.test_client(), VISITOR, "/", "/sign-in")
    for address in (NOWHERE, "/open/old"):
        walk.ask(app.test_client(), VISITOR, NOWHERE, "GET", address)
    for number, (role, name) in enumerate(accounts):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = name, True
            cookie["language"] = list(LANGUAGES)[number % 2]
        walk.follow(client, role, "/")
    return walk
