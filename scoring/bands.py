"""Who counts as equal: the standard error of the fit, and bands of that width below fit 1."""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt, lcm
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.fit_pairs import Evidence, Integers, PairFits, Requirements, fit_pairs
from scoring.rubric import NOT_OBSERVED

Numbers: TypeAlias = Any
"""A whole number, or an array of Python's own: of any size."""

ERROR_UNITS: Final = 10**9
"""Squared standard errors are kept as whole billionths: the fixed denominator of the method."""

EVERYONE_EQUAL: Final = 0
"""The squared error of a place whose scores are too unreliable to tell anyone apart."""

PRIOR_COUNT: Final = 20
"""How many doubly scored students the historical error weighs as."""

PRIOR_SQUARED_ERROR: Final = Fraction(8, 100) ** 2
"""The historical error a school starts with: 0.08 of a fit, squared."""

PAIRS_TO_JUDGE: Final = 50
"""Doubly scored students of one place from which their reliability decides anything."""


SUMS_TO_JUDGE: Final = ((1, 1), (1, 2), (-1, 1), (-1, 2))
"""The sums that tell how far two assessors agree: of what sign and power."""

NOTHING_TO_POOL: Final = "a standard error needs doubly scored students or a prior"


def pooled_squared_error(
    first: Sequence[Fraction],
    second: Sequence[Fraction],
    *,
    prior_count: int = PRIOR_COUNT,
    prior_squared_error: Fraction = PRIOR_SQUARED_ERROR,
) -> int:
    r"""Pool how far two assessors differ with what is known from earlier rounds.

    .. math:: SE^2 = \frac{\sum_i (F_{i1} - F_{i2})^2 / 4 + n_0 SE_0^2}{n + n_0}

    Parameters
    ----------
    first, second : sequence of Fraction
        Fit of each doubly scored student by the one and by the other assessor, 0 to 1.
    prior_count : int
        Weight of the earlier rounds, in students; with 0, the scores must differ somewhere.
    prior_squared_error : Fraction
        Squared standard error of the earlier rounds.

    Returns
    -------
    int
        The squared standard error in billionths, rounded to the nearest; at least 1.

    Raises
    ------
    ValueError
        If the lengths differ, or there is neither a pair nor a prior.

    References
    ----------
    ``docs/method.md``, section 7.

    Examples
    --------
    >>> pooled_squared_error([], [])
    6400000
    >>> pooled_squared_error([Fraction(1)], [Fraction(1, 2)])
    9071429
    """
    if len(first) != len(second):
        raise ValueError(f"two scores per student are needed, got {len(first)} and {len(second)}")
    if len(first) + prior_count <= 0:
        raise ValueError(NOTHING_TO_POOL)
    squares = sum(((a - b) ** 2 for a, b in zip(first, second, strict=True)), Fraction(0))
    prior = prior_count * prior_squared_error
    count = len(first) + prior_count
    return max(1, int(_pooled(squares.numerator, squares.denominator, count, prior)))


def squared_errors_of_places(
    ratings: Integers,
    requirements: Requirements,
    students: Integers,
    places: Integers,
    *,
    prior_count: int = PRIOR_COUNT,
    prior_squared_error: Fraction = PRIOR_SQUARED_ERROR,
    pairs_to_judge: int = PAIRS_TO_JUDGE,
) -> npt.NDArray[np.int64]:
    """Compute the squared standard error of every place from its doubly scored students.

    A student counts for a place where the first and the second assessor have scored the same
    of its active requirements, and at least one. Third opinions take no part. Where the two
    agree too little for that (:func:`is_too_unreliable`), everyone is equal.

    Parameters
    ----------
    ratings : ndarray of int, shape (n_students, n_competences, n_assessors)
        Levels as for :meth:`scoring.fit_pairs.Evidence.from_ratings`; two assessors or more,
        and at most 64 competences.
    requirements : Requirements
        What the places ask.
    students, places : ndarray of int, shape (n_pairs,)
        The possible pairs of the round.
    prior_count, prior_squared_error
        As for :func:`pooled_squared_error`.
    pairs_to_judge : int
        How many doubly scored students a place needs before too little agreement makes them
        equal; at least 2.

    Returns
    -------
    ndarray of int64, shape (n_places,)
        Squared standard errors in billionths; `EVERYONE_EQUAL` where the scores are too
        unreliable.

    Examples
    --------
    >>> ratings = np.array([[[2, 3]], [[2, 0]]])
    >>> asked = Requirements(np.array([[3]]), np.array([[1]]), np.zeros((1, 1), bool))
    >>> squared_errors_of_places(ratings, asked, np.array([0, 1]), np.array([0, 0]))
    array([7417989])
    """
    scored = ratings[:, :, :2] != NOT_OBSERVED
    asked = _bits(requirements.active)[places]
    by_both = asked & _bits(scored[:, :, 0] & scored[:, :, 1])[students]
    by_one = asked & _bits(scored[:, :, 0] ^ scored[:, :, 1])[students]
    doubly = (by_both != 0) & (by_one == 0)
    students, places = students[doubly], places[doubly]
    first, second = (
        fit_pairs(Evidence.from_ratings(ratings[:, :, [k]]), requirements, students, places)
        for k in (0, 1)
    )
    counts = np.bincount(places, minlength=len(requirements.required))
    if counts.size and counts.min() + prior_count <= 0:
        raise ValueError(NOTHING_TO_POOL)
    prior = prior_count * prior_squared_error
    errors = np.empty(len(counts), dtype=np.int64)
    errors[counts == 0] = _pooled(0, 1, max(prior_count, 1), prior)
    scored_at = np.flatnonzero(counts)
    common, (squares,) = _sums(first, second, places, [(-1, 2)])
    found = _pooled(squares, common**2, counts[scored_at].astype(object) + prior_count, prior)
    errors[scored_at] = found
    errors = np.maximum(errors, 1)
    judged = np.flatnonzero(counts >= max(2, pairs_to_judge))
    if judged.size:
        rows = np.flatnonzero(np.isin(places, judged))
        unreliable = _agree_too_little(
            counts[judged].astype(object),
            *_sums(first.of(rows), second.of(rows), places[rows], SUMS_TO_JUDGE)[1],
        )
        errors[judged[unreliable.astype(np.bool_)]] = EVERYONE_EQUAL
    return errors


