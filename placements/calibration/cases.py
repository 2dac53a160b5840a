"""Fictional cases whose level is known, with the reason: what assessors practise and drift on."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from placements.catalogue import DATA_FOLDER, Phrase, phrase, read_data
from placements.profiles.facts import Facts

FOLDER: Final = DATA_FOLDER / "calibration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text about nobody, in the form of a blind copy, and the level that it shows."""

    id: str
    """The letter and a number, such as ``E-3``; it never gets other words."""
    letter: str
    level: int
    is_hidden: bool
    """Whether it lies between real texts, unannounced, instead of before the first."""
    facts: Facts
    text: Phrase
    reason: Phrase


@cache
def calibrated_letters() -> frozenset[str]:
    """Return the competences that have cases."""
    return frozenset(path.stem for path in FOLDER.glob("*.json"))


def practice_cases(letter: str) -> tuple[Case, ...]:
    """Return the cases to score before the first real score, in their fixed order."""
    return tuple(case for case in _cases(letter) if not case.is_hidden)


def hidden_cases(letter: str) -> tuple[Case, ...]:
    """Return the cases that may lie between real texts."""
    return tuple(case for case in _cases(letter) if case.is_hidden)


def case_of(letter: str, id_: str) -> Case:
    """Return the case that has this id.

    Raises
    ------
    StopIteration
        If there is none: a case that was laid on a desk is never taken away.
    """
    return next(case for case in _cases(letter) if case.id == id_)


@cache
def _cases(letter: str) -> tuple[Case, ...]:
    if letter not in calibrated_letters():
        return ()
    return tuple(_case(letter, row) for row in read_data(f"calibration/{letter}.json")["cases"])


def _case(letter: str, row: dict[str, Any]) -> Case:
    return Case(
        id=row["id"],
        letter=letter,
        level=row["level"],
        is_hidden=row["is_hidden"],
        facts=row["facts"],
        text=phrase(row["text"]),
        reason=phrase(row["reason"]),
    )
