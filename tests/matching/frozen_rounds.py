"""A small frozen round with everything in it: essentials, gaps, third opinions, empty lists."""

import random

from matching.lottery import commitment
from matching.notation import Terms, write_levels, write_terms
from matching.replay import FORMAT

SECRETS = [bytes(range(32)), bytes(range(32, 64))]
PUBLIC_VALUE = "drand 4711 9f3c"
COMPETENCES = ["help", "listen", "order", "plan", "safety"]


def frozen_round(seed=1, n_candidates=14, n_places=7, **settings):
    """Draw a round; the same every time for one seed."""
    rng = random.Random(seed)
    places = {
        f"P{number}": {
            "seats": rng.randint(0, 2),
            "asks": {
                name: _terms(rng, essential=number % 3 == 0 and name == "safety")
                for name in [*rng.sample(COMPETENCES, 4), "safety"]
            },
            "everyone_equal": number == 1,
        }
        for number in range(n_places)
    }
    candidates = {
        f"K{number}": {
            "levels": write_levels(
                COMPETENCES,
                {
                    name: [rng.randint(1, 4) for _ in range(rng.choice([2, 2, 3]))]
                    for name in COMPETENCES
                    if rng.random() < 0.93
                },
            ),
            "wishes": rng.sample(sorted(places), rng.randint(0, n_places)),
        }
        for number in range(n_candidates)
    }
    return {
        "format": FORMAT,
        "round": "2027-A",
        "rubric": "1",
        "code": "0.1.0",
        "objective": "stable",
        "lots": "per-student",
        "commitments": [commitment("2027-A", secret).hex() for secret in SECRETS],
        "competences": COMPETENCES,
        "prior": {"count": 20, "squared_error": 6_400_000},
        "places": places,
        "candidates": candidates,
        "left_out": {},
    } | settings


def _terms(rng, *, essential):
    required = 2 if essential else rng.randint(1, 3)
    return write_terms(Terms(required, rng.randint(1, 3), essential))
