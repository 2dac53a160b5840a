"""Exact fit of a whole round: integer arrays in, integer losses and denominators out.

The same arithmetic as :func:`scoring.fit.fit`, one row per possible pair of student and place.
"""

from dataclasses import dataclass
from typing import Any, Final, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.compiled import compiled_for
from scoring.fit import MOST_ASSESSORS, NEEDED_COVERAGE
from scoring.rubric import ASKABLE_LEVELS, LEARNED_HERE, LEVELS, NOT_OBSERVED, WIDEST_GAP

Integers: TypeAlias = npt.NDArray[np.integer[Any]]
Booleans: TypeAlias = npt.NDArray[np.bool_]

PARTS_OF_A_LEVEL: Final = 6
"""Means of one, two or three levels are whole numbers of sixths."""

UNITS: Final = PARTS_OF_A_LEVEL * WIDEST_GAP
"""Parts that one criterion of weight 1 can lose: sixths of a level over the three-level scale."""

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
    seen = _Seen.of(evidence)
    n_pairs = len(students)
    fits = PairFits(
        losses=np.empty(n_pairs, dtype=np.int32),
        denominators=np.empty(n_pairs, dtype=np.int32),
        is_rankable=np.empty(n_pairs, dtype=np.bool_),
        meets_essentials=np.empty(n_pairs, dtype=np.bool_),
    )
    loop = compiled_for(fit_one_by_one, n_pairs)
    if loop is not None:
        loop(*_for_loop(asked, seen), students, places, *_filled(fits))
        return fits
    for start in range(0, n_pairs, CHUNK):
        rows = slice(start, start + CHUNK)
        _fit_chunk(asked, seen, students[rows], places[rows], fits, rows)
    return fits


