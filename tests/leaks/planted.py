"""Leaks planted on purpose, by the line of the leak catalogue: each must be found."""

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote
from uuid import uuid5

import pytest
from flask import abort, request, session
from sqlalchemy import select

import app.mail
import employers.proposals
import schools.desk.scores
from records.database import db
from records.models.desk.assessment import Assessment
from records.vault.people import read_for_service
from tests.leaks.cast import CODES, NOTE, SAME, SCHOOL, same_id
from tests.leaks.crawl import POST, VISITOR
from tests.leaks.world import World

Plant = Callable[[pytest.MonkeyPatch, object, World], None]
PROPOSALS = "/employer/proposals"
DESK = "/school/desk"


@dataclass(frozen=True, slots=True)
class PlantedLeak:
    """Which line of the catalogue a leak is of, where it is planted, and how."""

    line: str
    name: str
    plant: Plant
    kind: str = ""
    """Which canaries must find it; none where only two worlds can tell."""
    step: str = "accepted"
    reader: str = "noor"
    within: str = PROPOSALS
    is_on_few: bool = False
    """Whether some pages of a kind tell, and others of that kind do not."""

    @property
    def tells_two_worlds(self) -> bool:
        """Whether only the difference between two worlds gives it away."""
        return not self.kind


def _answering(change, *, status: int = 200) -> Plant:
    """Return a leak that changes answers by who the first student is."""

    def plant(patch: pytest.MonkeyPatch, application, world: World) -> None:
        def leak(response):
            if response.status_code == status:
                change(response, world.identities[0])
            return response

        funcs = application.after_request_funcs
        patch.setitem(funcs, None, [*funcs[None], leak])

    return plant


def _told(tell, *, status: int = 200) -> Plant:
    """Return a leak that writes something on every page."""

    def change(response, identity) -> None:
        said = f"<p>{tell(identity)}</p></main>"
        response.data = response.data.replace(b"</main>", said.encode())

    return _answering(change, status=status)


def _header(name: str, tell, *, status: int = 200) -> Plant:
    """Return a leak that tells something in a header."""
    return _answering(
        lambda response, identity: response.headers.set(name, tell(identity)), status=status
    )


def _file(kind: str, tell) -> Plant:
    """Return a leak that gives a file where there is a page."""

    def change(response, identity) -> None:
        response.content_type, response.data = kind, tell(identity).encode()

    return _answering(change)


def _original(response, identity) -> None:
    response.data = response.data.replace(
        "[…]".encode(), f"{identity.person.given_name} […]".encode()
    )


def _in_the_session(_response, identity) -> None:
    session["student"] = identity.person.full_name


def _said(world: World, proposal_id, tell) -> str:
    """Return what a leak tells of the student behind a proposal."""
    (told,) = (
        tell(identity)
        for k, identity in enumerate(world.identities)
        if world.proposal(k).id == proposal_id
    )
    return told


