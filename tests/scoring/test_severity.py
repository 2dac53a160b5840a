"""Strictness, order, drift and halo of one assessor: found where they are, and nowhere else."""

import numpy as np
import pytest

from scoring.counts import Standing
from scoring.severity import drift, halo, order_effect, strictness


def rng():
    return np.random.default_rng(5)


def test_strictness_is_the_signed_difference_on_the_same_texts():
    own = [2, 2, 1, 3] * 10 + [4]
    others = [3, 2, 2, 3] * 10 + [np.nan]

    effect = strictness(own, others, rng=rng())

    assert (effect.value, effect.count, effect.standing) == (-0.5, 40, Standing.SHOWN)
    assert effect.low < -0.5 < effect.high < 0
    assert effect.stands_out


def test_an_assessor_who_gives_everyone_a_3_has_a_strictness_but_no_order_effect_and_no_halo():
    own, others = np.full(60, 3), rng().integers(1, 5, 60)

    assert strictness(own, others, rng=rng()).value == pytest.approx(3 - others.mean())
    assert order_effect(own, others, np.zeros(60), rng=rng()).value is None
    assert halo(own.reshape(20, 3), others.reshape(20, 3), rng=rng()).why_none


@pytest.mark.parametrize("count", [0, 1, 14])
def test_too_few_texts_give_no_figure_but_say_so(count):
    levels = np.arange(count) % 4 + 1

    for effect in (
        strictness(levels, levels, rng=rng()),
        drift(levels, levels, np.arange(count), rng=rng()),
        order_effect(levels, levels, np.zeros(count), rng=rng()),
        halo(np.ones((count, 3)), np.ones((count, 3)), rng=rng()),
    ):
        assert effect.value is None
        assert effect.why_none
        assert effect.standing is Standing.TABLE_ONLY
        assert not effect.stands_out


def test_what_lies_first_in_a_queue_has_nothing_before_it():
    own, others = np.tile([1, 2, 3, 4], 20), np.full(80, 2)

    assert order_effect(own, others, np.repeat(np.arange(4), 20), rng=rng()).count == 76


def test_a_text_after_a_high_one_that_gets_less_is_an_order_effect():
    others = rng().integers(1, 5, 400)
    own = others.copy()
    own[1:] = np.clip(others[1:] - (others[:-1] - 2.5), 1, 4).round()

    effect = order_effect(own, others, np.zeros(400), rng=rng())

    assert effect.value < -0.3
    assert effect.stands_out


def test_who_grows_stricter_drifts():
    own, known = [3] * 30 + [2] * 30, [3] * 60

    effect = drift(own, known, range(60), rng=rng())

    assert effect.value == pytest.approx(-0.025, abs=0.001)
    assert effect.stands_out


def test_levels_that_resemble_each_other_no_more_than_they_do_for_others_are_no_halo():
    truth = rng().integers(1, 4, (200, 1)) + rng().integers(0, 2, (200, 4))

    effect = halo(truth, truth, rng=rng())

    assert effect.value == 0
    assert not effect.stands_out


def test_halo_with_gaps_and_a_criterion_without_spread():
    truth = rng().integers(1, 5, (80, 4)).astype(float)
    own = np.repeat(truth.mean(axis=1, keepdims=True).round(), 4, axis=1)
    truth[:, 3] = 2
    own[::3, 1] = np.nan

    effect = halo(own, truth, rng=rng())

    assert effect.value > 0.5
    assert effect.stands_out


def test_a_misfit_of_shapes_is_refused():
    with pytest.raises(ValueError, match="one number per text"):
        strictness([1, 2], [1], rng=rng())
    with pytest.raises(ValueError, match="students by criteria"):
        halo([1, 2], [1, 2], rng=rng())
