"""Everything a blind reader gets: pages, files, headers and mail, by links and by asking."""

import json
import re
import zlib
from base64 import urlsafe_b64decode
from collections import deque
from collections.abc import Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from flask import current_app
from sqlalchemy import select

from app import mail
from records.database import db
from records.models.account import Account
from records.models.candidate import Candidate, Evidence
from records.models.desk.assessment import Assessment
from records.models.outbox import OutboxMessage
from records.models.vacancy import Vacancy
from records.queries.proposals import list_proposals_of_round
from tests.conftest import Browser
from tests.leaks.cast import LETTERS, STAFF, STRANGERS, same_id
from tests.leaks.same_ids import same_ids
from tests.leaks.world import World
from tests.undone import everything_undone
from web.signed_in import session_name

DOORS = json.loads((Path(__file__).parents[1] / "house" / "doors.json").read_text("utf-8"))
PROBE = "sort=name&order=name&filter=Wilhelmina&q=Wilhelmina&search=Wilhelmina&page=1"
"""What somebody would try who wants an order or a search by name."""
TYPED = "Wilhelmina"
"""What is typed in every field of every form: no choice, no number, no day, no address."""
ONE_THING = re.compile(r"[0-9a-f-]{36}|[0-9A-Z]{26}")
FIELD = re.compile(r'\bname="([^"]+)"')
ANYBODY = frozenset(door["address"] for door in DOORS.values() if door["roles"] == "everyone")
"""Where no sign-in is asked."""
A_LOT = ("desk_code", "evidence_id")
"""Things of which there are many, all alike; links lead to every one of one's own."""
PROBING = ("noor", "anton", "mehmet")
"""One reader of each kind tries the probe and reads public pages: both rest on the page."""
LINK = re.compile(r'\b(?:href|src|hx-get)="([^"]*)"')
VISITOR = "a visitor"
POST = "POST "
"""Stands before the address of what was posted."""
A_DAY_OF_POST = datetime(2026, 12, 6, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer or one mail, whole."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


Answers = dict[str, Answer]
"""By address, or by the number of the mail."""


def everything_for(app, world: World, name: str, *, is_tried: bool) -> Answers:
    """Return every page, file and mail that this reader can get now."""
    things = _things_for(app, world, name)
    if not is_tried:
        things |= {kind: things[kind][:2] for kind in A_LOT}
    starts = _addresses("GET", STAFF[name][0].value, things)
    client = sign_in(app, name, app.test_client())
    probes = is_tried and name in PROBING
    but_for = frozenset() if probes else ANYBODY
    pages = crawl(client, ["/", *starts], probes=probes, but_for=but_for)
    return pages | mails(app, name)


def _things_for(app, world: World, name: str) -> dict[str, list[object]]:
    with app.app_context():
        things = _things(world)
    return {kind: every[:2] for kind, every in things.items()} if name in STRANGERS else things


def _things(world: World) -> dict[str, list[object]]:
    """Return every id that an address could hold, by its name there."""
    session = db.session()
    candidates = session.scalars(select(Candidate).order_by(Candidate.id)).all()
    proposals = [one.id for one in list_proposals_of_round(session, world.round.id)]
    return {
        "vacancy_id": [one.id for one in session.scalars(select(Vacancy).order_by(Vacancy.id))],
        "proposal_id": proposals,
        "trial_id": proposals[:2],
        "evidence_id": [one.id for one in session.scalars(select(Evidence).order_by(Evidence.id))],
        "round_id": [world.round.id],
        "programme_id": [same_id("programme")],
        "document_id": [one.id for one in candidates],
        "letter": list(LETTERS),
        "desk_code": [
            one.desk_code
            for one in session.scalars(select(Assessment).order_by(Assessment.desk_code))
        ],
    }


def everything_linked_for(app, name: str) -> Answers:
    """Return what this reader finds from the first page on, and every mail."""
    return crawl(sign_in(app, name, app.test_client()), ["/"]) | mails(app, name)


def the_same_pages_for(app, name: str, got: Answers, within: tuple[str, ...]) -> Answers:
    """Return these pages of what a reader got before, as they are now, and every mail."""
    if name == VISITOR:
        client, letters, starts = app.test_client(), {}, list(within)
    else:
        client, letters = sign_in(app, name, app.test_client()), mails(app, name)
        starts = [one for one in got if one.startswith(within)]
    posts = [one.removeprefix(POST) for one in starts if one.startswith(POST)]
    gets = {one: the_answer(client.get(one)) for one in starts if not one.startswith(POST)}
    answers = _posted(app, name, posts, {"reason": TYPED}) if posts else {}
    return gets | answers | letters


def one_of_each(got: Answers) -> Answers:
    """Return one page of each kind for every status it has."""
    found: dict[tuple[str, int], str] = {}
    for address, answer in got.items():
        found.setdefault((ONE_THING.sub("ID", address), answer.status), address)
    return {address: got[address] for address in found.values()}


def everything_forbidden_for(app, world: World, name: str) -> Answers:
    """Return how the doors of other people answer this reader."""
    with app.app_context():
        some = {kind: every[:1] for kind, every in _things(world).items()}
    client, role = sign_in(app, name, app.test_client()), STAFF[name][0].value
    return {
        address: the_answer(client.get(address))
        for door in DOORS.values()
        if "GET" in door["methods"]
        and door["roles"] != "everyone"
        and not _opens(door, "GET", role)
        for address in _filled_in(door["address"], some)
    }


def everything_public(app) -> Answers:
    """Return what somebody finds who does not sign in."""
    return crawl(app.test_client(), ["/"])


def everything_posted_for(app, world: World, name: str, got: Answers) -> Answers:
    """Return how every form and button answers that this reader can think of.

    Of each kind of thing one that the reader has met and one that the reader has not.
    """
    pages = b"".join(answer.body for answer in got.values() if answer.status == 200)
    words = pages.decode(errors="replace")
    things = _things_for(app, world, name)
    some = {kind: _met_and_not(every, words) for kind, every in things.items()}
    typed = dict.fromkeys(sorted(set(FIELD.findall(words))), TYPED)
    return _posted(app, name, _addresses("POST", STAFF[name][0].value, some), typed)


def _posted(app, name: str, addresses: list[str], typed: dict[str, str]) -> Answers:
    """Return how these answer to what was typed; nothing of it is kept."""
    answers: Answers = {}
    with everything_undone(app) as (_session, connection), same_ids(db.session):
        client = Browser(app, app.response_class, use_cookies=False)
        sealed = app.session_interface.get_signing_serializer(app).dumps(_session_of(app, name))
        for address in addresses:
            before = connection.begin_nested()
            response = client.post(address, data=typed, headers={"Cookie": f"session={sealed}"})
            answers[f"{POST}{address}"] = the_answer(response)
            db.session.remove()
            before.rollback()
    return answers


def _met_and_not(things, words: str):
    met = [one for one in things if str(one) in words]
    return [*met[:1], *[one for one in things if one not in met][:1]]


def sign_in(app, name: str, client):
    """Return a browser in which this reader is signed in."""
    with client.session_transaction() as cookie:
        cookie.update(_session_of(app, name))
    return client


def _session_of(app, name: str) -> dict[str, object]:
    with app.app_context():
        account = db.session().get_one(Account, same_id(name))
        return {"_user_id": session_name(account), "_fresh": True}


def crawl(client, starts, *, probes: bool = False, but_for: Set[str] = frozenset()) -> Answers:
    """Follow every link from these addresses, each asked for plainly and, if so, with the probe."""
    answers: Answers = {}
    ahead = deque(starts)
    while ahead:
        address = ahead.popleft()
        if address in answers:
            continue
        answers[address] = answer = the_answer(client.get(address))
        ahead.extend(one for one in links(answer) if one.partition("?")[0] not in but_for)
        if (
            probes
            and answer.status == 200
            and address.startswith(("/employer", "/school"))
            and "?" not in address
        ):
            ahead.append(f"{address}?{PROBE}")
    return answers


def _addresses(method: str, role: str, things) -> list[str]:
    """Return every address this role may ask for, with every one of these ids, its own or not."""
    return [
        address
        for door in DOORS.values()
        if method in door["methods"] and _opens(door, method, role)
        for address in _filled_in(door["address"], things)
    ]


def _opens(door, method: str, role: str) -> bool:
    """Return whether a door opens to this role; behind some there is nothing but for a few."""
    is_empty = door.get("own", {}).get(role, {}).get(method) == 404
    return role in door["roles"] and not is_empty


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
        f"mail {number}": Answer(0, tuple(email.items()), _parts_of(email))
        for number, email in enumerate(emails)
    }


