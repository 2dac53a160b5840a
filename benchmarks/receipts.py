"""A receipt of a synthetic round, to be recomputed by the command as strangers do.

``python -m benchmarks.receipts SIZE FILE`` writes it.
"""

import string
import sys
from pathlib import Path

import numpy as np

from benchmarks.markets import COMPETENCES, draw_round, draw_wishes, suitable_pairs
from matching.lottery import commitment
from matching.notation import Terms, write_terms
from matching.receipt import canonical_bytes, run_round
from matching.replay import FORMAT

SECRETS = [bytes(range(32)), bytes(range(32, 64))]
MOST_WISHES = 15
NAMES = string.ascii_lowercase[:COMPETENCES]
"""Competences are letters, as in the rounds of the service."""


def frozen_round(size):
    """Draw a round in the shape that is frozen; nobody has more than fifteen wishes."""
    entered = draw_round(size)
    graph, fits = suitable_pairs(entered)
    wished = draw_wishes(graph, fits)
    wishes = [[] for _ in range(size)]
    pairs = zip(graph.students[wished].tolist(), graph.indices[wished].tolist(), strict=True)
    for student, place in pairs:
        if len(wishes[student]) < MOST_WISHES:
            wishes[student].append(f"P{place:06}")
    asked = entered.requirements
    return {
        "format": FORMAT,
        "round": "bench",
        "rubric": "1",
        "code": "bench",
        "objective": "stable",
        "lots": "per-student",
        "commitments": [commitment("bench", secret).hex() for secret in SECRETS],
        "competences": list(NAMES),
        "prior": {"count": 20, "squared_error": 6_400_000},
        "places": {
            f"P{place:06}": {
                "seats": int(seats),
                "asks": {
                    NAMES[k]: write_terms(
                        Terms(
                            required=int(asked.required[place, k]),
                            weight=int(asked.weights[place, k]),
                            is_essential=False,
                        )
                    )
                    for k in np.flatnonzero(asked.required[place]).tolist()
                },
                "everyone_equal": False,
            }
            for place, seats in enumerate(entered.capacities)
        },
        "candidates": {
            f"K{student:06}": {
                "levels": "".join("".join(map(str, [*given, 0])) for given in rows),
                "wishes": wishes[student],
            }
            for student, rows in enumerate(entered.ratings.tolist())
        },
        "left_out": {},
    }


if __name__ == "__main__":
    receipt = run_round(frozen_round(int(sys.argv[1])), secrets=SECRETS, public_value="drand 1")
    Path(sys.argv[2]).write_bytes(canonical_bytes(receipt))
