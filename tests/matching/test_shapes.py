"""Data from files is named where it is wrong, and never believed."""

import pytest

from matching.shapes import (
    Either,
    NotAsShaped,
    OneOf,
    Whole,
    one_sentence,
    read_json,
    require_shape,
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"{", "this is not JSON"),
        (b"", "this is not JSON"),
        (b"\xff", "can't decode byte 0xff"),
        (b"[NaN]", "NaN is not a number in JSON"),
        (b"[-Infinity]", "-Infinity is not a number in JSON"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "c stands in one object twice"),
        (b"[" * 1_000_000, "nested too deeply"),
        (b"9" * 5000, "a whole number has too many digits"),
        (b"\xef\xbb\xbf{}", "begins with a byte order mark"),
        ("{}".encode("utf-16"), "is not UTF-8"),
        (b"{} {}", "this is not JSON"),
        (b'{"a": ' * 1_000_000, "nested too deeply"),
        (b'["\\ud800"]', "half a character"),
    ],
)
def test_what_is_not_plain_json_is_refused(text, message):
    with pytest.raises(NotAsShaped, match=message):
        read_json(text)


@pytest.mark.parametrize(
    ("value", "shape", "message"),
    [
        ([], {"a": str}, "x must be an object"),
        ({}, {"a": str}, "x lacks a"),
        ({"a": "", "b": 1}, {"a": str}, "x has an unknown entry b"),
        ({"a": 1}, {"a": str}, r"x\.a must be a text"),
        ({"a": {}}, {"a": [str]}, r"x\.a must be a list"),
        (["", 1], [str], r"x\[1\] must be a text"),
        ({"k": 1}, {str: bool}, r"x\.k must be true or false"),
        (True, Whole(0, 3), "x must be a whole number from 0 to 3"),
        (1.0, Whole(0, 3), "x must be a whole number from 0 to 3"),
        (4, Whole(0, 3), "x must be a whole number from 0 to 3"),
        ("c", OneOf(("a", "b")), "x must be one of a, b"),
        ([], OneOf(("a", "b")), "x must be one of a, b"),
        (
            {"a": [1], "b": [3]},
            {str: [Whole(1, 2)]},
            r"x\.b\[0\] must be a whole number from 1 to 2",
        ),
        ({"a": [0, 1]}, {str: [Whole(1, 2)]}, r"x\.a\[0\] must be a whole number from 1 to 2"),
        ({"a": [1, True]}, {str: [Whole(1, 2)]}, r"x\.a\[1\] must be a whole number from 1 to 2"),
        ({"a": [1, 1.0]}, {str: [Whole(1, 2)]}, r"x\.a\[1\] must be a whole number from 1 to 2"),
        ({"a": [1, "1"]}, {str: [Whole(1, 2)]}, r"x\.a\[1\] must be a whole number from 1 to 2"),
        ({"a": {}}, {str: [Whole(1, 2)]}, r"x\.a must be a list"),
        ([], {str: [Whole(1, 2)]}, "x must be an object"),
        ([1, 3], [Whole(1, 2)], r"x\[1\] must be a whole number from 1 to 2"),
        ({}, [Whole(1, 2)], "x must be a list"),
        (1, Either((str, type(None))), "x must be null"),
    ],
)
def test_the_first_place_that_does_not_fit_is_named(value, shape, message):
    with pytest.raises(NotAsShaped, match=f"^{message}$"):
        require_shape(value, shape, "x")


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ({"a": [1, 2]}, {"a": [Whole(1, 2)]}),
        ({}, {str: str}),
        ({}, {str: [Whole(1, 2)]}),
        ({"a": [], "b": [1, 2]}, {str: [Whole(1, 2)]}),
        ([], [Whole(1, 2)]),
        ([], [str]),
        (None, Either((str, type(None)))),
        ("a", Either((str, type(None)))),
        ("b", OneOf(("a", "b"))),
    ],
)
def test_what_fits_passes(value, shape):
    require_shape(value, shape, "x")


def test_a_message_fills_one_line_whatever_the_ids_hold():
    said = one_sentence("proposers.a\nb\x1b[31m\u2028 é names " + "y" * 10_000)

    assert said.startswith(r"proposers.a\nb\x1b[31m\u2028 é names yyy")
    assert (len(said.splitlines()), len(said)) == (1, 501)
