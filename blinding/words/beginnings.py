"""What is known of words by how they begin."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")
_FIRST = 3


class Beginnings(Generic[Value]):
    """Values by the beginning of a word, of three letters or more.

    >>> known = Beginnings[str]({"moskee": "religion", "mos": "plant"})
    >>> list(known.of("moskeebezoek"))
    ['religion', 'plant']
    """

    def __init__(self, values: dict[str, Value]) -> None:
        # By the first letters: most words begin like nothing that is listed, and cost one look.
        self._listed = defaultdict[str, list[tuple[str, Value]]](list)
        for beginning, value in sorted(values.items(), key=lambda item: -len(item[0])):
            self._listed[beginning[:_FIRST]].append((beginning, value))

    def of(self, word: str) -> Iterator[Value]:
        """Give the values of all beginnings of a word, the longest first."""
        for beginning, value in self._listed.get(word[:_FIRST], ()):
            if word.startswith(beginning):
                yield value
