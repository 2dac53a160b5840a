"""From what happened to tables that may be read: boundaries, and attacks by subtracting."""

import random

import pytest

from placements.monitoring.counts import (
    Answer,
    Ending,
    Happened,
    Second,
    Spread,
    Taught,
    Tries,
    Wait,
    shares_of,
    tables_of,
)

ICT, CARE, BAKERY = Taught(3, "ICT"), Taught(4, "Zorg"), Taught(3, "Bakkerij")


def line(tables, key):
    (row,) = tables[key]["rows"]
    return row["cells"]


@pytest.mark.parametrize(("count", "shown"), [(9, None), (10, 10), (12, 10), (13, 15)])
def test_nine_are_hidden_ten_are_shown_and_rounded(count, shown):
    tries = [Tries.ONE] * count + [Tries.TWO] * 40 + [Tries.MORE] * 30

    assert line(tables_of(Happened(tries=tries)), "tries")[0] == shown


def test_one_hidden_number_takes_the_smallest_other_with_it():
    spreads = [Spread.EQUAL] * 60 + [Spread.ONE_APART] * 20 + [Spread.FURTHER_APART] * 3

    assert line(tables_of(Happened(spreads=spreads)), "spread") == [60, None, None]


@pytest.mark.parametrize(("count", "leaves"), [(99, False), (100, True)])
def test_a_percentage_leaves_the_school_only_from_a_hundred(count, leaves):
    views = [Second.TWO_VIEWS] * (count - 20) + [Second.ONE_VIEW] * 20
    table = tables_of(Happened(views=views))["views"]

    assert shares_of(table) == [[80, 20]]
    assert shares_of(table, outside=True) == [[80, 20] if leaves else [None, None]]


def test_a_percentage_is_of_what_is_shown_and_says_nothing_of_what_is_hidden():
    spreads = [Spread.EQUAL] * 62 + [Spread.ONE_APART] * 41 + [Spread.FURTHER_APART] * 18
    tables = tables_of(Happened(spreads=spreads))

    assert line(tables, "spread") == [60, 40, 20]
    assert shares_of(tables["spread"]) == [[50, 33, 17]]
    few = tables_of(Happened(spreads=spreads[:110]))
    assert line(few, "spread") == [60, None, None]
    assert shares_of(few["spread"]) == [[None] * 3]


def test_a_company_has_a_line_from_ten_answers_on_and_the_rest_is_one_line():
    answers = [(ICT, "Bakker BV", Answer.SAID_YES)] * 10 + [(ICT, "Net BV", Answer.SAID_YES)] * 9
    answers += [(ICT, f"Klein {n}", Answer.SAID_YES) for n in range(30)]

    rows = tables_of(Happened(answers=answers))["companies"]["rows"]

    assert [row["name"] for row in rows] == ["Bakker BV", "others"]
    assert [row["cells"][0] for row in rows] == [10, 40]
    assert tables_of(Happened(answers=answers[10:]))["companies"]["rows"] == []


@pytest.mark.parametrize(
    ("no_before", "early_after", "light"),
    [(10, 10, "off"), (20, 33, "attention"), (5, 60, "alarm"), (60, 5, "off")],
)
def test_what_goes_wrong_more_often_after_the_name_lights_a_lamp(no_before, early_after, light):
    happened = Happened(
        answers=[(ICT, "Bedrijf", Answer.SAID_NO)] * no_before
        + [(ICT, "Bedrijf", Answer.SAID_YES)] * (200 - no_before),
        endings=[(ICT, Ending.EARLY)] * early_after
        + [(ICT, Ending.TO_THE_DATE)] * (200 - early_after),
    )

    assert tables_of(happened)["rise"]["light"] == light


def test_a_difference_between_programmes_is_no_rise():
    """Simpson: as often before as after within both, far apart when thrown together."""

    def of(taught, asked, no, ended, early):
        return (
            [(taught, "Bedrijf", Answer.SAID_NO)] * no
            + [(taught, "Bedrijf", Answer.SAID_YES)] * (asked - no),
            [(taught, Ending.EARLY)] * early + [(taught, Ending.TO_THE_DATE)] * (ended - early),
        )

    few, many = of(ICT, 180, 18, 20, 2), of(CARE, 20, 10, 180, 90)

    tables = tables_of(Happened(answers=few[0] + many[0], endings=few[1] + many[1]))

    assert tables["rise"]["light"] == "off"


def test_nothing_hidden_of_a_programme_follows_from_its_level():
    """Who subtracts what is shown from the line above cannot prove that anybody is in a cell."""
    rng = random.Random(5)
    for _ in range(150):
        taught = [Taught(level, f"P{level}{n}") for level in (2, 3, 4) for n in range(3)]
        weights = [rng.choice([1, 2, 9, 12, 40]) for _one in taught]
        found = [
            (one, kind)
            for one, w in zip(taught, weights, strict=True)
            for kind in rng.choices(list(Wait), k=w)
        ]

        rows = tables_of(Happened(placed=found))["placed"]["rows"]

        for level, programmes in by_level(rows):
            for above, *below in zip(level, *programmes, strict=True):
                assert below.count(None) != 1 or (len(below) == 1 and above is None)
                assert above is not None or set(below) == {None}
        assert not any(row["cells"].count(None) == 1 for row in rows)


def by_level(rows):
    """Return the cells of each level with those of its programmes."""
    grouped = []
    for row in rows:
        if isinstance(row["name"], int):
            grouped.append((row["cells"], []))
        else:
            grouped[-1][1].append(row["cells"])
    return grouped


def test_a_row_that_is_empty_makes_no_table_fail():
    tables = tables_of(Happened())

    assert tables["rise"]["light"] == "off"
    assert line(tables, "tries") == [None, None, None]
    assert tables["placed"]["rows"] == tables["limits"]["rows"] == []
