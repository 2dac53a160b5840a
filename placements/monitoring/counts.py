"""From what happened in half a year to tables that may be read: small numbers hidden."""

import enum
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.disparity import SMALLEST_CELL, Stratum, compare_rates, releasable_counts

SEED: Final = 20261123
FEWEST_TO_QUOTE: Final = 100
"""A percentage leaves the school only if it is about at least so many."""
PLACED: Final = "placed"
"""Stands among the limits for whom nothing kept from a place."""
FEWEST_OF_A_COMPANY: Final = SMALLEST_CELL
"""A company has a line of its own only if it was asked at least so often."""

Cells: TypeAlias = npt.NDArray[np.int64]


class Answer(enum.StrEnum):
    """What a company said before it knew who it was about."""

    SAID_YES = "said_yes"
    SAID_NO = "said_no"
    NO_ANSWER = "no_answer"


class Ending(enum.StrEnum):
    """How a trial ended, once the company knew who the student was."""

    TO_THE_DATE = "to_the_date"
    EARLY = "early"
    EARLY_BY_STUDENT = "early_by_student"


class Wait(enum.StrEnum):
    """How long somebody waited, from "this is it" on."""

    FOUR_WEEKS = "four_weeks"
    EIGHT_WEEKS = "eight_weeks"
    LONGER = "longer"


class Tries(enum.StrEnum):
    """How many proposals it took until a name was shared."""

    ONE = "one"
    TWO = "two"
    MORE = "more"


class Second(enum.StrEnum):
    """Whether a second assessor looked, without knowing of the first."""

    TWO_VIEWS = "two_views"
    ONE_VIEW = "one_view"


class Spread(enum.StrEnum):
    """How far two assessors were apart, before they spoke."""

    EQUAL = "equal"
    ONE_APART = "one_apart"
    FURTHER_APART = "further_apart"


@dataclass(frozen=True, slots=True, order=True)
class Taught:
    """A programme as a line of a table."""

    level: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What happened in half a year, without anybody's name or code."""

    answers: Sequence[tuple[Taught, str, Answer]] = ()
    """Programme, company, and what it said."""
    endings: Sequence[tuple[Taught, Ending]] = ()
    proposed: Sequence[tuple[Taught, Wait]] = ()
    """How long who got a first proposal had waited for it."""
    placed: Sequence[tuple[Taught, Wait]] = ()
    """How long who shared a name had waited until then."""
    tries: Sequence[Tries] = ()
    views: Sequence[Second] = ()
    spreads: Sequence[Spread] = ()
    limits: Mapping[str, int] | None = None
    """How many the first match of a round gave no place, by the limit that bound."""


def wait_of(days: int) -> Wait:
    """Return in which of three groups a wait falls.

    Examples
    --------
    >>> [wait_of(days).value for days in (28, 29, 57)]
    ['four_weeks', 'eight_weeks', 'longer']
    """
    if days <= 28:
        return Wait.FOUR_WEEKS
    return Wait.EIGHT_WEEKS if days <= 56 else Wait.LONGER


def tables_of(happened: Happened) -> dict[str, object]:
    """Return every table of a half year, and whether saying no rose with the name."""
    return {
        "before_name": _line(Answer, [answer for _t, _c, answer in happened.answers]),
        "after_name": _line(Ending, [ending for _taught, ending in happened.endings]),
        "rise": _rise(happened),
        "proposed": _by_programme(Wait, happened.proposed),
        "placed": _by_programme(Wait, happened.placed),
        "tries": _line(Tries, happened.tries),
        "views": _line(Second, happened.views),
        "spread": _line(Spread, happened.spreads),
        "limits": _limits(happened.limits or {}),
        "companies": _companies(happened.answers),
    }


def _row(name: object, cells: Sequence[int | None], total: int) -> dict[str, object]:
    return {"name": name, "cells": list(cells), "may_leave": total >= FEWEST_TO_QUOTE}


def _table(kinds: Iterable[str], rows: Sequence[dict[str, object]]) -> dict[str, object]:
    return {"columns": [str(kind) for kind in kinds], "rows": list(rows)}


def _counted(kinds: Sequence[str], found: Iterable[str]) -> Cells:
    counts = Counter(found)
    return np.array([counts[kind] for kind in kinds], dtype=np.int64)


def _line(kinds: type[enum.StrEnum], found: Iterable[str]) -> dict[str, object]:
    """Return a table of one line."""
    cells = _counted(list(kinds), found)
    (shown,) = releasable_counts(cells[np.newaxis, :])
    return _table(kinds, [_row("all", shown, int(cells.sum()))])


