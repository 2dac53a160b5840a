"""The other objective: place the most students, then reach the highest total weight.

Exact, by shortest augmenting paths with whole-number prices. The prices prove the result: they
can be checked in one pass without trusting the search. Not stable, and not safe from tactical
wishes; a round says beforehand that it uses this.
"""

import heapq
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.eligibility import Integers
from matching.priorities import Market
from matching.results import UNMATCHED, Assignment

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
    most = min(market.n_students, int(market.capacities.sum()))
    return weights.astype(np.int64) + (most * int(weights.max(initial=0)) + 1)


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
    search = _Search(market, values_of(market, weights))
    for student in range(market.n_students):
        search.add(student)
    return MostPlaced(
        assignment=Assignment.of_edges(market, np.array(search.edge, dtype=np.int64)),
        prices=np.array(search.prices, dtype=np.int64),
        profits=np.array(search.profits, dtype=np.int64),
    )


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


class _Search:
    """Students added one by one; each addition keeps the assignment optimal for those added."""

    def __init__(self, market: Market, values: npt.NDArray[np.int64]) -> None:
        self.indptr: list[int] = market.indptr.tolist()
        self.places: list[int] = market.places.tolist()
        self.owners: list[int] = market.owners.tolist()
        self.values: list[int] = values.tolist()
        self.seats: list[int] = market.capacities.tolist()
        self.held: list[list[int]] = [[] for _ in self.seats]
        self.prices = [0] * market.n_places
        self.profits = [0] * market.n_students
        self.edge = [UNMATCHED] * market.n_students

    def add(self, student: int) -> None:
        """Find the cheapest chain of moves that makes room for one more student.

        The chain ends at a free seat, or with the student who is best left out. All costs are
        reduced by prices and profits, so none is negative (Dijkstra's condition).
        """
        pairs = range(self.indptr[student], self.indptr[student + 1])
        self.profits[student] = max(
            [0, *(self.values[pair] - self.prices[self.places[pair]] for pair in pairs)]
        )
        reached: dict[int, int] = {}
        came: dict[int, int] = {}
        queue: list[tuple[int, int]] = []
        final: list[tuple[int, int]] = []
        self._reach(student, 0, reached, came, queue)
        end, left_out, seat = self.profits[student], student, UNMATCHED
        while queue:
            distance, place = heapq.heappop(queue)
            if distance >= end:
                break
            if distance > reached[place]:
                continue
            if len(self.held[place]) < self.seats[place]:
                end, left_out, seat = distance, UNMATCHED, place
                break
            final.append((distance, place))
            for holder in self.held[place]:
                if distance + self.profits[holder] < end:
                    end, left_out = distance + self.profits[holder], holder
                self._reach(holder, distance, reached, came, queue)
        self._reprice(student, end, final)
        self._move(student, left_out, seat, came)

    def _reach(
        self,
        student: int,
        distance: int,
        reached: dict[int, int],
        came: dict[int, int],
        queue: list[tuple[int, int]],
    ) -> None:
        """Note the places that a student could move to, if that is the cheapest way there."""
        profit = distance + self.profits[student]
        for pair in range(self.indptr[student], self.indptr[student + 1]):
            place = self.places[pair]
            cost = profit - self.values[pair] + self.prices[place]
            if cost < reached.get(place, cost + 1):
                reached[place] = cost
                came[place] = pair
                heapq.heappush(queue, (cost, place))

    def _reprice(self, student: int, end: int, final: list[tuple[int, int]]) -> None:
        """Raise the prices along the search, so that the chain costs nothing."""
        self.profits[student] -= end
        for distance, place in final:
            self.prices[place] += end - distance
            for holder in self.held[place]:
                self.profits[holder] -= end - distance

    def _move(self, student: int, left_out: int, seat: int, came: dict[int, int]) -> None:
        """Carry the chain out from its end back to the new student."""
        if left_out == student:
            return
        if left_out != UNMATCHED:
            seat = self.places[self.edge[left_out]]
            self.held[seat].remove(left_out)
            self.edge[left_out] = UNMATCHED
        while True:
            pair = came[seat]
            mover = self.owners[pair]
            before = self.edge[mover]
            self.edge[mover] = pair
            self.held[seat].append(mover)
            if mover == student:
                return
            seat = self.places[before]
            self.held[seat].remove(mover)
