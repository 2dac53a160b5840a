"""After declines: the accepted keep their place, declined pairs are out, the rest is rematched.

:func:`rematch` is what a round does. :class:`VacancyChains` tells quickly who would move if one
student declined, without running a round again.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from matching.deferred_acceptance import deferred_acceptance
from matching.priorities import Market, make_market
from matching.results import UNMATCHED, Assignment


def rematch(
    market: Market,
    settled: Assignment,
    *,
    declined: Iterable[tuple[int, int]],
    match: Callable[[Market], Assignment] = deferred_acceptance,
) -> Assignment:
    """Match again with what is left, by the same wishes and the same lots.

    Parameters
    ----------
    market : Market
        The market of the round, unchanged since the first match.
    settled : Assignment
        The places that are accepted; everyone else unmatched.
    declined : iterable of (int, int)
        Every student and place that will not be proposed to each other again.
    match : callable
        How the rest is matched; the `pairs` of the market it gets are those of `market` in
        wish order.

    Returns
    -------
    Assignment
        The settled as they were; for all others what `match` makes of the seats left.

    Raises
    ------
    ValueError
        If a place has settled more students than it has seats.

    Examples
    --------
    >>> market = make_market(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1, 2, 1]),
    ...     np.array([5, 5, 4]), n_students=2, capacities=np.array([1, 1]))
    >>> rematch(market, nobody_settled(market), declined=[(1, 0)]).places
    array([ 0, -1], dtype=int32)
    """
    left = market_left(market, settled, declined=declined)
    edges = match(left).edges(left)
    matched = edges >= 0
    edges[matched] = left.pairs[edges[matched]]
    kept = settled.edges(market)
    return Assignment.of_edges(market, np.where(kept >= 0, kept, edges))


def market_left(
    market: Market, settled: Assignment, *, declined: Iterable[tuple[int, int]]
) -> Market:
    """Return the market without settled students, their seats, and declined pairs.

    Parameters
    ----------
    market, settled, declined
        As for :func:`rematch`.

    Returns
    -------
    Market
        Its `pairs` say which pair of `market`, in wish order, each one is.

    Raises
    ------
    ValueError
        If a place has settled more students than it has seats.

    Examples
    --------
    >>> market = make_market(np.array([0, 1]), np.array([0, 0]), np.array([1, 1]),
    ...     np.array([5, 4]), n_students=2, capacities=np.array([2]))
    >>> left = market_left(market, Assignment(np.array([0, -1]), np.array([0, -1])), declined=[])
    >>> left.pairs, left.capacities
    (array([1]), array([1], dtype=int32))
    """
    banned = np.array(list(declined), dtype=np.int64).reshape(-1, 2)
    owners = market.owners.astype(np.int64)
    span = max(market.n_places, 1)
    is_banned = np.isin(owners * span + market.places, banned[:, 0] * span + banned[:, 1])
    is_open = (settled.places == UNMATCHED)[owners] & ~is_banned
    rest = np.flatnonzero(is_open)
    taken = settled.places[settled.places != UNMATCHED]
    left = make_market(
        owners[rest],
        market.places[rest],
        rest,
        market.positions[rest],
        n_students=market.n_students,
        capacities=market.capacities - np.bincount(taken, minlength=market.n_places),
    )
    return replace(left, pairs=rest[left.pairs])


def nobody_settled(market: Market) -> Assignment:
    """Return the assignment in which nobody has accepted a place yet."""
    return Assignment.of_edges(market, np.full(market.n_students, UNMATCHED, dtype=np.int64))


class VacancyChains:
    """What one decline would set in motion: seat after seat, until somebody's stays empty.

    The seat goes to the student with the best priority who would rather have it, whose own
    seat goes on in the same way; then the one who declined asks the next places on the list,
    and whoever is displaced does too. The end is always stable. It is the result of a match
    from scratch wherever only one stable match is left, and at times worse for a few students:
    an answer to "what changes if", while the round itself uses :func:`rematch`.

    Parameters
    ----------
    market : Market
        The market of the round.
    assignment : Assignment
        Its stable match.

    References
    ----------
    Blum, Y., Roth, A. E. & Rothblum, U. G. (1997). Vacancy chains and equilibration in
    senior-level labor markets. Journal of Economic Theory 76(2).

    Examples
    --------
    >>> market = make_market(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1, 2, 1]),
    ...     np.array([4, 5, 5]), n_students=2, capacities=np.array([1, 1]))
    >>> VacancyChains(market, deferred_acceptance(market)).moves_after_decline(0)
    {0: 1, 1: 0}
    """

    def __init__(self, market: Market, assignment: Assignment) -> None:
        self._market = market
        self._edge_at = np.empty(len(market.positions), dtype=np.int64)
        self._edge_at[market.positions] = np.arange(len(market.positions))
        self._edges = assignment.edges(market)

    def moves_after_decline(self, student: int) -> dict[int, int]:
        """Return the new place of everyone whose place would change.

        Parameters
        ----------
        student : int
            The one who declines the place that the match gave.

        Returns
        -------
        dict of int to int
            Student to place, or to `UNMATCHED`.

        Raises
        ------
        ValueError
            If the student has no place to decline.
        """
        declined = int(self._edges[student])
        if declined == UNMATCHED:
            raise ValueError(f"student {student} has no place to decline")
        state = _Seating(self._market, self._edge_at, self._edges)
        vacant = state.leave(student)
        while vacant is not None:
            vacant = self._fill(state, vacant, absent=student)
        self._enter(state, student, declined)
        return {
            one: UNMATCHED if edge == UNMATCHED else int(self._market.places[edge])
            for one, edge in state.moved.items()
            if edge != self._edges[one]
        }

    def _fill(self, state: "_Seating", place: int, *, absent: int) -> int | None:
        """Give a seat to the first by priority who would rather have it; name the seat left."""
        start, end = self._market.place_indptr[place : place + 2].tolist()
        row = zip(
            self._market.students[start:end].tolist(),
            self._edge_at[start:end].tolist(),
            strict=True,
        )
        for student, edge in row:
            now = state.edge_of(student)
            if student != absent and (now == UNMATCHED or edge < now):
                left = state.leave(student)
                state.take(student, edge)
                return left
        return None

    def _enter(self, state: "_Seating", student: int, declined: int) -> None:
        """Let a student without a place ask down the list, and whoever is displaced as well."""
        edge = int(self._market.indptr[student])
        while edge < self._market.indptr[student + 1]:
            displaced = None if edge == declined else state.displaced_by(edge)
            if displaced is None:
                edge += 1
                continue
            if displaced == UNMATCHED:
                state.take(student, edge)
                return
            next_edge = state.edge_of(displaced) + 1
            state.leave(displaced)
            state.take(student, edge)
            student, edge = displaced, next_edge


class _Seating:
    """Who sits where, as far as it differs from the match that was."""

    def __init__(
        self, market: Market, edge_at: npt.NDArray[np.int64], edges: npt.NDArray[np.int64]
    ) -> None:
        self.moved: dict[int, int] = {}
        self._held: dict[int, set[int]] = {}
        self._market, self._edge_at, self._edges = market, edge_at, edges

    def edge_of(self, student: int) -> int:
        """Return the pair that a student has now, or `UNMATCHED`."""
        return self.moved.get(student, int(self._edges[student]))

    def leave(self, student: int) -> int | None:
        """Take a student off a seat, if any, and name the place of it."""
        edge = self.edge_of(student)
        self.moved[student] = UNMATCHED
        if edge == UNMATCHED:
            return None
        place = int(self._market.places[edge])
        self._holders(place).remove(int(self._market.positions[edge]))
        return place

    def take(self, student: int, edge: int) -> None:
        """Give a student a seat."""
        self.moved[student] = edge
        self._holders(int(self._market.places[edge])).add(int(self._market.positions[edge]))

    def displaced_by(self, edge: int) -> int | None:
        """Return who must go for a pair, `UNMATCHED` for nobody, None if it is refused."""
        place, position = int(self._market.places[edge]), int(self._market.positions[edge])
        holders = self._holders(place)
        if len(holders) < self._market.capacities[place]:
            return UNMATCHED
        last = max(holders, default=UNMATCHED)
        return int(self._market.students[last]) if position < last else None

    def _holders(self, place: int) -> set[int]:
        """Return the positions that have a seat at a place now."""
        if place not in self._held:
            start, end = self._market.place_indptr[place : place + 2].tolist()
            has = self._edges[self._market.students[start:end]] == self._edge_at[start:end]
            self._held[place] = set((start + np.flatnonzero(has)).tolist())
        return self._held[place]
