"""What a school scored beside what a trial showed."""

import numpy as np
import pytest

from scoring.validity import CONSTANT, TOO_FEW, correlation_of


def test_a_published_example():
    """Fisher's interval for r = .5 at n = 28: .157 to .738 (Altman & Gardner 1988 give ± by z)."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=28)
    rest = rng.normal(size=28)
    rest -= rest.mean() + np.polyfit(x, rest - rest.mean(), 1)[0] * (x - x.mean())
    x, rest = (x - x.mean()) / x.std(), rest / rest.std()

    found = correlation_of(x, 0.5 * x + np.sqrt(0.75) * rest)

    assert found.value == pytest.approx(0.5)
    assert (found.low, found.high) == pytest.approx((0.156, 0.736), abs=0.001)


def test_below_twenty_pairs_it_says_how_many_are_lacking():
    found = correlation_of(np.arange(19) % 4, np.arange(19) % 4)

    assert (found.value, found.why_none, found.lacking) == (None, TOO_FEW, 1)
    assert correlation_of(np.arange(20) % 4, np.arange(20) % 4).lacking == 0


@pytest.mark.parametrize("constant", [0, 1])
def test_everyone_a_3_says_nothing(constant):
    sides = [np.arange(30) % 4, np.arange(30) % 4]
    sides[constant] = np.full(30, 3)

    assert correlation_of(*sides).why_none == CONSTANT


def test_even_a_perfect_line_has_an_interval():
    found = correlation_of(np.arange(40) % 4, np.arange(40) % 4)

    assert found.low < 1


def test_the_interval_covers_what_was_put_in():
    rng = np.random.default_rng(4)
    pairs = rng.multivariate_normal([0, 0], [[1, 0.4], [0.4, 1]], size=(200, 40))

    inside = [one.low <= 0.4 <= one.high for one in (correlation_of(*set_.T) for set_ in pairs)]

    assert 0.91 <= np.mean(inside) <= 0.99


def test_a_misfit_of_lengths_is_refused():
    with pytest.raises(ValueError, match="per student"):
        correlation_of([1, 2], [1])
