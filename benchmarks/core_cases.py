"""The cases of the core benchmark: each runs in a process of its own and prints one line of JSON.

``python -m benchmarks.core_cases CASE SIZE`` draws the market first and measures only the case:
CPU seconds of all threads, and how far the peak memory grew above what the input takes.
"""

import json
import resource
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.markets import draw_round, draw_wishes, suitable_pairs
from matching.candidates import possible_pairs
from matching.deferred_acceptance import deferred_acceptance
from matching.most_placed import half_band_half_wish, is_proven, most_placed
from matching.priorities import make_market, priority_keys
from matching.rows import runs
from matching.stability import blocking_pairs, cutoffs, is_result_of_cutoffs
from scoring.bands import PRIOR_SQUARED_ERROR, band_pairs
from scoring.fit_pairs import Evidence, fit_pairs

PRIOR = int(PRIOR_SQUARED_ERROR * 10**9)


def measured(work, repeats=1):
    """Run some work and say what it took; the least of the repeats."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu, wall = [], []
    for _ in range(repeats):
        started, clock = time.process_time(), time.perf_counter()
        result = work()
        cpu.append(time.process_time() - started)
        wall.append(time.perf_counter() - clock)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return result, {"cpu": min(cpu), "wall": min(wall), "grown_mb": grown / 1024}


def pairs_of(size):
    """Return what a market is made of: students, places, bands and lots of the wished pairs."""
    entered = draw_round(size)
    graph, fits = suitable_pairs(entered)
    wished = draw_wishes(graph, fits)
    wished = wished[fits.is_rankable[wished]]
    bands = band_pairs(fits, np.full(size // 2, PRIOR), graph.indices)[wished]
    students = graph.students[wished]
    lots = np.random.default_rng(size).permutation(size)[students]
    return students, graph.indices[wished], bands, lots, entered.capacities


def built(students, places, bands, lots, capacities):
    """Build the market from its pairs, which are in wish order."""
    return make_market(
        students,
        places,
        np.arange(len(students)),
        priority_keys(bands, lots),
        n_students=2 * len(capacities),
        capacities=capacities,
    )


def acceptance(size):
    """Deferred acceptance, with and without building the market, and its checks."""
    pairs = pairs_of(size)
    repeats = max(1, 100_000 // size)
    market, building = measured(lambda: built(*pairs), repeats)
    assignment, matching = measured(lambda: deferred_acceptance(market), repeats)
    rows = market.indptr, market.places, market.positions, market.capacities
    _, stream = measured(lambda: [int(row.sum()) for row in rows], 20)
    published = cutoffs(market, assignment)
    holds, verifying = measured(lambda: is_result_of_cutoffs(market, assignment, published), 5)
    assert holds
    assert not len(blocking_pairs(market, assignment))
    return matching | {
        "building_cpu": building["cpu"],
        "stream_cpu": stream["cpu"],
        "verifying_cpu": verifying["cpu"],
        "pairs": len(market.places),
        "placed": int((assignment.places >= 0).sum()),
    }


def graph(size):
    """Possible pairs and their fits, against the bare matrix product over the same groups."""
    entered = draw_round(size)
    evidence = Evidence.from_ratings(entered.ratings)

    def both():
        found = possible_pairs(entered.students, entered.places)
        fits = fit_pairs(evidence, entered.requirements, found.students, found.indices)
        return found, fits

    (found, fits), spent = measured(both)
    output = sum(
        array.nbytes
        for array in (
            found.indptr, found.indices, found.distances,
            fits.losses, fits.denominators, fits.is_rankable, fits.meets_essentials,
        )
    )  # fmt: skip
    cells, product = _matrix_product(entered)
    return spent | {
        "pairs": len(found.indices),
        "output_mb": output / 2**20,
        "group_pairs": cells,
        "product_cpu": product["cpu"],
    }


def _matrix_product(entered):
    """Multiply 100 columns for every student and place of one qualification and period."""
    students, places = entered.students, entered.places
    order = np.lexsort((students.available_from, students.qualifications))
    starts = runs(students.qualifications[order], students.available_from[order])
    groups = []
    for start, end in pairwise(starts):
        first = order[start]
        to = places.offered_by[places.offered == students.qualifications[first]]
        groups.append(
            (end - start, int((places.starts_on[to] == students.available_from[first]).sum()))
        )
    left = np.ones((512, 100), dtype=np.float32)
    right = np.ones((100, 2048), dtype=np.float32)
    cells = np.empty((512, 2048), dtype=np.float32)  # stays in the cache: the product alone

    def product():
        for height, width in groups:
            for rows in _pieces(height, 512):
                for columns in _pieces(width, 2048):
                    np.matmul(left[:rows], right[:, :columns], out=cells[:rows, :columns])

    return int(sum(h * w for h, w in groups)), measured(product)[1]


def _pieces(whole, most):
    """Cut a length into pieces of bounded size."""
    return [most] * (whole // most) + [whole % most] * int(whole % most > 0)


def placed(size):
    """Most placed, with its proof."""
    students, places, bands, lots, capacities = pairs_of(size)
    market = built(students, places, bands, lots, capacities)
    weights = half_band_half_wish(market, bands[market.pairs])
    result, spent = measured(lambda: most_placed(market, weights))
    assert is_proven(market, weights, result)
    edges = result.assignment.edges(market)
    edges = edges[edges >= 0]
    return spent | {"placed": len(edges), "weight": int(weights[edges].sum())}


def write(size):
    """Write the market for the oracles, which run in an environment of their own."""
    students, places, bands, lots, capacities = pairs_of(size)
    market = built(students, places, bands, lots, capacities)
    path = Path(sys.argv[3])
    np.savez(
        path,
        owners=market.owners,
        weights=half_band_half_wish(market, bands[market.pairs]),
        **{name: getattr(market, name) for name in market.__slots__},
    )
    return {}


CASES = {"acceptance": acceptance, "graph": graph, "placed": placed, "write": write}

if __name__ == "__main__":
    print(json.dumps(CASES[sys.argv[1]](int(sys.argv[2]))))
