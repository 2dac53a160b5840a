"""What may not be found, in every form in which it could be written.

Left out, because it stands by chance on any page and only two worlds can tell: an age, a gender,
a language, a street number, a count, a length, a place in an order, a gap.
"""

import json
import re
import unicodedata
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from io import BytesIO
from urllib.parse import quote, quote_plus, unquote_plus
from zoneinfo import ZoneInfo

from babel.dates import get_month_names
from pypdf import PdfReader

from tests.leaks.cast import CODES, NOTE, SCHOOL, same_id
from tests.leaks.crawl import Answer, Answers
from tests.leaks.identities import ANSWERS_AFTER
from tests.leaks.world import World

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DUTCH, ENGLISH = (get_month_names(locale=language) for language in ("nl", "en"))
KINDS = (
    "names",
    "initials",
    "addresses",
    "schools",
    "e-mail",
    "phones",
    "birth dates",
    "student numbers",
    "account ids",
    "candidates",
    "rows",
    "evidence",
    "proposals",
    "notes",
    "times",
)


def canaries(world: World) -> dict[str, list[str]]:
    """Return what belongs to the students, by its kind."""
    people = [one.person for one in world.identities]
    rows = dict(world.rows)
    evidence, proposals = rows.pop("evidence"), rows.pop("proposal")
    moments = [
        moment for one in world.identities for moment in (one.acts_at, one.acts_at + ANSWERS_AFTER)
    ]
    found = {
        "names": [name for one in people for name in _names(one)],
        "initials": [name for one in people for name in _initials(one)],
        "addresses": [part for one in people for part in _address(one)],
        "schools": [SCHOOL],
        "e-mail": [part for one in people for part in (one.email, one.email.split("@")[0])],
        "phones": [number for one in people for number in _numbers(one.phone)],
        "birth dates": [form for one in people for form in _days(one.birth_date)],
        "student numbers": [
            form for one in people for form in (one.student_number, one.student_number[1:])
        ],
        "account ids": [form for k in range(len(people)) for form in _id(world.student_id(k))],
        "candidates": [
            form
            for code in CODES
            for form in (code, f"{code[:4]}-{code[4:8]}", *_id(same_id(code)))
        ],
        "rows": [form for ids in rows.values() for one in ids for form in _id(one)],
        "evidence": [form for one in evidence for form in _id(one)],
        "proposals": [form for one in proposals for form in _id(one)],
        "notes": [NOTE],
        "times": [form for moment in moments for form in _times(moment)],
    }
    found["e-mail"].append("@leerling.example")
    return {kind: [one for one in needles if one] for kind, needles in found.items()}


def _names(person) -> list[str]:
    given, family = person.given_name, person.family_name
    return [
        given,
        family,
        person.nickname,
        f"{family}, {given}",
        f"{family} {given}",
        f"{given}{family}",
        f"{given[0]}. {family}",
        _unaccented(given),
        _unaccented(family),
        (given + family)[::-1],
    ]


def _initials(person) -> list[str]:
    """Return initials; no reader, company or colleague in these worlds has the same ones."""
    first, last = _unaccented(person.given_name)[0], _unaccented(person.family_name)
    whole, capital = last[0].upper(), next(letter for letter in last if letter.isupper())
    return [form for one in {whole, capital} for form in (f"{first}{one}", f"{first}.{one}.")]


def _address(person) -> list[str]:
    digits, letters = person.postcode[:4], person.postcode[4:]
    street = person.street.rpartition(" ")[0]
    return [street, person.street, digits, digits + letters, f"{digits} {letters}", person.town]


def _numbers(phone: str) -> list[str]:
    digits = phone.replace(" ", "")
    return [
        phone,
        digits,
        f"{digits[:2]}-{digits[2:]}",
        f"+31{digits[1:]}",
        f"+31 {phone[1:]}",
        f"0031{digits[1:]}",
        digits[2:],
    ]


