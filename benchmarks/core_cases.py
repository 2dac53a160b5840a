"""The cases of the core benchmark: each runs in a process of its own and prints one line of JSON.

``python -m benchmarks.core_cases CASE SIZE FOLDER`` loads or draws what the case needs first and
measures only the case: CPU seconds of all threads, wall seconds, and how far the resident memory
of the process rose above where it stood before. Where machine code is installed the case runs
once on a small market first, so that compiling is told apart from running.
"""

import hashlib
import json
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.markets import Round, draw_round, draw_wishes, suitable_pairs
from benchmarks.products import group_pairs, matrix_product
from matching.candidates import possible_pairs
from matching.compiled import WORTH_COMPILING, compiled
from matching.deferred_acceptance import accept_one_by_one, deferred_acceptance
from matching.most_placed import half_band_half_wish, is_proven, most_placed
from matching.priorities import make_market, priority_keys
from matching.stability import blocking_pairs, cutoffs, is_result_of_cutoffs
from scoring.bands import PRIOR_SQUARED_ERROR, band_pairs
from scoring.fit_pairs import Evidence, fit_pairs

PRIOR = int(PRIOR_SQUARED_ERROR * 10**9)
WARM = 10_000
HAS_MACHINE_CODE = compiled(accept_one_by_one) is not None


def resident_mb():
    """Return the memory that this process holds now, and its highest since the last reset."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return tuple(int(status[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))


def measured(work, repeats=1):
    """Run some work and say what it took: the least time, and the memory of the first run."""
    Path("/proc/self/clear_refs").write_text("5")  # the high-water mark begins again here
    before, _ = resident_mb()
    cpu, wall = [], []
    grown = 0.0
    for number in range(repeats):
        started, clock = time.process_time(), time.perf_counter()
        result = work()
        cpu.append(time.process_time() - started)
        wall.append(time.perf_counter() - clock)
        if number == 0:
            grown = resident_mb()[1] - before
    return result, {"cpu": min(cpu), "wall": min(wall), "grown_mb": grown}


def market_of(loaded):
    """Build the market from its pairs, which are in wish order."""
    return make_market(
        loaded["students"],
        loaded["places"],
        np.arange(len(loaded["students"])),
        priority_keys(loaded["bands"], loaded["lots"]),
        n_students=int(loaded["n_students"]),
        capacities=loaded["capacities"],
    )


def write(size, folder):
    """Draw a market and write its pairs, and the market for the oracles, to the folder."""
    entered = draw_round(size)
    graph, fits = suitable_pairs(entered)
    wished = draw_wishes(graph, fits)
    wished = wished[fits.is_rankable[wished] & fits.meets_essentials[wished]]
    bands = band_pairs(fits, np.full(size // 2, PRIOR), graph.indices)[wished]
    students = graph.students[wished]
    pairs = {
        "students": students,
        "places": graph.indices[wished],
        "bands": bands,
        "lots": np.random.default_rng(size).permutation(size)[students],
        "capacities": entered.capacities,
        "n_students": size,
    }
    np.savez(folder / f"pairs-{size}.npz", **pairs)
    market = market_of(pairs)
    np.savez(
        folder / f"market-{size}.npz",
        owners=market.owners,
        weights=half_band_half_wish(market, bands[market.pairs]),
        **{name: getattr(market, name) for name in market.__slots__},
    )
    return {"suitable": len(graph.indices), "wished": len(wished)}


def load(size, folder):
    """Return the pairs that :func:`write` has written."""
    return dict(np.load(folder / f"pairs-{size}.npz"))


def acceptance(size, folder):
    """Deferred acceptance, with and without building the market, and its checks."""
    pairs = load(size, folder)
    first = first_run(lambda: deferred_acceptance(market_of(load(WARM, folder))))
    repeats = max(3, 100_000 // size)
    market, building = measured(lambda: market_of(pairs), repeats)
    assignment, matching = measured(lambda: deferred_acceptance(market), repeats)
    rows = [market.indptr, market.places, market.positions]
    words = [row.view(np.uint8)[: row.nbytes // 8 * 8].view(np.int64) for row in rows]
    _, stream = measured(lambda: [np.bitwise_or.reduce(word) for word in words], 20)
    published = cutoffs(market, assignment)
    holds, verifying = measured(lambda: is_result_of_cutoffs(market, assignment, published), 5)
    assert holds
    assert not len(blocking_pairs(market, assignment))
    return (
        matching
        | first
        | {
            "building_cpu": building["cpu"],
            "stream_cpu": stream["cpu"],
            "verifying_cpu": verifying["cpu"],
            "pairs": len(market.places),
            "placed": int((assignment.places >= 0).sum()),
            "assignment": digest(assignment.places),
        }
    )


def first_run(work):
    """Run on the smallest market, so that machine code is loaded; say what that cost."""
    if not HAS_MACHINE_CODE:
        return {"first_cpu": 0.0}
    _, spent = measured(work)
    return {"first_cpu": spent["cpu"]}


def digest(values):
    """Return a short name for an array, to compare results of different processes."""
    return hashlib.sha256(np.ascontiguousarray(values, dtype=np.int32).tobytes()).hexdigest()[:16]


def graph(size, folder):
    """Possible pairs and their fits, against the bare matrix product over the same groups."""
    del folder
    entered = draw_round(size)

    def both(entered: Round):
        found = possible_pairs(entered.students, entered.places)
        evidence = Evidence.from_ratings(entered.ratings)
        return found, fit_pairs(evidence, entered.requirements, found.students, found.indices)

    first = first_run(lambda: both(draw_round(WARM)))
    (found, fits), spent = measured(lambda: both(entered))
    output = sum(
        array.nbytes
        for array in (
            found.indptr, found.indices, found.distances,
            fits.losses, fits.denominators, fits.is_rankable, fits.meets_essentials,
        )
    )  # fmt: skip
    _, product = measured(lambda: matrix_product(entered))
    return (
        spent
        | first
        | {
            "pairs": len(found.indices),
            "output_mb": output / 2**20,
            "group_pairs": group_pairs(entered),
            "product_cpu": product["cpu"],
            "result": digest(np.concatenate([found.indices, fits.losses, fits.denominators])),
        }
    )


def placed(size, folder):
    """Most placed, with its proof."""
    pairs = load(size, folder)
    first = first_run(lambda: _place(load(WARM, folder)))
    market = market_of(pairs)
    weights = half_band_half_wish(market, pairs["bands"][market.pairs])
    result, spent = measured(lambda: most_placed(market, weights))
    assert is_proven(market, weights, result)
    edges = result.assignment.edges(market)
    edges = edges[edges >= 0]
    return (
        spent
        | first
        | {
            "placed": len(edges),
            "weight": int(weights[edges].sum()),
            "assignment": digest(result.assignment.places),
        }
    )


def _place(pairs):
    market = market_of(pairs)
    assert len(market.places) >= WORTH_COMPILING
    return most_placed(market, half_band_half_wish(market, pairs["bands"][market.pairs]))


CASES = {"acceptance": acceptance, "graph": graph, "placed": placed, "write": write}

if __name__ == "__main__":
    print(json.dumps(CASES[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))))
