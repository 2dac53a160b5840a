"""A long text costs what it is long; what is tried in few places finds the same as everywhere."""

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blinding import sentences, traces
from blinding.blind import blind
from blinding.folding import fold
from blinding.known_facts import KnownFacts
from blinding.rules import gate
from blinding.sentences import sentence_bounds
from blinding.spans import Span, without_overlap

WRITTEN = st.text(alphabet="aBdr12 .,+(-)s…é", max_size=40)
SPANS = st.builds(
    lambda start, length, sure: Span(start, start + length, "name", "slot", sure, ""),
    st.integers(0, 30),
    st.integers(1, 12),
    st.sampled_from([0.5, 0.75, 0.9]),
)


def _steps(text):
    """Count what Python calls while a text is blinded, which no other work changes."""
    count = 0

    def step(*_):
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        blind(text, KnownFacts(first="Amber"), "nl")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "said",
    [
        "ik ben moslim en ",
        "met Yusuf Yilmaz, ",
        "17 jaar en 12345678 en ",
        "een xqzt met flurp en ",
        "we schuurden de kast en ",
    ],
)
def test_a_sentence_twice_as_long_costs_twice_as_much(said):
    blind(said * 3, KnownFacts(first="Amber"), "nl")

    assert _steps(said * 160) < 2.6 * _steps(said * 80)


@pytest.mark.parametrize("typed", ["a", "ab", "a.b.", "a b "])
def test_a_key_held_down_ends_nothing(typed):
    assert blind(typed * 3_000, KnownFacts(), "nl").text


@given(st.lists(SPANS, max_size=8))
def test_every_marked_character_is_kept_once_by_the_surest(spans):
    kept = without_overlap(spans)

    for at in range(50):
        over = [span for span in spans if span.start <= at < span.end]
        assert [span.confidence for span in kept if span.start <= at < span.end] == (
            [max(span.confidence for span in over)] if over else []
        )
    assert kept == sorted(kept, key=lambda span: span.start)


@given(st.text(alphabet="12+( .s", max_size=20))
@example("+31 (6) 1212 of +(31) 6 1212, (06) 1212 en s12121")
def test_rows_of_digits_are_found_as_when_they_are_looked_for_everywhere(low):
    everywhere = [match.span() for match in traces._DIGITS.finditer(low)]

    found = traces.digit_runs(low, traces.figures_in(low), shortest=1)
    assert [(start, end) for _, start, end in found] == everywhere


@given(WRITTEN.map(lambda written: f"Bij mevr. B. {written} incl. btw. Klaar."))
def test_a_sentence_ends_where_it_did_when_every_point_was_asked(plain):
    found = sentence_bounds(plain)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_LONGER", len(plain) + 1)
        assert sentence_bounds(plain) == found


@given(st.text(alphabet="aB1 é", min_size=13, max_size=40))
def test_the_dots_of_a_marker_change_nothing_in_how_a_text_is_read(written):
    plain = fold(f"{written} […]").plain
    capitals, letters = (sum(map(kind, filter(str.isalpha, plain))) for kind in (str.isupper, bool))

    assert gate._shouts(plain) == (letters > 12 and capitals > 0.7 * letters)
    assert fold("Ik […].") == ("Ik […].", "ik […].", None)
