"""One plain reading of a text: accents, look-alike letters and hidden characters undone.

Every rule reads the folded text; every offset it finds is brought back to the original.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# Letters that look Latin and letters that Unicode does not decompose to their base letter.
_LOOKALIKES = dict(
    zip(
        "авекмнорстухіјѕԁԛԝһӏпгијАВЕКМНОРСТУХІЈЅαβεικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "abekmhopctyxijsdqwhlnrujABEKMHOPCTYXIJSabeikvoptuxwABEZHIKMNOPTYX",
        strict=True,
    )
)
_SPECIAL = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h",
    "ı": "i", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th",  # noqa: RUF001 (look-alikes are the subject)
    "Þ": "Th", "ŋ": "n", "ə": "e", "Ə": "E", "ɑ": "a", "ɡ": "g", "ʀ": "r", "ɩ": "i",  # noqa: RUF001 (look-alikes are the subject)
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ʿ": "'", "ʾ": "'", "“": '"', "”": '"',  # noqa: RUF001 (look-alikes are the subject)
    "„": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "…", "№": "nr",  # noqa: RUF001 (look-alikes are the subject)
}  # fmt: skip
_PIECES = re.compile(r"(?P<ascii>[\x00-\x7f]+)|[^\x00-\x7f]")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class Folded(NamedTuple):
    """A text read plainly; `plain` keeps capitals, `low` does not, both as long as each other."""

    plain: str
    low: str
    # Where each folded character stood, with the original length at the end; None: unchanged.
    at: Sequence[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Bring folded offsets back to the original text, hidden characters included."""
        if self.at is None:
            return start, end
        return self.at[start], max(self.at[end], self.at[end - 1] + 1)


def fold(text: str) -> Folded:
    """Read a text plainly.

    >>> fold("Zoë wérkt").plain
    'Zoe werkt'
    """
    if is_plain(text):
        return Folded(text, text.lower(), None)
    letters: list[str] = []
    at: list[int] = []
    for match in _PIECES.finditer(text):
        start, end = match.span()
        if match.lastgroup == "ascii":
            letters.append(match[0])
            at.extend(range(start, end))
            continue
        plain = _plain(match[0])
        letters.append(plain)
        at.extend([start] * len(plain))
    at.append(len(text))
    plain_text = "".join(letters)
    return Folded(plain_text, plain_text.lower(), at)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in _SPECIAL:
        return _SPECIAL[character]
    base = "".join(
        _SPECIAL.get(part, _LOOKALIKES.get(part, part))
        for part in unicodedata.normalize("NFKD", character)
        if unicodedata.category(part) not in {"Mn", "Me", "Cf", "Cc"}
    )
    if base.isspace():
        return " "
    # A lower-case form of another length would break the offsets ("İ" is the only common one).
    return base if len(base.lower()) == len(base) else "?"


def is_plain(text: str) -> bool:
    """Tell whether a text is read as it stands; it may hold the dots of our own marker."""
    return text.isascii() or text.replace("…", "").isascii()


def is_latin(text: str) -> bool:
    """Tell whether every letter of a text is Latin; other scripts cannot be checked for words."""
    return text.isascii() or all(
        _is_latin(character) for character in text if not character.isascii()
    )


@lru_cache(maxsize=4096)
def _is_latin(character: str) -> bool:
    return not character.isalpha() or unicodedata.name(character, "").startswith("LATIN")


def within_edits(left: str, right: str, limit: int) -> bool:
    """Tell whether two words differ by at most `limit` typing slips (swapped letters count once).

    >>> within_edits("tijs", "thijs", 1), within_edits("cutrley", "curtley", 1)
    (True, True)
    """
    if abs(len(left) - len(right)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        above, row = row, [i]
        for j, b in enumerate(right, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return False
        before = above
    return row[-1] <= limit