def _listed(change) -> Plant:
    """Return a leak in which proposals a list holds, or in what order."""

    def plant(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
        every = employers.proposals.list_blind_proposals
        patch.setattr(
            employers.proposals, "list_blind_proposals", lambda *of: change(every(*of), world)
        )

    return plant


def _in_order_of_sign_up(found, world: World):
    return sorted(found, key=lambda one: _said(world, one.id, lambda it: it.signed_up))


def _in_order_of_name(found, world: World):
    if "sort" not in request.args:
        return found
    return sorted(found, key=lambda one: _said(world, one.id, lambda it: it.person.full_name))


def _with_a_name(found, world: World):
    asked = request.args.get("q", "")
    return [one for one in found if asked in _said(world, one.id, lambda it: it.person.full_name)]


def _found_when_born_late(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    find, born = employers.proposals.find_blind_proposal, "2008-03"

    def found(*of):
        blind = find(*of)
        if blind and _said(world, blind.id, lambda it: it.person.birth_date.isoformat()) < born:
            abort(404)
        return blind

    patch.setattr(employers.proposals, "find_blind_proposal", found)


def _look_into_the_vault(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    find = employers.proposals.find_blind_proposal

    def slower(*of):
        read_for_service(db.session(), [world.student_id(0)])
        return find(*of)

    patch.setattr(employers.proposals, "find_blind_proposal", slower)


def tell_from_the_vault(patch: pytest.MonkeyPatch, application, world: World) -> None:
    """Let every page tell the first student's mail address, as the vault has it."""

    def leak(response):
        (person,) = read_for_service(db.session(), [world.student_id(0)]).values()
        response.data = response.data.replace(b"</main>", f"{person.email}</main>".encode())
        return response

    funcs = application.after_request_funcs
    patch.setitem(funcs, None, [*funcs[None], leak])


def _mail_header(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    compose = app.mail._as_email

    def with_reply_to(*of, now):
        email = compose(*of, now=now)
        email["Reply-To"] = world.identities[0].person.email
        return email

    patch.setattr(app.mail, "_as_email", with_reply_to)


def _desk_in_order_of_sign_up(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    papers_of = schools.desk.scores.papers_of

    def writer(paper) -> int:
        code = select(Assessment).where(Assessment.desk_code == paper.code)
        view = db.session.scalars(code).one()
        return world.identities[CODES.index(view.candidate.code)].signed_up

    def in_order(*of, **page):
        return sorted(papers_of(*of, **page), key=writer)

    patch.setattr(schools.desk.scores, "papers_of", in_order)


def _tag(identity) -> str:
    return f'"{sha256(identity.person.email.encode()).hexdigest()[:16]}"'


def _quoted(identity) -> str:
    return quote(identity.person.family_name)


def _folded(identity) -> str:
    """Return a name as a calendar breaks a line that is too long."""
    name = identity.person.given_name
    return f"{name[:1]}\r\n {name[1:]}"


def _nick(identity) -> str:
    return identity.person.nickname or identity.person.given_name


def _account(identity) -> str:
    return str(uuid5(SAME, identity.person.email))


def _http(identity) -> str:
    return format_datetime(identity.acts_at, usegmt=True)


SEARCH = "Search finds by hidden identity"
ERRORS = "Error text / API reveals"
TIMING = "Timing channel"
FILES = "PDF button, zip/file name"
CSV = "CSV export"
FIELDS = "DTO carries hidden field"
HISTORY = "History/dashboard/audit view"
PUBLIC = "Public link"
REDACTION = "Empty redaction falls back to original"
FREE_TEXT = "Comments, @mentions, cover letter, free text"
UPDATED_BY = "Updated-by / submitted-by line"
COUNTS = 'Counts and empty rows ("0/0", a row with n = 1)'
REVISIONS = "Revisions / version history of the item"
QUESTIONS = "Answers to custom questions not covered by redaction"
STAFF_NOTE = "Internal note field meant for staff"
ELSEWHERE = "Profile/bio elsewhere"
FLASH = "Flash before client-side masking"
SUPERUSER = "Superuser sees all"
INITIALS = "Name-derived pseudonym / initials"
ORDER = "Order, ids, timestamps as proxy"
PROXIES = "Proxies: photo, school name, postcode, hobbies, language, date of birth, gaps"
MAIL = "Mail headers/Cc/Reply-To"

ON_DESK = {"step": "scoring", "reader": "anton", "within": DESK}
ON_HOME = {"reader": "otto", "within": "/employer/home"}
POSTED = {"within": POST + PROPOSALS}

LEAKS = (
    PlantedLeak(SEARCH, "a search", _listed(_with_a_name)),
    PlantedLeak(
        ERRORS,
        "a page that is not there",
        _told(lambda it: it.person.family_name, status=404),
        "names",
        reader="fenna",
    ),
    PlantedLeak(
        ERRORS,
        "a form that is refused",
        _told(lambda it: f"Niet voor {it.person.given_name}", status=422),
        "names",
        **POSTED,
    ),
    PlantedLeak(TIMING, "a look into the vault", _look_into_the_vault, "statements"),
    PlantedLeak(
        FILES,
        "the name of a file",
        _header("Content-Disposition", lambda it: f"inline; filename*=UTF-8''{_quoted(it)}.pdf"),
        "names",
    ),
    PlantedLeak(
        FILES,
        "a calendar",
        _file("text/calendar", lambda it: f"BEGIN:VCALENDAR\r\nSUMMARY:{_folded(it)}\r\n"),
        "names",
    ),
    PlantedLeak(
        CSV,
        "a table",
        _file("text/csv", lambda it: f"nummer;van\r\n{it.person.student_number};2026\r\n"),
        "student numbers",
    ),
    PlantedLeak(
        FIELDS,
        "a hidden field",
        _told(lambda it: f'<input type="hidden" value="{it.person.phone}">'),
        "phones",
    ),
    PlantedLeak(FIELDS, "a session", _answering(_in_the_session), "names"),
    PlantedLeak(
        FIELDS,
        "where a button leads",
        _header("Location", lambda it: f"{PROPOSALS}?van={_quoted(it)}", status=302),
        "names",
        **POSTED,
    ),
    PlantedLeak(
        HISTORY, "a dashboard", _told(lambda it: f"{it.acts_at:%d-%m-%Y}"), "times", **ON_HOME
    ),
    PlantedLeak(
        PUBLIC,
        "a public page",
        _told(lambda it: it.person.full_name),
        "names",
        reader=VISITOR,
        within="/about",
    ),
    PlantedLeak(REDACTION, "the original", _answering(_original), "names", **ON_DESK),
    PlantedLeak(FREE_TEXT, "a greeting", _told(lambda it: f"Groetjes, {_nick(it)}"), "names"),
    PlantedLeak(
        UPDATED_BY,
        "who wrote it",
        _told(lambda it: f"Bijgewerkt door {_account(it)}"),
        "account ids",
    ),
    PlantedLeak(COUNTS, "a count", _told(lambda it: sum(map(str.isalpha, it.person.street)))),
    PlantedLeak(
        REVISIONS,
        "a former version",
        _told(lambda it: f"<del>{it.person.full_name}</del>"),
        "names",
        **ON_DESK | {"reader": "berna"},
    ),
    PlantedLeak(
        QUESTIONS, "an answer", _told(lambda it: f"Waar woon je? {it.person.street}"), "addresses"
    ),
    PlantedLeak(
        STAFF_NOTE,
        "a note",
        _told(lambda _it: NOTE),
        "notes",
        **ON_DESK | {"step": "third look", "reader": "cees"},
    ),
    PlantedLeak(
        ELSEWHERE,
        "a profile",
        _told(lambda it: it.person.email),
        "e-mail",
        reader="otto",
        within="/employer/colleagues",
    ),
    PlantedLeak(
        FLASH, "a masked name", _told(lambda it: f"<b hidden>{it.person.given_name}</b>"), "names"
    ),
    PlantedLeak(
        SUPERUSER,
        "what an owner sees",
        _told(lambda it: it.person.full_name),
        "names",
        **ON_HOME,
    ),
    PlantedLeak(
        INITIALS,
        "initials",
        _told(lambda it: f"{it.person.given_name[0]}.{it.person.family_name[0]}."),
        "initials",
    ),
    PlantedLeak(ORDER, "order by sign-up", _listed(_in_order_of_sign_up)),
    PlantedLeak(ORDER, "a sort parameter", _listed(_in_order_of_name)),
    PlantedLeak(ORDER, "a desk in order of sign-up", _desk_in_order_of_sign_up, **ON_DESK),
    PlantedLeak(ORDER, "a number with gaps", _told(lambda it: f"#{it.signed_up}")),
    PlantedLeak(ORDER, "a length", _told(lambda it: "-" * len(it.person.full_name))),
    PlantedLeak(ORDER, "a tag of a vault row", _header("ETag", _tag), **ON_DESK),
    PlantedLeak(ORDER, "the id of a row", _told(lambda _it: same_id(CODES[0]).hex), "candidates"),
    PlantedLeak(ORDER, "when it changed", _header("Last-Modified", _http), "times"),
    PlantedLeak(PROXIES, "a town", _told(lambda it: it.person.town), "addresses", reader="fenna"),
    PlantedLeak(
        PROXIES,
        "a postcode",
        _told(lambda it: it.person.postcode[:4]),
        "addresses",
        step="profiles",
        reader="mehmet",
        within="/school/reviews",
    ),
    PlantedLeak(
        PROXIES,
        "a birth date",
        _told(lambda it: f"Geboren: {it.person.birth_date:%d/%m/%Y}"),
        "birth dates",
        step="confirmed",
    ),
    PlantedLeak(PROXIES, "a school", _told(lambda _it: SCHOOL), "schools"),
    PlantedLeak(
        PROXIES, "a picture", _told(lambda it: f'<img src="/foto/{_account(it)}">'), "account ids"
    ),
    PlantedLeak(PROXIES, "a status by birth date", _found_when_born_late, is_on_few=True),
    PlantedLeak(MAIL, "whom to answer", _mail_header, "e-mail", within="mail"),
)
