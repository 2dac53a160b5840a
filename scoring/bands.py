"""Who counts as equal: the standard error of the fit, and bands of that width below fit 1."""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt, lcm
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from scoring.fit_pairs import Evidence, Integers, PairFits, Requirements, fit_pairs
from scoring.rubric import NOT_OBSERVED

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
    differences = sum((abs(a - b) ** 2 for a, b in zip(first, second, strict=True)), Fraction(0))
    return _pooled(differences, len(first), prior_count, prior_squared_error)


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
    by_both = asked & _bits(scored.all(axis=2))[students]
    by_one = asked & _bits(scored.any(axis=2) & ~scored.all(axis=2))[students]
    doubly = (by_both != 0) & (by_one == 0)
    students, places = students[doubly], places[doubly]
    first, second = (
        fit_pairs(Evidence.from_ratings(ratings[:, :, [k]]), requirements, students, places)
        for k in (0, 1)
    )
    n_places = len(requirements.required)
    counts = np.bincount(places, minlength=n_places)
    errors = np.array(
        [
            _pooled(difference, count, prior_count, prior_squared_error)
            for difference, count in zip(
                _sums(first, second, places, n_places, -1, 2), counts.tolist(), strict=True
            )
        ],
        dtype=np.int64,
    )
    judged = np.flatnonzero(counts >= max(2, pairs_to_judge))
    if judged.size:
        errors[judged[_too_unreliable(first, second, places, judged)]] = EVERYONE_EQUAL
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
    sums = [a + b for a, b in zip(first, second, strict=True)]
    differences = [a - b for a, b in zip(first, second, strict=True)]
    return _agree_too_little(
        len(first),
        (sum(sums, Fraction(0)), sum((one**2 for one in sums), Fraction(0))),
        (sum(differences, Fraction(0)), sum((one**2 for one in differences), Fraction(0))),
    )


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


def _too_unreliable(
    first: PairFits, second: PairFits, places: Integers, judged: Integers
) -> list[bool]:
    """Say of each of some places whether its doubly scored students are too unreliable."""
    number = np.full(int(places.max()) + 1, -1)
    number[judged] = np.arange(len(judged))
    rows = np.flatnonzero(number[places] >= 0)
    first, second = first.of(rows), second.of(rows)
    places = number[places[rows]]
    counts = np.bincount(places).tolist()
    sums, squares, differences, squared_differences = (
        _sums(first, second, places, len(judged), sign, power)
        for sign in (1, -1)
        for power in (1, 2)
    )
    return [
        _agree_too_little(count, (total, square), (difference, squared_difference))
        for count, total, square, difference, squared_difference in zip(
            counts, sums, squares, differences, squared_differences, strict=True
        )
    ]


def _agree_too_little(
    count: int, sums: tuple[Fraction, Fraction], differences: tuple[Fraction, Fraction]
) -> bool:
    """Compare mean squares, from the sum and the sum of squares of sums and of differences.

    The sum of a student's two fits carries what tells students apart, the difference what
    tells assessors apart; everything is multiplied by ``2 (n - 1)``.
    """
    of_students = sums[1] - sums[0] ** 2 / count
    of_the_rest = differences[1] - differences[0] ** 2 / count
    of_assessors = differences[0] ** 2 * (count - 1) / count
    return of_students < 2 * of_the_rest + (of_assessors - of_the_rest) / count


def _sums(
    first: PairFits, second: PairFits, places: Integers, n_places: int, sign: int, power: int
) -> list[Fraction]:
    """Sum ``(loss + sign * other loss) ** power`` per place, exactly."""
    same = first.denominators == second.denominators
    labels = (places[same].astype(np.int64) << 32) | first.denominators[same]
    cells, cell = np.unique(labels, return_inverse=True)
    sums = np.zeros(len(cells), dtype=np.int64)
    both = (first.losses + sign * second.losses)[same].astype(np.int64)
    np.add.at(sums, cell, both**power)
    parts: list[list[tuple[int, int]]] = [[] for _ in range(n_places)]
    for label, total in zip(cells.tolist(), sums.tolist(), strict=True):
        place, denominator = divmod(label, 1 << 32)
        parts[place].append((total, denominator**power))
    for row in np.flatnonzero(~same).tolist():  # one of the two fits lies on its lower bound
        one, other = int(first.denominators[row]), int(second.denominators[row])
        crossed = int(first.losses[row]) * other + sign * int(second.losses[row]) * one
        parts[int(places[row])].append((crossed**power, (one * other) ** power))
    return [_added(some) for some in parts]


def _added(parts: list[tuple[int, int]]) -> Fraction:
    """Add numerators over denominators; one fraction at the end costs less than many."""
    common = lcm(*(denominator for _, denominator in parts))
    return Fraction(
        sum(numerator * (common // denominator) for numerator, denominator in parts), common
    )


def _bits(facts: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
    """Pack each row of at most 64 facts into one number."""
    if facts.shape[1] > 64:
        raise ValueError(f"at most 64 competences, got {facts.shape[1]}")
    powers = np.uint64(1) << np.arange(facts.shape[1], dtype=np.uint64)
    bits: npt.NDArray[np.uint64] = np.where(facts, powers, np.uint64(0)).sum(axis=1)
    return bits


def _pooled(differences: Fraction, count: int, prior_count: int, prior: Fraction) -> int:
    """Pool the sum of squared differences with the prior, in rounded billionths."""
    if count + prior_count <= 0:
        raise ValueError("a standard error needs doubly scored students or a prior")
    # (differences / 4 + prior_count * prior) / (count + prior_count), as one fraction
    weighed = prior_count * prior.numerator
    numerator = differences.numerator * prior.denominator + 4 * differences.denominator * weighed
    denominator = 4 * differences.denominator * prior.denominator * (count + prior_count)
    return max(1, round(Fraction(numerator * ERROR_UNITS, denominator)))
