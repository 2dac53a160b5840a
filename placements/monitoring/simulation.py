"""What the rules of a round do to a gap between two groups who can do equally much.

A model, not a measurement: invented students of two groups with exactly the same skills, and the
code of the real match. "Today" stands on two published figures; whatever else is assumed has a
name here. It knows no student of the service.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from matching.deferred_acceptance import deferred_acceptance
from matching.priorities import make_market, priority_keys
from matching.results import UNMATCHED
from scoring.bands import band_pairs, squared_errors_of_places
from scoring.fit_pairs import Evidence, Requirements, fit_pairs

Array: TypeAlias = npt.NDArray[Any]

SEED: Final = 20261123
PLACED_AT_ONCE: Final = (0.68, 0.48)
"""Share with an internship after one application, without and with a non-western migration
background: ROA, Maastricht University, school-leavers of 2017-18."""
NEEDED_FOUR: Final = (0.11, 0.24)
"""Share that needed four applications or more, from the same survey. Held out: nothing is
fitted to it."""

SHARE_OF_SECOND_GROUP: Final = 0.3
NAMES_SHARE: Final = 0.5
"""How much of today's penalty is in the name; the other half is in what a CV counts."""
PERSISTENCE: Final = 0.5
"""How much of a company's judgement is the same at the next company; the rest is chance."""
SKILL_ON_PAPER: Final = 0.7
"""Correlation of what a CV shows with what somebody can do."""
COMPETENCES: Final = 8
CRITERIA: Final = 5
COMMON_SKILL: Final = 0.5
"""How much of every competence is one general skill."""
SCORING_NOISE: Final = 0.45
"""Standard deviation of an assessor's error in standard deviations of a competence: two
assessors then correlate .75."""
INFORMAL: Final = (0.3, 0.6)
"""Share of the evidence that was earned outside school and work, in each group."""
LOWEST_LEVEL: Final = 1


@dataclass(frozen=True, slots=True)
class World:
    """The rules and circumstances of a round, all in per cent but the wishes."""

    places: int = 110
    """Places per hundred students."""
    recognised: int = 0
    """How often an assessor can tell the group of who wrote a text."""
    bias: int = 30
    """What an assessor who can tell takes off, in hundredths of a standard deviation."""
    informal_counts: int = 100
    """How much of the evidence from outside school and work is read as evidence."""
    veto: int = 0
    """How many companies judge once more, on name and CV as today, and may refuse."""
    wishes: int = 15
    """How many places a student ranks."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who has a place at the first attempt, on average over the simulated rounds.

    Attributes
    ----------
    shares : tuple of float
        Of the first and of the second group, 0 to 1.
    half_width : float
        Half of the 95 % interval of the gap, from the spread between rounds.
    """

    shares: tuple[float, float]
    half_width: float = 0.0

    @property
    def gap(self) -> float:
        """How much larger the share of the first group is, 0 to 1."""
        return self.shares[0] - self.shares[1]

    @property
    def removed(self) -> float:
        """How much of today's gap is gone: 1 is all of it, below 0 is a larger gap."""
        return 1 - self.gap / TODAY.gap

    @property
    def removed_half_width(self) -> float:
        """Half of the 95 % interval of `removed`."""
        return self.half_width / TODAY.gap


TODAY: Final = Outcome(PLACED_AT_ONCE)

SCARCE: Final = 80
PLENTY: Final = 110
WORLDS: Final[Mapping[str, Mapping[str, int]]] = MappingProxyType(
    {
        "blind": {},
        "leaks": {"recognised": 20},
        "not_blind": {"recognised": 100},
        "formal_only": {"informal_counts": 0},
        "veto": {"veto": 100},
    }
)
"""The worlds of `docs/method.md` section 14, each as what differs from the rules of the service."""


def names_off() -> Outcome:
    """Return what hiding names alone does: the CV is read, and judged, as today.

    >>> round(names_off().removed, 2)
    0.51
    """
    first, second = (_NORMAL.inv_cdf(share) for share in PLACED_AT_ONCE)
    return Outcome(
        (PLACED_AT_ONCE[0], _NORMAL.cdf(second + NAMES_SHARE * (first - second))),
    )


