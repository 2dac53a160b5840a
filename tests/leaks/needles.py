"""What may not be found, in every form in which it could be written."""

import json
import re
import unicodedata
from base64 import b64encode
from datetime import UTC, datetime
from html import escape, unescape
from io import BytesIO
from urllib.parse import quote, quote_plus, unquote_plus
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from tests.leaks.crawl import Answer, Answers
from tests.leaks.identities import ANSWERS_AFTER
from tests.leaks.world import CODES, World, same_id

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = {10: ("oktober", "October"), 11: ("november", "November"), 12: ("december", "December")}


def canaries(world: World) -> dict[str, list[str]]:
    """Return what belongs to the students, by its kind."""
    people = [one.person for one in world.identities]
    found = {
        "names": [name for one in people for name in _names(one)],
        "addresses": [
            part
            for one in people
            for part in (
                one.street,
                one.postcode,
                f"{one.postcode[:4]} {one.postcode[4:]}",
                one.town,
            )
        ],
        "e-mail": [part for one in people for part in (one.email, one.email.split("@")[0])],
        "phones": [
            number
            for one in people
            for number in (one.phone, one.phone.replace(" ", ""), f"+31{one.phone[1:]}")
        ],
        "birth dates": [form for one in people for form in _days(one.birth_date)],
        "student numbers": [one.student_number for one in people],
        "school-internal ids": [
            form for k in range(len(people)) for form in _id(world.student_id(k))
        ],
        "candidates": [
            form
            for code in CODES
            for form in (code, f"{code[:4]}-{code[4:8]}", *_id(same_id(code)))
        ],
        "times": [form for one in world.identities for form in _times(one.acts_at)],
    }
    found["times"] += [
        form for one in world.identities for form in _times(one.acts_at + ANSWERS_AFTER)
    ]
    return {kind: [one for one in needles if one] for kind, needles in found.items()}


def _names(person) -> list[str]:
    given, family = person.given_name, person.family_name
    initials = f"{given[0]}.{family[0].upper()}."
    return [
        given,
        family,
        person.nickname,
        f"{family}, {given}",
        f"{family} {given}",
        f"{given}{family}",
        f"{given[0]}. {family}",
        initials,
        _unaccented(given),
        _unaccented(family),
        (given + family)[::-1],
    ]


def _days(day) -> list[str]:
    return [
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%Y%m%d}",
    ]


def _id(value) -> list[str]:
    return [str(value), value.hex, str(value.int)]


def _times(moment: datetime) -> list[str]:
    here = moment.astimezone(AMSTERDAM)
    days = [f"{here.day} {month} {here.year}" for month in MONTHS[here.month]]
    return [
        *days,
        *(f"{zoned:%H:%M}" for zoned in (here, moment.astimezone(UTC))),
        moment.date().isoformat(),
        f"{here:%d-%m-%Y}",
        str(int(moment.timestamp())),
    ]


def _unaccented(text: str) -> str:
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()


def written_in_every_way(text: str) -> set[str]:
    """Return the forms of a text in pages, addresses, files and headers; casefolded."""
    plain = text.casefold()
    return {
        plain,
        unicodedata.normalize("NFD", plain),
        escape(plain),
        quote(text).casefold(),
        quote_plus(text).casefold(),
        json.dumps(text)[1:-1].casefold(),
        "".join(f"&#{ord(letter)};" for letter in text),
        text.encode().hex(),
    }


def in_base64(text: str) -> set[str]:
    """Return what a text looks like in base64, wherever in a longer text it begins.

    Texts shorter than eight bytes leave too few whole groups to tell from chance.
    """
    raw = text.encode()
    if len(raw) < 8:
        return set()
    return {
        b64encode(bytes(shift) + raw)[(shift * 8 + 5) // 6 : -4].decode().rstrip("=")
        for shift in range(3)
    }


def text_of(answer: Answer) -> str:
    """Return everything a reader can get out of an answer, its headers before its body."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    if answer.body.startswith(b"%PDF"):
        pages = PdfReader(BytesIO(answer.body)).pages
        return head + "\n".join(page.extract_text() for page in pages)
    return head + "\n" + answer.body.decode()


def found_in(answers: Answers, needles: list[str]) -> dict[str, set[str]]:
    """Return which of the needles stand where, however they are written."""
    ways = {needle: written_in_every_way(needle) for needle in needles}
    coded = {needle: in_base64(needle) for needle in needles}
    found: dict[str, set[str]] = {}
    for address, answer in answers.items():
        raw = text_of(answer)
        text = "\n".join((raw, unescape(raw), unquote_plus(raw), address)).casefold()
        hits = {
            needle
            for needle in needles
            if any(_stands_in(text, way) for way in ways[needle])
            or any(way in raw or way in _url_safe(raw) for way in coded[needle])
        }
        if hits:
            found[address] = hits
    return found


def _stands_in(text: str, way: str) -> bool:
    """Return whether something stands in a text; "1 december" does not stand in "11 december"."""
    return way in text and re.search(rf"(?<!\d){re.escape(way)}", text) is not None


def _url_safe(raw: str) -> str:
    return raw.replace("-", "+").replace("_", "/")
