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
from matching.lottery import draw_lot, draw_lots, order_of
from matching.most_placed import half_band_half_wish, most_placed
from matching.priorities import Market, make_market, priority_keys
from matching.rematch import market_left, nobody_settled
from matching.results import UNMATCHED, Assignment, seats_left
from matching.rows import ranges
from matching.shapes import NotAsShaped, OneOf, Shape, Whole
from matching.stability import blocking_pairs, cutoffs
from scoring.bands import ERROR_UNITS, EVERYONE_EQUAL, band_pairs, squared_errors_of_places
from scoring.fit_pairs import Evidence, Requirements, fit_pairs

Data: TypeAlias = dict[str, Any]
"""Plain data as JSON has it; its shape is checked before it is used."""

FORMAT: Final = "proefplek-round-1"

STABLE: Final = "stable"
MOST_PLACED: Final = "most-placed"
PER_STUDENT: Final = "per-student"
PER_PLACE: Final = "per-place"

NOT_ASKED: Final = -1
"""The column of competences that no place asks: the last one, which is cut off again."""

MOST_LEVELS: Final = 3
"""Levels of one candidate on one competence: two assessors, and a third where they differ."""

FROZEN: Final[Shape] = {
    "format": OneOf((FORMAT,)),
    "round": str,
    "rubric": str,
    "code": str,
    "objective": OneOf((STABLE, MOST_PLACED)),
    "lots": OneOf((PER_STUDENT, PER_PLACE)),
    "commitments": [str],
    "prior": {"count": Whole(0, 10**6), "squared_error": Whole(1, ERROR_UNITS)},
    "places": {
        str: {
            "seats": Whole(0, 10**6),
            "asks": {str: {"required": Whole(1, 3), "weight": Whole(0, 1000), "essential": bool}},
            "everyone_equal": bool,
        }
    },
    "candidates": {str: {"levels": {str: [Whole(1, 4)]}, "wishes": [str]}},
}
"""What is frozen at the deadline. Wishes are final: the own list, then what follows by itself."""


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
    market = _market(
        entered,
        bands,
        _lots(frozen, entered, seed),
        is_acceptable,
        capacities=entered.capacities - _withdrawn(entered, withdrawn),
    )
    settled = _settled(entered, market, accepted)
    left = market_left(market, settled, declined=_declined(entered, declined))
    market_bands = bands[np.flatnonzero(is_acceptable)][market.pairs]
    proposed = _match(frozen["objective"], market_bands)(left)
    blocking = blocking_pairs(left, proposed)
    if frozen["objective"] == STABLE and len(blocking):
        raise Unstable(f"{len(blocking)} pairs would rather have each other")
    got = np.where(settled.places == UNMATCHED, proposed.places, settled.places)
    return {
        "squared_errors": dict(zip(entered.places, errors.tolist(), strict=True)),
        "cutoffs": _cutoffs(frozen, entered, seed, left, market_bands, proposed),
        "candidates": _candidates(frozen, entered, seed, bands, is_acceptable, got),
        "blocking_pairs": len(blocking),
    }


def _read(frozen: Data) -> _Round:
    """Turn the frozen input into arrays."""
    candidates, places = sorted(frozen["candidates"]), sorted(frozen["places"])
    asks = [frozen["places"][code]["asks"] for code in places]
    column = {name: k for k, name in enumerate(sorted(set().union(*asks)))}
    shape = (len(places), len(column))
    required, weights = np.zeros(shape, dtype=np.uint8), np.zeros(shape, dtype=np.int32)
    essential = np.zeros(shape, dtype=np.bool_)
    for j, asked in enumerate(asks):
        for name, terms in asked.items():
            required[j, column[name]] = terms["required"]
            weights[j, column[name]] = terms["weight"]
            essential[j, column[name]] = terms["essential"]
    entries = [frozen["candidates"][code] for code in candidates]
    row_of_place = {code: j for j, code in enumerate(places)}
    wishes = [
        _rows_of_wishes(code, entry["wishes"], row_of_place)
        for code, entry in zip(candidates, entries, strict=True)
    ]
    try:
        requirements = Requirements(required, weights, essential)
    except ValueError as wrong:
        raise NotAsShaped(f"input.places: {wrong}") from None
    return _Round(
        candidates=candidates,
        places=places,
        ratings=_ratings(candidates, [entry["levels"] for entry in entries], list(column)),
        requirements=requirements,
        students=np.repeat(np.arange(len(candidates), dtype=np.int32), list(map(len, wishes))),
        wished=np.array(list(chain.from_iterable(wishes)), dtype=np.int32),
        capacities=np.array([frozen["places"][code]["seats"] for code in places], dtype=np.int32),
    )


