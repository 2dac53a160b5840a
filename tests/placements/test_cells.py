"""Small cells: nobody can work out from a report what it hides."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from placements.norms.cells import SMALLEST, hide_small

COUNTS = st.integers(0, 6)


def worlds(tables, shown, most=7):
    """Yield every way in which the shared cells can be, that gives exactly this report."""
    names = sorted({name for table in tables.values() for name in table})
    known = {
        name: cells[name]
        for cells in shown.values()
        for name in cells
        if name != "total" and cells[name] is not None
    }
    free = [name for name in names if name not in known]
    for values in product(range(most), repeat=len(free)):
        world = known | dict(zip(free, values, strict=True))
        if all(
            shown[key]["total"] is None or sum(world[name] for name in table) == shown[key]["total"]
            for key, table in tables.items()
        ):
            yield world


@settings(max_examples=40)
@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_no_hidden_cell_follows_from_what_is_shown(yes, no, none, late, in_time):
    tables = {
        "answers": {"yes": yes, "no": no, "none": none},
        "times": {"in_time": in_time, "late": late, "none": none},
    }

    shown = hide_small(tables)

    found = list(worlds(tables, shown))
    for key, table in tables.items():
        for name, count in table.items():
            if 0 < count < SMALLEST:
                assert shown[key][name] is None
                assert len({world[name] for world in found}) > 1, (tables, shown)


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
