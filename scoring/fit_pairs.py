"""Exact fit of a whole round: integer arrays in, integer losses and denominators out.

The same arithmetic as :func:`scoring.fit.fit`, one row per possible pair of student and place.
"""

from dataclasses import dataclass
from typing import Any, Final, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.compiled import compiled_for
from scoring.fit import MOST_ASSESSORS, NEEDED_COVERAGE
from scoring.rubric import ASKABLE_LEVELS, LEARNED_HERE, LEVELS, NOT_OBSERVED
from scoring.shortfalls import FIELD, SHORTFALLS, UNITS, shortfall_codes

Integers: TypeAlias = npt.NDArray[np.integer[Any]]
Booleans: TypeAlias = npt.NDArray[np.bool_]

MOST_WEIGHT: Final = 4000
"""Largest total weight of one place: up to it every product fits, here in 32 bits and in
:mod:`scoring.bands` in 64."""

_COVERED: Final = NEEDED_COVERAGE.numerator
_COVERED_OF: Final = NEEDED_COVERAGE.denominator

CHUNK: Final = 1 << 15
"""Pairs worked on at a time: small enough for the cache, large enough to hide Python."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the assessors saw: one row per student, one column per competence.

    Attributes
    ----------
    sums : ndarray of uint8, shape (n_students, n_competences)
        Sum of the independent levels; 0 where nothing was observed.
    counts : ndarray of uint8, shape (n_students, n_competences)
        How many assessors gave a level, 0 to 3.
    highest : ndarray of uint8, shape (n_students, n_competences)
        The highest of those levels; 0 where nothing was observed.
    """

    sums: Integers
    counts: Integers
    highest: Integers

    @classmethod
    def from_ratings(cls, ratings: Integers) -> Self:
        """Summarise the ratings of a round.

        Parameters
        ----------
        ratings : ndarray of int, shape (n_students, n_competences, n_assessors)
            Levels 1 to 4; 0 where that assessor gave none. At most three assessors.

        Raises
        ------
        ValueError
            If the shape or a level is not as stated.

        Examples
        --------
        >>> evidence = Evidence.from_ratings(np.array([[[2, 3], [0, 4], [0, 0]]]))
        >>> evidence.sums, evidence.counts
        (array([[5, 4, 0]], dtype=uint8), array([[2, 1, 0]], dtype=uint8))
        """
        if ratings.ndim != 3 or ratings.shape[2] > MOST_ASSESSORS:
            raise ValueError(
                f"ratings must have shape (n_students, n_competences, up to {MOST_ASSESSORS} "
                f"assessors), got {ratings.shape}"
            )
        _within("a rating", ratings, NOT_OBSERVED, LEVELS[-1])
        shape = ratings.shape[:2]
        sums, counts, highest = (np.zeros(shape, dtype=np.uint8) for _ in range(3))
        for assessor in range(ratings.shape[2]):  # one whole column at a time is much faster
            levels = ratings[:, :, assessor].astype(np.uint8)
            sums += levels
            counts += levels != NOT_OBSERVED
            np.maximum(highest, levels, out=highest)
        return cls(sums=sums, counts=counts, highest=highest)


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the places ask: one row per place, one column per competence.

    Attributes
    ----------
    required : ndarray of int, shape (n_places, n_competences)
        Level asked, 1 to 3; 0 or 1 where nothing active is asked.
    weights : ndarray of int, shape (n_places, n_competences)
        How much each requirement counts; not negative, at most 4,000 per place.
    essential : ndarray of bool, shape (n_places, n_competences)
        Which requirements nothing can make up for; they must be active.

    Raises
    ------
    ValueError
        If the shapes disagree or a value is not as stated.
    """

    required: Integers
    weights: Integers
    essential: Booleans

    def __post_init__(self) -> None:
        if not self.required.shape == self.weights.shape == self.essential.shape:
            raise ValueError(
                "required, weights and essential must have one shape, got "
                f"{self.required.shape}, {self.weights.shape} and {self.essential.shape}"
            )
        _within("a requirement", self.required, 0, ASKABLE_LEVELS[-1])
        _within("a weight", self.weights, 0, MOST_WEIGHT)
        if self.weights.sum(axis=1, dtype=np.int64).max(initial=0) > MOST_WEIGHT:
            raise ValueError(f"the weights of one place add up to at most {MOST_WEIGHT}")
        if np.any(self.essential & ~self.active):
            raise ValueError("an essential must ask more than level 1 and have weight")

    @property
    def active(self) -> Booleans:
        """Which requirements take part in the fit, of the same shape."""
        active: Booleans = (self.required > LEARNED_HERE) & (self.weights > 0)
        return active


@dataclass(frozen=True, slots=True)
class PairFits:
    """Exact fits, one row per pair: ``1 - losses / denominators``.

    Attributes
    ----------
    losses, denominators : ndarray of int32, shape (n_pairs,)
        The loss as a fraction, not reduced; denominators are positive.
    is_rankable : ndarray of bool, shape (n_pairs,)
        Whether there is evidence for three quarters of the weight and for every essential.
    meets_essentials : ndarray of bool, shape (n_pairs,)
        Whether no essential is certainly not met.
    """

    losses: npt.NDArray[np.int32]
    denominators: npt.NDArray[np.int32]
    is_rankable: Booleans
    meets_essentials: Booleans

    @property
    def numerators(self) -> npt.NDArray[np.int32]:
        """Numerators of the fit over the same denominators."""
        return self.denominators - self.losses

    def of(self, pairs: Integers | Booleans) -> "PairFits":
        """Return the fits of some of the pairs."""
        return PairFits(
            losses=self.losses[pairs],
            denominators=self.denominators[pairs],
            is_rankable=self.is_rankable[pairs],
            meets_essentials=self.meets_essentials[pairs],
        )


def fit_pairs(
    evidence: Evidence, requirements: Requirements, students: Integers, places: Integers
) -> PairFits:
    """Compute the exact fit of many pairs of student and place.

    Parameters
    ----------
    evidence : Evidence
        What the assessors saw of every student.
    requirements : Requirements
        What every place asks, over the same competences.
    students, places : ndarray of int, shape (n_pairs,)
        Row numbers of the pairs wanted.

    Returns
    -------
    PairFits
        One row per pair, in the order given.

    Raises
    ------
    ValueError
        If the competences or the lengths of the pairs disagree.

    References
    ----------
    ``docs/method.md``, section 6.

    Examples
    --------
    >>> evidence = Evidence.from_ratings(np.array([[[2, 3], [4, 4]]]))
    >>> asked = Requirements(np.array([[3, 2]]), np.array([[2, 1]]), np.zeros((1, 2), bool))
    >>> fits = fit_pairs(evidence, asked, np.array([0]), np.array([0]))
    >>> fits.numerators, fits.denominators
    (array([48], dtype=int32), array([54], dtype=int32))
    """
    if evidence.sums.shape[1] != requirements.required.shape[1]:
        raise ValueError(
            "evidence and requirements must be over the same competences, got "
            f"{evidence.sums.shape[1]} and {requirements.required.shape[1]}"
        )
    if students.shape != places.shape or students.ndim != 1:
        raise ValueError(
            f"students and places must be of one length, got {students.shape} and {places.shape}"
        )
    asked = _Slots.of(requirements)
    codes = shortfall_codes(evidence.sums, evidence.counts)
    n_pairs = len(students)
    fits = PairFits(
        losses=np.empty(n_pairs, dtype=np.int32),
        denominators=np.empty(n_pairs, dtype=np.int32),
        is_rankable=np.empty(n_pairs, dtype=np.bool_),
        meets_essentials=np.empty(n_pairs, dtype=np.bool_),
    )
    filled = fits.losses, fits.denominators, fits.is_rankable, fits.meets_essentials
    loop = compiled_for(fit_one_by_one, n_pairs)
    if loop is not None:
        given = np.stack([asked.cells.T, asked.weights.T], axis=-1).astype(np.uint32)
        loop(
            given,
            asked.weight,
            asked.n_essential,
            codes,
            evidence.highest,
            SHORTFALLS,
            students,
            places,
            *filled,
        )
        return fits
    for start in range(0, n_pairs, CHUNK):
        rows = slice(start, start + CHUNK)
        _fit_chunk(
            asked,
            codes.ravel(),
            evidence.highest,
            students[rows],
            places[rows],
            [one[rows] for one in filled],
        )
    return fits


def fit_one_by_one(
    slots: npt.NDArray[np.uint32],
    weight: npt.NDArray[np.int64],
    n_essential: npt.NDArray[np.intp],
    codes: npt.NDArray[np.uint8],
    highest: npt.NDArray[np.uint8],
    shortfalls: npt.NDArray[np.int64],
    students: Integers,
    places: Integers,
    losses: npt.NDArray[np.int32],
    denominators: npt.NDArray[np.int32],
    is_rankable: Booleans,
    meets_essentials: Booleans,
) -> None:
    """Fit pair after pair: the loop of :func:`fit_pairs` for machine code.

    Parameters
    ----------
    slots : ndarray of uint32, shape (n_places, n_slots, 2)
        Of every active requirement, essentials first: its column in `codes` and its weight;
        weight 0 beyond the last one.
    weight, n_essential : ndarray of int, shape (n_places,)
        The total weight of each place, and how many essentials it has.
    codes : ndarray of uint8, shape (n_students, 2 * n_competences)
        How far each student falls short of level 2 and of level 3, as in `SHORTFALLS`.
    highest : ndarray of uint8, shape (n_students, n_competences)
        The highest level.
    shortfalls : ndarray of int64, shape (n_codes,)
        `SHORTFALLS`.
    students, places : ndarray of int, shape (n_pairs,)
        The pairs.
    losses, denominators, is_rankable, meets_essentials : ndarray, shape (n_pairs,)
        Filled as in :class:`PairFits`.
    """
    n_competences = highest.shape[1]
    for pair in range(len(students)):
        student, place = students[pair], places[pair]
        asked, fallen_short = slots[place], codes[student]
        total = 0
        for slot in range(len(asked)):  # all of them: no branch that is hard to foresee
            total += asked[slot, 1] * shortfalls[fallen_short[asked[slot, 0]]]
        lost, at_worst, seen_weight = total & FIELD, (total >> 16) & FIELD, total >> 32
        asked_weight = weight[place]
        is_open = is_failed = False
        for slot in range(n_essential[place]):
            needed = 2 + asked[slot, 0] // n_competences
            competence = asked[slot, 0] % n_competences
            is_open |= highest[student, competence] == 0
            is_failed |= 0 < highest[student, competence] < needed
        if seen_weight == 0 or lost * asked_weight > at_worst * seen_weight:
            losses[pair], denominators[pair] = at_worst, UNITS * max(asked_weight, 1)
        else:
            losses[pair], denominators[pair] = lost, UNITS * seen_weight
        covered = seen_weight * _COVERED_OF >= asked_weight * _COVERED
        is_rankable[pair] = covered and not is_open
        meets_essentials[pair] = not is_failed


@dataclass(frozen=True, slots=True)
class _Slots:
    """The active requirements of the places, one row per slot: essentials first, then padding.

    Arrays of rows have the shape (n_slots, n_places). A slot holds its column among the codes and
    its weight; a padded slot has weight 0 and changes nothing.
    """

    cells: npt.NDArray[np.intp]
    weights: npt.NDArray[np.int64]
    weight: npt.NDArray[np.int64]
    n_essential: npt.NDArray[np.intp]

    @classmethod
    def of(cls, requirements: Requirements) -> Self:
        active = requirements.active
        places, columns = np.nonzero(active)
        if requirements.essential.any():
            is_other = ~requirements.essential[places, columns]
            order = np.argsort(2 * places + is_other, kind="stable")
            places, columns = places[order], columns[order]
        counts = np.bincount(places, minlength=len(active))
        slots = np.arange(len(places)) - (np.cumsum(counts) - counts)[places]
        shape = (int(counts.max(initial=0)), len(active))
        cells, weights = np.zeros(shape, dtype=np.intp), np.zeros(shape, dtype=np.int64)
        asks_most = requirements.required[places, columns] == ASKABLE_LEVELS[-1]
        cells[slots, places] = columns + active.shape[1] * asks_most
        weights[slots, places] = requirements.weights[places, columns]
        return cls(
            cells=cells,
            weights=weights,
            weight=weights.sum(axis=0),
            n_essential=requirements.essential.sum(axis=1),
        )


def _fit_chunk(
    asked: _Slots,
    codes: npt.NDArray[np.uint8],
    highest: Integers,
    students: Integers,
    places: Integers,
    filled: list[Any],
) -> None:
    """Fill a piece of the result."""
    losses, denominators, is_rankable, meets_essentials = filled
    n_competences = highest.shape[1]
    places = places.astype(np.intp)  # what indexing works with; converted once, not per slot
    first = students.astype(np.intp) * (2 * n_competences)
    total = np.zeros(len(students), dtype=np.int64)
    for cells, weights in zip(asked.cells, asked.weights, strict=True):
        packed = SHORTFALLS.take(codes.take(cells.take(places) + first))
        packed *= weights.take(places)
        total += packed
    lost, at_worst, seen_weight = total & FIELD, (total >> 16) & FIELD, total >> 32
    is_open = np.zeros(len(students), dtype=np.bool_)
    is_failed = is_open.copy()
    n_essential = asked.n_essential[places]
    for slot in range(int(n_essential.max(initial=0))):
        rows = np.flatnonzero(n_essential > slot)
        above, competences = np.divmod(asked.cells[slot][places[rows]], n_competences)
        seen = highest[students[rows], competences]
        is_open[rows] |= seen == NOT_OBSERVED
        is_failed[rows] |= (seen != NOT_OBSERVED) & (seen < 2 + above)
    asked_weight = asked.weight.take(places)
    # Fit cannot fall below everything unseen taken as level 1; above HIGH it never comes.
    at_low = (lost * asked_weight > at_worst * seen_weight) | (seen_weight == 0)
    losses[:] = np.where(at_low, at_worst, lost)
    denominators[:] = UNITS * np.maximum(np.where(at_low, asked_weight, seen_weight), 1)
    is_rankable[:] = (seen_weight * _COVERED_OF >= asked_weight * _COVERED) & ~is_open
    meets_essentials[:] = ~is_failed


def _within(thing: str, values: Integers, lowest: int, highest: int) -> None:
    if not np.issubdtype(values.dtype, np.integer):
        raise ValueError(f"{thing} must be a whole number, got {values.dtype}")
    if values.size and not lowest <= values.min() <= values.max() <= highest:
        raise ValueError(f"{thing} must lie between {lowest} and {highest}")
