"""Whether anyone has reason to complain: blocking pairs by name, and checks by cut-offs alone."""

import numpy as np
import numpy.typing as npt

from matching.compiled import compiled_for
from matching.priorities import Market
from matching.results import UNMATCHED, Assignment


def cutoffs(market: Market, assignment: Assignment) -> npt.NDArray[np.int64]:
    """Return the last admitted position of each place.

    Parameters
    ----------
    market : Market
        The market that was matched.
    assignment : Assignment
        Its result.

    Returns
    -------
    ndarray of int64, shape (n_places,)
        Positions as in :attr:`matching.priorities.Market.positions`: a place would admit
        whoever stands there or earlier. The end of its row while a seat is empty, and before
        its row if it has no seats at all.

    Examples
    --------
    >>> from matching.priorities import make_market
    >>> market = make_market(np.array([0, 1]), np.array([0, 0]), np.array([1, 1]),
    ...     np.array([5, 4]), n_students=2, capacities=np.array([1]))
    >>> cutoffs(market, Assignment(np.array([-1, 0]), np.array([-1, 0])))
    array([0])
    """
    edges = assignment.edges(market)
    edges = edges[edges >= 0]
    worst = market.place_indptr[:-1] - 1
    np.maximum.at(worst, market.places[edges], market.positions[edges])
    load = np.bincount(market.places[edges], minlength=market.n_places)
    return np.where(load < market.capacities, market.place_indptr[1:] - 1, worst)


def blocking_pairs(market: Market, assignment: Assignment) -> npt.NDArray[np.int64]:
    """Name every student and place that would both rather have each other.

    Parameters
    ----------
    market : Market
        The market that was matched.
    assignment : Assignment
        Its result, within the seats.

    Returns
    -------
    ndarray of int64, shape (n_blocking, 2)
        Student and place per row; none for a stable result.

    Raises
    ------
    ValueError
        If a place has more students than seats.

    Examples
    --------
    >>> from matching.priorities import make_market
    >>> market = make_market(np.array([0, 1]), np.array([0, 0]), np.array([1, 1]),
    ...     np.array([5, 4]), n_students=2, capacities=np.array([1]))
    >>> blocking_pairs(market, Assignment(np.array([0, -1]), np.array([0, -1])))
    array([[1, 0]])
    """
    taken = assignment.places[assignment.places != UNMATCHED]
    load = np.bincount(taken, minlength=market.n_places)
    if np.any(load > market.capacities):
        place = int(np.flatnonzero(load > market.capacities)[0])
        raise ValueError(f"place {place} has more students than seats")
    edges = assignment.edges(market)
    owners = market.owners
    own = np.where(edges >= 0, edges, len(owners))[owners]
    would_rather = np.arange(len(owners)) < own
    would_admit = market.positions <= cutoffs(market, assignment)[market.places]
    blocking = np.flatnonzero(would_rather & would_admit)
    return np.stack([owners[blocking], market.places[blocking]], axis=1).astype(np.int64)


def is_result_of_cutoffs(
    market: Market, assignment: Assignment, published: npt.NDArray[np.int64]
) -> bool:
    """Check a finished matching from its published cut-offs alone.

    Everyone must have the first wish whose place would admit them, no place more students
    than seats, and no place a cut-off while a seat is empty. A matching that passes is stable.

    Parameters
    ----------
    market : Market
        The market that was matched.
    assignment : Assignment
        The result to check.
    published : ndarray of int64, shape (n_places,)
        Last admitted positions, as from :func:`cutoffs`.

    Returns
    -------
    bool
        Whether all of it holds.

    References
    ----------
    Azevedo, E. M. & Leshno, J. D. (2016). A supply and demand framework for two-sided matching
    markets. Journal of Political Economy 124(5).

    Examples
    --------
    >>> from matching.priorities import make_market
    >>> market = make_market(np.array([0, 1]), np.array([0, 0]), np.array([1, 1]),
    ...     np.array([5, 4]), n_students=2, capacities=np.array([1]))
    >>> right = Assignment(np.array([-1, 0]), np.array([-1, 0]))
    >>> is_result_of_cutoffs(market, right, np.array([0]))
    True
    """
    loop = compiled_for(check_one_by_one, len(market.places))
    if loop is not None:
        return bool(
            loop(
                market.indptr,
                market.places,
                market.positions,
                market.place_indptr,
                market.capacities,
                assignment.choices,
                published,
            )
        )
    admitted = np.flatnonzero(market.positions <= published[market.places])
    owner = market.owners[admitted]
    first = np.full(market.n_students, UNMATCHED, dtype=np.int64)
    first[owner[::-1]] = admitted[::-1]  # the last one written is the earliest wish
    if not np.array_equal(first, assignment.edges(market)):
        return False
    load = np.bincount(market.places[first[first >= 0]], minlength=market.n_places)
    has_cutoff = published < market.place_indptr[1:] - 1
    return bool(
        np.all(load <= market.capacities) and not np.any(has_cutoff & (load < market.capacities))
    )


def check_one_by_one(
    indptr: npt.NDArray[np.int64],
    places: npt.NDArray[np.int32],
    positions: npt.NDArray[np.int32],
    place_indptr: npt.NDArray[np.int64],
    capacities: npt.NDArray[np.int32],
    choices: npt.NDArray[np.int32],
    published: npt.NDArray[np.int64],
) -> bool:
    """Check student after student: the loop of :func:`is_result_of_cutoffs` for machine code.

    Parameters
    ----------
    indptr, places, positions, place_indptr, capacities
        As in :class:`matching.priorities.Market`.
    choices : ndarray of int32, shape (n_students,)
        As in :class:`matching.results.Assignment`.
    published : ndarray of int64, shape (n_places,)
        Last admitted positions, as from :func:`cutoffs`.

    Returns
    -------
    bool
        Whether all of it holds.

    Examples
    --------
    >>> check_one_by_one(np.array([0, 1, 2]), np.array([0, 0]), np.array([1, 0]), np.array([0, 2]),
    ...     np.array([1]), np.array([-1, 0]), np.array([0]))
    True
    """
    left = capacities.copy()
    for student in range(len(choices)):
        first, end, choice = indptr[student], indptr[student + 1], choices[student]
        if not UNMATCHED <= choice < end - first:
            return False
        got = end if choice == UNMATCHED else first + choice
        is_wrong = False
        for edge in range(first, got):  # an earlier wish would admit; no branch to foresee
            is_wrong |= positions[edge] <= published[places[edge]]
        if got < end:
            is_wrong |= positions[got] > published[places[got]]
            left[places[got]] -= 1
        if is_wrong:
            return False
    for place in range(len(left)):
        has_cutoff = published[place] < place_indptr[place + 1] - 1
        if left[place] < 0 or (has_cutoff and left[place] > 0):
            return False
    return True
