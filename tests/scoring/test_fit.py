"""The exact fit of one student to one place, by hand and by its laws (method, section 6)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.fit import EssentialState, Requirement, essential_state, fit, mean_level
from tests.hypothesis_profiles import hundreds
from tests.scoring.applications import applications, levels_given


def asks(required, weight=1, essential=False):
    return Requirement(required=required, weight=weight, is_essential=essential)


def test_a_shortfall_costs_a_third_per_level_times_its_weight():
    result = fit({"plan": asks(3, 2), "help": asks(2, 1)}, {"plan": (1, 1), "help": (2, 2)})

    assert result.value == 1 - Fraction(2, 3) * Fraction(2, 3)


def test_two_assessors_count_by_their_mean():
    result = fit({"plan": asks(3)}, {"plan": (2, 3)})

    assert result.value == Fraction(5, 6)


def test_three_assessors_give_thirds():
    result = fit({"plan": asks(3)}, {"plan": (2, 2, 3)})

    assert result.value == 1 - Fraction(2, 9)


def test_a_place_that_asks_nothing_active_fits_everyone():
    result = fit({"plan": asks(1, 3), "help": asks(3, 0)}, {})

    assert (result.value, result.coverage, result.is_rankable) == (1, 1, True)


def test_what_is_not_yet_observed_is_left_out_of_the_mean():
    result = fit({"plan": asks(3), "help": asks(3)}, {"plan": (2, 2)})

    assert (result.value, result.low, result.high) == (
        Fraction(2, 3),
        Fraction(1, 2),
        Fraction(5, 6),
    )


def test_the_fit_is_lifted_to_low_when_what_was_seen_is_worse_than_level_one_could_be():
    result = fit({"plan": asks(3), "help": asks(2)}, {"plan": (1, 1)})

    assert result.observed == Fraction(1, 3)
    assert result.value == result.low == Fraction(1, 2)


def test_without_any_evidence_low_stands_and_nobody_is_ranked_on_it():
    result = fit({"plan": asks(3), "help": asks(2)}, {})

    assert result.observed is None
    assert result.value == result.low == Fraction(1, 2)
    assert not result.is_rankable


@pytest.mark.parametrize(("weight_seen", "rankable"), [(3, True), (2, False)])
def test_three_quarters_of_the_weight_needs_evidence(weight_seen, rankable):
    result = fit({"plan": asks(2, weight_seen), "help": asks(2, 1)}, {"plan": (2,)})

    assert result.is_rankable is rankable


@pytest.mark.parametrize(
    ("levels", "state"),
    [
        ((), EssentialState.OPEN),
        ((3, 4), EssentialState.MET),
        ((3, 3, 3), EssentialState.MET),
        ((2, 3), EssentialState.DOUBT),
        ((2, 2, 4), EssentialState.DOUBT),
        ((2, 2), EssentialState.NOT_MET),
        ((1,), EssentialState.NOT_MET),
    ],
)
def test_an_essential_is_not_met_only_if_all_assessors_are_below(levels, state):
    assert essential_state(3, levels) is state


def test_an_open_essential_cannot_be_ranked_yet_and_does_not_count_as_failed():
    result = fit({"plan": asks(3, 1, True), "help": asks(2, 3)}, {"help": (2, 2)})

    assert result.coverage == Fraction(3, 4)
    assert (result.is_rankable, result.meets_essentials) == (False, True)


@pytest.mark.parametrize(
    "wrong",
    [{"required": 4, "weight": 1}, {"required": 0, "weight": 1}, {"required": 2, "weight": -1}],
)
def test_a_requirement_outside_the_rubric_is_refused(wrong):
    with pytest.raises(ValueError, match=r"level 1, 2 or 3|cannot be negative"):
        Requirement(**wrong)


@pytest.mark.parametrize(("required", "weight"), [(1, 2), (2, 0)])
def test_an_essential_must_be_active(required, weight):
    with pytest.raises(ValueError, match="an essential must ask"):
        asks(required, weight, True)


@pytest.mark.parametrize("levels", [(0,), (5,), (2, -1)])
def test_a_level_outside_the_rubric_is_refused(levels):
    with pytest.raises(ValueError, match="a level is 1, 2, 3 or 4"):
        mean_level(levels)


def test_a_fourth_assessor_is_refused():
    with pytest.raises(ValueError, match="at most 3 assessors"):
        mean_level((1, 2, 3, 4))


@hundreds
@given(applications())
def test_the_fit_lies_between_its_bounds(application):
    result = fit(*application)

    assert 0 <= result.low <= result.value <= result.high <= 1


@hundreds
@given(applications(is_fully_seen=True))
def test_with_full_evidence_the_bounds_meet(application):
    result = fit(*application)

    assert result.low == result.value == result.high
    assert result.coverage == 1


@hundreds
@given(applications())
def test_a_higher_level_never_lowers_the_fit(application):
    asked, levels = application
    before = fit(asked, levels)

    for name, seen in levels.items():
        for position, level in enumerate(seen):
            better = (*seen[:position], min(level + 1, 4), *seen[position + 1 :])
            after = fit(asked, levels | {name: better})

            assert after.value >= before.value
            assert after.meets_essentials >= before.meets_essentials


@hundreds
@given(applications(), st.integers(2, 50))
def test_only_the_ratio_of_the_weights_counts(application, factor):
    asked, levels = application
    scaled = {
        name: Requirement(
            required=one.required, weight=one.weight * factor, is_essential=one.is_essential
        )
        for name, one in asked.items()
    }

    assert fit(scaled, levels) == fit(asked, levels)


@hundreds
@given(applications(), levels_given(), st.booleans())
def test_what_is_not_asked_changes_nothing(application, extra, is_listed):
    asked, levels = application
    more = asked | {"z": asks(1, 3)} if is_listed else asked

    assert fit(more, levels | {"z": extra}) == fit(asked, levels)


@hundreds
@given(applications())
def test_more_than_asked_is_neither_rewarded_nor_punished(application):
    asked, levels = application

    for name, one in asked.items():
        enough, more = (
            fit(asked, levels | {name: (level,)}) for level in (one.required, one.required + 1)
        )
        assert (more.value, more.essentials) == (enough.value, enough.essentials)


@hundreds
@given(applications(is_fully_seen=True))
def test_nothing_makes_up_for_an_essential(application):
    asked, levels = application
    everything_else = dict.fromkeys(levels, (4, 4))

    result = fit(asked | {"z": asks(3, 1, True)}, everything_else | {"z": (2, 2)})

    assert not result.meets_essentials
    assert result.essentials["z"] is EssentialState.NOT_MET


@hundreds
@given(applications())
def test_not_yet_observed_never_counts_below_level_one(application):
    asked, levels = application
    as_level_one = {name: seen or (1, 1) for name, seen in levels.items()}

    assert fit(asked, levels).value >= fit(asked, as_level_one).value


@hundreds
@given(applications(is_fully_seen=True))
def test_losing_one_piece_of_evidence_is_never_worse_than_level_one_on_it(application):
    asked, levels = application

    for name in asked:
        unseen, at_one = fit(asked, levels | {name: ()}), fit(asked, levels | {name: (1, 1)})
        assert unseen.value >= at_one.value


@hundreds
@given(applications())
def test_the_order_of_criteria_and_assessors_changes_nothing(application):
    asked, levels = application
    backwards = {name: levels[name][::-1] for name in reversed(levels)}

    assert fit(dict(reversed(asked.items())), backwards) == fit(asked, levels)
