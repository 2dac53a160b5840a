"""How the wishes came out, which seats are left, and which limit binds whom."""

import numpy as np
import pytest

from matching.candidates import possible_pairs
from matching.deferred_acceptance import deferred_acceptance
from matching.eligibility import Limit
from matching.priorities import make_market
from matching.replay import replay
from matching.results import (
    ANY_BAND,
    band_to_pass,
    binding_limits,
    rank_distribution,
    seats_left,
)
from tests.matching.facts import places, students
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


def test_every_unmatched_student_hears_the_first_limit_that_leaves_nothing():
    who = students({"qualifications": 1}, {"travel_metres": 1}, {}, {}, {}, {}, {})
    graph = possible_pairs(who, places({}))
    lucky, essential, evidence, wishes = 6, 2, 3, 4
    owner = graph.students
    meets, rankable = owner != essential, owner != evidence
    rows = np.flatnonzero(meets & rankable & (owner != wishes))
    market = make_market(
        owner[rows], graph.indices[rows], rows, -rows, n_students=7, capacities=np.array([1])
    )
    assignment = deferred_acceptance(market)

    limits = binding_limits(
        who,
        places({}),
        graph,
        meets_essentials=meets,
        is_rankable=rankable,
        market=market,
        unmatched=assignment.unmatched,
    )

    assert lucky not in limits
    assert limits == {
        0: Limit.QUALIFICATION,
        1: Limit.TRAVEL,
        2: Limit.ESSENTIAL,
        3: Limit.EVIDENCE,
        4: Limit.WISHES,
        5: Limit.SEATS,
    }


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
