"""Markets small enough to try every matching, with definitions written out as plainly as can be."""

import itertools
from dataclasses import dataclass

import numpy as np

from matching.priorities import make_market
from matching.results import Assignment


@dataclass(frozen=True)
class SmallMarket:
    """Wishes and priorities as lists of numbers, best first; both list the same pairs."""

    wishes: list[list[int]]
    priorities: list[list[int]]
    capacities: list[int]

    def market(self, shuffle=None):
        """Hand the pairs to the code under test, in any order."""
        pairs = [(i, j) for i, wishes in enumerate(self.wishes) for j in wishes]
        if shuffle is not None:
            pairs = [pairs[k] for k in shuffle.permutation(len(pairs))]
        students, places = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return make_market(
            students,
            places,
            np.array([self.wishes[i].index(j) for i, j in pairs], dtype=np.int64),
            np.array([self.priorities[j].index(i) for i, j in pairs], dtype=np.int64),
            n_students=len(self.wishes),
            capacities=np.array(self.capacities, dtype=np.int64),
        )

    def assignment(self, places):
        """Write a matching as the code under test does."""
        choices = [
            wishes.index(j) if j >= 0 else -1 for wishes, j in zip(self.wishes, places, strict=True)
        ]
        return Assignment(np.array(places, dtype=np.int32), np.array(choices, dtype=np.int32))

    def matchings(self):
        """Every way to give students acceptable places within the seats; -1 is none."""
        for places in itertools.product(*([*wishes, -1] for wishes in self.wishes)):
            if all(places.count(j) <= seats for j, seats in enumerate(self.capacities)):
                yield list(places)

    def blocking(self, places):
        """Every pair that would rather have each other, by the definition."""
        found = []
        for i, wishes in enumerate(self.wishes):
            better = wishes if places[i] < 0 else wishes[: wishes.index(places[i])]
            for j in better:
                order = self.priorities[j]
                holders = [k for k, place in enumerate(places) if place == j]
                has_seat = len(holders) < self.capacities[j]
                if has_seat or any(order.index(i) < order.index(k) for k in holders):
                    found.append((i, j))
        return found

    def stable_matchings(self):
        """Every matching without a blocking pair."""
        return [places for places in self.matchings() if not self.blocking(places)]

    def choice(self, student, places):
        """How far down the own list a student ends; the end of the list when unmatched."""
        wishes = self.wishes[student]
        return len(wishes) if places[student] < 0 else wishes.index(places[student])


def small_market(seed, most_students=5, most_places=4):
    """A random market: some seats missing, some pairs unacceptable, some lists empty."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, most_students + 1)), int(rng.integers(1, most_places + 1))
    acceptable = rng.random((n, m)) < rng.choice([0.3, 0.7, 1.0])
    wishes = [[int(j) for j in rng.permutation(m) if acceptable[i, j]] for i in range(n)]
    priorities = [[int(i) for i in rng.permutation(n) if acceptable[i, j]] for j in range(m)]
    return SmallMarket(wishes, priorities, [int(seats) for seats in rng.integers(0, 4, m)])
