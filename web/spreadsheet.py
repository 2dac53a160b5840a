"""Files for a spreadsheet: semicolons and a mark of UTF-8, as Dutch spreadsheets open them."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
"""What a spreadsheet would compute instead of showing."""


def sheet_of(head: Sequence[object], lines: Iterable[Sequence[object]]) -> bytes:
    """Return the file; a text that a spreadsheet would compute stays a text."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    table.writerow(map(_harmless, head))
    table.writerows(map(_harmless, line) for line in lines)
    return written.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    if value is None or isinstance(value, int):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULAS) else text
