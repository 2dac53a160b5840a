"""What the figures of a half year are called, on the page and in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from placements.monitoring.counts import (
    PLACED,
    Answer,
    Ending,
    Second,
    Spread,
    Tables,
    Tries,
    Wait,
    shares_of,
)
from schools.match.rows import LIMITS

COLUMNS: Final[Mapping[str, LazyString]] = {
    Answer.SAID_YES: _l("The company said yes"),
    Answer.SAID_NO: _l("The company said no, with a reason"),
    Answer.NO_ANSWER: _l("The company gave no answer"),
    Ending.TO_THE_DATE: _l("The trial went on to its agreed date"),
    Ending.EARLY: _l("Stopped earlier, for safety, behaviour of the student or accreditation"),
    Ending.EARLY_BY_STUDENT: _l("Stopped earlier: the student's wish, or how the company behaved"),
    Wait.FOUR_WEEKS: _l("Four weeks or less"),
    Wait.EIGHT_WEEKS: _l("Four to eight weeks"),
    Wait.LONGER: _l("More than eight weeks"),
    Tries.ONE: _l("The first proposal"),
    Tries.TWO: _l("The second proposal"),
    Tries.MORE: _l("The third or a later one"),
    Second.TWO_VIEWS: _l("Scored by two assessors or more"),
    Second.ONE_VIEW: _l("Scored by one assessor"),
    Spread.EQUAL: _l("The same level"),
    Spread.ONE_APART: _l("One level apart"),
    Spread.FURTHER_APART: _l("Two levels apart or more"),
    "students": _l("Students"),
}
ROWS: Final[Mapping[str, LazyString]] = {
    "all": _l("In all"),
    "others": _l("All other companies together"),
    PLACED: _l("A place"),
    **LIMITS,
}


@dataclass(frozen=True, slots=True)
class Words:
    """Title and explanation of one table."""

    title: LazyString
    text: LazyString
    about: LazyString
    """What the lines are."""


TABLES: Final[Mapping[str, Words]] = {
    "before_name": Words(
        _l("Before the name: what companies answered"),
        _l("The company knew what the student can do, and not who it was."),
        _l("Answer"),
    ),
    "after_name": Words(
        _l("After the name: how trial internships ended"),
        _l("No company can say no after the name. What can happen is that a trial stops early."),
        _l("Ending"),
    ),
    "proposed": Words(
        _l("Waiting for a first proposal"),
        _l("From “this is my profile” to the first proposal."),
        _l("Level and programme"),
    ),
    "placed": Words(
        _l("Waiting for a place"),
        _l("From “this is my profile” until the name was shared with a company."),
        _l("Level and programme"),
    ),
    "tries": Words(
        _l("Which proposal it was"),
        _l("Of the students who shared their name with a company in this half year."),
        _l("Proposal"),
    ),
    "limits": Words(
        _l("Who got a place in the first match, and what kept one away"),
        _l("The limit says where to look: for more seats, nearer by, or on other days."),
        _l("What the match found"),
    ),
    "views": Words(
        _l("Scored twice"),
        _l("Two assessors score every text without knowing what the other says."),
        _l("Texts"),
    ),
    "spread": Words(
        _l("How far two assessors were apart"),
        _l("Before they spoke with each other. All assessors together: nobody is in it by name."),
        _l("Difference"),
    ),
    "companies": Words(
        _l("Companies that were asked often"),
        _l("Only companies that answered at least ten proposals in this half year."),
        _l("Company"),
    ),
}


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table in words."""

    key: str
    words: Words
    head: Sequence[object]
    rows: Sequence[Sequence[object]]
    bars: Sequence[tuple[object, int, object]]
    """The same as a picture; of a table with more columns the share of the first."""

    @property
    def picture(self) -> object:
        """What the picture is called."""
        if not self.head:
            return self.words.about
        return _("%(what)s, in per cent", what=self.head[1])


def shown_tables(tables: Tables) -> list[ShownTable]:
    """Return every table of a half year in words, in the order in which a page shows them."""
    return [_shown(key, words, tables[key]) for key, words in TABLES.items()]


def name_of(key: str, row: Mapping[str, Any]) -> object:
    """Return what a line is called; a level (niveau) is a number."""
    name = row["name"]
    if isinstance(name, int):
        return _("Level %(level)s, all programmes", level=name)
    return ROWS.get(name, name) if key not in {"proposed", "placed"} else name


def _shown(key: str, words: Words, table: Mapping[str, Any]) -> ShownTable:
    columns = [COLUMNS[column] for column in table["columns"]]
    rows = table["rows"]
    if key in {"companies", "proposed", "placed"}:
        lines = [[name_of(key, row), *map(_told, row["cells"])] for row in rows]
        first = [
            (name_of(key, row), one[0]) for row, one in zip(rows, shares_of(table), strict=True)
        ]
        bars = [(name, share, f"{share} %") for name, share in first if share is not None]
        return ShownTable(key, words, [words.about, *columns], lines, bars)
    names = columns if len(columns) > 1 else [name_of(key, row) for row in rows]
    counts = [count for row in rows for count in row["cells"]]
    shares = [share for line in shares_of(table) for share in line]
    bars = [
        (name, count or 0, _("hidden") if count is None else _count_with_share(count, share))
        for name, count, share in zip(names, counts, shares, strict=True)
    ]
    return ShownTable(key, words, [], [], bars)


def _count_with_share(count: int, share: int | None) -> str:
    return str(count) if share is None else f"{count} ({share} %)"


def _told(count: int | None) -> object:
    return _("hidden") if count is None else count
