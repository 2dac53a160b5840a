"""A frozen round and its seed in, the result out: the run itself and every later check of it.

The one file of this room that reaches into `scoring` (decision 0004): a round can only be
recomputed by strangers if fit, bands, lots and match are recomputed together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from matching.deferred_acceptance import deferred_acceptance
from matching.lottery import draw_lots, order_of
from matching.most_placed import half_band_half_wish, most_placed
from matching.notation import read_all_levels, read_terms
from matching.priorities import Market, make_market, priority_keys
from matching.rematch import market_left, nobody_settled
from matching.results import UNMATCHED, Assignment, seats_left
from matching.shapes import Either, NotAsShaped, OneOf, Shape, Whole
from matching.stability import blocking_pairs, cutoffs
from scoring.bands import ERROR_UNITS, EVERYONE_EQUAL, band_pairs, squared_errors_of_places
from scoring.fit_pairs import Evidence, Requirements, fit_pairs

Data: TypeAlias = dict[str, Any]
"""Plain data as JSON has it; its shape is checked before it is used."""

FORMAT: Final = "proefplek-round-3"

STABLE: Final = "stable"
MOST_PLACED: Final = "most-placed"
PER_STUDENT: Final = "per-student"
PER_PLACE: Final = "per-place"

_FORMER: Final[dict[str | type, Shape]] = {
    "format": OneOf(("proefplek-round-2",)),
    "round": str,
    "rubric": str,
    "code": str,
    "objective": OneOf((STABLE, MOST_PLACED)),
    "lots": OneOf((PER_STUDENT, PER_PLACE)),
    "commitments": [str],
    "competences": [str],
    "prior": {"count": Whole(0, 10**6), "squared_error": Whole(1, ERROR_UNITS)},
    "places": {
        str: {
            "seats": Whole(0, 10**6),
            "asks": {str: str},
            "everyone_equal": bool,
        }
    },
    "candidates": {str: {"levels": str, "wishes": [str]}},
}

FROZEN: Final[Shape] = Either(
    (
        _FORMER,
        {**_FORMER, "format": OneOf((FORMAT,)), "left_out": {str: str}},
    )
)
"""What is frozen at the deadline. Requirements and levels are written as in
:mod:`matching.notation`; wishes are final: the own list, then what follows by itself. A competence
that is left out was scored too little alike to rank anyone by; the text says how little. Rounds of
the former format left nothing out, and can be recomputed as long as their receipts are kept."""


class Unstable(Exception):  # noqa: N818 - what stands in the way
    """A result in which a student and a place would rather have each other: never published."""


@dataclass(frozen=True, slots=True)
class _Round:
    """The frozen input as arrays, rows in the order of the codes."""

    candidates: list[str]
    places: list[str]
    ratings: npt.NDArray[np.uint8]
    requirements: Requirements
    students: npt.NDArray[np.int32]
    wished: npt.NDArray[np.int32]
    capacities: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Lots:
    """The lots as published, one per candidate or one per wish; and per wish its number."""

    texts: list[str]
    numbers: npt.NDArray[np.int64]


def replay(
    frozen: Data,
    seed: bytes,
    *,
    accepted: Mapping[str, str],
    declined: Sequence[tuple[str, str]],
    withdrawn: Mapping[str, int],
) -> Data:
    """Compute the result of a round.

    Parameters
    ----------
    frozen : dict
        The input; the caller has checked that it is of the shape `FROZEN`.
    seed : bytes
        The seed of the lottery.
    accepted : mapping of str to str
        The place of every candidate who has accepted one.
    declined : sequence of (str, str)
        Candidates and places that will not be proposed to each other again.
    withdrawn : mapping of str to int
        How many seats of a place have gone since the input was frozen.

    Returns
    -------
    dict
        ``squared_errors`` per place (billionths); ``cutoffs`` per place: null while a seat is
        empty, else the band and lot admitted last, empty where nobody is admitted; per candidate
        the ``lot``, the ``bands`` of the wishes (null where the candidate cannot be ranked or
        misses an essential) and the ``place`` or null; and the number of ``blocking_pairs``.

    Raises
    ------
    NotAsShaped
        If the input contradicts itself; the message names the place.
    Unstable
        If the objective is a stable match and the result is not one.
    """
    entered = _read(frozen)
    fits = fit_pairs(
        Evidence.from_ratings(entered.ratings),
        entered.requirements,
        entered.students,
        entered.wished,
    )
    errors = _squared_errors(frozen, entered)
    bands = band_pairs(fits, errors, entered.wished)
    is_acceptable = fits.is_rankable & fits.meets_essentials
    lots = _lots(frozen, entered, seed)
    market = _market(
        entered,
        bands,
        lots.numbers,
        is_acceptable,
        capacities=entered.capacities - _withdrawn(entered, withdrawn),
    )
    settled = _settled(entered, market, accepted)
    left = market_left(market, settled, declined=_declined(entered, declined))
    wish_of_pair = np.flatnonzero(is_acceptable)[market.pairs]
    proposed = _match(frozen["objective"], bands[wish_of_pair])(left)
    blocking = blocking_pairs(left, proposed)
    if frozen["objective"] == STABLE and len(blocking):
        raise Unstable(f"{len(blocking)} pairs would rather have each other")
    got = np.where(settled.places == UNMATCHED, proposed.places, settled.places)
    return {
        "squared_errors": dict(zip(entered.places, errors.tolist(), strict=True)),
        "cutoffs": _cutoffs(frozen, entered, lots, bands, left, wish_of_pair, proposed),
        "candidates": _candidates(frozen, entered, lots, bands, is_acceptable, got),
        "blocking_pairs": len(blocking),
    }


def places_without_order(frozen: Data) -> list[str]:
    """Name the places of which the assessors of a frozen round agree too little to rank by."""
    entered = _read(frozen)
    errors = _squared_errors(frozen, entered)
    return [
        code
        for code, error in zip(entered.places, errors.tolist(), strict=True)
        if error == EVERYONE_EQUAL
    ]


def _read(frozen: Data) -> _Round:
    """Turn the frozen input into arrays."""
    candidates, places = sorted(frozen["candidates"]), sorted(frozen["places"])
    entries = [frozen["candidates"][code] for code in candidates]
    asked, requirements = _requirements(frozen, places)
    levels = [entry["levels"] for entry in entries]
    lengths = [len(entry["wishes"]) for entry in entries]
    students = np.repeat(np.arange(len(candidates), dtype=np.int32), lengths)
    return _Round(
        candidates=candidates,
        places=places,
        ratings=read_all_levels(candidates, levels, len(frozen["competences"]))[:, asked],
        requirements=requirements,
        students=students,
        wished=_wished(candidates, students, [entry["wishes"] for entry in entries], places),
        capacities=np.array([frozen["places"][code]["seats"] for code in places], dtype=np.int32),
    )


def _requirements(frozen: Data, places: Sequence[str]) -> tuple[npt.NDArray[np.intp], Requirements]:
    """Return the columns of the competences that anyone asks, and who asks what of them."""
    column = {name: k for k, name in enumerate(frozen["competences"])}
    if len(column) != len(frozen["competences"]):
        raise NotAsShaped("input.competences names a competence twice")
    cells: list[int] = []
    texts: list[str] = []
    for j, code in enumerate(places):
        asks = frozen["places"][code]["asks"]
        if not asks.keys() <= column.keys():
            unknown = min(asks.keys() - column.keys())
            raise NotAsShaped(f"input.places.{code}.asks names an unknown competence {unknown}")
        cells += [j * len(column) + column[name] for name in asks]
        texts += asks.values()
    read = {text: read_terms(text) for text in set(texts)}  # a handful of different ones
    terms = {text: found for text, found in read.items() if found is not None}
    if len(terms) < len(read):
        wrong = next(number for number, text in enumerate(texts) if text not in terms)
        place, k = divmod(cells[wrong], len(column))
        where = f"input.places.{places[place]}.asks.{frozen['competences'][k]}"
        raise NotAsShaped(f"{where} must be like '3 weight 2' or '3 weight 2 essential'")
    table = np.zeros((len(places) * len(column), 3), dtype=np.int32)
    numbers = chain.from_iterable(map(terms.__getitem__, texts))
    table[cells] = np.fromiter(numbers, np.int32, 3 * len(texts)).reshape(-1, 3)
    required, weights, essential = table.reshape(len(places), len(column), 3).transpose(2, 0, 1)
    for name in frozen.get("left_out", ()):
        if name not in column:
            raise NotAsShaped(f"input.left_out names an unknown competence {name}")
        weights[:, column[name]] = essential[:, column[name]] = 0
    asked = np.flatnonzero(required.any(axis=0))
    try:
        return asked, Requirements(
            required[:, asked], weights[:, asked], essential[:, asked].astype(np.bool_)
        )
    except ValueError as contradiction:
        raise NotAsShaped(f"input.places: {contradiction}") from None


def _wished(
    candidates: Sequence[str],
    students: npt.NDArray[np.int32],
    wishes: Sequence[Sequence[str]],
    places: Sequence[str],
) -> npt.NDArray[np.int32]:
    """Return the rows of the wished places, candidate after candidate."""
    row_of_place = {code: j for j, code in enumerate(places)}
    rows = map(row_of_place.__getitem__, chain.from_iterable(wishes))
    try:
        wished = np.fromiter(rows, np.int32, len(students))
    except KeyError as unknown:
        name = unknown.args[0]
        code = next(code for code, own in zip(candidates, wishes, strict=True) if name in own)
        raise NotAsShaped(f"input.candidates.{code}.wishes names an unknown place {name}") from None
    pairs = np.sort(students.astype(np.int64) * len(places) + wished)
    twice = np.flatnonzero(pairs[1:] == pairs[:-1])
    if twice.size:
        code = candidates[int(pairs[twice[0]]) // len(places)]
        raise NotAsShaped(f"input.candidates.{code}.wishes names a place twice")
    return wished


def _squared_errors(frozen: Data, entered: _Round) -> npt.NDArray[np.int64]:
    errors = squared_errors_of_places(
        entered.ratings,
        entered.requirements,
        entered.students,
        entered.wished,
        prior_count=frozen["prior"]["count"],
        prior_squared_error=Fraction(frozen["prior"]["squared_error"], ERROR_UNITS),
    )
    is_equal = [frozen["places"][code]["everyone_equal"] for code in entered.places]
    return np.where(np.array(is_equal, dtype=np.bool_), EVERYONE_EQUAL, errors)


def _lots(frozen: Data, entered: _Round, seed: bytes) -> _Lots:
    """Draw every lot once."""
    if frozen["lots"] == PER_STUDENT:
        lots = draw_lots(seed, entered.candidates)
        return _Lots([lot.hex() for lot in lots], order_of(lots)[entered.students])
    lots = draw_lots(
        seed,
        [entered.candidates[i] for i in entered.students.tolist()],
        [entered.places[j] for j in entered.wished.tolist()],
    )
    return _Lots([lot.hex() for lot in lots], order_of(lots))


def _market(
    entered: _Round,
    bands: npt.NDArray[np.int32],
    lots: npt.NDArray[np.int64],
    is_acceptable: npt.NDArray[np.bool_],
    *,
    capacities: npt.NDArray[np.int32],
) -> Market:
    rows = np.flatnonzero(is_acceptable)
    return make_market(
        entered.students[rows],
        entered.wished[rows],
        rows,
        priority_keys(bands[rows], lots[rows]),
        n_students=len(entered.candidates),
        capacities=capacities,
    )


def _match(objective: str, bands: npt.NDArray[np.int32]) -> Callable[[Market], Assignment]:
    """Return how this round matches what is left of the market."""
    if objective == STABLE:
        return deferred_acceptance
    return lambda left: most_placed(left, half_band_half_wish(left, bands[left.pairs])).assignment


def _settled(entered: _Round, market: Market, accepted: Mapping[str, str]) -> Assignment:
    """Find the accepted places in the market."""
    edges = nobody_settled(market).edges(market)
    row_of = {code: i for i, code in enumerate(entered.candidates)}
    for candidate, place in accepted.items():
        if candidate not in row_of:
            raise NotAsShaped(f"accepted.{candidate} is an unknown candidate")
        i = row_of[candidate]
        row = range(int(market.indptr[i]), int(market.indptr[i + 1]))
        edge = next((e for e in row if entered.places[market.places[e]] == place), None)
        if edge is None:
            raise NotAsShaped(f"accepted.{candidate} was not possible at {place}")
        edges[i] = edge
    settled = Assignment.of_edges(market, edges)
    if seats_left(market, settled).min(initial=0) < 0:
        raise NotAsShaped("accepted gives a place more candidates than seats")
    return settled


def _declined(entered: _Round, declined: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    row_of = {code: i for i, code in enumerate(entered.candidates)}
    row_of_place = {code: j for j, code in enumerate(entered.places)}
    for candidate, place in declined:
        if candidate not in row_of or place not in row_of_place:
            raise NotAsShaped(f"declined names an unknown pair {candidate}, {place}")
    return [(row_of[candidate], row_of_place[place]) for candidate, place in declined]


def _withdrawn(entered: _Round, withdrawn: Mapping[str, int]) -> npt.NDArray[np.int32]:
    """Return how many seats of each place have gone."""
    gone = np.zeros(len(entered.places), dtype=np.int32)
    row_of_place = {code: j for j, code in enumerate(entered.places)}
    for place, count in withdrawn.items():
        if place not in row_of_place or not 0 <= count <= entered.capacities[row_of_place[place]]:
            raise NotAsShaped(f"withdrawn.{place} names seats that were not there")
        gone[row_of_place[place]] = count
    return gone


def _cutoffs(
    frozen: Data,
    entered: _Round,
    lots: _Lots,
    bands: npt.NDArray[np.int32],
    left: Market,
    wish_of_pair: npt.NDArray[np.int64],
    proposed: Assignment,
) -> Data:
    """Name per place the band and lot admitted last; only a stable match has such a line."""
    if frozen["objective"] != STABLE:
        return {}
    wish_at = np.empty(len(left.positions), dtype=np.int64)
    wish_at[left.positions] = wish_of_pair[left.pairs]
    load = np.bincount(proposed.places[proposed.places >= 0], minlength=left.n_places)
    last = cutoffs(left, proposed)
    is_open = load < left.capacities
    published: Data = {
        code: None if open_ else [] for code, open_ in zip(entered.places, is_open, strict=True)
    }
    lined = np.flatnonzero(~is_open & (last >= left.place_indptr[:-1]))
    wishes = wish_at[last[lined]]
    drawn = entered.students[wishes] if frozen["lots"] == PER_STUDENT else wishes
    lines = zip(lined.tolist(), bands[wishes].tolist(), drawn.tolist(), strict=True)
    return published | {entered.places[j]: [band, lots.texts[lot]] for j, band, lot in lines}


def _candidates(
    frozen: Data,
    entered: _Round,
    lots: _Lots,
    bands: npt.NDArray[np.int32],
    is_acceptable: npt.NDArray[np.bool_],
    got: npt.NDArray[np.int32],
) -> Data:
    """Write one entry per candidate."""
    shown: list[int | None] = bands.tolist()
    for wish in np.flatnonzero(~is_acceptable).tolist():
        shown[wish] = None
    ends = np.cumsum(np.bincount(entered.students, minlength=len(entered.candidates))).tolist()
    is_single = frozen["lots"] == PER_STUDENT
    entries: Data = {}
    start = 0
    for i, (end, place) in enumerate(zip(ends, got.tolist(), strict=True)):
        entries[entered.candidates[i]] = {
            "lot": lots.texts[i] if is_single else lots.texts[start:end],
            "bands": shown[start:end],
            "place": None if place == UNMATCHED else entered.places[place],
        }
        start = end
    return entries
