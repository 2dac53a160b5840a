"""The other objective: place the most students, then reach the highest total weight.

Exact, by shortest augmenting paths with whole-number prices. The prices prove the result: they
can be checked in one pass without trusting the search. Not stable, and not safe from tactical
wishes; a round says beforehand that it uses this.
"""

import heapq
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.compiled import compiled_for
from matching.eligibility import Integers
from matching.priorities import Market
from matching.results import Assignment

WEIGHT_SCALE: Final = 1000
"""What a first wish, and what the best band, is worth before they are added."""


@dataclass(frozen=True, slots=True)
class MostPlaced:
    """An optimal assignment with the prices that prove it.

    Attributes
    ----------
    assignment : Assignment
        Who got which place.
    prices : ndarray of int64, shape (n_places,)
        What one more seat at each place would be worth.
    profits : ndarray of int64, shape (n_students,)
        What each student's taking part is worth.
    """

    assignment: Assignment
    prices: npt.NDArray[np.int64]
    profits: npt.NDArray[np.int64]


def half_band_half_wish(market: Market, bands: Integers) -> npt.NDArray[np.int64]:
    """Weigh every pair: half for a good band, half for an early wish.

    Parameters
    ----------
    market : Market
        The market.
    bands : ndarray of int, shape (n_pairs,)
        The band of each pair in wish order.

    Returns
    -------
    ndarray of int64, shape (n_pairs,)
        From 0 to 2,000: 1,000 for the best band and 1,000 for the first wish, going down in
        equal steps to the worst band and the longest list of this round.

    Examples
    --------
    >>> from matching.priorities import make_market
    >>> market = make_market(np.array([0, 0]), np.array([0, 1]), np.array([1, 2]),
    ...     np.array([1, 1]), n_students=1, capacities=np.array([1, 1]))
    >>> half_band_half_wish(market, np.array([1, 0]))
    array([1500, 1500])
    """
    ranks = np.arange(len(market.places)) - market.indptr[:-1][market.owners]

    def downwards(steps: Integers) -> npt.NDArray[np.int64]:
        count = int(steps.max(initial=0)) + 1
        return WEIGHT_SCALE * (count - steps.astype(np.int64)) // count

    return downwards(bands) + downwards(ranks)


def values_of(market: Market, weights: Integers) -> npt.NDArray[np.int64]:
    """Add to every weight more than all weights together, so that numbers placed come first."""
    return weights.astype(np.int64) + _value_of_a_place(market, weights)


def _value_of_a_place(market: Market, weights: Integers) -> int:
    """Return what placing one more is worth: more than all weights that can be had."""
    return min(market.n_students, int(market.capacities.sum())) * int(weights.max(initial=0)) + 1


def most_placed(market: Market, weights: Integers) -> MostPlaced:
    """Place as many students as can be placed, and among those ways take the most weight.

    Parameters
    ----------
    market : Market
        The market; of the priorities only acceptability counts.
    weights : ndarray of int, shape (n_pairs,)
        What each pair in wish order is worth; not negative.

    Returns
    -------
    MostPlaced
        With prices and profits for which :func:`is_proven` holds.

    Raises
    ------
    ValueError
        If a weight is negative.

    References
    ----------
    Edmonds, J. & Karp, R. M. (1972). Theoretical improvements in algorithmic efficiency for
    network flow problems. Tomizawa, N. (1971), for the prices.

    Examples
    --------
    >>> from matching.priorities import make_market
    >>> market = make_market(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1, 2, 1]),
    ...     np.array([4, 5, 5]), n_students=2, capacities=np.array([1, 1]))
    >>> most_placed(market, np.array([9, 1, 1])).assignment.places
    array([1, 0], dtype=int32)
    """
    if weights.size and weights.min() < 0:
        raise ValueError("a weight cannot be negative")
    listed = np.diff(market.place_indptr)
    seats = np.minimum(market.capacities, listed).astype(np.int64)
    arrays = market.indptr, market.places, weights, np.cumsum(seats) - seats, seats
    worth = _value_of_a_place(market, weights)
    sizes = market.n_students, market.n_places, market.n_students
    filled = [np.zeros(size, dtype=np.int64) for size in sizes]
    loop = compiled_for(augment_one_by_one, len(market.places))
    if loop is None:  # without machine code, Python's own lists are the fastest
        lists = [array.tolist() for array in filled]
        given: list[Any] = [*(array.tolist() for array in arrays), *lists, worth]
        augment_one_by_one(*given)
        filled = [np.array(one, dtype=np.int64) for one in lists]
    else:
        loop(*arrays, *filled, worth)
    edges, prices, profits = filled
    return MostPlaced(Assignment.of_edges(market, edges), prices, profits)


