"""Hiding small cells: a figure about fewer than five tells who it is about.

Tables of one report belong together: a cell with the same name in two tables is the same cell,
and what is hidden in one must not stand in the other.
"""

from collections.abc import Mapping

SMALLEST = 5
"""The smallest figure that is shown, other than nothing at all."""

Table = Mapping[str, int]
Shown = dict[str, int | None]


def hide_small(
    tables: Mapping[str, Table], largest: Mapping[str, int] | None = None
) -> dict[str, Shown]:
    """Return every table with its total, where whatever tells of fewer than five is None.

    A table in which one cell is hidden hides a second one, and as many more until what is hidden
    adds up to five: its total would give the first away. A table that counts fewer than five in
    all shows nothing.

    Parameters
    ----------
    tables : mapping of str to mapping of str to int
        Counts by name of the cell; every event is counted once in a table.
    largest : mapping of str to int, optional
        By name of the cell, how many of it come from the one that has most of them: that one
        knows its own part, so what is left without it must not be small either.

    Examples
    --------
    >>> hide_small({"answers": {"yes": 40, "no": 7, "none": 2}})
    {'answers': {'yes': 40, 'no': None, 'none': None, 'total': 49}}
    >>> hide_small({"answers": {"yes": 3, "no": 0}})
    {'answers': {'yes': None, 'no': None, 'total': None}}
    """
    largest = largest or {}
    hidden = {
        name
        for table in tables.values()
        for name, count in table.items()
        if _is_small(count) or (name in largest and _is_small(count - largest[name]))
    }
    dark = {key for key, table in tables.items() if sum(table.values()) < SMALLEST}
    while more := _given_away(tables, hidden, dark):
        hidden |= more
    return {key: _shown(table, hidden, is_dark=key in dark) for key, table in tables.items()}


def _is_small(count: int) -> bool:
    return 0 < count < SMALLEST


def _given_away(tables: Mapping[str, Table], hidden: set[str], dark: set[str]) -> set[str]:
    """Return which further cells have to be hidden, one at a time."""
    for key, table in tables.items():
        out = {name for name in table if name in hidden}
        if key in dark:
            if more := {name for name, count in table.items() if count} - hidden:
                return more
            continue
        if not out or (len(out) > 1 and sum(table[name] for name in out) >= SMALLEST):
            continue
        left = sorted((count, name) for name, count in table.items() if name not in out)
        filled = [name for count, name in left if count] or [name for _count, name in left]
        if filled:
            return {filled[0]}
        dark.add(key)
    return set()


def _shown(table: Table, hidden: set[str], *, is_dark: bool) -> Shown:
    if is_dark:
        return dict.fromkeys((*table, "total"))
    cells: Shown = {name: None if name in hidden else count for name, count in table.items()}
    return cells | {"total": sum(table.values())}
