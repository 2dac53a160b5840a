"""Small cells: nobody can work out from a report what it hides."""

from hypothesis import given
from hypothesis import strategies as st

from placements.norms.cells import SMALLEST, hide_small

MOST = 40
COUNTS = st.integers(0, 9)


def possible(tables, shown, key, name):
    """Return every number that a hidden cell can be, as far as the whole report tells.

    `none` is the one cell that stands in both tables.
    """
    shared = shown[key]["none"]
    found = set()
    for value in [shared] if shared is not None else range(MOST):
        rests = {one: _rest(tables[one], shown[one], value) for one in tables}
        if all(_fits(*rest) for rest in rests.values()):
            rest, hidden = rests[key]
            if name == "none":
                found.add(value)
            elif rest is None or len(hidden) > 1:
                found |= set(range(MOST if rest is None else rest + 1))
            else:
                found.add(rest)
    return found


def _rest(table, cells, none):
    """Return what the hidden cells beside `none` add up to, and which they are."""
    hidden = [name for name in table if name != "none" and cells[name] is None]
    if cells["total"] is None:
        return None, hidden
    known = sum(cells[name] for name in table if name != "none" and name not in hidden)
    return cells["total"] - known - none, hidden


def _fits(rest, hidden):
    return rest is None or (rest >= 0 if hidden else rest == 0)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_no_hidden_cell_follows_from_what_is_shown(yes, no, none, late, in_time):
    tables = {
        "answers": {"yes": yes, "no": no, "none": none},
        "times": {"in_time": in_time, "late": late, "none": none},
    }

    shown = hide_small(tables)

    for key, table in tables.items():
        for name, count in table.items():
            if 0 < count < SMALLEST:
                assert shown[key][name] is None
                assert len(possible(tables, shown, key, name)) > 1, (tables, shown)


def test_whoever_knows_the_largest_part_learns_nothing_of_the_rest():
    tables = {"answers": {"yes": 30, "no": 12}}

    assert hide_small(tables, {"yes": 10, "no": 11})["answers"]["no"] is None
    assert hide_small(tables, {"yes": 10, "no": 4})["answers"] == {
        "yes": 30,
        "no": 12,
        "total": 42,
    }


def test_nothing_at_all_is_said():
    assert hide_small({"answers": {"yes": 7, "no": 0}})["answers"]["no"] == 0
