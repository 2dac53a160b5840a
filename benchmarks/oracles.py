"""Others on the same market; runs in an environment of its own, so it imports nothing of ours.

``PYTHON benchmarks/oracles.py NAME MARKET.npz`` prints one line of JSON. The distribution
`matching` has the name of one of our rooms; it is found because this file's folder is not ours.
"""

import hashlib
import json
import resource
import sys
import threading
import time

import numpy as np


def by_distribution(market):
    """Solve with the distribution `matching`: build its players, then match them."""
    from matching.games import HospitalResident

    rows = np.split(market["places"], market["indptr"][1:-1])
    residents = {f"s{i}": [f"p{j}" for j in row.tolist()] for i, row in enumerate(rows) if len(row)}
    orders = np.split(market["students"], market["place_indptr"][1:-1])
    hospitals = {
        f"p{j}": [f"s{i}" for i in row.tolist()] for j, row in enumerate(orders) if len(row)
    }
    seats = {f"p{j}": int(market["capacities"][j]) for j, row in enumerate(orders) if len(row)}
    started = time.process_time()
    game = HospitalResident.create_from_dictionaries(residents, hospitals, seats)
    solution = game.solve(optimal="resident")
    spent = time.process_time() - started
    places = np.full(len(rows), -1, dtype=np.int32)
    for hospital, held in solution.items():
        for resident in held:
            places[int(str(resident)[1:])] = int(str(hospital)[1:])
    return {
        "cpu": spent,
        "placed": int((places >= 0).sum()),
        "assignment": hashlib.sha256(places.tobytes()).hexdigest()[:16],
    }


def by_min_cost_flow(market):
    """Solve most placed with the cost-scaling flow of OR-Tools."""
    from ortools.graph.python import min_cost_flow

    n, m = len(market["indptr"]) - 1, len(market["capacities"])
    owners, places = market["owners"].astype(np.int64), market["places"].astype(np.int64)
    started = time.process_time()
    flow = min_cost_flow.SimpleMinCostFlow()
    source, sink = n + m, n + m + 1
    tails = np.concatenate([np.full(n, source), owners, n + np.arange(m)])
    heads = np.concatenate([np.arange(n), n + places, np.full(m, sink)])
    sizes = np.concatenate([np.ones(n + len(owners), dtype=np.int64), market["capacities"]])
    costs = np.concatenate([np.zeros(n), -market["weights"], np.zeros(m)]).astype(np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(tails, heads, sizes, costs)
    flow.set_nodes_supplies(np.array([source, sink]), np.array([n, -n]))
    flow.solve_max_flow_with_min_cost()
    spent = time.process_time() - started
    return {"cpu": spent, "placed": flow.maximum_flow(), "weight": -flow.optimal_cost()}


def main():
    """Solve with the peer named and print what it took."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    solve = {"matching": by_distribution, "ortools": by_min_cost_flow}[sys.argv[1]]
    result = solve(dict(np.load(sys.argv[2])))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(json.dumps(result | {"grown_mb": grown / 1024}))


if __name__ == "__main__":
    sys.setrecursionlimit(10**7)  # `matching` copies its players with everyone linked to them
    threading.stack_size(2**30 - 1)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