def _days(day) -> list[str]:
    """Return the notations of a day."""
    dutch, english = DUTCH[day.month], ENGLISH[day.month]
    return [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%d%m%Y}",
        f"{day:%d-%m-%y}",
        f"{day:%m/%d/%Y}",
        *(f"{day:%d}{mark}{day:%m}{mark}{day:%Y}" for mark in "-/. "),
        *(f"{day.day}{mark}{day.month}{mark}{day.year}" for mark in "-/."),
        *(f"{day.day} {name} {day.year}" for month in (dutch, english) for name in _cut(month)),
        *(f"{name} {day.day}, {day.year}" for name in _cut(english)),
    ]


def _cut(month: str) -> tuple[str, ...]:
    return month, month[:3], f"{month[:3]}."


def _id(value) -> list[str]:
    return [str(value), value.hex, str(value.int)]


def _times(moment: datetime) -> list[str]:
    here = moment.astimezone(AMSTERDAM)
    return [
        *_days(here.date()),
        *_days(moment.date()),
        *(f"{zoned:%H:%M}" for zoned in (here, moment.astimezone(UTC))),
        str(int(moment.timestamp())),
    ]


def _unaccented(text: str) -> str:
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()


def written_in_every_way(text: str) -> set[str]:
    """Return the forms of a text in pages, addresses, files and headers; casefolded.

    A text as short as initials stands by chance in the hexadecimal digits of something else.
    """
    plain = text.casefold()
    ways = {
        plain,
        unicodedata.normalize("NFD", plain),
        escape(plain),
        quote(text).casefold(),
        quote_plus(text).casefold(),
        json.dumps(text)[1:-1].casefold(),
        "".join(f"&#{ord(letter)};" for letter in text),
    }
    return ways | ({text.encode().hex()} if len(text) > 4 else set())


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
        reader = PdfReader(BytesIO(answer.body))
        about = " ".join(str(value) for value in (reader.metadata or {}).values())
        pages = " ".join(page.extract_text() for page in reader.pages)
        return f"{head}\n{about} {' '.join(pages.split())}"
    if b"BEGIN:VCALENDAR" in answer.body:  # long lines are folded
        return head + "\n" + answer.body.decode().replace("\r\n ", "")
    return head + "\n" + answer.body.decode()


@dataclass(frozen=True, slots=True)
class Reading:
    """Every different line of some answers, with one address where it stands."""

    folded: dict[str, str]
    """Casefolded, as it stands and with entities and addresses undone."""
    raw: dict[str, str]


def read(answers: Answers) -> Reading:
    """Return every line there is to read; the address that was asked for tells nothing new."""
    folded: dict[str, str] = {}
    raw: dict[str, str] = {}
    for address, answer in answers.items():
        asked = address.rpartition(" ")[2].partition("?")[0]
        text = text_of(answer)
        for line in {*text.splitlines(), *unescape(text).splitlines()}:
            raw.setdefault(line, address)
            for way in {line, unquote_plus(line)}:
                folded.setdefault(
                    (way.replace(asked, "") if asked != "/" else way).casefold(), address
                )
    return Reading(folded, raw)


def found_in(reading: Reading, needles: list[str]) -> dict[str, set[str]]:
    """Return which of the needles stand where, however they are written."""
    found: dict[str, set[str]] = {}
    everything = "\n".join(reading.folded)
    coded = "\n".join(reading.raw)
    for needle in needles:
        for way in written_in_every_way(needle):
            if way in everything:
                for line, address in reading.folded.items():
                    if _stands_in(line, way):
                        found.setdefault(address, set()).add(needle)
        for way in in_base64(needle):
            if way in coded or way.replace("+", "-").replace("/", "_") in coded:
                found.setdefault("in base64", set()).add(needle)
    return found


def _stands_in(line: str, way: str) -> bool:
    """Return whether something stands in a line; "1 december" does not stand in "11 december"."""
    if way not in line:
        return False
    around = r"\w" if len(way) <= 4 else r"\d"
    return re.search(rf"(?<!{around}){re.escape(way)}(?!{around})", line) is not None
