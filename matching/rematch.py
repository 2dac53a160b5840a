"""After declines: the accepted keep their place, declined pairs are out, the rest is rematched."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

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
