"""Small rounds as arrays, drawn by Hypothesis, and each pair of them as plain mappings."""

import numpy as np
from hypothesis import strategies as st

from scoring.fit import Requirement
from scoring.fit_pairs import Requirements


def rounds():
    """Ratings and requirements of a small round, one byte per choice."""
    return st.binary(min_size=120, max_size=120).map(drawn_round)


def drawn_round(choices):
    """Decode a round: up to four students, places and competences, and three assessors."""
    n_students, n_places, n_competences = (1 + choice % 4 for choice in choices[:3])
    n_assessors, heaviest = 1 + choices[3] % 3, (1, 3, 900)[choices[4] % 3]
    cells = np.frombuffer(choices[5:], dtype=np.uint8).astype(np.int64)
    ratings = cells[: n_students * n_competences * n_assessors] % 5
    asked = cells[48 : 48 + n_places * n_competences].reshape(n_places, n_competences)
    more = cells[64 : 64 + n_places * n_competences].reshape(n_places, n_competences)
    required, weights = asked % 4, more * heaviest // 255
    essential = (asked >= 128) & (required > 1) & (weights > 0)
    return (
        ratings.reshape(n_students, n_competences, n_assessors),
        Requirements(required, weights, essential),
    )


def every_pair(ratings, requirements):
    """Students and places, each with each."""
    n_places = len(requirements.required)
    return np.divmod(np.arange(len(ratings) * n_places), n_places)


def scalar_terms(ratings, requirements, student, place):
    """What one pair's arrays say as the mappings of the scalar forms."""
    asked = {
        str(column): Requirement(
            required=int(required),
            weight=int(requirements.weights[place, column]),
            is_essential=bool(requirements.essential[place, column]),
        )
        for column, required in enumerate(requirements.required[place])
        if required
    }
    levels = {
        str(column): tuple(int(level) for level in seen if level)
        for column, seen in enumerate(ratings[student])
    }
    return asked, levels