def is_too_unreliable(first: Sequence[Fraction], second: Sequence[Fraction]) -> bool:
    r"""Say whether two assessors agree too little to tell students apart at a place.

    That is so when ICC(2,k) of their two fits is below one half, which in mean squares of
    students (R), assessors (C) and the rest (E) is, without dividing by what may be zero,

    .. math:: MS_R < 2 MS_E + (MS_C - MS_E) / n

    Parameters
    ----------
    first, second : sequence of Fraction
        Fit of each doubly scored student by the one and by the other assessor, 0 to 1; at
        least two students.

    Returns
    -------
    bool
        False also where all fits are the same: then nobody is told apart anyway.

    Raises
    ------
    ValueError
        If the lengths differ or there are fewer than two students.

    References
    ----------
    ``docs/method.md``, section 7. Shrout, P. E. & Fleiss, J. L. (1979). Intraclass
    correlations: uses in assessing rater reliability. Psychological Bulletin 86(2).

    Examples
    --------
    >>> low, high = Fraction(1, 3), Fraction(2, 3)
    >>> is_too_unreliable([low, high, low], [low, high, high])
    False
    >>> is_too_unreliable([low, high, low], [high, low, low])
    True
    """
    if len(first) != len(second) or len(first) < 2:
        raise ValueError(
            f"two scores of two students are needed, got {len(first)} and {len(second)}"
        )
    common = lcm(*(one.denominator for one in [*first, *second]))
    pairs = [(int(a * common), int(b * common)) for a, b in zip(first, second, strict=True)]
    sums = (sum((a + sign * b) ** power for a, b in pairs) for sign, power in SUMS_TO_JUDGE)
    return bool(_agree_too_little(len(pairs), *sums))


