"""The loops for machine code say what whole arrays say; compiled too, where the extra is there."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from matching import candidates, compiled, deferred_acceptance, most_placed, stability
from matching.priorities import make_market
from scoring import compiled as scoring_compiled
from scoring import fit_pairs as scoring
from tests.matching.facts import random_facts
from tests.matching.small_markets import small_market


def as_it_is(loop, _n_pairs):
    return loop


def as_machine_code(loop, _n_pairs):
    found = compiled.compiled(loop)
    if found is None:
        pytest.skip("the extra `fast` is not installed")
    return found


both = pytest.mark.parametrize("loops", [as_it_is, as_machine_code])


def random_market(seed, n_students=60, n_places=25):
    rng = np.random.default_rng(seed)
    students, places = np.nonzero(rng.random((n_students, n_places)) < rng.choice([0.1, 0.6]))
    return make_market(
        students,
        places,
        rng.permutation(len(students)),
        rng.permutation(len(students)),
        n_students=n_students,
        capacities=rng.integers(0, 6, n_places),
    )


@both
def test_deferred_acceptance_one_by_one_is_that_in_rounds(monkeypatch, loops):
    markets = [small_market(seed).market() for seed in range(150)]
    markets += [random_market(seed) for seed in range(40)]
    in_rounds = [deferred_acceptance.deferred_acceptance(market) for market in markets]
    monkeypatch.setattr(deferred_acceptance, "compiled_for", loops)

    for market, expected in zip(markets, in_rounds, strict=True):
        found = deferred_acceptance.deferred_acceptance(market)

        assert found.places.tolist() == expected.places.tolist()
        assert found.choices.tolist() == expected.choices.tolist()


@both
def test_checking_cutoffs_one_by_one_gives_the_same_verdict(monkeypatch, loops):
    monkeypatch.setattr(stability, "compiled_for", loops)

    for small in (small_market(seed, 3, 3) for seed in range(40)):
        market = small.market()
        for places in small.matchings():
            assignment = small.assignment(places)
            published = stability.cutoffs(market, assignment)
            holds = stability.is_result_of_cutoffs(market, assignment, published)

            assert holds is (not small.blocking(places))


@both
def test_other_cutoffs_get_the_verdict_of_whole_arrays(monkeypatch, loops):
    """Lines one higher or lower, or for one seat more: wrong persons, free seats, too many."""
    cases = []
    for market in (random_market(seed, 12, 6) for seed in range(60)):
        assignment = deferred_acceptance.deferred_acceptance(market)
        for place in range(6):
            for off in (-1, 0, 1):
                published = stability.cutoffs(market, assignment)
                published[place] += off
                cases.append((market, assignment, published))
        larger = replace(market, capacities=market.capacities + 1)
        crowded = deferred_acceptance.deferred_acceptance(larger)
        cases.append((market, crowded, stability.cutoffs(larger, crowded)))
        beyond = np.where(assignment.choices < 0, np.diff(market.indptr), assignment.choices)
        cases.append(
            (market, replace(assignment, choices=beyond), stability.cutoffs(market, assignment))
        )
    expected = [stability.is_result_of_cutoffs(*case) for case in cases]
    monkeypatch.setattr(stability, "compiled_for", loops)

    assert [stability.is_result_of_cutoffs(*case) for case in cases] == expected
    assert 360 < sum(expected) < len(cases)


@both
def test_possible_pairs_one_by_one_are_those_in_blocks(monkeypatch, loops):
    facts = [random_facts(seed, 30, 20) for seed in range(15)]
    in_blocks = [candidates.possible_pairs(*one) for one in facts]
    monkeypatch.setattr(candidates, "compiled_for", loops)

    for cells in (1, 50, 1 << 22):
        monkeypatch.setattr(candidates, "CELLS_OF_A_BLOCK", cells)
        for one, expected in zip(facts, in_blocks, strict=True):
            found = candidates.possible_pairs(*one)
            for name in ("indptr", "indices", "distances"):
                assert np.array_equal(getattr(found, name), getattr(expected, name))


@both
def test_fits_one_by_one_are_those_in_chunks(monkeypatch, loops):
    rng = np.random.default_rng(8)
    rounds = []
    for _ in range(60):
        ratings = rng.integers(0, 5, (6, 5, 3)) * (rng.random((6, 5, 1)) < 0.8)
        required, weights = rng.integers(0, 4, (4, 5)), rng.integers(0, 4, (4, 5))
        essential = (rng.random((4, 5)) < 0.3) & (required > 1) & (weights > 0)
        asked = scoring.Requirements(required, weights, essential)
        pairs = np.divmod(np.arange(24), 4)
        rounds.append((scoring.Evidence.from_ratings(ratings), asked, *pairs))
    in_chunks = [scoring.fit_pairs(*entered) for entered in rounds]
    monkeypatch.setattr(scoring, "compiled_for", loops)

    for entered, expected in zip(rounds, in_chunks, strict=True):
        found = scoring.fit_pairs(*entered)
        for name in scoring.PairFits.__slots__:
            assert np.array_equal(getattr(found, name), getattr(expected, name))


def test_most_placed_as_machine_code_is_that_on_lists(monkeypatch):
    markets = [random_market(seed) for seed in range(40)]
    weights = [np.random.default_rng(1).integers(0, 9, len(market.places)) for market in markets]
    on_lists = [most_placed.most_placed(*one) for one in zip(markets, weights, strict=True)]
    monkeypatch.setattr(most_placed, "compiled_for", as_machine_code)

    for market, weight, expected in zip(markets, weights, on_lists, strict=True):
        found = most_placed.most_placed(market, weight)

        assert found.assignment.places.tolist() == expected.assignment.places.tolist()
        assert found.prices.tolist() == expected.prices.tolist()
        assert found.profits.tolist() == expected.profits.tolist()


@pytest.mark.parametrize("room", [compiled, scoring_compiled])
def test_small_rounds_load_no_machine_code_and_without_the_extra_there_is_none(monkeypatch, room):
    def loop():
        return 1

    monkeypatch.setitem(sys.modules, "numba", None)

    assert room.compiled_for(loop, room.WORTH_COMPILING - 1) is None
    assert room.compiled_for(loop, room.WORTH_COMPILING) is None
