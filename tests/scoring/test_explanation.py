"""The rows of an explanation add up to what was lost, to the last fraction."""

from fractions import Fraction

from hypothesis import given

from scoring.explanation import explain, in_tenths
from scoring.fit import EssentialState, Requirement, fit
from tests.hypothesis_profiles import hundreds
from tests.scoring.applications import applications


@hundreds
@given(applications())
def test_losses_and_clip_add_up_to_exactly_what_the_fit_lacks(application):
    asked, levels = application

    explained = explain(asked, levels)

    assert explained.fit == fit(asked, levels)
    assert sum(row.loss for row in explained.rows) + explained.clip_loss == 1 - explained.fit.value


@hundreds
@given(applications())
def test_only_a_shortfall_costs_and_shares_are_of_the_whole(application):
    asked, levels = application

    rows = explain(asked, levels).rows

    assert all(row.loss >= 0 for row in rows)
    assert all(row.loss == 0 for row in rows if row.is_met or row.level is None)
    assert sum(row.share for row in rows) in (0, 1)


@hundreds
@given(applications())
def test_what_is_shown_adds_up_too_and_is_never_a_tenth_of_a_percent_off(application):
    explained = explain(*application)
    losses = [*(row.loss for row in explained.rows), explained.clip_loss]

    shown = in_tenths(losses)

    assert sum(shown) == round(1000 * (1 - explained.fit.value))
    assert all(abs(one - 1000 * loss) < 1 for one, loss in zip(shown, losses, strict=True))
    assert all((one == 0) == (loss == 0) for one, loss in zip(shown, losses, strict=True))


def test_the_clip_gives_back_what_low_lifts():
    asked = {
        "plan": Requirement(required=3, weight=1),
        "help": Requirement(required=2, weight=1),
    }

    explained = explain(asked, {"plan": (1, 1)})

    assert [row.loss for row in explained.rows] == [Fraction(2, 3), 0]
    assert explained.clip_loss == Fraction(-1, 6)


def test_a_row_says_what_was_asked_what_was_seen_and_how_the_essential_stands():
    asked = {"plan": Requirement(required=3, weight=1, is_essential=True)}

    row = explain(asked, {"plan": (2, 3)}).rows[0]

    assert (row.competence, row.required, row.level) == ("plan", 3, Fraction(5, 2))
    assert (row.share, row.essential, row.is_met) == (1, EssentialState.DOUBT, False)
