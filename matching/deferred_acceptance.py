"""Deferred acceptance with capacities: students propose in the order of their wishes.

Gale and Shapley's algorithm in rounds over whole arrays. The students' version gives every
student the best place that any stable matching can give, and honest wishes cannot hurt.
"""

import numpy as np

from matching.priorities import Market
from matching.results import UNMATCHED, Assignment
from matching.rows import ranges


def deferred_acceptance(market: Market) -> Assignment:
    """Match with the students proposing: the stable matching that is best for all of them.

    Every round, each student without a place proposes to the next place on the own list, and
    each place keeps the first by priority of those it holds and those who now propose.

    Parameters
    ----------
    market : Market
        Strict wishes and priorities over acceptable pairs, and the seats.

    Returns
    -------
    Assignment
        Stable: no student and place would both rather have each other.

    References
    ----------
    Gale, D. & Shapley, L. S. (1962). College admissions and the stability of marriage.
    Roth, A. E. (2008). Deferred acceptance algorithms: history, theory, practice.

    Examples
    --------
    >>> from matching.priorities import make_market
    >>> market = make_market(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1, 2, 1]),
    ...     np.array([5, 5, 4]), n_students=2, capacities=np.array([1, 1]))
    >>> deferred_acceptance(market).places
    array([1, 0], dtype=int32)
    """
    n_places = market.n_places
    place_at = np.repeat(np.arange(n_places, dtype=np.int32), np.diff(market.place_indptr))
    capacities = np.minimum(market.capacities, np.diff(market.place_indptr))
    first_seat = np.cumsum(capacities) - capacities
    held = np.empty(int(capacities.sum()), dtype=np.int32)
    filled = np.zeros(n_places, dtype=np.int64)
    next_pair, end = market.indptr[:-1].copy(), market.indptr[1:]
    free = np.flatnonzero(next_pair < end)
    while free.size:
        proposals = market.positions[next_pair[free]]
        asked = np.unique(place_at[proposals])
        pool = np.concatenate([proposals, held[ranges(first_seat[asked], filled[asked])]])
        pool.sort()  # positions run by place and then by priority
        place = place_at[pool]
        starts = np.flatnonzero(np.concatenate([[True], place[1:] != place[:-1]]))
        sizes = np.diff(starts, append=len(pool))
        ranks = np.arange(len(pool)) - np.repeat(starts, sizes)
        stays = ranks < capacities[place]
        held[first_seat[place[stays]] + ranks[stays]] = pool[stays]
        filled[asked] = np.minimum(sizes, capacities[asked])
        refused = market.students[pool[~stays]]
        next_pair[refused] += 1
        free = refused[next_pair[refused] < end[refused]]
    return Assignment.of_edges(market, np.where(next_pair < end, next_pair, UNMATCHED))


def place_proposing_acceptance(market: Market) -> Assignment:
    """Match with the places proposing: the stable matching that is worst for all students.

    Where it equals the students' version, only one stable matching exists.

    Parameters
    ----------
    market : Market
        As for :func:`deferred_acceptance`.

    Returns
    -------
    Assignment
        Stable as well.

    Examples
    --------
    >>> from matching.priorities import make_market
    >>> market = make_market(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1, 2, 1]),
    ...     np.array([5, 5, 4]), n_students=2, capacities=np.array([1, 1]))
    >>> place_proposing_acceptance(market).places
    array([1, 0], dtype=int32)
    """
    pair_at = np.empty(len(market.positions), dtype=np.int64)
    pair_at[market.positions] = np.arange(len(market.positions))
    nothing = len(pair_at)
    best = np.full(market.n_students, nothing, dtype=np.int64)
    next_position, end = market.place_indptr[:-1].copy(), market.place_indptr[1:]
    while True:
        holders = market.places[best[best < nothing]]
        seats = market.capacities - np.bincount(holders, minlength=market.n_places)
        count = np.minimum(seats, end - next_position)
        pairs = pair_at[ranges(next_position, count)]
        if not pairs.size:
            break
        next_position += count
        np.minimum.at(best, market.owners[pairs], pairs)
    return Assignment.of_edges(market, np.where(best < nothing, best, UNMATCHED))
