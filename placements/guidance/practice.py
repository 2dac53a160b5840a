"""Practising: a company's form about oneself, a quiz about ranking, and cards; nothing is kept."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from placements.catalogue import Phrase, phrase, read_data
from placements.proposals.blind import BlindRow, Standing, standing_of
from records.models.vacancy import Vacancy


class CardKind(enum.StrEnum):
    """What a card is about."""

    INTERVIEW = "interview"
    LETTER = "letter"


class QuizAnswer(enum.StrEnum):
    """What to put first: the place somebody likes most, or the one with the most room."""

    DREAM = "dream"
    SAFE = "safe"


RIGHT: Final = QuizAnswer.DREAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something to practise in five minutes."""

    kind: CardKind
    title: Phrase
    do: Phrase
    say: Phrase
    """A sentence to begin with."""


def practised_rows(vacancy: Vacancy, levels: Mapping[str, int | None]) -> Sequence[BlindRow]:
    """Return what a company would read, if these were the levels of a student."""
    return [
        BlindRow(
            letter=criterion.letter,
            required_level=criterion.required_level,
            standing=standing_of(_text(levels[criterion.letter]), criterion.required_level)
            if criterion.needed_at_start
            else Standing.LEARNS_HERE,
        )
        for criterion in vacancy.criteria
    ]


@cache
def cards() -> Sequence[Card]:
    """Return every card, those about an interview first."""
    return tuple(
        Card(
            kind=CardKind(entry["kind"]),
            title=phrase(entry["title"]),
            do=phrase(entry["do"]),
            say=phrase(entry["say"]),
        )
        for entry in read_data("practice.json")["cards"]
    )


def _text(level: int | None) -> str | None:
    return None if level is None else str(level)
