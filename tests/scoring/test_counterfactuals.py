"""One level more, tried on every competence, by the plainest reading of the rules."""

from hypothesis import given
from hypothesis import strategies as st

from scoring.bands import EVERYONE_EQUAL, band
from scoring.counterfactuals import one_level_more
from scoring.fit import Requirement, fit
from tests.hypothesis_profiles import hundreds
from tests.scoring.applications import applications


def asks(required, weight=1, essential=False):
    return Requirement(required=required, weight=weight, is_essential=essential)


def passes(asked, levels, squared_error, last_band):
    found = fit(asked, levels)
    is_ranked = found.is_rankable and found.meets_essentials
    return is_ranked and band(found.value, squared_error) <= last_band


@hundreds
@given(applications(), st.integers(1, 40_000_000), st.integers(0, 6))
def test_exactly_the_competences_that_are_enough_alone_are_named(entered, error, last_band):
    asked, levels = entered

    named = one_level_more(asked, levels, squared_error=error, last_band=last_band)

    expected = []
    for name in asked:
        more = levels | {name: tuple(min(4, level + 1) for level in levels[name])}
        if passes(asked, more, error, last_band) and not passes(asked, levels, error, last_band):
            expected.append((name, band(fit(asked, more).value, error)))
    assert [(one.competence, one.band) for one in named] == expected


def test_a_level_that_lifts_an_essential_is_named():
    asked = {"safety": asks(2, 1, True), "plan": asks(3, 1)}

    named = one_level_more(
        asked, {"safety": (1, 1), "plan": (3, 3)}, squared_error=6_400_000, last_band=0
    )

    assert [one.competence for one in named] == ["safety"]


def test_who_passes_already_and_who_is_too_far_away_hears_of_no_level():
    asked = {"plan": asks(3), "help": asks(3), "listen": asks(3)}
    near, far = dict.fromkeys(asked, (3, 3)), dict.fromkeys(asked, (1, 1))

    assert one_level_more(asked, near, squared_error=6_400_000, last_band=0) == ()
    assert one_level_more(asked, far, squared_error=6_400_000, last_band=0) == ()


def test_what_nobody_saw_or_nobody_asked_is_not_named():
    asked = {"plan": asks(3, 4), "help": asks(2, 1), "learn": asks(1, 3)}
    levels = {"plan": (2, 2), "learn": (1, 1), "other": (1,)}

    named = one_level_more(asked, levels, squared_error=6_400_000, last_band=0)

    assert [one.competence for one in named] == ["plan"]


def test_the_highest_level_cannot_be_raised_but_the_lower_one_beside_it_can():
    asked = {"plan": asks(3)}

    named = one_level_more(asked, {"plan": (4, 1)}, squared_error=1, last_band=0)

    assert [(one.competence, one.band) for one in named] == [("plan", 0)]


def test_where_everyone_is_equal_only_an_essential_can_stand_in_the_way():
    asked = {"safety": asks(3, 1, True), "plan": asks(3, 3)}
    levels = {"safety": (2, 2), "plan": (1, 1)}

    named = one_level_more(asked, levels, squared_error=EVERYONE_EQUAL, last_band=0)

    assert [(one.competence, one.band) for one in named] == [("safety", 0)]
