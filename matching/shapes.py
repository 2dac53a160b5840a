"""Whether plain data from a file has the shape it should, and if not, where."""

import codecs
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, TypeAlias

Shape: TypeAlias = "type | Whole | OneOf | list[Shape] | Mapping[str | type, Shape] | Either"


class NotAsShaped(ValueError):  # noqa: N818 - what stands in the way
    """The data is not what it should be; the message names the place."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two others."""

    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any of several shapes."""

    shapes: tuple[Shape, ...]


LONGEST_SENTENCE: Final = 500
"""Characters of a message to the command line; ids in a file may be as long as the file."""


def one_sentence(text: str) -> str:
    r"""Return a text that fills one line whatever the ids in it hold.

    Examples
    --------
    >>> print(one_sentence("proposers.a\nb is unknown"))
    proposers.a\nb is unknown
    """
    line = "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )
    return line if len(line) <= LONGEST_SENTENCE else f"{line[:LONGEST_SENTENCE]}…"


def read_json(content: bytes, *, is_compared: bool = False) -> Any:  # noqa: ANN401 - any JSON
    """Parse JSON without the extras that Python allows.

    No NaN, no key twice in one object, no endless nest, no half characters.

    Parameters
    ----------
    content : bytes
        The whole file.
    is_compared : bool
        Whether the caller will write the data again and compare that with the content: it finds
        a key that stands twice, which is then not looked for here.

    Raises
    ------
    NotAsShaped
        If the content is not such JSON in UTF-8.

    Examples
    --------
    >>> read_json(b'{"a": [1, null]}')
    {'a': [1, None]}
    """
    text = _decoded(content)
    try:
        once = None if is_compared else _once
        data = json.loads(text, object_pairs_hook=once, parse_constant=_refuse_constant)
        if "\\u" in text:  # an escape may stand for half a character, which no file can hold
            json.dumps(data, ensure_ascii=False).encode()
    except NotAsShaped:
        raise
    except UnicodeEncodeError:
        raise NotAsShaped("a text holds half a character") from None
    except RecursionError:
        raise NotAsShaped("the JSON is nested too deeply") from None
    except json.JSONDecodeError as broken:
        raise NotAsShaped(f"this is not JSON: {broken}") from None
    except ValueError:  # the only other one: Python reads no number of thousands of digits
        raise NotAsShaped("a whole number has too many digits") from None
    return data


def _decoded(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        raise NotAsShaped("the file begins with a byte order mark, which JSON has not")
    try:
        return content.decode()
    except UnicodeDecodeError as unreadable:
        raise NotAsShaped(f"the file is not UTF-8: {unreadable}") from None


def require_shape(value: object, shape: Shape, where: str) -> None:
    """Check data against a shape.

    A type stands for itself, a list for a list of its one item's shape, a mapping with the key
    `str` for a mapping of any keys, and any other mapping for exactly its keys.

    Raises
    ------
    NotAsShaped
        If it does not fit; the message names the first place that does not.

    Examples
    --------
    >>> require_shape({"seats": [1, -2]}, {"seats": [Whole(0, 9)]}, "place")
    Traceback (most recent call last):
    matching.shapes.NotAsShaped: place.seats[1] must be a whole number from 0 to 9
    """
    if not _all_fit([value], shape):
        _name_misfit(value, shape, where)


def _all_fit(values: list[Any], shape: Shape) -> bool:
    """Ask of many values at once whether they all fit; large files hold millions."""
    if isinstance(shape, Either):
        return all(any(_all_fit([value], one) for one in shape.shapes) for value in values)
    if isinstance(shape, OneOf):
        return all(value in shape.words for value in values)
    if isinstance(shape, Whole):
        return _are_all(int, values) and (
            not values or (shape.lowest <= min(values) and max(values) <= shape.highest)
        )
    if isinstance(shape, list):
        return _are_all(list, values) and _all_fit([*chain.from_iterable(values)], shape[0])
    if not isinstance(shape, Mapping):
        return _are_all(shape, values)
    if not _are_all(dict, values):
        return False
    if str in shape:
        return _all_fit([*chain.from_iterable(map(dict.values, values))], shape[str])
    return all(value.keys() == shape.keys() for value in values) and all(
        _all_fit([value[key] for value in values], inner) for key, inner in shape.items()
    )


def _are_all(kind: type, values: list[Any]) -> bool:
    """Say whether values are of this very type: true is no number."""
    return {*map(type, values)} <= {kind}


def _name_misfit(value: object, shape: Shape, where: str) -> None:
    """Find the first place that does not fit, and say so."""
    if isinstance(shape, Either):
        _name_misfit(value, shape.shapes[-1], where)
    elif isinstance(shape, Mapping):
        _require_mapping(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise NotAsShaped(f"{where} must be a list")
        for number, item in enumerate(value):
            require_shape(item, shape[0], f"{where}[{number}]")
    elif isinstance(shape, Whole):
        is_whole = type(value) is int and shape.lowest <= value <= shape.highest
        _require(is_whole, where, f"a whole number from {shape.lowest} to {shape.highest}")
    elif isinstance(shape, OneOf):
        _require(value in shape.words, where, f"one of {', '.join(shape.words)}")
    else:
        _require(type(value) is shape, where, _NAMES.get(shape, shape.__name__))


_NAMES = {str: "a text", bool: "true or false", type(None): "null", dict: "an object"}


def _require(fits: bool, where: str, what: str) -> None:  # noqa: FBT001 - the one question it asks
    if not fits:
        raise NotAsShaped(f"{where} must be {what}")


def _require_mapping(value: object, shape: Mapping[str | type, Shape], where: str) -> None:
    if not isinstance(value, dict):
        raise NotAsShaped(f"{where} must be an object")
    if str in shape:
        for key, item in value.items():
            require_shape(item, shape[str], f"{where}.{key}")
        return
    for key in shape:
        if key not in value:
            raise NotAsShaped(f"{where} lacks {key}")
    for key, item in value.items():
        if key not in shape:
            raise NotAsShaped(f"{where} has an unknown entry {key}")
        require_shape(item, shape[key], f"{where}.{key}")


def _once(entries: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(entries)
    if len(result) != len(entries):
        twice, _ = Counter(key for key, _ in entries).most_common(1)[0]
        raise NotAsShaped(f"{twice} stands in one object twice")
    return result


def _refuse_constant(constant: str) -> None:
    raise NotAsShaped(f"{constant} is not a number in JSON")
