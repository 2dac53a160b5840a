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

from placements.calibration.own import FEWEST_TO_BE_ALIKE
from placements.reliability.judgements import agreement_on, pooled
from placements.reliability.together import Together, together_since
from placements.rubrics.rounds import versions_now
from records.models.desk.judgement import JudgedLight, Judgement
from records.queries.desk.judgements import count_readings, list_judgements_of_school
from scoring.double_scores import Agreement
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
    without_information: int
    """Double scores of rounds in which one of the two gave every text the same level."""
    together: Together | None
    """How many have practised it once more, where that is asked since it was scored last."""


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
    of_kind: dict[tuple[str, str], list[Judgement]] = {}
    for one in judgements:
        of_kind.setdefault((one.rubric_version, one.letter), []).append(one)
    latest = {one.letter: one for one in judgements}
    now = versions_now(session, school_id)
    recognised, readings = count_readings(session, school_id=school_id)
    return Reliability(
        criteria=[
            _criterion(
                of_it,
                is_current=version == now[letter],
                together=together_since(session, latest[letter])
                if latest[letter] in of_it
                else None,
            )
            for (version, letter), of_it in sorted(of_kind.items())
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


def _criterion(
    judgements: Sequence[Judgement], *, is_current: bool, together: Together | None
) -> Criterion:
    table = pooled(judgements)
    return Criterion(
        letter=judgements[0].letter,
        rubric_version=judgements[0].rubric_version,
        is_current=is_current,
        rounds=len(judgements),
        agreement=_agreement(tuple(table.ravel().tolist())),
        unordered=[
            (low, high, int(table[i, j] + (table[j, i] if i != j else 0)))
            for i, low in enumerate(LEVELS)
            for j, high in enumerate(LEVELS[i:], start=i)
        ],
        without_information=sum(map(_without_information, judgements)),
        together=together,
    )


def _without_information(judged: Judgement) -> int:
    table = pooled([judged])
    fewest_used = min(np.count_nonzero(table.sum(axis=side)) for side in (0, 1))
    count = int(table.sum())
    return count if fewest_used == 1 and count >= FEWEST_TO_BE_ALIKE else 0


@lru_cache(maxsize=KEPT)
def _agreement(counts: tuple[int, ...]) -> Agreement:
    return agreement_on(np.array(counts, dtype=np.int64).reshape(len(LEVELS), len(LEVELS)))
