"""The door for others: any instance in, the match out, and never a traceback."""

import json

import pytest

from matching.__main__ import main
from matching.instances import RECEIVERS, solve
from matching.lottery import draw_lot
from matching.shapes import NotAsShaped
from tests.matching.small_markets import SmallMarket, small_market

SEED = "5eed"


def instance_of(small):
    return {
        "proposers": {f"s{i}": [f"p{j}" for j in row] for i, row in enumerate(small.wishes)},
        "receivers": {
            f"p{j}": {"capacity": seats, "priority": [f"s{i}" for i in small.priorities[j]]}
            for j, seats in enumerate(small.capacities)
        },
    }


def two_equals(**more):
    receivers = {"x": {"capacity": 1, "priority": [["a", "b"]]}}
    return {"proposers": {"a": ["x"], "b": ["x"]}, "receivers": receivers} | more


def test_it_solves_small_markets_as_the_definition_does():
    for small in map(small_market, range(40)):
        told = solve(instance_of(small))

        places = [-1 if j is None else int(j[1:]) for j in told["assignment"].values()]
        assert places in small.stable_matchings()
        assert told["blocking_pairs"] == []


def test_with_receivers_proposing_they_get_their_best_stable_match():
    small = SmallMarket([[0, 1], [1, 0]], [[1, 0], [0, 1]], [1, 1])

    assert solve(instance_of(small))["assignment"] == {"s0": "p0", "s1": "p1"}
    turned = solve(instance_of(small), proposing=RECEIVERS)
    assert turned["assignment"] == {"s0": "p1", "s1": "p0"}


def test_most_placed_names_the_pairs_that_would_rather_have_each_other():
    small = SmallMarket([[0, 1], [0]], [[0, 1], [0]], [1, 1])

    told = solve(instance_of(small), is_most_placed=True)

    assert told["assignment"] == {"s0": "p1", "s1": "p0"}
    assert told["blocking_pairs"] == [["s0", "p0"]]
    assert told["rank_distribution"] == {"1": 1, "2": 1, "unmatched": 0}


def test_equals_are_ordered_by_lots_that_anyone_can_recompute():
    told = solve(two_equals(seed=SEED))

    lots = {name: draw_lot(bytes.fromhex(SEED), name).hex() for name in "ab"}
    winner = min(lots, key=lots.get)
    assert told["lots"] == lots
    assert told["assignment"] == {name: "x" if name == winner else None for name in "ab"}


def test_who_is_left_out_of_a_list_is_unacceptable_on_either_side():
    told = solve(
        {
            "proposers": {"a": ["x", "y"], "b": []},
            "receivers": {
                "x": {"capacity": 2, "priority": ["b"]},
                "y": {"capacity": 1, "priority": ["a", "b"]},
            },
        }
    )

    assert told["assignment"] == {"a": "y", "b": None}
    assert told["rank_distribution"] == {"2": 1, "unmatched": 1}


def test_the_order_of_the_entries_changes_nothing():
    for small in (small_market(seed, 8, 5) for seed in range(20)):
        instance = instance_of(small)
        turned = {side: dict(reversed(entries.items())) for side, entries in instance.items()}

        assert solve(turned)["assignment"] == solve(instance)["assignment"]


def test_immense_capacities_are_only_as_large_as_the_lists():
    instance = instance_of(SmallMarket([[0], [0]], [[1, 0]] + [[]] * 400, [2**31 - 1] * 401))

    assert solve(instance)["assignment"] == {"s0": "p0", "s1": "p0"}


def broken(*path, to):
    instance = two_equals(seed=SEED)
    inner = instance
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return instance


@pytest.mark.parametrize(
    ("instance", "message"),
    [
        ([], "instance must be an object"),
        ({}, "instance lacks proposers"),
        (two_equals(extra=1), "instance has an unknown entry extra"),
        (two_equals(), r"receivers\.x\.priority has equals, so a seed is needed"),
        (two_equals(seed="xyz"), "seed must be hexadecimal text"),
        (two_equals(seed=""), "seed must not be empty"),
        (two_equals(seed=5), r"instance\.seed must be a text"),
        (broken("proposers", "a", to=["y"]), r"proposers\.a names an unknown receiver y"),
        (broken("proposers", "a", to=["x", "x"]), r"proposers\.a names x twice"),
        (broken("proposers", "a", to=[1]), r"instance\.proposers\.a\[0\] must be a text"),
        (
            broken("receivers", "x", "priority", to=["c"]),
            r"receivers\.x\.priority names an unknown proposer c",
        ),
        (
            broken("receivers", "x", "priority", to=["a", ["b", "a"]]),
            r"receivers\.x\.priority names a twice",
        ),
        (
            broken("receivers", "x", "capacity", to=-1),
            r"instance\.receivers\.x\.capacity must be a whole number from 0",
        ),
        (
            broken("receivers", "x", "capacity", to=True),
            r"instance\.receivers\.x\.capacity must be a whole number from 0",
        ),
        (
            broken("receivers", "x", "capacity", to=1.0),
            r"instance\.receivers\.x\.capacity must be a whole number from 0",
        ),
    ],
)
def test_a_bad_instance_is_refused_by_name(instance, message):
    with pytest.raises(NotAsShaped, match=f"^{message}"):
        solve(instance)


@pytest.fixture
def ask(tmp_path, capsys):
    def command(content, *options):
        path = tmp_path / "instance.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        code = main([str(path), *options])
        return code, capsys.readouterr()

    return command


def test_the_command_writes_the_result_as_json(ask):
    code, said = ask(two_equals(seed=SEED))

    assert (code, said.err) == (0, "")
    assert json.loads(said.out) == solve(two_equals(seed=SEED))


@pytest.mark.parametrize("options", [("--objective", "most-placed"), ("--proposing", "receivers")])
def test_the_command_takes_the_other_objective_and_the_other_side(ask, options):
    small = SmallMarket([[0, 1], [1, 0]], [[1, 0], [0, 1]], [1, 1])

    code, said = ask(instance_of(small), *options)

    expected = solve(
        instance_of(small),
        is_most_placed=options[1] == "most-placed",
        proposing=RECEIVERS if options[1] == RECEIVERS else "proposers",
    )
    assert (code, json.loads(said.out)) == (0, expected)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"proposers": NaN}',
        b"[" * 1_000_000,
        b'{"a": ' * 200_000,
        b"\xff\xfe",
        b'{"proposers": {"\\ud800": []}, "receivers": {}}',
        b'{"proposers": {"a": [], "a": []}, "receivers": {}}',
        b'\xef\xbb\xbf{"proposers": {}, "receivers": {}}',
        b'{"proposers": {"a\\nb": ["x"]}, "receivers": {}}',
        b'{"proposers": {"a": ' + b"[" * 500_000 + b"]" * 500_000 + b'}, "receivers": {}}',
        b'{"proposers": {}, "receivers": {"x": {"capacity": 1e999, "priority": []}}}',
        b'{"proposers": {}, "receivers": {"x": {"capacity": ' + b"9" * 9000 + b"}}}",
        b'{"proposers": {}, "receivers": {"x": {"capacity": ' + b"9" * 40 + b', "priority": []}}}',
    ],
)
def test_what_cannot_be_read_gets_one_sentence_and_exit_code_two(ask, content):
    code, said = ask(content)

    assert (code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "Traceback" not in said.err


def test_a_missing_file_gets_one_sentence(tmp_path, capsys):
    assert main([str(tmp_path / "nothing.json")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
