"""A whole round with levels in memory, step by step, as the service does it: one table.

``python -m benchmarks.national SIZE`` prints one line of JSON: seconds of every step.
"""

import json
import sys
import time

import numpy as np

from benchmarks.markets import COMPETENCES, draw_round, draw_wishes
from matching.candidates import possible_pairs
from matching.deferred_acceptance import deferred_acceptance
from matching.lottery import draw_lots, order_of
from matching.priorities import make_market, priority_keys
from matching.stability import blocking_pairs, cutoffs, is_result_of_cutoffs
from scoring.bands import band_pairs, squared_errors_of_places
from scoring.explanation import explain
from scoring.explanation_pairs import explain_pairs
from scoring.fit import Requirement
from scoring.fit_pairs import Evidence, fit_pairs

NAMES = [f"k{number}" for number in range(COMPETENCES)]
COMPARED = 1_000
"""Explanations that are compared with those of one pair at a time."""


class Clock:
    """Seconds per step, by wall and by processor."""

    def __init__(self):
        self.steps = {}

    def __call__(self, step, work):
        """Do a step and note what it took."""
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        self.steps[step] = [time.perf_counter() - wall, time.process_time() - cpu]
        return result


def national(size):
    """Run a round of one size and return the seconds of its steps."""
    entered, clock = draw_round(size), Clock()
    graph = clock(
        "who may go where (hard requirements)",
        lambda: possible_pairs(entered.students, entered.places),
    )
    owners = graph.students
    fits = clock(
        "fit of every possible pair",
        lambda: fit_pairs(
            Evidence.from_ratings(entered.ratings), entered.requirements, owners, graph.indices
        ),
    )
    wished = draw_wishes(graph, fits)
    students, places = owners[wished], graph.indices[wished]
    errors = clock(
        "standard error of every place",
        lambda: squared_errors_of_places(entered.ratings, entered.requirements, students, places),
    )
    fits = fits.of(wished)
    bands = clock("bands", lambda: band_pairs(fits, errors, places))
    lots = clock("lots (one HMAC per student)", lambda: lots_of(size))
    acceptable = np.flatnonzero(fits.is_rankable & fits.meets_essentials)
    market = clock(
        "priorities and wishes in order",
        lambda: make_market(
            students[acceptable],
            places[acceptable],
            acceptable,
            priority_keys(bands[acceptable], lots[students[acceptable]]),
            n_students=size,
            capacities=entered.capacities,
        ),
    )
    assignment = clock("deferred acceptance", lambda: deferred_acceptance(market))
    clock("no blocking pair; cut-offs; check from cut-offs", lambda: checked(market, assignment))
    placed = np.flatnonzero(assignment.places >= 0)
    got = assignment.places[placed]
    found = clock(
        "explanation of every proposal",
        lambda: explain_pairs(entered.ratings, entered.requirements, placed, got),
    )
    compare(found, entered, placed, got)
    return {"placed": len(placed), "pairs": len(graph.indices), "steps": clock.steps}


def lots_of(size):
    """Draw a lot for everyone."""
    return order_of(draw_lots(bytes(32), (f"K{number:07}" for number in range(size))))


def checked(market, assignment):
    """Check a finished match in both ways."""
    assert not len(blocking_pairs(market, assignment))
    assert is_result_of_cutoffs(market, assignment, cutoffs(market, assignment))


def compare(found, entered, students, places):
    """Compare some explanations with those of one pair at a time."""
    asked = entered.requirements
    for pair in range(0, len(students), 1 + len(students) // COMPARED):
        seen, weights = entered.ratings[students[pair]].tolist(), asked.weights[places[pair]]
        one = explain(
            {
                NAMES[k]: Requirement(required=required, weight=int(weights[k]))
                for k, required in enumerate(asked.required[places[pair]].tolist())
                if required
            },
            {name: [level for level in seen[k] if level] for k, name in enumerate(NAMES)},
        )
        assert found.rows_of(pair, NAMES) == one.rows


if __name__ == "__main__":
    print(json.dumps(national(int(sys.argv[1]))))