def _parts_of(email) -> bytes:
    """Return what a mail says, as text and as a page."""
    return b"\n".join(part.get_payload(decode=True) for part in email.iter_parts())


def the_answer(response) -> Answer:
    """Return an answer of the service as it is kept."""
    return Answer(response.status_code, tuple(response.headers.items()), response.data)


IN_MAIL = (
    (re.compile(rb"/open/[0-9a-f]{64}"), b"/open/TOKEN"),
    (re.compile(rb"\b\d{6}\b"), b"CODE"),
)
"""What is drawn anew for every mail."""
IN_PAGE = ((re.compile(rb'(name="csrf_token" value=)"[^"]*"'), rb"\1CSRF"),)
"""What is drawn anew for every session."""
DRAWN_ANEW = "/account/authenticator"
"""A page that shows the reader a secret that is drawn at every look."""
SECRETS = {"csrf_token", "authenticator_secret"}
"""What is drawn by chance for a session."""


def without_chance(answers: Answers) -> Answers:
    """Return the answers without sign-in tokens, their codes and CSRF tokens, sessions opened.

    Nothing else is left out: every other byte that one world tells has to be told in the other.
    """
    return {
        address: _without_chance(address, answer)
        for address, answer in answers.items()
        if not address.removeprefix(POST).startswith(DRAWN_ANEW)
    }


@cache
def _without_chance(address: str, answer: Answer) -> Answer:
    body = answer.body
    for pattern, replacement in IN_MAIL if address.startswith("mail") else IN_PAGE:
        body = pattern.sub(replacement, body)
    headers = [(name, _lasting(name, value)) for name, value in answer.headers]
    return Answer(answer.status, (*headers, ("Length", str(len(body)))), body)


def _lasting(name: str, value: str) -> str:
    """Return what a header says without the random part of it."""
    match name:
        case "Message-ID":  # random before the domain
            return re.sub("<[^@]*@", "<ID@", value)
        case "Content-Length":  # as long as what is random; the length without it is kept
            return "LENGTH"
        case "Set-Cookie" if value.startswith("session="):  # signed at this second
            signed, _semicolon, rest = value.removeprefix("session=").partition(";")
            told = {k: v for k, v in opened(signed).items() if k not in SECRETS}
            return json.dumps(told, ensure_ascii=False, sort_keys=True) + rest
        case _:
            return value


def opened(session: str) -> dict[str, object]:
    """Return what a session cookie tells whoever holds it; it is signed and not sealed."""
    if not session:
        return {}
    sealed, is_packed = session.removeprefix("."), session.startswith(".")
    packed = sealed.partition(".")[0]
    content = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    return json.loads(zlib.decompress(content) if is_packed else content)