def needs_four() -> tuple[float, float]:
    """Return how many of each group the model lets apply four times or more, 0 to 1.

    Three refusals by companies that agree with each other as `PERSISTENCE` says.

    >>> [round(share, 2) for share in needs_four()]
    [0.11, 0.27]
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    shares = []
    for placed in PLACED_AT_ONCE:
        bar = -_NORMAL.inv_cdf(placed)
        refused = [
            _NORMAL.cdf((bar - PERSISTENCE**0.5 * float(node)) / (1 - PERSISTENCE) ** 0.5)
            for node in nodes
        ]
        shares.append(float(weights @ np.array(refused) ** 3 / weights.sum()))
    return shares[0], shares[1]


def simulate(
    world: World, *, seed: int = SEED, n_rounds: int = 40, n_students: int = 600
) -> Outcome:
    """Play a number of rounds under these rules with the code of the real match.

    Parameters
    ----------
    world : World
        The rules and circumstances.
    seed : int
        The same seed gives the same figures, and the same students in every world.
    n_rounds, n_students : int
        How many rounds, of how many students each; at least 2 rounds.

    Returns
    -------
    Outcome
        The average over the rounds.
    """
    rounds = np.array(
        [_play(world, np.random.default_rng([seed, one]), n_students) for one in range(n_rounds)]
    )
    gaps = rounds[:, 0] - rounds[:, 1]
    shares = rounds.mean(axis=0)
    half_width = _NORMAL.inv_cdf(0.975) * gaps.std(ddof=1) / n_rounds**0.5
    return Outcome((float(shares[0]), float(shares[1])), float(half_width))


_NORMAL: Final = NormalDist()


def _play(world: World, rng: np.random.Generator, n_students: int) -> tuple[float, float]:
    is_second = np.arange(n_students) < round(n_students * SHARE_OF_SECOND_GROUP)
    skills = np.empty(n_students)
    for group in (is_second, ~is_second):
        skills[group] = rng.permutation(_equal_skills(int(group.sum())))
    levels = _levels(world, skills, is_second, rng)
    is_placed = _match(world, levels, rng)
    is_placed &= _passes_veto(world, skills, is_second, rng)
    return float(is_placed[~is_second].mean()), float(is_placed[is_second].mean())


@cache
def _equal_skills(size: int) -> Array:
    """Return the quantiles of a normal distribution: in both groups the same."""
    return np.array([_NORMAL.inv_cdf((one + 0.5) / size) for one in range(size)])


def _levels(world: World, skills: Array, is_second: Array, rng: np.random.Generator) -> Array:
    """Return the levels that two assessors give, shape (n_students, n_competences, 2)."""
    shape = (len(skills), COMPETENCES)
    own = rng.normal(size=shape)
    competences = COMMON_SKILL**0.5 * skills[:, None] + (1 - COMMON_SKILL) ** 0.5 * own
    seen = competences[:, :, None] + SCORING_NOISE * rng.normal(size=(*shape, 2))
    is_recognised = rng.random((*shape, 2)) < world.recognised / 100
    seen -= world.bias / 100 * (is_recognised & is_second[:, None, None])
    levels: Array = np.clip(np.floor(seen + 2.5), 1, 4).astype(np.uint8)
    informal = np.where(is_second, INFORMAL[1], INFORMAL[0])[:, None]
    is_informal = rng.random(shape) < informal
    is_passed_over = is_informal & (rng.random(shape) >= world.informal_counts / 100)
    levels[is_passed_over] = LOWEST_LEVEL
    return levels


def _match(world: World, levels: Array, rng: np.random.Generator) -> Array:
    """Return who has a place: fit, bands, one lot each and deferred acceptance."""
    n_students = len(levels)
    n_places = round(n_students * world.places / 100)
    asked = np.argsort(rng.random((n_places, COMPETENCES)), axis=1) < CRITERIA
    requirements = Requirements(
        required=rng.integers(2, 4, asked.shape) * asked,
        weights=rng.integers(1, 4, asked.shape) * asked,
        essential=np.zeros(asked.shape, dtype=np.bool_),
    )
    favourites = np.argsort(rng.random((n_students, n_places)), axis=1)[:, : world.wishes]
    students = np.repeat(np.arange(n_students), world.wishes)
    places, wishes = favourites.ravel(), np.tile(np.arange(world.wishes), n_students)
    fits = fit_pairs(Evidence.from_ratings(levels), requirements, students, places)
    errors = squared_errors_of_places(levels, requirements, students, places)
    lots = rng.permutation(n_students)
    market = make_market(
        students,
        places,
        wishes,
        priority_keys(band_pairs(fits, errors, places), lots[students]),
        n_students=n_students,
        capacities=np.ones(n_places, dtype=np.int32),
    )
    is_placed: Array = deferred_acceptance(market).places != UNMATCHED
    return is_placed


def _passes_veto(world: World, skills: Array, is_second: Array, rng: np.random.Generator) -> Array:
    """Return whom the company of the proposal lets come, judging as companies do today."""
    size = len(skills)
    head_start = np.where(is_second, *(_NORMAL.inv_cdf(share) for share in PLACED_AT_ONCE[::-1]))
    paper = SKILL_ON_PAPER * skills + (1 - SKILL_ON_PAPER**2) ** 0.5 * rng.normal(size=size)
    judged = PERSISTENCE**0.5 * paper + (1 - PERSISTENCE) ** 0.5 * rng.normal(size=size)
    passes: Array = (judged + head_start > 0) | (rng.random(size) >= world.veto / 100)
    return passes
