"""Codes say nothing: more than 128 bits of chance that nobody can repeat."""

import random

from placements.codes import ALPHABET, random_code


def test_a_code_has_more_than_128_bits_in_every_place_of_it():
    drawn = [random_code() for _code in range(1000)]

    assert len(ALPHABET) ** len(drawn[0]) >= 2**128
    assert {frozenset(place) for place in zip(*drawn, strict=True)} == {frozenset(ALPHABET)}


def test_a_code_is_not_drawn_from_a_source_that_can_be_seeded():
    drawn, state = [], random.getstate()
    for _time in range(2):
        random.seed(7)
        drawn.append(random_code())
    random.setstate(state)

    assert drawn[0] != drawn[1]
