"""Deferred acceptance with capacities: students propose in the order of their wishes.

Gale and Shapley's algorithm, in rounds over whole arrays or, for large markets where the extra
`fast` is installed, as a compiled loop: the result is the same. The students' version gives every
student the best place that any stable matching can give, and honest wishes cannot hurt.
"""

import numpy as np
import numpy.typing as npt

from matching.compiled import compiled_for
from matching.priorities import Market
from matching.results import UNMATCHED, Assignment
from matching.rows import ranges


def deferred_acceptance(market: Market) -> Assignment:
    """Match with the students proposing: the stable matching that is best for all of them.

    Each student without a place proposes to the next place on the own list, and each place
    keeps the first by priority of those it holds and those who propose.

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
    loop = compiled_for(accept_one_by_one, len(market.places))
    if loop is None:
        return Assignment.of_edges(market, _accept_in_rounds(market))
    return Assignment(
        *loop(
            market.indptr, market.places, market.positions, market.place_indptr, market.capacities
        )
    )


def accept_one_by_one(  # noqa: C901 - one loop, because machine code calls no plain function
    indptr: npt.NDArray[np.int64],
    places: npt.NDArray[np.int32],
    positions: npt.NDArray[np.int32],
    place_indptr: npt.NDArray[np.int64],
    capacities: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Match student after student: the loop of :func:`deferred_acceptance` for machine code.

    Every place holds a heap with its last by priority on top; whoever is refused goes on
    with the next wish at once. The order of the proposals does not change the result
    (McVitie, D. G. & Wilson, L. B. 1971). What is asked of memory is what takes the time, so
    all that is known of a place, of a student and of a held seat lies side by side.

    Parameters
    ----------
    indptr, places, positions, place_indptr, capacities
        As in :class:`matching.priorities.Market`.

    Returns
    -------
    places, choices : ndarray of int32, shape (n_students,)
        As in :class:`matching.results.Assignment`.

    Examples
    --------
    >>> accept_one_by_one(np.array([0, 2, 3]), np.array([0, 1, 0]), np.array([1, 2, 0]),
    ...     np.array([0, 2, 3]), np.array([1, 1]))
    (array([1, 0], dtype=int32), array([1, 0], dtype=int32))
    """
    n_students, n_places = len(indptr) - 1, len(capacities)
    seats = np.zeros((n_places, 4), dtype=np.int32)  # the first one, how many, taken; whole lines
    n_seats = 0
    for place in range(n_places):
        listed = place_indptr[place + 1] - place_indptr[place]
        seats[place, 0], seats[place, 1] = n_seats, min(listed, capacities[place])
        n_seats += seats[place, 1]
    heaps = np.zeros((n_seats, 2), dtype=np.int32)  # position and student
    wishes = np.zeros((n_students, 2), dtype=np.int32)  # the next one, and where the list ends
    for student in range(n_students):
        wishes[student, 0], wishes[student, 1] = indptr[student], indptr[student + 1]
    for beginner in range(n_students):
        student, edge, end = beginner, wishes[beginner, 0], wishes[beginner, 1]
        while edge < end:
            place, position = places[edge], positions[edge]
            base, count = seats[place, 0], seats[place, 2]
            if count < seats[place, 1]:
                # A free seat: sift the newcomer up.
                slot = count
                while slot > 0:
                    parent = (slot - 1) // 2
                    if heaps[base + parent, 0] > position:
                        break
                    heaps[base + slot, 0] = heaps[base + parent, 0]
                    heaps[base + slot, 1] = heaps[base + parent, 1]
                    slot = parent
                heaps[base + slot, 0], heaps[base + slot, 1] = position, student
                seats[place, 2] = count + 1
                break
            if count == 0 or heaps[base, 0] < position:
                edge += 1
                continue
            # The last one held must go: sift the newcomer down from the top.
            refused = heaps[base, 1]
            slot = 0
            while 2 * slot + 1 < count:
                child = 2 * slot + 1
                if child + 1 < count and heaps[base + child + 1, 0] > heaps[base + child, 0]:
                    child += 1
                if heaps[base + child, 0] < position:
                    break
                heaps[base + slot, 0] = heaps[base + child, 0]
                heaps[base + slot, 1] = heaps[base + child, 1]
                slot = child
            heaps[base + slot, 0], heaps[base + slot, 1] = position, student
            wishes[student, 0] = edge
            student, edge, end = refused, wishes[refused, 0] + 1, wishes[refused, 1]
        wishes[student, 0] = edge
    got, choices = np.empty(n_students, dtype=np.int32), np.empty(n_students, dtype=np.int32)
    for student in range(n_students):
        got[student] = choices[student] = UNMATCHED
        if wishes[student, 0] < wishes[student, 1]:
            got[student] = places[wishes[student, 0]]
            choices[student] = wishes[student, 0] - indptr[student]
    return got, choices


def _accept_in_rounds(market: Market) -> npt.NDArray[np.int64]:
    """Match in rounds over whole arrays; return the matched pair of each student, or -1.

    Every round, each student without a place proposes to the next place on the own list, and
    each place keeps the first by priority of those it holds and those who now propose.
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
    return np.where(next_pair < end, next_pair, UNMATCHED)


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
