"""Everything a blind reader gets: pages, files, headers and mail, by following links and asking."""

import json
import re
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from flask import current_app
from sqlalchemy import select

from app import mail
from records.database import db
from records.models.account import Account
from records.models.outbox import OutboxMessage
from tests.leaks.world import ROLES, World, same_id
from web.signed_in import session_name

DOORS = json.loads((Path(__file__).parents[1] / "house" / "doors.json").read_text("utf-8"))
READERS = ("noor", "otto", "anton", "berna", "mehmet")
"""A trainer, an owner, two assessors, and somebody who reads along and does not score."""
PROBE = "sort=name&order=name&filter=Wilhelmina&q=Wilhelmina&search=Wilhelmina&page=1"
"""What somebody would try who wants an order or a search by name."""
LINK = re.compile(r'\b(?:href|src|hx-get)="([^"]*)"')
A_DAY_OF_POST = datetime(2026, 12, 6, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer or one mail, whole."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


Answers = dict[str, Answer]
"""By address, or by the number of the mail."""


def everything_for(app, world: World, name: str) -> Answers:
    """Return every page, file and mail this reader can ask for now, posting nothing."""
    with app.app_context():
        starts = addresses(world, ROLES[name].value)
    return crawl(_browser_of(app, name), ["/", *starts]) | mails(app, name)


def everything_linked_for(app, name: str) -> Answers:
    """Return what this reader finds from the first page on, and every mail."""
    return crawl(_browser_of(app, name), ["/"]) | mails(app, name)


def everything_public(app) -> Answers:
    """Return what somebody finds who does not sign in."""
    return crawl(app.test_client(), ["/"])


def _browser_of(app, name: str):
    with app.app_context():
        signed_in = session_name(db.session().get_one(Account, same_id(name)))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = signed_in, True
    return client


def crawl(client, starts) -> Answers:
    """Follow every link from these addresses, each asked for plainly and with the probe."""
    answers: Answers = {}
    ahead = deque(starts)
    while ahead:
        address = ahead.popleft()
        if address in answers:
            continue
        answers[address] = answer = _answer(client.get(address))
        ahead.extend(links(answer))
        if (
            answer.status == 200
            and address.startswith(("/employer", "/school"))
            and "?" not in address
        ):
            ahead.append(f"{address}?{PROBE}")
    return answers


def addresses(world: World, role: str) -> list[str]:
    """Return every address this role may ask for, with every id there is, its own or not."""
    things = world.things()
    return [
        address
        for door in DOORS.values()
        if "GET" in door["methods"] and role in door["roles"]
        for address in _filled_in(door["address"], things)
    ]


def _filled_in(address: str, things: dict[str, list[object]]) -> list[str]:
    """Return an address once for every thing it could be about."""
    part = re.search(r"<[^>]*?(\w+)>", address)
    if part is None:
        return [address]
    return [
        filled
        for one in things.get(part[1], ())
        for filled in _filled_in(address.replace(part[0], str(one)), things)
    ]


def links(answer: Answer) -> list[str]:
    """Return where an answer leads, within the service and not to files of the house."""
    headers = dict(answer.headers)
    found = [headers["Location"]] if "Location" in headers else []
    if headers.get("Content-Type", "").startswith("text/html") and answer.body:
        found += [unescape(one) for one in LINK.findall(answer.body.decode())]
    inside = (urldefrag(one).url for one in found if not urlsplit(one).netloc)
    return [one for one in inside if one.startswith("/") and not one.startswith("/static/")]


def mails(app, name: str) -> Answers:
    """Return every mail this reader has been sent, with its headers, in the order of sending."""
    with app.app_context():
        sent = db.session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.account_id == same_id(name))
            .order_by(OutboxMessage.queued_at, OutboxMessage.kind)
        ).all()
        emails = [mail._as_email(current_app, one, now=A_DAY_OF_POST) for one in sent]
    return {
        f"mail {number}": Answer(0, tuple(email.items()), email.get_payload(decode=True))
        for number, email in enumerate(emails)
    }


def _answer(response) -> Answer:
    return Answer(response.status_code, tuple(response.headers.items()), response.data)


IN_MAIL = (
    (re.compile(rb"/open/[0-9a-f]{64}"), b"/open/TOKEN"),
    (re.compile(rb"\b\d{6}\b"), b"CODE"),
)
"""What is drawn anew for every mail."""
IN_PAGE = ((re.compile(rb'(name="csrf_token" value=)"[^"]*"'), rb"\1CSRF"),)
"""What is drawn anew for every session."""
IN_HEADERS = frozenset({"Message-ID", "Set-Cookie", "Content-Length"})
"""Random; holding the second in which a session was signed; as long as both."""
DRAWN_ANEW = "/account/authenticator"
"""A page that shows the reader a secret that is drawn at every look."""


def without_chance(answers: Answers) -> Answers:
    """Return the answers without sign-in tokens, their codes, CSRF tokens and signed sessions.

    Nothing else is left out: every other byte that one world tells has to be told in the other.
    """
    return {
        address: _without_chance(address, answer)
        for address, answer in answers.items()
        if not address.startswith(DRAWN_ANEW)
    }


def _without_chance(address: str, answer: Answer) -> Answer:
    body = answer.body
    for pattern, replacement in IN_MAIL if address.startswith("mail") else IN_PAGE:
        body = pattern.sub(replacement, body)
    headers = tuple(header for header in answer.headers if header[0] not in IN_HEADERS)
    return Answer(answer.status, (*headers, ("Length", str(len(body)))), body)
