"""What an assessor sees: a code, a competence, a text without a name. Nothing that tells whose."""

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.profiles.blind_copy import BlindEvidence, blind_evidence
from placements.profiles.facts import Facts
from records.models.desk.assessment import Assessment, AssessmentState
from records.queries.desk.assessments import list_desk

WORDS_A_MINUTE: Final = 150
"""Slow enough to read a text twice, beside four anchors."""
WORDS_AN_ANSWER: Final = 6
"""What reading one chosen answer with its question counts for."""
MINUTES_TO_DECIDE: Final = 0.5
SHOWN_IN_STEPS_OF: Final = 5
"""Minutes; a finer estimate would be a count of students in disguise, and not more honest."""


class Step(enum.StrEnum):
    """What an assessor has to do with one text."""

    READ = "read"
    ANSWERED = "answered"
    DESCRIBE = "describe"
    WAIT = "wait"
    DECIDE = "decide"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text on the desk."""

    code: str
    letter: str
    text: str
    facts: Facts
    step: Step

    @property
    def label(self) -> str:
        """The code as people read it: ``7KQ2-M9XT``."""
        return f"{self.code[:4]}-{self.code[4:8]}"


@dataclass(frozen=True, slots=True)
class Pile:
    """Every text of one competence in one round, in the order drawn for this assessor."""

    round_id: UUID
    round_name: str
    letter: str
    sheets: tuple[Sheet, ...]

    @property
    def to_score(self) -> tuple[Sheet, ...]:
        """The texts whose answer can still change."""
        return tuple(one for one in self.sheets if one.step in (Step.READ, Step.ANSWERED))

    @property
    def to_reconsider(self) -> tuple[Sheet, ...]:
        """The texts on which the two differ by two levels or more."""
        return tuple(
            one for one in self.sheets if one.step in (Step.DESCRIBE, Step.WAIT, Step.DECIDE)
        )

    @property
    def unread(self) -> tuple[Sheet, ...]:
        """The texts that still need an answer."""
        return tuple(one for one in self.sheets if one.step is Step.READ)

    @property
    def can_be_locked(self) -> bool:
        """Whether there is something to lock and nothing left to answer."""
        return bool(self.to_score) and not self.unread

    @property
    def minutes_left(self) -> int:
        """About how long the rest takes, in steps of five minutes."""
        words = sum(
            len(sheet.text.split()) + WORDS_AN_ANSWER * len(sheet.facts) for sheet in self.unread
        )
        minutes = words / WORDS_A_MINUTE + MINUTES_TO_DECIDE * len(self.unread)
        return math.ceil(minutes / SHOWN_IN_STEPS_OF) * SHOWN_IN_STEPS_OF

    def neighbours(self, code: str) -> tuple[Sheet | None, Sheet | None]:
        """Return the open texts before and after one, in the order of the pile."""
        place = next(number for number, one in enumerate(self.to_score) if one.code == code)
        before = self.to_score[place - 1] if place else None
        after = self.to_score[place + 1] if place + 1 < len(self.to_score) else None
        return before, after

    def next_unread(self, code: str) -> Sheet | None:
        """Return the next text without an answer after one, beginning again at the top."""
        codes = [one.code for one in self.sheets]
        place = codes.index(code) + 1 if code in codes else 0
        in_turn = (*self.sheets[place:], *self.sheets[:place])
        return next((one for one in in_turn if one.step is Step.READ), None)


def piles_of(session: Session, actor: Actor) -> Sequence[Pile]:
    """Return everything on the actor's desk, one pile per competence."""
    rows = list_desk(session, assessor_id=actor.account_id)
    return [
        Pile(
            round_id=round_id,
            round_name=name,
            letter=letter,
            sheets=tuple(
                _sheet(one, blind_evidence(evidence), other) for one, evidence, other, _name in of
            ),
        )
        for (round_id, name, letter), of in groupby(
            rows, key=lambda row: (row[0].round_id, row[3], row[0].letter)
        )
    ]


def pile_of(session: Session, actor: Actor, assessment: Assessment) -> Pile:
    """Return the pile in which a text lies, also when the actor has just stepped aside from it."""
    found = (
        pile
        for pile in piles_of(session, actor)
        if (pile.round_id, pile.letter) == (assessment.round_id, assessment.letter)
    )
    empty = Pile(assessment.round_id, "", assessment.letter, ())
    return next(found, empty)


def _sheet(one: Assessment, shown: BlindEvidence, other_behaviour: str | None) -> Sheet:
    step = _step(one, other_behaviour)
    return Sheet(one.desk_code, one.letter, shown.text, shown.facts, step)


def _step(one: Assessment, other_behaviour: str | None) -> Step:
    if one.state is AssessmentState.OPEN:
        return Step.ANSWERED if one.is_answered else Step.READ
    if one.state is not AssessmentState.RECONSIDERING:
        return Step.DONE
    if one.observed_behaviour is None:
        return Step.DESCRIBE
    return Step.WAIT if other_behaviour is None else Step.DECIDE