def fit_one_by_one(
    slots: npt.NDArray[np.int32],
    sizes: npt.NDArray[np.int32],
    sixths: npt.NDArray[np.uint8],
    highest: npt.NDArray[np.uint8],
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
    slots : ndarray of int32, shape (n_places, n_slots, 4)
        Of every active requirement: competence, level needed in sixths, weight, is essential.
    sizes : ndarray of int32, shape (n_places,)
        How many active requirements each place has.
    sixths : ndarray of uint8, shape (n_students, n_competences)
        The mean level in sixths; 0 where nothing was observed.
    highest : ndarray of uint8, shape (n_students, n_competences)
        The highest level in sixths.
    students, places : ndarray of int, shape (n_pairs,)
        The pairs.
    losses, denominators, is_rankable, meets_essentials : ndarray, shape (n_pairs,)
        Filled as in :class:`PairFits`.
    """
    for pair in range(len(students)):
        student, place = students[pair], places[pair]
        lost = missing = asked_weight = seen_weight = 0
        is_open = is_failed = False
        for slot in range(sizes[place]):
            competence, needed = slots[place, slot, 0], slots[place, slot, 1]
            weight, level = slots[place, slot, 2], sixths[student, competence]
            seen = weight if level > 0 else 0  # no branches: levels are hard to foresee
            asked_weight += weight
            seen_weight += seen
            missing += (weight - seen) * (needed - PARTS_OF_A_LEVEL)
            lost += seen * max(needed - level, 0)
            if slots[place, slot, 3]:
                is_open |= level == 0
                is_failed |= level > 0 and highest[student, competence] < needed
        at_worst = lost + missing
        if seen_weight == 0 or lost * asked_weight > at_worst * seen_weight:
            losses[pair], denominators[pair] = at_worst, UNITS * max(asked_weight, 1)
        else:
            losses[pair], denominators[pair] = lost, UNITS * seen_weight
        covered = seen_weight * _COVERED_OF >= asked_weight * _COVERED
        is_rankable[pair] = covered and not is_open
        meets_essentials[pair] = not is_failed


def _filled(fits: PairFits) -> tuple[Any, ...]:
    return fits.losses, fits.denominators, fits.is_rankable, fits.meets_essentials


def _for_loop(asked: "_Slots", seen: "_Seen") -> tuple[Any, ...]:
    """Lay evidence and requirements out row by row, as the loop reads them."""
    columns = asked.competences, asked.needed, asked.weights, asked.essential
    slots = np.ascontiguousarray(np.stack(columns, axis=-1, dtype=np.int32).swapaxes(0, 1))
    sixths = np.where(seen.is_missing, 0, seen.sixths).astype(np.uint8)
    return (
        slots,
        (asked.weights > 0).sum(axis=0, dtype=np.int32),
        sixths.reshape(-1, seen.n_competences),
        (seen.highest * PARTS_OF_A_LEVEL).astype(np.uint8).reshape(-1, seen.n_competences),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """The evidence as flat arrays, one entry per student and competence.

    What is not observed stands at level 1 in `sixths`, which is its worst, and is marked.
    """

    n_competences: int
    sixths: npt.NDArray[np.int32]
    is_missing: npt.NDArray[np.int32]
    highest: Integers

    @classmethod
    def of(cls, evidence: Evidence) -> Self:
        means = evidence.sums * np.array([0, 6, 3, 2], dtype=np.uint8)[evidence.counts]
        return cls(
            n_competences=means.shape[1],
            sixths=np.where(means, means, PARTS_OF_A_LEVEL).astype(np.int32).ravel(),
            is_missing=(means == 0).astype(np.int32).ravel(),
            highest=evidence.highest.ravel(),
        )


@dataclass(frozen=True, slots=True)
class _Slots:
    """The active requirements of the places, one row per slot: essentials first, then padding.

    Every array but `weight` has shape (n_slots, n_places); `needed` is in sixths of a level, and
    a padded slot needs level 1 with weight 0, so it changes nothing.
    """

    competences: npt.NDArray[np.int32]
    needed: npt.NDArray[np.int32]
    weights: npt.NDArray[np.int32]
    essential: Booleans
    weight: npt.NDArray[np.int32]

    @classmethod
    def of(cls, requirements: Requirements) -> Self:
        active = requirements.active
        width = int(active.sum(axis=1).max(initial=0))
        columns = np.lexsort((~requirements.essential, ~active), axis=1)[:, :width]

        def packed(values: Integers | Booleans) -> npt.NDArray[np.int32]:
            return np.take_along_axis(values, columns, axis=1).T.astype(np.int32)

        weights = packed(np.where(active, requirements.weights, 0))
        return cls(
            competences=np.ascontiguousarray(columns.T.astype(np.int32)),
            needed=packed(np.where(active, requirements.required, 1)) * PARTS_OF_A_LEVEL,
            weights=weights,
            essential=packed(requirements.essential).astype(np.bool_),
            weight=weights.sum(axis=0, dtype=np.int32),
        )


def _fit_chunk(
    asked: _Slots,
    seen: _Seen,
    students: Integers,
    places: Integers,
    fits: PairFits,
    rows: slice,
) -> None:
    """Fill the given rows of the result."""
    places = places.astype(np.intp)  # what indexing works with; converted once, not per slot
    first = students.astype(np.intp) * seen.n_competences
    at_worst = np.zeros(len(students), dtype=np.int32)
    unseen, missing_weight = at_worst.copy(), at_worst.copy()
    is_open = np.zeros(len(students), dtype=np.bool_)
    is_failed = is_open.copy()
    for slot, competences in enumerate(asked.competences):
        cells = first + competences[places]
        needed, weights = asked.needed[slot][places], asked.weights[slot][places]
        gone = weights * seen.is_missing[cells]
        at_worst += weights * np.maximum(needed - seen.sixths[cells], 0)
        unseen += gone * (needed - PARTS_OF_A_LEVEL)
        missing_weight += gone
        if asked.essential[slot].any():
            essential = asked.essential[slot][places]
            is_open |= essential & (gone > 0)
            highest = seen.highest[cells].astype(np.int32) * PARTS_OF_A_LEVEL
            is_failed |= essential & (gone == 0) & (highest < needed)
    lost, asked_weight = at_worst - unseen, asked.weight[places]
    seen_weight = asked_weight - missing_weight
    # Fit cannot fall below everything unseen taken as level 1; above HIGH it never comes.
    at_low = (lost * asked_weight > at_worst * seen_weight) | (seen_weight == 0)
    fits.losses[rows] = np.where(at_low, at_worst, lost)
    fits.denominators[rows] = UNITS * np.maximum(np.where(at_low, asked_weight, seen_weight), 1)
    covered = seen_weight * NEEDED_COVERAGE.denominator >= asked_weight * NEEDED_COVERAGE.numerator
    fits.is_rankable[rows] = covered & ~is_open
    fits.meets_essentials[rows] = ~is_failed


def _within(thing: str, values: Integers, lowest: int, highest: int) -> None:
    if not np.issubdtype(values.dtype, np.integer):
        raise ValueError(f"{thing} must be a whole number, got {values.dtype}")
    if values.size and not lowest <= values.min() <= values.max() <= highest:
        raise ValueError(f"{thing} must lie between {lowest} and {highest}")
