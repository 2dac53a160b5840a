"""Any two-sided instance as plain data, solved: the door for schools that want only the match."""

from collections import Counter
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.deferred_acceptance import deferred_acceptance, place_proposing_acceptance
from matching.lottery import draw_lot
from matching.most_placed import half_band_half_wish, most_placed
from matching.priorities import Market, make_market, priority_keys
from matching.results import UNMATCHED, Assignment
from matching.shapes import Either, NotAsShaped, Shape, Whole, require_shape
from matching.stability import blocking_pairs

PROPOSERS: Final = "proposers"
RECEIVERS: Final = "receivers"

INSTANCE: Final[dict[str | type, Shape]] = {
    "proposers": {str: [str]},
    "receivers": {
        str: {"capacity": Whole(0, 2**31 - 1), "priority": [Either((str, [str]))]},
    },
}
"""Wishes, best first; and per receiver the seats and the priority, where equals share a list."""

INSTANCE_WITH_SEED: Final[Shape] = INSTANCE | {"seed": str}
"""The same where there are equals: the seed of their lottery, as hexadecimal text."""


def solve(
    instance: object, *, is_most_placed: bool = False, proposing: str = PROPOSERS
) -> dict[str, Any]:
    """Solve one instance.

    Parameters
    ----------
    instance : object
        Plain data, of the shape `INSTANCE` or `INSTANCE_WITH_SEED`. Who leaves the other side
        out of the own list finds it unacceptable.
    is_most_placed : bool
        Whether to place the most proposers, weighing priority and wish by halves, instead of
        looking for a stable match.
    proposing : str
        `PROPOSERS` or `RECEIVERS`: who proposes in a stable match.

    Returns
    -------
    dict
        ``assignment`` of every proposer, or None; ``blocking_pairs`` in the order of priority
        after the lottery; ``rank_distribution``, counting first wishes as "1"; and the ``lots``
        of the proposers as hexadecimal text, where there is a seed.

    Raises
    ------
    NotAsShaped
        If the instance is not as it should be; the message names the place.

    Examples
    --------
    >>> two = {"a": ["x"], "b": ["x"]}
    >>> solve({"proposers": two, "receivers": {"x": {"capacity": 1, "priority": ["b", "a"]}}})
    ... # doctest: +NORMALIZE_WHITESPACE
    {'assignment': {'a': None, 'b': 'x'}, 'blocking_pairs': [],
     'rank_distribution': {'1': 1, 'unmatched': 1}, 'lots': {}}
    """
    has_seed = isinstance(instance, dict) and "seed" in instance
    require_shape(instance, INSTANCE_WITH_SEED if has_seed else INSTANCE, "instance")
    assert isinstance(instance, dict)  # noqa: S101 - the shape says so; this tells mypy
    wishes, receivers = instance["proposers"], instance["receivers"]
    _refuse_strangers(wishes, receivers)
    lots = _lots(wishes, receivers, instance.get("seed"))
    market, tiers = _market(wishes, receivers, lots)
    if is_most_placed:
        assignment = most_placed(market, half_band_half_wish(market, tiers)).assignment
    elif proposing == RECEIVERS:
        assignment = place_proposing_acceptance(market)
    else:
        assignment = deferred_acceptance(market)
    return _told(wishes, list(receivers), lots, market, assignment)


def _refuse_strangers(wishes: dict[str, list[str]], receivers: dict[str, Any]) -> None:
    """Refuse an id that nobody has, and one that stands in a list twice."""
    for proposer, wished in wishes.items():
        _refuse_list(f"proposers.{proposer}", wished, receivers, "receiver")
    for receiver, terms in receivers.items():
        ranked = list(chain.from_iterable(_tiers(terms["priority"])))
        _refuse_list(f"receivers.{receiver}.priority", ranked, wishes, "proposer")


def _refuse_list(where: str, named: list[str], known: dict[str, Any], side: str) -> None:
    seen: set[str] = set()
    for name in named:
        if name not in known:
            raise NotAsShaped(f"{where} names an unknown {side} {name}")
        if name in seen:
            raise NotAsShaped(f"{where} names {name} twice")
        seen.add(name)


def _tiers(priority: list[str | list[str]]) -> list[list[str]]:
    """Return a priority as lists of equals, best first."""
    return [[entry] if isinstance(entry, str) else entry for entry in priority]


def _lots(
    wishes: dict[str, list[str]], receivers: dict[str, Any], seed: str | None
) -> dict[str, bytes]:
    """Draw a lot for every proposer, if there is a seed; equals cannot do without."""
    if seed is None:
        for receiver, terms in receivers.items():
            if any(len(tier) > 1 for tier in _tiers(terms["priority"])):
                raise NotAsShaped(f"receivers.{receiver}.priority has equals, so a seed is needed")
        return {}
    try:
        key = bytes.fromhex(seed)
    except ValueError:
        raise NotAsShaped("seed must be hexadecimal text") from None
    if not key:
        raise NotAsShaped("seed must not be empty")
    return {proposer: draw_lot(key, proposer) for proposer in wishes}


def _market(
    wishes: dict[str, list[str]], receivers: dict[str, Any], lots: dict[str, bytes]
) -> tuple[Market, npt.NDArray[np.int64]]:
    """Return the market of pairs that both sides accept, and the tier of each of its pairs."""
    by_lot = sorted(wishes, key=lambda proposer: lots.get(proposer, b""))
    lot_number = {proposer: number for number, proposer in enumerate(by_lot)}
    row_of = {receiver: j for j, receiver in enumerate(receivers)}
    tier_of = [
        {name: tier for tier, names in enumerate(_tiers(terms["priority"])) for name in names}
        for terms in receivers.values()
    ]
    pairs = [
        (i, row_of[receiver], rank, tier_of[row_of[receiver]][proposer], lot_number[proposer])
        for i, (proposer, wished) in enumerate(wishes.items())
        for rank, receiver in enumerate(wished)
        if proposer in tier_of[row_of[receiver]]
    ]
    students, places, ranks, tiers, numbers = np.array(pairs, dtype=np.int64).reshape(-1, 5).T
    market = make_market(
        students,
        places,
        ranks,
        priority_keys(tiers, numbers),
        n_students=len(wishes),
        capacities=np.array([terms["capacity"] for terms in receivers.values()], dtype=np.int64),
    )
    return market, tiers[market.pairs]


def _told(
    wishes: dict[str, list[str]],
    receivers: list[str],
    lots: dict[str, bytes],
    market: Market,
    assignment: Assignment,
) -> dict[str, Any]:
    """Write the result in the ids of the instance."""
    proposers = list(wishes)
    got = {
        proposer: None if place == UNMATCHED else receivers[place]
        for proposer, place in zip(proposers, assignment.places.tolist(), strict=True)
    }
    ranks = Counter(wishes[one].index(place) + 1 for one, place in got.items() if place is not None)
    distribution = {str(rank): ranks[rank] for rank in sorted(ranks)}
    return {
        "assignment": got,
        "blocking_pairs": [
            [proposers[i], receivers[j]] for i, j in blocking_pairs(market, assignment).tolist()
        ],
        "rank_distribution": distribution | {"unmatched": len(proposers) - ranks.total()},
        "lots": {proposer: lot.hex() for proposer, lot in lots.items()},
    }
