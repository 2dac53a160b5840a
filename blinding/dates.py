"""Dates in Dutch and English text, in figures and in words."""

import re
from collections.abc import Iterator
from datetime import date

from blinding.traces import figures_in, matches_at

DateKey = tuple[int, int, int]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "maart march mrt mar", "april apr",
            "mei may", "juni june jun", "juli july jul", "augustus august aug",
            "september sept sep", "oktober october okt oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_UNITS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
    "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
_TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70,
    "tachtig": 80, "negentig": 90,
}  # fmt: skip
_EN_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_EN_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip


def _number_words() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_UNITS)}
    words |= {word: number for number, word in enumerate(_EN_UNITS)}
    words |= _TENS | _EN_TENS
    for ten, tens in _TENS.items():
        for unit, number in zip(_UNITS[1:10], range(1, 10), strict=True):
            words[f"{unit}en{ten}"] = tens + number
    for ten, tens in _EN_TENS.items():
        for unit, number in zip(_EN_UNITS[1:10], range(1, 10), strict=True):
            words[f"{ten}-{unit}"] = words[f"{ten} {unit}"] = tens + number
    return words


NUMBER_WORDS = _number_words()
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ANY_MONTH = re.compile(rf"\b(?:{_MONTH})\b")
_DAY_WORDS = "|".join(
    sorted((w for w, n in NUMBER_WORDS.items() if 1 <= n <= 31), key=len, reverse=True)
)
_ODD_ORDINALS = {"eerste": 1, "derde": 3, "first": 1, "second": 2, "third": 3}
_DAY = (
    rf"(?:\d{{1,2}}(?:e|de|ste|st|nd|rd|th)?|{'|'.join(_ODD_ORDINALS)}|"
    rf"(?:{_DAY_WORDS})(?:de|ste|e)?)"
)
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_YEAR_WORDS = r"(?:tweeduizend|two thousand)\s?(?:en\s?|and )?\w+"
_FIGURES = re.compile(r"(?<![\d.,-])(\d{1,4})([-/. ]{1,3})(\d{1,2})\2'?(\d{4}|\d{2})(?![\d.,]*\d)")
# "3-iv-2006", "12.ix.2007": the month in Roman figures.
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_MONTH = re.compile(r"(?<![\d.,-])(\d{1,2})([-/. ])([ivx]{1,4})\2(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<![\d.,-])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d)(?!\d|[.,]\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\w)({_DAY})[\s-]+(?:(?:of|van)\s+)?({_MONTH})\.?"
    rf"(?:(?:,?\s+|-)({_YEAR}|{_YEAR_WORDS})(?![\w.,:]*\d))?(?!\w)"
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)({_MONTH})\.?\s+(?:the\s+)?({_DAY})(?:,?\s+((?:19|20)\d\d))?(?!\w)"
)
_PLAIN = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_DAY_SLASH_MONTH = re.compile(r"(?<![\d/.-])(\d{1,2})[-/](\d{1,2})(?![\d/.-]*\d)")


def date_key_of(day: date) -> DateKey:
    """Give a date in the form in which dates in texts are compared."""
    return day.year, day.month, day.day


def dates_in(low: str, *, with_year: bool = True) -> Iterator[tuple[DateKey, int, int]]:
    """Give every reading of every date; one without a year has year 0 and must be asked for."""
    yield from dates_in_figures(low, figures_in(low), with_year=with_year)
    if _ANY_MONTH.search(low):
        yield from dates_in_words(low, with_year=with_year)


def dates_in_figures(
    low: str, starts: list[int], *, with_year: bool
) -> Iterator[tuple[DateKey, int, int]]:
    """Give every reading of every date that is written in figures alone."""
    for pattern, groups in ((_FIGURES, (1, 3, 4)), (_YEAR_FIRST, (1, 3, 4)), (_PLAIN, (1, 2, 3))):
        for match in matches_at(pattern, low, starts):
            for key in _readings(*match.group(*groups)):
                yield key, match.start(), match.end()
    for match in matches_at(_ROMAN_MONTH, low, starts):
        if match[3] in _ROMANS and 1 <= int(match[1]) <= 31:
            key = (int(match[4]), _ROMANS.index(match[3]) + 1, int(match[1]))
            yield key, match.start(), match.end()
    for match in () if with_year else matches_at(_DAY_SLASH_MONTH, low, starts):
        for _, month, day in _readings(match[1], match[2], "2000"):
            yield (0, month, day), match.start(), match.end()


def dates_in_words(low: str, *, with_year: bool) -> Iterator[tuple[DateKey, int, int]]:
    """Give every date with the name of a month."""
    for pattern, day_at, month_at in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for match in pattern.finditer(low):
            year = _year(match[3]) if match[3] else 0
            if year or not with_year:
                key = (year, MONTHS[match[month_at]], _day(match[day_at]))
                yield key, match.start(), match.end()


def _readings(first: str, second: str, third: str) -> Iterator[DateKey]:
    if len(first) == 4:
        candidates = {(int(first), int(second), int(third))}
    elif len(first) <= 2:
        year = _year(third)
        candidates = {(year, int(second), int(first)), (year, int(first), int(second))}
    else:
        return
    for year, month, day in sorted(candidates):
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield year, month, day


def _year(written: str) -> int:
    if not written[-1].isdigit():
        unit = re.sub(r"^(?:tweeduizend|two thousand)\s?(?:en|and)?\s?", "", written)
        return 2000 + NUMBER_WORDS.get(unit, 0)
    number = int(written.lstrip("'"))
    if number >= 100:
        return number
    return number + (2000 if number < 40 else 1900)


def _day(written: str) -> int:
    digits = "".join(filter(str.isdigit, written))
    if digits:
        return int(digits)
    if odd := _ODD_ORDINALS.get(written):
        return odd
    for ending in ("", "ste", "de", "e"):
        if written.endswith(ending) and (number := NUMBER_WORDS.get(written.removesuffix(ending))):
            return number
    return 0