def band(value: Fraction, squared_error: int) -> int:
    r"""Say in which band a fit falls: ``floor((1 - fit) / SE)``, computed with whole numbers.

    The grid hangs from fit 1, so a band depends on nobody else who applied.

    Parameters
    ----------
    value : Fraction
        The fit, 0 to 1.
    squared_error : int
        Squared standard error in billionths, or `EVERYONE_EQUAL`.

    Returns
    -------
    int
        0 is the best band.

    Raises
    ------
    ValueError
        If the squared error is negative.

    Examples
    --------
    >>> band(Fraction(92, 100), 6_400_000), band(Fraction(921, 1000), 6_400_000)
    (1, 0)
    """
    if squared_error < 0:
        raise ValueError(f"a squared standard error cannot be negative, got {squared_error}")
    if squared_error == EVERYONE_EQUAL:
        return 0
    distance = 1 - value
    return isqrt(distance.numerator**2 * ERROR_UNITS // (distance.denominator**2 * squared_error))


def band_pairs(
    fits: PairFits,
    squared_errors: npt.NDArray[np.int64],
    places: npt.NDArray[np.integer[Any]],
) -> npt.NDArray[np.int32]:
    """Say for every pair of a round in which band it falls, as :func:`band` does.

    Parameters
    ----------
    fits : PairFits
        The fits, one row per pair.
    squared_errors : ndarray of int64, shape (n_places,)
        Squared standard error of each place in billionths, or `EVERYONE_EQUAL`.
    places : ndarray of int, shape (n_pairs,)
        The place of each pair.

    Returns
    -------
    ndarray of int32, shape (n_pairs,)
        Bands, 0 the best.

    Raises
    ------
    ValueError
        If a squared error is negative or above 1.

    Examples
    --------
    >>> enough = np.array([True])
    >>> fits = PairFits(np.array([2]), np.array([18]), enough, enough)
    >>> band_pairs(fits, np.array([6_400_000]), np.array([0]))
    array([1], dtype=int32)
    """
    if np.any((squared_errors < 0) | (squared_errors > ERROR_UNITS)):
        raise ValueError("a squared standard error must lie between 0 and 1")
    errors = squared_errors[places]
    squares = fits.losses.astype(np.int64) ** 2 * ERROR_UNITS
    widths = fits.denominators.astype(np.int64) ** 2 * np.maximum(errors, 1)
    ratios = np.where(errors == EVERYONE_EQUAL, 0, squares // widths)
    grid = np.arange(isqrt(int(ratios.max(initial=0))) + 1, dtype=np.int64) ** 2
    return (np.searchsorted(grid, ratios, side="right") - 1).astype(np.int32)


def _agree_too_little(
    count: Numbers, total: Numbers, squares: Numbers, apart: Numbers, squares_apart: Numbers
) -> Numbers:
    """Compare mean squares, from the sum and the sum of squares of sums and of differences.

    All are whole numbers over one denominator or its square, which then does not matter. The
    sum of a student's two fits carries what tells students apart, the difference what tells
    assessors apart; everything is multiplied by ``2 n (n - 1)`` and once more by `n`.
    """
    of_students = count * squares - total**2
    of_the_rest = count * squares_apart - apart**2
    of_assessors = apart**2 * (count - 1)
    return count * of_students < 2 * count * of_the_rest + of_assessors - of_the_rest


def _sums(
    first: PairFits, second: PairFits, places: Integers, wanted: Sequence[tuple[int, int]]
) -> tuple[Numbers, list[Numbers]]:
    """Sum ``(loss + sign * other loss) ** power`` for every place that occurs, exactly.

    Returns the common denominator of each place, ascending by place, and for each wanted sign
    and power the sums over that power of it: arrays of Python's own numbers, of any size.
    """
    common = first.denominators.astype(np.int64)
    one, other = first.losses.astype(np.int64), second.losses.astype(np.int64)
    rows = np.flatnonzero(first.denominators != second.denominators)  # one is on its lower bound
    common[rows] = np.lcm(common[rows], second.denominators[rows])
    one[rows] *= common[rows] // first.denominators[rows]
    other[rows] *= common[rows] // second.denominators[rows]
    if len(places) * (2 * int(common.max(initial=1))) ** 2 < 1 << 63:
        kinds = np.unique(common)
        labels = places.astype(np.int64) * len(kinds) + np.searchsorted(kinds, common)
    else:  # sums could outgrow 64 bits: every pair for itself
        labels = places.astype(np.int64) * len(places) + np.arange(len(places))
    order = np.argsort(labels)
    cells = _starts(labels[order])
    of_place = places[order[cells]]
    starts = _starts(of_place)
    denominators = common[order[cells]].astype(object)
    shared = np.lcm.reduceat(denominators, starts) if starts.size else denominators
    factors = np.repeat(shared, np.diff(starts, append=len(cells))) // denominators
    sums = []
    for sign, power in wanted:
        values = ((one + sign * other) ** power)[order]
        in_cells = np.add.reduceat(values, cells).astype(object) if cells.size else shared
        scaled = in_cells * factors**power
        sums.append(np.add.reduceat(scaled, starts) if starts.size else shared)
    return shared, sums


def _starts(ordered: Integers) -> npt.NDArray[np.intp]:
    """Return where each run of equal numbers begins."""
    return np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))


def _bits(facts: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
    """Pack each row of at most 64 facts into one number."""
    if facts.shape[1] > 64:
        raise ValueError(f"at most 64 competences, got {facts.shape[1]}")
    padded = np.zeros((len(facts), 64), dtype=np.bool_)
    padded[:, : facts.shape[1]] = facts
    return np.packbits(padded, axis=1).view(np.uint64).ravel()


def _pooled(squares: Numbers, denominator: Numbers, count: Numbers, prior: Fraction) -> Numbers:
    """Divide a quarter of the squared differences plus the prior by the count.

    In billionths, rounded to the nearest, halves to the even one.
    """
    over = 4 * denominator * prior.denominator * count
    whole = (squares * prior.denominator + 4 * denominator * prior.numerator) * ERROR_UNITS
    down, rest = whole // over, 2 * (whole % over)
    return down + ((rest > over) | ((rest == over) & (down % 2 == 1)))
