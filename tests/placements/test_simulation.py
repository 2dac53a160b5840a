"""The model of a round shows what removes a gap between equals, and what brings it back."""

from functools import cache

import pytest

from placements.monitoring import simulation
from placements.monitoring.simulation import (
    NEEDED_FOUR,
    PLENTY,
    SCARCE,
    WORLDS,
    World,
    names_off,
    needs_four,
    simulate,
)


@cache
def removed(name, places):
    return simulate(World(places=places, **WORLDS[name]), n_rounds=12, n_students=300).removed


def test_hiding_names_alone_removes_about_half():
    assert 0.4 < names_off().removed < 0.6


@pytest.mark.parametrize("places", [PLENTY, SCARCE])
def test_the_rules_of_the_service_leave_nothing_of_the_gap(places):
    assert removed("blind", places) > 0.9


def test_where_places_are_scarce_a_leak_costs_and_a_name_on_the_text_costs_most():
    assert removed("blind", SCARCE) > removed("leaks", SCARCE) > removed("not_blind", SCARCE)
    assert removed("not_blind", SCARCE) < 0.7


def test_a_bias_hardly_shows_while_there_are_places_for_all():
    assert removed("not_blind", PLENTY) > 0.9


@pytest.mark.parametrize(
    ("name", "places"), [("formal_only", SCARCE), ("veto", SCARCE), ("veto", PLENTY)]
)
def test_one_old_habit_undoes_nearly_all_of_it(name, places):
    assert removed(name, places) < 0.35


def test_the_model_says_nearly_what_was_observed_of_those_who_applied_four_times():
    assert needs_four() == pytest.approx(NEEDED_FOUR, abs=0.035)


def test_both_groups_can_do_equally_much(monkeypatch):
    seen = []

    def look(world, skills, is_second, rng):
        seen.append((sorted(skills[is_second]), sorted(skills[~is_second])))
        raise StopIteration

    monkeypatch.setattr(simulation, "_levels", look)
    with pytest.raises(StopIteration):
        simulate(World(), n_rounds=2, n_students=100)

    ((second, first),) = seen
    assert sum(second) == pytest.approx(0) == pytest.approx(sum(first))
    assert second[0] < -2 < 2 < second[-1]


def test_the_same_seed_gives_the_same_figures():
    once, again, other = (
        simulate(World(places=80), seed=seed, n_rounds=2, n_students=100) for seed in (1, 1, 2)
    )

    assert once == again != other
