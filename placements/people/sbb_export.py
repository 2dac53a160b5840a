"""A file of accreditations as SBB has them: read whole, compared, and taken over or not at all.

The columns stand in docs/operations.md. Only companies that the school works with are changed;
of any other the file is passed over without a word about who knows them.
"""

import csv
import enum
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session
from stdnum.nl import postcode as dutch_postcode

from placements import audit
from placements.actors import Actor
from placements.days import day_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.people.invitations import LONGEST_ACCREDITATION
from placements.policy import require
from placements.policy.norms import may_import_accreditations
from records.models.employer import Accreditation, Employer
from records.queries.employers import list_employers_worked_with

COLUMNS = ("leerbedrijf_id", "crebo", "straat", "postcode", "plaats", "geldig_van", "geldig_tot")
MOST_ROWS = 2000
LONGEST = {"leerbedrijf_id": 24, "straat": 120, "plaats": 80}
_DAY_FIRST = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_CREBO = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one row of the file; row 1 holds the names of the columns."""

    row: int
    problem: Refusal


class ChangeKind(enum.StrEnum):
    """What a row does."""

    NEW = "new"
    LONGER = "longer"
    SHORTER = "shorter"
    BEGIN = "begin"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that would be different."""

    kind: ChangeKind
    employer_id: UUID
    employer: str
    crebo: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would do, and what is wrong with it: then it does nothing."""

    rows: int
    errors: tuple[RowError, ...]
    changes: tuple[Change, ...]
    unchanged: int
    others: int
    """Rows about companies that the school does not work with."""

    @property
    def digest(self) -> str:
        """What a person agreed to: the same only as long as the same would happen."""
        return hashlib.sha256(repr(self.changes).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    number: int
    leerbedrijf_id: str
    crebo: str
    street: str
    postcode: str
    town: str
    begins_on: date
    valid_until: date


def text_of(content: bytes) -> str:
    """Return the text of a file that was sent, in whatever way a spreadsheet saved it.

    Raises
    ------
    Refusal
        If it is no text.
    """
    if content.startswith((b"PK", b"\xd0\xcf")) or b"\0" in content:
        raise Refusal(
            msgid("This is not a CSV file. Save the sheet as “CSV” first, and send that file."),
            field="file",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def plan_import(session: Session, actor: Actor, text: str, *, now: datetime) -> Plan:
    """Say what a file would change, without changing anything.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator.
    Refusal
        If the columns are not there, or there are too many rows.
    """
    require(may_import_accreditations(actor))
    companies = _companies_of(session, actor)
    rows, errors = _read(text, today=day_of(now))
    changes: list[Change] = []
    unchanged = others = 0
    for row in rows:
        employer = companies.get(row.leerbedrijf_id)
        if employer is None:
            others += 1
            continue
        found = list(_changes_of(row, employer))
        unchanged += not found
        changes += found
    return Plan(
        rows=len(rows) + len({one.row for one in errors}),
        errors=tuple(errors),
        changes=tuple(dict.fromkeys(changes)),
        unchanged=unchanged,
        others=others,
    )


def perform_import(
    session: Session, actor: Actor, text: str, *, read_digest: str, now: datetime
) -> Plan:
    """Take a whole file over, as the actor saw it before; sending it twice changes nothing more.

    Raises
    ------
    NotAllowed
        If the actor is no coordinator.
    TooLate
        If it would do something else than the actor saw.
    Refusal
        If a row is wrong: then no row is taken over.
    """
    require(may_import_accreditations(actor))
    companies = _companies_of(session, actor)
    for employer in sorted(companies.values(), key=lambda one: one.id):
        hold(session, employer)
        session.refresh(employer, ["accreditations"])
    plan = plan_import(session, actor, text, now=now)
    if plan.errors:
        raise Refusal(msgid("A row is wrong, so nothing has been taken over."), field="text")
    if plan.digest != read_digest:
        raise TooLate(
            msgid("Something has changed since you looked. Compare again before you agree.")
        )
    rows, _errors = _read(text, today=day_of(now))
    for row in rows:
        if row.leerbedrijf_id in companies:
            _take_over(session, row, companies[row.leerbedrijf_id])
    changed = sorted({change.employer_id for change in plan.changes})
    for employer_id in changed:
        own = [one for one in plan.changes if one.employer_id == employer_id]
        audit.record(
            session,
            actor,
            "accreditation:imported",
            employer_id,
            now=now,
            changes=[f"{one.kind.value} {one.crebo}".strip() for one in own],
        )
    session.flush()
    return plan


def _companies_of(session: Session, actor: Actor) -> dict[str, Employer]:
    found = list_employers_worked_with(session, school_id=actor.school_id)
    return {employer.leerbedrijf_id.upper(): employer for employer in found}


def _read(text: str, *, today: date) -> tuple[list[_Row], list[RowError]]:
    lines = text.lstrip("\ufeff").splitlines()
    separator = ";" if lines and lines[0].count(";") >= lines[0].count(",") else ","
    reader = csv.DictReader(io.StringIO("\n".join(lines)), delimiter=separator, strict=False)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise Refusal(
            msgid("The first row lacks these columns: %(columns)s."),
            field="file",
            columns=", ".join(missing),
        )
    reader.fieldnames = names
    rows: list[_Row] = []
    errors: list[RowError] = []
    seen: dict[tuple[str, str], int] = {}
    homes: dict[str, tuple[str, str]] = {}
    for number, raw in enumerate(reader, 2):
        if number > MOST_ROWS + 1:
            raise Refusal(
                msgid("A file can hold %(most)s rows at most. Send it in parts."),
                field="file",
                most=MOST_ROWS,
            )
        try:
            row = _row(number, raw, today=today)
            _check_beside_others(row, seen, homes)
        except Refusal as problem:
            errors.append(RowError(number, problem))
        else:
            rows.append(row)
    if not rows and not errors:
        raise Refusal(msgid("There are no rows under the names of the columns."), field="file")
    return rows, errors


def _row(number: int, raw: Mapping[str | None, object], *, today: date) -> _Row:
    cells = {name: str(raw.get(name) or "").strip() for name in COLUMNS}
    for name, cell in cells.items():
        if not cell:
            raise Refusal(msgid("“%(column)s” is empty."), column=name)
        if len(cell) > LONGEST.get(name, 40):
            raise Refusal(msgid("“%(column)s” is too long."), column=name)
    if not _CREBO.fullmatch(cells["crebo"]):
        raise Refusal(
            msgid("“%(cell)s” is no crebo code: it has five digits."), cell=cells["crebo"]
        )
    if not dutch_postcode.is_valid(cells["postcode"]):
        raise Refusal(msgid("“%(cell)s” is no postcode."), cell=cells["postcode"])
    begins, ends = _day(cells["geldig_van"]), _day(cells["geldig_tot"])
    if begins > ends:
        raise Refusal(msgid("It ends before it begins."))
    if ends > today + LONGEST_ACCREDITATION:
        raise Refusal(
            msgid("“%(cell)s” is too far away. Look at the year."), cell=cells["geldig_tot"]
        )
    return _Row(
        number=number,
        leerbedrijf_id=cells["leerbedrijf_id"].upper(),
        crebo=cells["crebo"],
        street=cells["straat"],
        postcode=dutch_postcode.compact(cells["postcode"]).replace(" ", ""),
        town=cells["plaats"],
        begins_on=begins,
        valid_until=ends,
    )


def _check_beside_others(
    row: _Row, seen: dict[tuple[str, str], int], homes: dict[str, tuple[str, str]]
) -> None:
    key = (row.leerbedrijf_id, row.crebo)
    if key in seen:
        raise Refusal(msgid("The same company and crebo stand in row %(row)s too."), row=seen[key])
    home = homes.setdefault(row.leerbedrijf_id, (row.street.casefold(), row.postcode))
    if home != (row.street.casefold(), row.postcode):
        raise Refusal(msgid("This company stands at another address in a row above."))
    seen[key] = row.number


def _day(cell: str) -> date:
    dutch = _DAY_FIRST.fullmatch(cell)
    try:
        if dutch:
            day, month, year = map(int, dutch.groups())
            return date(year, month, day)
        return date.fromisoformat(cell)
    except ValueError:
        raise Refusal(msgid("“%(cell)s” is no day, such as 31-12-2029."), cell=cell) from None


def _known(employer: Employer, crebo: str) -> Accreditation | None:
    return next((one for one in employer.accreditations if one.crebo == crebo), None)


def _changes_of(row: _Row, employer: Employer) -> Iterable[Change]:
    def change(kind: ChangeKind, crebo: str, before: object, after: object) -> Change:
        return Change(
            kind=kind,
            employer_id=employer.id,
            employer=employer.name,
            crebo=crebo,
            before=str(before),
            after=str(after),
        )

    stood = (employer.street.casefold(), employer.postcode.replace(" ", ""))
    if stood != (row.street.casefold(), row.postcode):
        before = f"{employer.street}, {employer.postcode} {employer.town}"
        after = f"{row.street}, {row.postcode} {row.town}"
        yield change(ChangeKind.MOVED, "", before, after)
    known = _known(employer, row.crebo)
    if known is None:
        yield change(ChangeKind.NEW, row.crebo, "", row.valid_until)
        return
    if known.valid_until != row.valid_until:
        kind = ChangeKind.LONGER if row.valid_until > known.valid_until else ChangeKind.SHORTER
        yield change(kind, row.crebo, known.valid_until, row.valid_until)
    if known.begins_on != row.begins_on:
        yield change(ChangeKind.BEGIN, row.crebo, known.begins_on or "", row.begins_on)


def _take_over(session: Session, row: _Row, employer: Employer) -> None:
    employer.street, employer.postcode, employer.town = row.street, row.postcode, row.town
    known = _known(employer, row.crebo)
    if known is None:
        known = Accreditation(crebo=row.crebo, valid_until=row.valid_until)
        employer.accreditations.append(known)
    known.begins_on, known.valid_until = row.begins_on, row.valid_until
    session.flush()
