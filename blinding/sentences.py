"""Where sentences begin and end; a point after an initial or an abbreviation ends nothing."""

import re

# Begins with one of these characters whatever it is, so that a search skips all others at once.
_END = re.compile(r"[.!?\n;•](?:(?<=[.!?])[.!?]*[\"')\]]*(?=\s|$)|(?<=\n)\n*|(?<=[;•])(?=\s))")
# One letter is an initial or the end of "a.u.b."; the others are cut off.
_NO_END = re.compile(
    r"(?:(?<![^\W_])[^\W\d_]|(?<!\w)(?:bv|bijv|nl|evt|enz|etc|mevr|mw|dhr|mr|mrs|ms|dr|drs|ir|"
    r"ing|prof|ds|st|tel|nr|no|ca|incl|excl|max|min|zn|geb|jan|feb|mrt|apr|jun|jul|aug|sep|sept|"
    r"okt|nov|dec|vs))\.$",
    re.IGNORECASE,
)

# More letters than any abbreviation ends with.
_LONGER = 5


def sentence_bounds(plain: str) -> list[tuple[int, int]]:
    """Give start and end of every sentence, gaps left out.

    >>> sentence_bounds("Ik las. J. Bakker keek.")
    [(0, 7), (8, 23)]
    """
    bounds = []
    start = 0
    for match in _END.finditer(plain):
        before = plain[max(0, match.start() - _LONGER) : match.start()]
        is_short = match[0] == "." and not (len(before) == _LONGER and before.isalpha())
        if is_short and _NO_END.search(plain[max(0, match.start() - 8) : match.end()]):
            continue
        bounds.append((start, match.end()))
        start = match.end()
    bounds.append((start, len(plain)))
    trimmed = (_trim(plain, start, end) for start, end in bounds)
    return [(start, end) for start, end in trimmed if start < end]


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    said = plain[start:end]
    return end - len(said.lstrip()), start + len(said.rstrip())
