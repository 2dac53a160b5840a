"""Assessors with known habits: the figures find what was put in, and nothing where nothing was.

The cheap version of ``python -m benchmarks.assessors``, whose table stands in ``docs/method.md``.
"""

import numpy as np
import pytest

from benchmarks.assessors import agreement_recovered, recovered

SEASONS = 8


@pytest.mark.parametrize(
    ("kind", "amount", "near"),
    [("strict", -0.6, 0.05), ("order", -0.4, 0.08), ("drift", 1.0, 0.15), ("halo", 0.75, 0.08)],
)
def test_what_was_put_in_is_found(kind, amount, near):
    truth, found, held = recovered(kind, amount, seasons=SEASONS, many=40)

    assert np.sign(truth) == np.sign(amount)
    assert np.mean([one.value for one in found]) == pytest.approx(truth, abs=near)
    assert held >= SEASONS - 2
    assert sum(one.stands_out for one in found) >= SEASONS - 2


@pytest.mark.parametrize("kind", ["strict", "order", "drift", "halo"])
def test_nothing_is_found_where_nothing_is(kind):
    _truth, found, _held = recovered(kind, 0.0, seasons=SEASONS, many=40)

    assert sum(one.stands_out for one in found) <= 3


def test_agreement_is_found_with_an_interval_that_holds_it():
    truth, found, held = agreement_recovered(0.6, seasons=SEASONS, many=200)

    assert np.mean([one.alpha.value for one in found]) == pytest.approx(truth, abs=0.08)
    assert held >= SEASONS - 2