def _ratings(
    candidates: list[str], levels: list[dict[str, list[int]]], competences: list[str]
) -> npt.NDArray[np.uint8]:
    """Return all levels, shape (n_candidates, n_competences, 3); 0 where there is none."""
    column = {name: k for k, name in enumerate(competences)}
    given = list(chain.from_iterable(seen.values() for seen in levels))
    counts = np.fromiter(map(len, given), dtype=np.int64, count=len(given))
    rows = np.repeat(np.arange(len(levels)), list(map(len, levels)))
    names = chain.from_iterable(levels)
    columns = np.fromiter((column.get(name, NOT_ASKED) for name in names), np.int64, len(given))
    if counts.max(initial=0) > MOST_LEVELS:
        entry = int(counts.argmax())
        name = list(chain.from_iterable(levels))[entry]
        raise NotAsShaped(
            f"input.candidates.{candidates[rows[entry]]}.levels.{name} has over three levels"
        )
    ratings = np.zeros((len(levels), len(competences) + 1, MOST_LEVELS), dtype=np.uint8)
    assessors = ranges(np.zeros(len(given), dtype=np.int64), counts)
    ratings[np.repeat(rows, counts), np.repeat(columns, counts), assessors] = np.fromiter(
        chain.from_iterable(given), np.uint8, int(counts.sum())
    )
    return ratings[:, :NOT_ASKED]


def _rows_of_wishes(code: str, wishes: list[str], row_of_place: Mapping[str, int]) -> list[int]:
    """Return the rows of the wished places."""
    try:
        rows = [row_of_place[wish] for wish in wishes]
    except KeyError as unknown:
        raise NotAsShaped(
            f"input.candidates.{code}.wishes names an unknown place {unknown.args[0]}"
        ) from None
    if len(set(rows)) != len(rows):
        raise NotAsShaped(f"input.candidates.{code}.wishes names a place twice")
    return rows


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


def _lots(frozen: Data, entered: _Round, seed: bytes) -> npt.NDArray[np.int64]:
    """Return the number of the lot that counts for each wish."""
    if frozen["lots"] == PER_STUDENT:
        return order_of(draw_lots(seed, entered.candidates))[entered.students]
    lots = draw_lots(
        seed,
        [entered.candidates[i] for i in entered.students],
        [entered.places[j] for j in entered.wished],
    )
    return order_of(lots)


def _lot(frozen: Data, seed: bytes, candidate: str, place: str) -> str:
    """Return the lot of a candidate at a place, as published."""
    of_place = None if frozen["lots"] == PER_STUDENT else place
    return draw_lot(seed, candidate, of_place).hex()


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
    seed: bytes,
    left: Market,
    market_bands: npt.NDArray[np.int32],
    proposed: Assignment,
) -> Data:
    """Name per place the band and lot admitted last; only a stable match has such a line."""
    if frozen["objective"] != STABLE:
        return {}
    band_at = np.empty(len(left.positions), dtype=np.int32)
    band_at[left.positions] = market_bands[left.pairs]
    load = np.bincount(proposed.places[proposed.places >= 0], minlength=left.n_places)
    published: Data = {}
    for j, last in enumerate(cutoffs(left, proposed).tolist()):
        code = entered.places[j]
        if load[j] < left.capacities[j]:
            published[code] = None
        elif last < left.place_indptr[j]:
            published[code] = []
        else:
            candidate = entered.candidates[left.students[last]]
            published[code] = [int(band_at[last]), _lot(frozen, seed, candidate, code)]
    return published


def _candidates(
    frozen: Data,
    entered: _Round,
    seed: bytes,
    bands: npt.NDArray[np.int32],
    is_acceptable: npt.NDArray[np.bool_],
    got: npt.NDArray[np.int32],
) -> Data:
    """Write one entry per candidate."""
    shown = [
        band if acceptable else None
        for band, acceptable in zip(bands.tolist(), is_acceptable.tolist(), strict=True)
    ]
    ends = np.cumsum(np.bincount(entered.students, minlength=len(entered.candidates))).tolist()
    entries: Data = {}
    start = 0
    for code, end, place in zip(entered.candidates, ends, got.tolist(), strict=True):
        wishes = frozen["candidates"][code]["wishes"]
        entries[code] = {
            "lot": _lot(frozen, seed, code, "")
            if frozen["lots"] == PER_STUDENT
            else [_lot(frozen, seed, code, wish) for wish in wishes],
            "bands": shown[start:end],
            "place": None if place == UNMATCHED else entered.places[place],
        }
        start = end
    return entries