def is_proven(market: Market, weights: Integers, result: MostPlaced) -> bool:
    """Check by complementary slackness that no other assignment is better.

    Parameters
    ----------
    market, weights
        As given to :func:`most_placed`.
    result : MostPlaced
        What it returned.

    Returns
    -------
    bool
        Whether prices and profits are not negative and cover every pair's value, exactly so
        for matched pairs, and are 0 for places with a seat left and for unmatched students.

    Examples
    --------
    >>> from matching.priorities import make_market
    >>> market = make_market(np.array([0]), np.array([0]), np.array([1]), np.array([1]),
    ...     n_students=1, capacities=np.array([1]))
    >>> is_proven(market, np.array([5]), most_placed(market, np.array([5])))
    True
    """
    edges = result.assignment.edges(market)
    matched = edges[edges >= 0]
    load = np.bincount(market.places[matched], minlength=market.n_places)
    surplus = (
        result.profits[market.owners] + result.prices[market.places] - values_of(market, weights)
    )
    return bool(
        np.all(load <= market.capacities)
        and not result.prices[load < market.capacities].any()
        and not result.profits[edges < 0].any()
        and min(result.prices.min(initial=0), result.profits.min(initial=0)) >= 0
        and surplus.min(initial=0) >= 0
        and not surplus[matched].any()
    )


def augment_one_by_one(  # noqa: C901 - one loop, also for machine code
    indptr: Sequence[int],
    places: Sequence[int],
    weights: Sequence[int],
    first_seat: Sequence[int],
    seats: Sequence[int],
    edges: MutableSequence[int],
    prices: MutableSequence[int],
    profits: MutableSequence[int],
    worth: int,
) -> None:
    """Add student after student; each addition keeps the assignment optimal for those added.

    For every student the cheapest chain of moves is sought that makes room for one more. It
    ends at a free seat, or with the student who is best left out. All costs are reduced by
    prices and profits, so none is negative (Dijkstra's condition). The same lines run as they
    are on lists and as machine code on arrays.

    Parameters
    ----------
    indptr, places : sequence of int
        As in :class:`matching.priorities.Market`.
    weights : sequence of int, one per pair
        What each pair is worth besides; not negative.
    first_seat, seats : sequence of int, one per place
        Where the seats of each place begin among all seats, and how many it has.
    edges, prices, profits : mutable sequence of int, per student, place and student
        All 0; filled with the matched pair or -1, the prices and the profits.
    worth : int
        What being placed at all is worth: more than all weights that can be had.

    Examples
    --------
    >>> edges, prices, profits = [0, 0], [0, 0], [0, 0]
    >>> augment_one_by_one([0, 2, 3], [0, 1, 0], [1, 0, 1], [0, 1], [1, 1],
    ...     edges, prices, profits, 8)
    >>> edges, prices, profits
    ([1, 2], [1, 0], [8, 8])
    """
    n_students, n_places = len(indptr) - 1, len(seats)
    counts, reached = [0] * n_places, [0] * n_places
    reached_by, came, mover_to = [-1] * n_places, [0] * n_places, [0] * n_places
    final = [0] * n_places
    held = [0] * (first_seat[n_places - 1] + seats[n_places - 1] if n_places else 0)
    for student in range(n_students):
        best, edges[student] = 0, -1
        for pair in range(indptr[student], indptr[student + 1]):
            best = max(best, worth + weights[pair] - prices[places[pair]])
        profits[student] = best
        end, left_out, seat, n_final, going_to = best, student, -1, 0, -1
        queue = [(best, -1)]  # the student's own pairs first, then those of every holder met
        while queue:
            distance, place = heapq.heappop(queue)
            if place >= 0 and (distance >= end or distance > reached[place]):
                if distance >= end:
                    break
                continue
            if place >= 0 and counts[place] < seats[place]:
                end, left_out, seat = distance, -1, place
                break
            first, last = 0, 1
            if place >= 0:
                final[n_final] = place
                n_final += 1
                first, last = first_seat[place], first_seat[place] + counts[place]
            for slot in range(first, last):
                mover = student
                profit = best
                if place >= 0:
                    mover = held[slot]
                    profit = distance + profits[mover]
                    if profit < end:
                        end, left_out = profit, mover
                for pair in range(indptr[mover], indptr[mover + 1]):
                    to = places[pair]
                    cost = profit - worth - weights[pair] + prices[to]
                    if cost < end and (reached_by[to] != student or cost < reached[to]):
                        reached_by[to], reached[to] = student, cost
                        came[to], mover_to[to] = pair, mover
                        heapq.heappush(queue, (cost, to + 0))  # of one type too as machine code
        # Raise the prices along the search, so that the chain costs nothing.
        profits[student] -= end
        for number in range(n_final):
            place = final[number]
            rise = end - reached[place]
            prices[place] += rise
            for slot in range(first_seat[place], first_seat[place] + counts[place]):
                profits[held[slot]] -= rise
        # Carry the chain out from its end back to the new student.
        if left_out == student:
            continue
        goes = left_out
        while goes != student:
            if goes >= 0:  # this one leaves a seat, which the next one of the chain takes
                seat = places[edges[goes]]
                slot = first_seat[seat]
                while held[slot] != goes:
                    slot += 1
                counts[seat] -= 1
                for later in range(slot, first_seat[seat] + counts[seat]):
                    held[later] = held[later + 1]
                edges[goes] = -1 if goes == left_out else going_to
            going_to = came[seat]
            goes = mover_to[seat]
            held[first_seat[seat] + counts[seat]] = goes
            counts[seat] += 1
        edges[student] = going_to
