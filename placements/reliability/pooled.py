"""How alike a school scores, per competence over all its rounds: for people to look at.

Nothing here is of one place or of one assessor: the same pair may have scored everything, so a
table does not say who gave which of two levels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from placements.catalogue import RUBRIC_VERSION
from placements.reliability.judgements import agreement_on, pooled
from records.models.desk.judgement import JudgedLight, Judgement
from records.queries.desk.judgements import count_readings, list_judgements_of_school
from scoring.double_scores import Agreement, Light
from scoring.rubric import LEVELS

KEPT: Final = 1000
"""How many tables stay computed; the same counts always give the same figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What followed from a competence in one round."""

    letter: str
    round_name: str
    light: JudgedLight
    wants_third: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One competence under the same words, over every round of the school."""

    letter: str
    rubric_version: str
    is_current: bool
    rounds: int
    agreement: Agreement
    unordered: Sequence[tuple[int, int, int]]
    """A lower and a higher level, and how often one assessor gave the one and one the other."""

    @property
    def practise_again(self) -> bool:
        """Whether the assessors should practise it together once more."""
        return self.agreement.light in (Light.ORANGE, Light.RED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How alike a school scores, and how often a text gave away whose it was."""

    criteria: Sequence[Criterion]
    consequences: Sequence[Consequence]
    recognised: int
    readings: int

    @property
    def current(self) -> list[Criterion]:
        """The competences under the words that are used now."""
        return [one for one in self.criteria if one.is_current]

    @property
    def former(self) -> list[Criterion]:
        """The competences under earlier words."""
        return [one for one in self.criteria if not one.is_current]


def reliability_of(session: Session, school_id: UUID | None) -> Reliability:
    """Return how alike a school scores."""
    judgements = list_judgements_of_school(session, school_id=school_id)
    kinds = sorted({(one.rubric_version, one.letter) for one in judgements})
    recognised, readings = count_readings(session, school_id=school_id)
    return Reliability(
        criteria=[
            _criterion([one for one in judgements if (one.rubric_version, one.letter) == kind])
            for kind in kinds
        ],
        consequences=[
            Consequence(
                letter=one.letter,
                round_name=one.round.name,
                light=one.light,
                wants_third=one.wants_third,
            )
            for one in judgements
            if one.wants_third or one.light is JudgedLight.RED
        ],
        recognised=recognised,
        readings=readings,
    )


def letters_to_practise(session: Session, school_id: UUID | None) -> frozenset[str]:
    """Return the competences that the assessors of a school should practise once more."""
    found = reliability_of(session, school_id).current
    return frozenset(one.letter for one in found if one.practise_again)


def _criterion(judgements: Sequence[Judgement]) -> Criterion:
    table = pooled(judgements)
    return Criterion(
        letter=judgements[0].letter,
        rubric_version=judgements[0].rubric_version,
        is_current=judgements[0].rubric_version == RUBRIC_VERSION,
        rounds=len(judgements),
        agreement=_agreement(tuple(table.ravel().tolist())),
        unordered=[
            (low, high, int(table[i, j] + (table[j, i] if i != j else 0)))
            for i, low in enumerate(LEVELS)
            for j, high in enumerate(LEVELS[i:], start=i)
        ],
    )


@lru_cache(maxsize=KEPT)
def _agreement(counts: tuple[int, ...]) -> Agreement:
    return agreement_on(np.array(counts, dtype=np.int64).reshape(len(LEVELS), len(LEVELS)))
