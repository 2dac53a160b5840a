"""Turning a row of the outbox into a mail."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from flask import current_app
from flask_babel import force_locale, get_locale

from placements.people.links import code_of, token_of
from records.database import current_session
from records.groups.store import groups_key, token_of_link
from records.models.account import Account
from records.models.meeting import CancelReason, MeetingKind
from records.models.outbox import OutboxMessage
from records.vault.people import read_for_service
from web.language import language_of

_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")
CHOICES: Mapping[str, type[enum.StrEnum]] = {
    "meeting_kind": MeetingKind,
    "cancel_reason": CancelReason,
}
"""Facts that are choices from a closed list."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person, in that person's language."""

    address: str
    subject: str
    text: str
    html: str


def compose(message: OutboxMessage) -> Mail:
    """Return the mail; the address and the given name are read from the vault only now."""
    session = current_session()
    account = session.get_one(Account, message.account_id)
    person = read_for_service(session, [account.id])[account.id]
    template = current_app.jinja_env.get_template(f"messages/{message.kind}.txt")
    facts = _as_they_were(message.facts) | _ways_in(message)
    with force_locale(account.locale):
        context = template.new_context({**facts, "given_name": person.given_name})
        subject = "".join(template.blocks["subject"](context))
        text = template.render({**facts, "given_name": person.given_name})
        subject = " ".join(subject.split())
        html = _as_page(subject, text, open_url=facts["open_url"])
    return Mail(person.email, subject, text.strip() + "\n", html)


def _as_page(subject: str, text: str, *, open_url: object) -> str:
    """Return the same words as a page, the address that stands alone as a button."""
    told, _dashes, _signature = text.partition("\n-- \n")
    return current_app.jinja_env.get_template("layouts/mail.html").render(
        subject=subject,
        paragraphs=[part.strip() for part in _BETWEEN_PARAGRAPHS.split(told.strip())],
        open_url=open_url,
        language=language_of(get_locale()),
    )


def _as_they_were(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts with what the outbox keeps as text as what it was: days, moments, kinds."""
    return {name: _as_it_was(name, fact) for name, fact in facts.items()}


def _as_it_was(name: str, fact: object) -> object:
    if name.endswith("_on") and fact:
        return date.fromisoformat(str(fact))
    if name.endswith("_at") and fact:
        return datetime.fromisoformat(str(fact))
    return CHOICES[name](str(fact)) if name in CHOICES and fact else fact


def _ways_in(message: OutboxMessage) -> dict[str, object]:
    """Return the address that opens the service for this reader, and the code beside it."""
    session = current_session()
    public_url = current_app.config["PUBLIC_URL"]
    if "question_id" in message.facts:
        return {"open_url": f"{public_url}{_question_page(message)}"}
    link = message.facts.get("link_id")
    if link is None:
        return {"open_url": f"{public_url}/sign-in{_landing(message.facts)}"}
    link_id = UUID(str(link))
    return {
        "open_url": f"{public_url}/open/{token_of(session, link_id)}{_landing(message.facts)}",
        "code": code_of(session, link_id),
    }


def _question_page(message: OutboxMessage) -> str:
    """Return the page of a question about a group; its token is kept nowhere."""
    session = current_session()
    key = groups_key(session)
    if key is None:
        return "/sign-in"
    token = token_of_link(key, UUID(str(message.facts["question_id"])))
    return current_app.url_map.bind("").build("students.answer_question", {"token": token})


def _landing(facts: Mapping[str, object]) -> str:
    """Return what brings somebody to the page the mail is about; without one, home.

    For a company it is the list and never one proposal: the moment of a mail would tell which
    student answered.
    """
    page = current_app.url_map.bind("").build
    pages = {
        "proposals": "employers.list_proposals",
        "trials": "employers.list_trials",
        "home": "employers.show_home",
        "colleagues": "employers.list_colleagues",
        "incidents": "schools.list_incidents",
    }
    opens = facts.get("opens")
    if opens in pages:
        target = page(pages[str(opens)])
    elif opens == "openings":
        target = page("employers.show_openings", {"round_id": str(facts["round_id"])})
    elif opens == "meetings":
        target = page("employers.show_meeting", {"meeting_id": str(facts["meeting_id"])})
    elif "meeting_id" in facts:
        target = page("students.show_meeting", {"meeting_id": str(facts["meeting_id"])})
    else:
        return ""
    return "?" + urlencode({"next": target}, safe="/")
