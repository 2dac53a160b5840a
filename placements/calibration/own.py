"""How one assessor scores, for that assessor alone: lights to see by, never corrections.

Nothing here leaves the page of the assessor: no coordinator, works council or colleague reads it,
and no level is ever changed by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.calibration.cases import hidden_cases
from placements.catalogue import LEVELS
from placements.policy import require
from placements.policy.calibration import may_see_own_scoring
from records.queries.desk.anchors import AnchorAnswer, list_anchor_scores
from records.queries.desk.own import OwnView, list_own_views
from scoring.counts import FEWEST_SHOWN
from scoring.severity import Effect, drift, halo, order_effect, strictness

__all__ = ["Effect", "OwnScoring", "RoundLine", "own_scoring"]

DAY_IN_SECONDS = 24 * 60 * 60
FEWEST_TO_BE_ALIKE: Final = 10
"""Texts. Of fewer it may well be that all of them show the same level."""
DAYS_OF_DRIFT = 30
"""Drift is told per month: per day nobody would see it."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """How far the levels of one round lay from the other's, or None from too few texts."""

    name: str
    count: int
    apart: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScoring:
    """What an assessor sees of the own levels in rounds whose scoring is over."""

    spread: dict[str, tuple[int, int, int, int]]
    """By competence: how often each level was given."""
    compared: int
    """Texts that also have a level by the other assessor."""
    equal: int
    one_apart: int
    beside_other: Effect
    rounds: tuple[RoundLine, ...]
    known: int
    """Cases whose level is known, between the real texts."""
    known_equal: int
    beside_known: Effect
    drift: Effect
    """In levels per thirty days, against those cases."""
    order: Effect
    halo: Effect

    @property
    def total(self) -> tuple[int, int, int, int]:
        """How often each level was given, in all competences together."""
        one, two, three, four = (
            sum(counts[place] for counts in self.spread.values()) for place in range(len(LEVELS))
        )
        return one, two, three, four

    @property
    def only_level(self) -> int | None:
        """The level that every text got, where somebody used no other."""
        return _only_level(self.total)

    @property
    def only_levels(self) -> dict[str, int]:
        """The competences of which every text got one level, each with that level."""
        found = {letter: _only_level(counts) for letter, counts in self.spread.items()}
        return {letter: level for letter, level in found.items() if level is not None}


def own_scoring(
    session: Session, actor: Actor, account_id: UUID, *, rng: np.random.Generator
) -> OwnScoring:
    """Return how somebody scores. `rng` draws texts anew for the intervals.

    Raises
    ------
    NotAllowed
        If the actor is anybody else than this assessor.
    """
    require(may_see_own_scoring(actor, account_id))
    views = list_own_views(session, assessor_id=account_id)
    anchors = list_anchor_scores(session, assessor_id=account_id)
    reasoned = [(one, level) for one in anchors if (level := _known_level(one)) is not None]
    own, others = _levels(views)
    gaps = [abs(view.level - view.other) for view in views if view.other is not None]
    given = np.array([_number(one.level) for one, _level in reasoned])
    known = np.array([float(level) for _one, level in reasoned])
    days = np.array([one.locked_at.timestamp() / DAY_IN_SECONDS for one, _level in reasoned])
    return OwnScoring(
        spread=_spread(views),
        compared=len(gaps),
        equal=gaps.count(0),
        one_apart=gaps.count(1),
        beside_other=strictness(own, others, rng=rng),
        rounds=tuple(_lines(views)),
        known=len(reasoned),
        known_equal=sum(one.level == level for one, level in reasoned),
        beside_known=strictness(given, known, rng=rng),
        drift=drift(given, known, days / DAYS_OF_DRIFT, rng=rng),
        order=order_effect(own, others, _queues(views), rng=rng),
        halo=halo(*_tables(views), rng=rng),
    )


def _only_level(counts: Sequence[int]) -> int | None:
    used = [level for level, count in zip(LEVELS, counts, strict=True) if count]
    return used[0] if len(used) == 1 and sum(counts) >= FEWEST_TO_BE_ALIKE else None


def _known_level(one: AnchorAnswer) -> int | None:
    return next((case.level for case in hidden_cases(one.letter) if case.id == one.case_id), None)


def _spread(views: Sequence[OwnView]) -> dict[str, tuple[int, int, int, int]]:
    letters = sorted({view.letter for view in views})
    found = {}
    for letter in letters:
        given = [view.level for view in views if view.letter == letter]
        one, two, three, four = (given.count(level) for level in LEVELS)
        found[letter] = one, two, three, four
    return found


def _lines(views: Sequence[OwnView]) -> list[RoundLine]:
    lines = []
    for (_round_id, name), of_round in groupby(views, key=lambda one: (one[0], one[1])):
        apart = [view.level - view.other for view in of_round if view.other is not None]
        mean = float(np.mean(apart)) if len(apart) >= FEWEST_SHOWN else None
        lines.append(RoundLine(name, len(apart), mean))
    return lines


def _levels(views: Sequence[OwnView]) -> tuple[np.ndarray, np.ndarray]:
    own = np.array([float(view.level) for view in views])
    return own, np.array([_number(view.other) for view in views])


def _queues(views: Sequence[OwnView]) -> np.ndarray:
    numbers: dict[tuple[UUID, str], int] = {}
    return np.array([numbers.setdefault((one.round_id, one.letter), len(numbers)) for one in views])


def _tables(views: Sequence[OwnView]) -> tuple[np.ndarray, np.ndarray]:
    """Return own and other levels as students by competences, with gaps where there is none."""
    students = {one: row for row, one in enumerate(dict.fromkeys(view[2] for view in views))}
    letters = {one: column for column, one in enumerate(sorted({view.letter for view in views}))}
    own = np.full((len(students), len(letters)), np.nan)
    others = own.copy()
    for view in views:
        place = students[view.candidate_id], letters[view.letter]
        own[place], others[place] = view.level, _number(view.other)
    return own, others


def _number(level: int | None) -> float:
    return np.nan if level is None else float(level)
