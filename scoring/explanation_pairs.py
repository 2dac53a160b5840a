"""Which criterion gave which part of a fit, for many pairs at once.

The same rows as :func:`scoring.explanation.explain`, one after the other in whole arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from scoring.explanation import ExplainedCriterion
from scoring.fit import EssentialState
from scoring.fit_pairs import Evidence, Integers, PairFits, Requirements, fit_pairs
from scoring.rubric import LEVELS, NOT_OBSERVED
from scoring.shortfalls import MEANS_IN_SIXTHS, PARTS_OF_A_LEVEL, UNITS

ESSENTIAL_STATES: Final = (None, *EssentialState)
"""What the numbers in :attr:`PairExplanations.essentials` stand for."""

_MET, _NOT_MET, _DOUBT, _OPEN = range(1, len(ESSENTIAL_STATES))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairExplanations:
    """Fits, and where they came from: one row per pair and criterion, in compressed rows.

    Attributes
    ----------
    fits : PairFits
        What is explained.
    indptr : ndarray of int64, shape (n_pairs + 1,)
        Pair `p` has the rows from ``indptr[p]`` up to ``indptr[p + 1]``.
    competences : ndarray of int32, shape (n_rows,)
        The column of each competence asked, ascending within a pair.
    required : ndarray of int8, shape (n_rows,)
        The level asked; 1 means "learns it here".
    sixths : ndarray of uint8, shape (n_rows,)
        The mean of the independent levels in sixths of a level; 0 when not yet observed.
    weights : ndarray of int32, shape (n_rows,)
        What each criterion weighs; 0 when it is not active.
    asked_weights : ndarray of int32, shape (n_pairs,)
        What all criteria of the pair weigh together.
    losses : ndarray of int32, shape (n_rows,)
        What each criterion took off the fit, over the `denominators` of its pair.
    denominators : ndarray of int32, shape (n_pairs,)
        Not reduced, positive.
    essentials : ndarray of int8, shape (n_rows,)
        How the essential stands, as a number in `ESSENTIAL_STATES`; 0 when it is none.
    clip_losses, clip_denominators : ndarray of int64, shape (n_pairs,)
        The row of the bound, not reduced; denominators are positive.
    """

    fits: PairFits
    indptr: npt.NDArray[np.int64]
    competences: npt.NDArray[np.int32]
    required: npt.NDArray[np.int8]
    sixths: npt.NDArray[np.uint8]
    weights: npt.NDArray[np.int32]
    asked_weights: npt.NDArray[np.int32]
    losses: npt.NDArray[np.int32]
    denominators: npt.NDArray[np.int32]
    essentials: npt.NDArray[np.int8]
    clip_losses: npt.NDArray[np.int64]
    clip_denominators: npt.NDArray[np.int64]

    def rows_of(self, pair: int, names: Sequence[str]) -> tuple[ExplainedCriterion, ...]:
        """Return the rows of one pair as the scalar form has them.

        Parameters
        ----------
        pair : int
            Which pair.
        names : sequence of str, shape (n_competences,)
            What the columns are called.
        """
        asked_weight, denominator = int(self.asked_weights[pair]), int(self.denominators[pair])
        return tuple(
            ExplainedCriterion(
                competence=names[self.competences[row]],
                required=int(self.required[row]),
                level=Fraction(int(self.sixths[row]), PARTS_OF_A_LEVEL)
                if self.sixths[row]
                else None,
                share=Fraction(int(self.weights[row]), max(asked_weight, 1)),
                loss=Fraction(int(self.losses[row]), denominator),
                essential=ESSENTIAL_STATES[self.essentials[row]],
            )
            for row in range(int(self.indptr[pair]), int(self.indptr[pair + 1]))
        )


def explain_pairs(
    ratings: Integers, requirements: Requirements, students: Integers, places: Integers
) -> PairExplanations:
    """Explain the fits of many pairs of student and place, row by row.

    Parameters
    ----------
    ratings : ndarray of int, shape (n_students, n_competences, n_assessors)
        Levels as for :meth:`scoring.fit_pairs.Evidence.from_ratings`.
    requirements : Requirements
        What every place asks; a criterion at level 0 is not asked and has no row.
    students, places : ndarray of int, shape (n_pairs,)
        Row numbers of the pairs wanted.

    Returns
    -------
    PairExplanations
        Per pair the rows' losses and the loss of the clip sum exactly to ``1 - fit``.

    Raises
    ------
    ValueError
        As :func:`scoring.fit_pairs.fit_pairs`.

    Examples
    --------
    >>> asked = Requirements(np.array([[3, 2]]), np.array([[2, 1]]), np.zeros((1, 2), bool))
    >>> explained = explain_pairs(
    ...     np.array([[[2, 3], [4, 4]]]), asked, np.array([0]), np.array([0]))
    >>> [(row.competence, row.loss) for row in explained.rows_of(0, ["plan", "help"])]
    [('plan', Fraction(1, 9)), ('help', Fraction(0, 1))]
    """
    evidence = Evidence.from_ratings(ratings)
    fits = fit_pairs(evidence, requirements, students, places)
    asked_by, columns = np.nonzero(requirements.required)
    counts = np.bincount(asked_by, minlength=len(requirements.required))
    lengths = counts[places]
    indptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    # Which of all criteria asked each row is, and whose levels it looks at.
    first = np.cumsum(counts) - counts
    asked = np.repeat(first[places] - indptr[:-1], lengths) + np.arange(indptr[-1])
    owners, competences = np.repeat(students, lengths), columns.astype(np.int32)[asked]
    required = requirements.required[asked_by, columns].astype(np.int8)[asked]
    active = np.where(requirements.active, requirements.weights, 0)
    weights = active[asked_by, columns].astype(np.int32)[asked]
    sums, counted = evidence.sums[owners, competences], evidence.counts[owners, competences]
    sixths = sums * MEANS_IN_SIXTHS[counted]
    short = np.maximum(PARTS_OF_A_LEVEL * required.astype(np.int32) - sixths, 0)
    losses = np.where(sixths, weights * short, 0).astype(np.int32)

    def of_pairs(values: Integers) -> npt.NDArray[np.int64]:
        before = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
        sums: npt.NDArray[np.int64] = before[indptr[1:]] - before[indptr[:-1]]
        return sums

    seen_weights = of_pairs(np.where(sixths, weights, 0))
    denominators: npt.NDArray[np.int64] = UNITS * np.maximum(seen_weights, 1)
    clipped = fits.losses * denominators - of_pairs(losses) * fits.denominators
    return PairExplanations(
        fits=fits,
        indptr=indptr,
        competences=competences,
        required=required,
        sixths=sixths,
        weights=weights,
        asked_weights=active.sum(axis=1, dtype=np.int32)[places],
        losses=losses,
        denominators=denominators.astype(np.int32),
        essentials=_essentials(
            ratings, requirements.essential[asked_by, columns][asked], owners, competences, required
        ),
        clip_losses=clipped,
        clip_denominators=denominators * fits.denominators,
    )


def _essentials(
    ratings: Integers,
    is_essential: npt.NDArray[np.bool_],
    owners: Integers,
    competences: npt.NDArray[np.int32],
    required: npt.NDArray[np.int8],
) -> npt.NDArray[np.int8]:
    """Say how every essential stands, as :func:`scoring.fit.essential_state` does."""
    states = np.zeros(len(is_essential), dtype=np.int8)
    rows = np.flatnonzero(is_essential)
    levels, asked = ratings[owners[rows], competences[rows]], required[rows]
    lowest = np.where(levels == NOT_OBSERVED, LEVELS[-1], levels).min(axis=1, initial=LEVELS[-1])
    highest = levels.max(axis=1, initial=NOT_OBSERVED)
    where = [highest == NOT_OBSERVED, lowest >= asked, highest < asked]
    states[rows] = np.select(where, [_OPEN, _MET, _NOT_MET], _DOUBT)
    return states