def _limits(limits: Mapping[str, int]) -> dict[str, object]:
    """Return one column: who got a place, and then a limit per line."""
    names = sorted(limits, key=lambda name: (name != PLACED, name))
    cells = np.array([[limits[name]] for name in names], dtype=np.int64).reshape(-1, 1)
    shown = releasable_counts(cells) if len(names) else []
    total = int(cells.sum())
    return _table(
        ["students"], [_row(name, line, total) for name, line in zip(names, shown, strict=True)]
    )


def _by_programme(
    kinds: type[enum.StrEnum], found: Iterable[tuple[Taught, str]]
) -> dict[str, object]:
    """Return a line per level (niveau), and under it one per programme.

    What is hidden of a level is hidden of all its programmes, and of one level never one
    programme alone: nothing hidden follows from what is shown by subtracting.
    """
    of_programme: defaultdict[Taught, list[str]] = defaultdict(list)
    for taught, kind in found:
        of_programme[taught].append(kind)
    programmes = sorted(of_programme)
    cells = {taught: _counted(list(kinds), of_programme[taught]) for taught in programmes}
    levels = sorted({taught.level for taught in programmes})
    sums = [sum(cells[one] for one in programmes if one.level == level) for level in levels]
    shown_sums = releasable_counts(np.array(sums)) if levels else []
    rows = []
    for level, total, shown in zip(levels, sums, shown_sums, strict=True):
        rows.append(_row(level, shown, int(np.sum(total))))
        own = [taught for taught in programmes if taught.level == level]
        is_shown = np.array([cell is not None for cell in shown])
        lines = releasable_counts(np.array([cells[taught] for taught in own]) * is_shown)
        rows += [
            _row(taught.name, line, int(cells[taught].sum()))
            for taught, line in zip(own, lines, strict=True)
        ]
    return _table(kinds, rows)


def _companies(answers: Iterable[tuple[Taught, str, Answer]]) -> dict[str, object]:
    """Return a line per company that was asked often enough, the others together."""
    of_company: defaultdict[str, list[str]] = defaultdict(list)
    for _taught, company, answer in answers:
        of_company[company].append(answer)
    own = sorted(one for one, said in of_company.items() if len(said) >= FEWEST_OF_A_COMPANY)
    others = [answer for one, said in of_company.items() if one not in own for answer in said]
    if not own:
        return _table(Answer, [])
    lines = [*((one, of_company[one]) for one in own), ("others", others)]
    counted = np.array([_counted(list(Answer), said) for _name, said in lines])
    return _table(
        Answer,
        [
            _row(name, shown, len(said))
            for (name, said), shown in zip(lines, releasable_counts(counted), strict=True)
        ],
    )


def _rise(happened: Happened) -> dict[str, object]:
    """Compare how often a company said no with how often a trial broke off after the name.

    Within programmes, with the rule of `docs/method.md` section 13: "before" is so much rarer
    that chance hardly does it.
    """
    asked: defaultdict[Taught, list[bool]] = defaultdict(list)
    named: defaultdict[Taught, list[bool]] = defaultdict(list)
    for taught, _company, answer in happened.answers:
        asked[taught].append(answer is Answer.SAID_NO)
    for taught, ending in happened.endings:
        named[taught].append(ending is Ending.EARLY)
    strata = [
        Stratum(
            placed=sum(asked[one]),
            count=len(asked[one]),
            other_placed=sum(named[one]),
            other_count=len(named[one]),
        )
        for one in sorted(set(asked) | set(named))
    ]
    return {"light": compare_rates(strata, rng=np.random.default_rng(SEED)).light.value}


Tables: TypeAlias = Mapping[str, Any]
"""The tables of a half year as they are kept."""


def shares_of(table: Mapping[str, Any], *, outside: bool = False) -> list[list[int | None]]:
    """Return the percentages of a table, line by line, or of its only column from top to bottom.

    They are of what is shown: nothing of what is hidden follows from them. Outside the school
    there are none about fewer than a hundred.
    """
    rows = table["rows"]
    may_leave = [row["may_leave"] or not outside for row in rows]
    if len(table["columns"]) > 1:
        return [
            _shares(row["cells"]) if may else [None] * len(row["cells"])
            for row, may in zip(rows, may_leave, strict=True)
        ]
    shares = _shares([row["cells"][0] for row in rows])
    return [[share if may else None] for share, may in zip(shares, may_leave, strict=True)]


def _shares(cells: Sequence[int | None]) -> list[int | None]:
    shown = [cell for cell in cells if cell is not None]
    total = sum(shown)
    if len(shown) < len(cells) or not total:
        return [None] * len(cells)
    return [round(100 * cell / total) for cell in shown]
