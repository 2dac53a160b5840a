"""How the wishes came out, which seats are left, and which limit binds whom."""

import numpy as np

from matching.candidates import possible_pairs
from matching.deferred_acceptance import deferred_acceptance
from matching.eligibility import Limit
from matching.priorities import make_market
from matching.results import binding_limits, rank_distribution, seats_left
from tests.matching.facts import places, students
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
