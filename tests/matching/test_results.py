"""How the wishes came out, and which seats are left."""

import pytest

from matching.deferred_acceptance import deferred_acceptance
from matching.replay import replay
from matching.results import (
    ANY_BAND,
    band_to_pass,
    rank_distribution,
    seats_left,
)
from tests.matching.frozen_rounds import frozen_round
from tests.matching.small_markets import SmallMarket


def test_first_second_and_third_wishes_are_counted_and_the_unmatched_are_not():
    small = SmallMarket([[0], [0, 1], [0, 1, 2], [0]], [[0, 1, 2, 3], [1, 2], [2]], [1, 1, 1])
    assignment = deferred_acceptance(small.market())

    assert rank_distribution(assignment).tolist() == [1, 1, 1]
    assert assignment.unmatched.tolist() == [3]


def test_seats_that_nobody_takes_are_left():
    small = SmallMarket([[0], [0]], [[0, 1], []], [3, 2])
    market = small.market()

    assert seats_left(market, deferred_acceptance(market)).tolist() == [1, 2]


@pytest.mark.parametrize(
    ("cutoff", "lot", "band"),
    [
        ([3, "8f"], "8e", 3),
        ([3, "8f"], "8f", 3),
        ([3, "8f"], "90", 2),
        ([0, "8f"], "90", None),
        ([0, "8f"], "00", 0),
        ([], "00", None),
        (None, "ff", ANY_BAND),
    ],
)
def test_the_band_that_passes_depends_on_the_own_lot(cutoff, lot, band):
    assert band_to_pass(cutoff, lot) == band


def test_with_that_band_a_candidate_would_have_been_admitted_and_with_one_worse_not():
    for seed in range(6):
        frozen = frozen_round(seed)
        result = replay(frozen, bytes(32), accepted={}, declined=[], withdrawn={})
        for candidate, entry in frozen["candidates"].items():
            own = result["candidates"][candidate]
            for place, band in zip(entry["wishes"], own["bands"], strict=True):
                needed = band_to_pass(result["cutoffs"][place], own["lot"])
                if band is None or own["place"] == place:
                    continue
                above = own["place"] is None or (
                    entry["wishes"].index(place) < entry["wishes"].index(own["place"])
                )
                assert not above or needed is None or band > needed
