"""Synthetic markets of any size: the shape of `docs/method.md`, the same for every machine.

Qualifications and towns are of very different sizes (Zipf), density stays that of the country,
and every student ranks the best 10 to 30 of what is possible by an own taste. They say
something about algorithms, nothing about the Netherlands.
"""

from dataclasses import dataclass

import numpy as np

from matching.candidates import CandidateGraph, possible_pairs
from matching.eligibility import Places, Students
from scoring.fit_pairs import Evidence, PairFits, Requirements, fit_pairs

QUALIFICATIONS = {1_000: 18, 10_000: 48, 40_000: 86, 100_000: 126, 500_000: 247}
SIZES = tuple(QUALIFICATIONS)
COMPETENCES = 25
COUNTRY_METRES = 220_000
ZIPF = 0.88
"""How unequal the sizes are, so that groups and possible pairs are as many as in the issue."""
PERIODS = 4
PERIOD_DAYS = 70


@dataclass(frozen=True)
class Round:
    """Both sides of a synthetic round."""

    students: Students
    places: Places
    capacities: np.ndarray
    ratings: np.ndarray
    requirements: Requirements


def draw_round(n_students: int, seed: int = 1) -> Round:
    """Draw a round with half as many places as students and five per cent more seats."""
    rng = np.random.default_rng([n_students, seed])
    n_places = n_students // 2
    side = max(20_000, int(COUNTRY_METRES * (n_students / 500_000) ** 0.5))
    towns = rng.integers(0, side, (max(5, n_students // 2_000), 2))
    n_qualifications = QUALIFICATIONS[n_students]
    periods = rng.integers(0, PERIODS, n_students)
    x, y = _settle(rng, towns, n_students, side)
    qualifications = _zipf(rng, n_qualifications, n_students)
    order = _together(qualifications, periods, x, y)
    qualifications, periods, x, y = qualifications[order], periods[order], x[order], y[order]
    students = Students(
        qualifications=qualifications,
        x=x,
        y=y,
        travel_metres=rng.integers(5, 41, n_students) * 1_000,
        available_from=periods * PERIOD_DAYS,
        available_until=periods * PERIOD_DAYS + PERIOD_DAYS - 1,
        weekly_hours=rng.choice([16, 24, 32, 40], n_students, p=[0.1, 0.2, 0.4, 0.3]),
        documents=_documents(rng, n_students, 0.85),
    )
    return Round(
        students=students,
        places=_draw_places(rng, n_places, n_qualifications, towns, side),
        capacities=_draw_capacities(rng, n_places, int(1.05 * n_students)),
        ratings=_draw_ratings(rng, n_students),
        requirements=_draw_requirements(rng, n_places),
    )


def suitable_pairs(entered: Round) -> tuple[CandidateGraph, PairFits]:
    """Return the possible pairs and their fits."""
    graph = possible_pairs(entered.students, entered.places)
    evidence = Evidence.from_ratings(entered.ratings)
    return graph, fit_pairs(evidence, entered.requirements, graph.students, graph.indices)


def draw_wishes(graph: CandidateGraph, fits: PairFits, seed: int = 1) -> np.ndarray:
    """Return the pairs that students rank, in wish order: 10 to 30 each, by their own taste."""
    rng = np.random.default_rng([len(graph.indices), seed])
    taste = rng.integers(0, 1_000, len(graph.indices))
    taste += 600 * fits.losses // fits.denominators + graph.distances // 100
    owners = graph.students
    order = np.lexsort((graph.indices, taste, owners))
    ranks = np.arange(len(order)) - graph.indptr[:-1][owners]
    lengths = rng.integers(10, 31, len(graph.indptr) - 1)
    return order[ranks < lengths[owners]]


def _together(qualifications, periods, x, y):
    """Order people so that those who meet lie together in memory; it changes no result."""
    return np.lexsort((y, x // 20_000, periods, qualifications))


def _zipf(rng, n_kinds, size):
    shares = np.arange(1, n_kinds + 1) ** -ZIPF
    return rng.choice(n_kinds, size, p=shares / shares.sum()).astype(np.int32)


def _settle(rng, towns, size, side):
    """Put people and companies around towns of very different sizes."""
    town = towns[_zipf(rng, len(towns), size)]
    spread = rng.normal(0, 5_000, (size, 2))
    x, y = np.clip(town + spread, 0, side).astype(np.int32).T
    return np.ascontiguousarray(x), np.ascontiguousarray(y)


def _documents(rng, size, share):
    return ((rng.random((size, 4)) < share) @ np.array([1, 2, 4, 8])).astype(np.int16)


def _draw_places(rng, n_places, n_qualifications, towns, side):
    x, y = _settle(rng, towns, n_places, side)
    second = np.flatnonzero(rng.random(n_places) < 0.3)
    starts = rng.integers(0, PERIODS, n_places) * PERIOD_DAYS
    offered = _zipf(rng, n_qualifications, n_places + len(second))
    order = _together(offered[:n_places], starts, x, y)
    x, y, starts, offered[:n_places] = x[order], y[order], starts[order], offered[:n_places][order]
    return Places(
        offered_by=np.concatenate([np.arange(n_places), second]).astype(np.int32),
        offered=offered,
        x=x,
        y=y,
        starts_on=starts,
        ends_on=starts + PERIOD_DAYS - 1,
        weekly_hours=rng.choice([16, 24, 32], n_places, p=[0.2, 0.3, 0.5]),
        documents=_documents(rng, n_places, 0.1),
    )


def _draw_capacities(rng, n_places, n_seats):
    """Draw 1 to 20 seats per place, adding up to about the number wanted."""
    mean = n_seats / n_places
    return np.clip(rng.geometric(1 / mean, n_places), 1, 20).astype(np.int32)


def _draw_ratings(rng, n_students):
    """Draw two assessors around one true level; one competence in twenty is not observed."""
    true = rng.integers(1, 5, (n_students, COMPETENCES, 1), dtype=np.int8)
    error = rng.integers(0, 4, (n_students, COMPETENCES, 2), dtype=np.int8) == 0
    levels = np.clip(true - error, 1, 4).astype(np.uint8)
    return levels * (rng.random((n_students, COMPETENCES, 1)) >= 0.05)


def _draw_requirements(rng, n_places):
    """Draw 4 to 7 requirements per place, none essential."""
    order = rng.random((n_places, COMPETENCES)).argsort(axis=1).argsort(axis=1)
    asked = order < rng.integers(4, 8, (n_places, 1))
    required = np.where(asked, rng.integers(1, 4, asked.shape), 0).astype(np.uint8)
    weights = np.where(asked, rng.integers(1, 4, asked.shape), 0).astype(np.uint8)
    return Requirements(required, weights, np.zeros(asked.shape, dtype=np.bool_))
