"""What is written short in a frozen round is read back as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.notation import (
    Terms,
    read_all_levels,
    read_levels,
    read_terms,
    write_levels,
    write_terms,
)
from matching.shapes import NotAsShaped
from tests.hypothesis_profiles import hundreds

NAMES = ["help", "order", "plan"]
seen = st.dictionaries(st.sampled_from(NAMES), st.lists(st.integers(1, 4), min_size=1, max_size=3))


@settings(hundreds, max_examples=200)
@given(st.lists(seen, max_size=4))
def test_levels_are_read_back_one_by_one_and_all_at_once(everyone):
    texts = [write_levels(NAMES, levels) for levels in everyone]

    assert [read_levels(NAMES, text) for text in texts] == everyone
    assert read_all_levels(texts, texts, 3).tolist() == [
        [[*levels.get(name, []), 0, 0, 0][:3] for name in NAMES] for levels in everyone
    ]


@pytest.mark.parametrize("text", ["", "1", "12300", "1230001"])
def test_levels_of_another_length_are_refused(text):
    with pytest.raises(NotAsShaped, match=r"^input\.candidates\.K2\.levels must have three"):
        read_all_levels(["K1", "K2"], ["000000", text], 2)


@pytest.mark.parametrize(
    "digits", ["5", "9", "/", ":", " ", "-", "é", "\ud800", "020", "003", "402"]
)
def test_what_is_no_level_is_refused(digits):
    with pytest.raises(NotAsShaped, match=r"^input\.candidates\.K2\.levels must have levels from"):
        read_all_levels(["K1", "K2"], ["111111", digits.ljust(3, "0") + "000"], 2)


def test_a_round_without_competences_has_no_levels():
    assert read_all_levels(["K1"], [""], 0).shape == (1, 0, 3)


@hundreds
@given(st.integers(1, 3), st.integers(0, 1000), st.booleans())
def test_requirements_are_read_back(required, weight, is_essential):
    terms = Terms(required, weight, is_essential)

    assert read_terms(write_terms(terms)) == terms


@pytest.mark.parametrize(
    "text",
    ["", "3", "0 weight 1", "4 weight 1", "3 weight 1001", "3 weight 01", "3 weight -1",
     "3 weight \u0661", "3 weight 1 ", "3 weight 1\n", "3 weight 1 essentialx", "x3 weight 1"],
)  # fmt: skip
def test_what_is_no_requirement_is_not_read(text):
    assert read_terms(text) is None
