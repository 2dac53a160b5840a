"""After declines: the accepted keep their place and the rest equals a match from scratch."""

import numpy as np
import pytest

from matching.deferred_acceptance import deferred_acceptance, place_proposing_acceptance
from matching.rematch import VacancyChains, market_left, nobody_settled, rematch
from matching.results import UNMATCHED, Assignment
from matching.stability import blocking_pairs
from tests.matching.small_markets import SmallMarket, small_market


def settle(small, places):
    return small.assignment(places)


def test_without_any_answer_it_is_the_first_match():
    for small in map(small_market, range(40)):
        market = small.market()

        again = rematch(market, nobody_settled(market), declined=[])

        assert np.array_equal(again.places, deferred_acceptance(market).places)


def test_the_rest_gets_what_a_market_without_the_settled_and_the_declined_gives():
    rng = np.random.default_rng(6)
    for small in (small_market(seed, 6, 4) for seed in range(80)):
        first = deferred_acceptance(small.market()).places.tolist()
        says_yes = [j >= 0 and rng.random() < 0.4 for j in first]
        says_no = [
            (i, j) for i, j in enumerate(first) if j >= 0 and not says_yes[i] and rng.random() < 0.5
        ]

        settled = settle(small, [j if yes else -1 for j, yes in zip(first, says_yes, strict=True)])
        again = rematch(small.market(), settled, declined=says_no).places.tolist()

        rest = SmallMarket(
            wishes=[
                [] if says_yes[i] else [j for j in wishes if (i, j) not in says_no]
                for i, wishes in enumerate(small.wishes)
            ],
            priorities=[
                [i for i in order if not says_yes[i] and (i, j) not in says_no]
                for j, order in enumerate(small.priorities)
            ],
            capacities=[
                seats - sum(yes and k == j for k, yes in zip(first, says_yes, strict=True))
                for j, seats in enumerate(small.capacities)
            ],
        )
        from_scratch = deferred_acceptance(rest.market()).places.tolist()
        assert again == [
            j if yes else other for j, yes, other in zip(first, says_yes, from_scratch, strict=True)
        ]
        assert all(again[i] != j for i, j in says_no)


def test_what_is_left_has_no_blocking_pair():
    for small in (small_market(seed, 6, 4) for seed in range(40)):
        market = small.market()
        first = deferred_acceptance(market)
        declined = [(i, int(j)) for i, j in enumerate(first.places) if j != UNMATCHED][:2]

        left = market_left(market, nobody_settled(market), declined=declined)

        assert not len(blocking_pairs(left, deferred_acceptance(left)))


def test_a_declined_place_does_not_come_back_and_the_seat_goes_to_the_next():
    small = SmallMarket([[0, 1], [0]], [[0, 1], [0]], [1, 1])

    again = rematch(small.market(), nobody_settled(small.market()), declined=[(0, 0)])

    assert again.places.tolist() == [1, 0]


def test_more_accepted_students_than_seats_are_refused():
    small = SmallMarket([[0], [0]], [[0, 1]], [1])

    with pytest.raises(ValueError, match="capacity cannot be negative"):
        rematch(small.market(), small.assignment([0, 0]), declined=[])


def test_another_way_of_matching_gets_the_pairs_by_their_number_in_the_market():
    small = SmallMarket([[0, 1], [1, 0]], [[0, 1], [0, 1]], [1, 1])
    market = small.market()

    def last_wishes(left):
        seen.extend(left.pairs.tolist())
        return Assignment.of_edges(left, left.indptr[1:] - 1)

    seen = []
    again = rematch(market, nobody_settled(market), declined=[(0, 0)], match=last_wishes)

    assert seen == [1, 2, 3]
    assert again.places.tolist() == [1, 0]


def after_decline(small, places, student):
    """The market without the declined pair."""
    return SmallMarket(
        wishes=[
            [j for j in wishes if (i, j) != (student, places[student])]
            for i, wishes in enumerate(small.wishes)
        ],
        priorities=[
            [i for i in order if (i, j) != (student, places[student])]
            for j, order in enumerate(small.priorities)
        ],
        capacities=small.capacities,
    )


def test_a_vacancy_chain_ends_in_a_stable_match_that_is_the_rerun_where_there_is_only_one():
    declines, as_rerun = 0, 0
    for small in (small_market(seed, 7, 5) for seed in range(400)):
        market = small.market()
        first = deferred_acceptance(market)
        places = first.places.tolist()
        chains = VacancyChains(market, first)
        for student in np.flatnonzero(first.places != UNMATCHED).tolist():
            moves = chains.moves_after_decline(student)

            ended = [moves.get(i, j) for i, j in enumerate(places)]
            rest = after_decline(small, places, student)
            rerun = rematch(market, nobody_settled(market), declined=[(student, places[student])])
            assert rest.blocking(ended) == []
            assert all(ended.count(j) <= seats for j, seats in enumerate(small.capacities))
            assert all(places[i] != j for i, j in moves.items())
            best = deferred_acceptance(rest.market())
            worst = place_proposing_acceptance(rest.market())
            if np.array_equal(best.places, worst.places):
                assert ended == best.places.tolist()
            declines += 1
            as_rerun += ended == rerun.places.tolist()
    assert as_rerun > 0.99 * declines > 1_000


def test_a_chain_gives_the_seat_on_until_somebody_had_none():
    small = SmallMarket([[0], [0, 1], [1]], [[0, 1], [1, 2]], [1, 1])
    market = small.market()

    chains = VacancyChains(market, deferred_acceptance(market))

    assert chains.moves_after_decline(0) == {0: UNMATCHED, 1: 0, 2: 1}
    assert chains.moves_after_decline(0) == {0: UNMATCHED, 1: 0, 2: 1}


def test_who_has_no_place_declines_none():
    market = SmallMarket([[0], [0]], [[0, 1]], [1]).market()

    with pytest.raises(ValueError, match="student 1 has no place to decline"):
        VacancyChains(market, deferred_acceptance(market)).moves_after_decline(1)
