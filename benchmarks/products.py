"""The yardstick for the candidate graph: the bare matrix product over the same pairs of groups."""

from itertools import pairwise

import numpy as np

from matching.rows import runs

COLUMNS = 100
"""Columns of the product: the smallest of two levels is exact over 25 competences by 4 steps."""

TILE = (512, 2048)


def groups_of(entered):
    """Return how many students and places meet in every qualification and period."""
    students, places = entered.students, entered.places
    order = np.lexsort((students.available_from, students.qualifications))
    bounds = runs(students.qualifications[order], students.available_from[order])
    sizes = []
    for start, end in pairwise(bounds.tolist()):
        first = order[start]
        to = places.offered_by[places.offered == students.qualifications[first]]
        same = places.starts_on[to] == students.available_from[first]
        sizes.append((end - start, int(same.sum())))
    return sizes


def group_pairs(entered):
    """Count the pairs of all groups."""
    return sum(height * width for height, width in groups_of(entered))


def matrix_product(entered):
    """Multiply, in tiles that stay in the cache, and write nothing anywhere else."""
    left = np.ones((TILE[0], COLUMNS), dtype=np.float32)
    right = np.ones((COLUMNS, TILE[1]), dtype=np.float32)
    cells = np.empty(TILE, dtype=np.float32)
    for height, width in groups_of(entered):
        for rows in _pieces(height, TILE[0]):
            for columns in _pieces(width, TILE[1]):
                np.matmul(left[:rows], right[:, :columns], out=cells[:rows, :columns])


def _pieces(whole, most):
    """Cut a length into pieces of bounded size."""
    return [most] * (whole // most) + [whole % most] * int(whole % most > 0)
