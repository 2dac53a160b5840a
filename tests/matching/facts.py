"""Facts of both sides for the hard requirements: one that fits everyone, and random ones."""

import numpy as np

from matching.eligibility import Places, Students

STUDENT = {
    "qualifications": 25604,
    "x": 0,
    "y": 0,
    "travel_metres": 10_000,
    "available_from": 100,
    "available_until": 200,
    "weekly_hours": 32,
    "documents": 0b11,
}
PLACE = {
    "x": 6_000,
    "y": 8_000,
    "starts_on": 100,
    "ends_on": 200,
    "weekly_hours": 32,
    "documents": 0b11,
}


def students(*changes):
    """One student per set of changes to someone whom every place fits."""
    rows = [STUDENT | change for change in changes]
    return Students(**{name: np.array([row[name] for row in rows]) for name in STUDENT})


def places(*changes, offers=None):
    """One place per set of changes; all offer the same qualification unless said otherwise."""
    rows = [PLACE | change for change in changes]
    if offers is None:
        offers = [(j, STUDENT["qualifications"]) for j in range(len(rows))]
    offered_by, offered = np.array(offers, dtype=np.int64).reshape(-1, 2).T
    facts = {name: np.array([row[name] for row in rows]) for name in PLACE}
    return Places(offered_by=offered_by, offered=offered, **facts)


def random_facts(seed, n_students=12, n_places=9):
    """Students and places among whom every requirement sometimes stands in the way."""
    rng = np.random.default_rng(seed)

    def draw(low, high, size):
        return rng.integers(low, high, size)

    who = Students(
        qualifications=draw(0, 4, n_students),
        x=draw(0, 20_000, n_students),
        y=draw(0, 20_000, n_students),
        travel_metres=draw(0, 20_000, n_students),
        available_from=draw(0, 4, n_students),
        available_until=draw(6, 10, n_students),
        weekly_hours=draw(16, 40, n_students),
        documents=draw(0, 8, n_students),
    )
    where = Places(
        offered_by=draw(0, n_places, 2 * n_places),
        offered=draw(0, 3, 2 * n_places),
        x=draw(0, 20_000, n_places),
        y=draw(0, 20_000, n_places),
        starts_on=draw(2, 6, n_places),
        ends_on=draw(5, 8, n_places),
        weekly_hours=draw(16, 40, n_places),
        documents=draw(0, 8, n_places) & draw(0, 8, n_places),
    )
    return who, where
