"""Figures on the labour market from a file that a school imports, whole or not at all.

The columns are those of `placements/data/labour_market_sample.csv`, which is made up.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.catalogue import DATA_FOLDER
from placements.errors import Refusal, msgid
from placements.policy import require
from placements.policy.guidance import may_import_figures
from records.models.guidance import LabourFigure
from records.models.school import School

COLUMNS: Final = ("crebo", "regio", "jaar", "baankans_procent", "uurloon_euro", "bron")
SAMPLE: Final = DATA_FOLDER / "labour_market_sample.csv"
MOST_ROWS: Final = 1000
YEARS: Final = range(2000, 2101)
PERCENTS: Final = range(101)
CENTS: Final = range(500, 10_001)
LONGEST_REGION, LONGEST_SOURCE = 60, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One line of the file."""

    crebo: str
    region: str
    year: int
    jobs_percent: int
    hourly_cents: int | None
    source: str

    @property
    def key(self) -> tuple[str, str, int]:
        """What stands in a file once."""
        return self.crebo, self.region.casefold(), self.year


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one line; `message` is an English msgid."""

    line: int
    message: str


def read_figures(content: bytes) -> tuple[Sequence[FigureRow], Sequence[RowFault]]:
    """Return the rows of a file and everything that is wrong in it, line by line.

    Raises
    ------
    Refusal
        If it is no such file at all.
    """
    text = _text_of(content)
    lines = text.splitlines()
    delimiter = ";" if lines and ";" in lines[0] else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    header = [name.strip().lower() for name in reader.fieldnames or ()]
    if header != list(COLUMNS):
        raise Refusal(
            msgid("The first line must be: %(columns)s"), field="file", columns=";".join(COLUMNS)
        )
    reader.fieldnames = header
    rows, faults, seen = [], [], set()
    for number, (line, cells) in enumerate(_lines_of(reader), start=1):
        if number > MOST_ROWS:
            faults.append(RowFault(line, msgid("There are too many lines in the file")))
            break
        row = _row(cells)
        if isinstance(row, str):
            faults.append(RowFault(line, row))
        elif row.key in seen:
            faults.append(RowFault(line, msgid("This crebo, region and year stand here twice")))
        else:
            seen.add(row.key)
            rows.append(row)
    if not rows and not faults:
        raise Refusal(msgid("There are no lines in the file"), field="file")
    return rows, faults


def import_figures(
    session: Session,
    actor: Actor,
    school_id: UUID,
    rows: Sequence[FigureRow],
    *,
    now: datetime,
) -> None:
    """Put these figures in the place of all that the school imported before.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school.
    """
    require(may_import_figures(actor, school_id))
    session.get_one(School, school_id, with_for_update=True)
    session.execute(delete(LabourFigure).where(LabourFigure.school_id == school_id))
    session.add_all(
        LabourFigure(
            school_id=school_id,
            crebo=row.crebo,
            region=row.region,
            year=row.year,
            jobs_percent=row.jobs_percent,
            hourly_cents=row.hourly_cents,
            source=row.source,
        )
        for row in rows
    )
    session.flush()
    audit.record(session, actor, "figures:imported", school_id, now=now, rows=len(rows))


def _text_of(content: bytes) -> str:
    """Return the text of a file as spreadsheets write it: UTF-8, or that of Windows."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refusal(msgid("This is no CSV file. Save the sheet as CSV and try again."), field="file")


def _lines_of(reader: "csv.DictReader[str]") -> Iterator[tuple[int, Mapping[str | None, object]]]:
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        said = msgid("This is no CSV file. Save the sheet as CSV and try again.")
        raise Refusal(said, field="file") from None


def _row(cells: Mapping[str | None, object]) -> FigureRow | str:
    """Return a line of the file, or what is wrong with it."""
    if None in cells or None in cells.values():
        return msgid("This line has more or fewer columns than the first")
    told = {str(name): str(value).strip() for name, value in cells.items()}
    year, jobs = _whole(told["jaar"]), _whole(told["baankans_procent"])
    wage = _cents(told["uurloon_euro"])
    wrong = {
        msgid("A crebo has five digits"): not _is_crebo(told["crebo"]),
        msgid("The region is missing or too long"): not 0 < len(told["regio"]) <= LONGEST_REGION,
        msgid("The year lies between 2000 and 2100"): year not in YEARS,
        msgid("The share with a job lies between 0 and 100"): jobs not in PERCENTS,
        msgid("The hourly wage is written as 15,50 and lies between 5 and 100"): (
            told["uurloon_euro"] != "" and wage not in CENTS
        ),
        msgid("The source is missing or too long"): not 0 < len(told["bron"]) <= LONGEST_SOURCE,
    }
    fault = next((message for message, is_wrong in wrong.items() if is_wrong), None)
    if fault or year is None or jobs is None:
        return fault or ""
    return FigureRow(
        crebo=told["crebo"],
        region=told["regio"],
        year=year,
        jobs_percent=jobs,
        hourly_cents=wage,
        source=told["bron"],
    )


def _is_crebo(text: str) -> bool:
    return len(text) == 5 and text.isascii() and text.isdigit()


def _whole(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return int(text) if is_number else None


def _cents(text: str) -> int | None:
    """Return an amount in cents.

    >>> _cents("15,50"), _cents("9"), _cents("€ 9")
    (1550, 900, None)
    """
    euros, _comma, cents = text.replace(".", ",").partition(",")
    whole, rest = _whole(euros), _whole(cents.ljust(2, "0"))
    return None if whole is None or rest is None or len(cents) > 2 else 100 * whole + rest
