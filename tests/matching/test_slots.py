"""Places at meetings: the fewest go first, then lots; and asking for everything brings nothing."""

import json
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.slots import DrawDiffers, check_receipt, draw_receipt, main, order_requests

SECRET = bytes(range(32))
STUDENTS = "ABCDEFGH"


@st.composite
def years(draw):
    """Slots in the order of their days, each with its places and who asks for one."""
    size = draw(st.integers(1, 5))
    return [
        (
            sha256(f"{draw(st.integers(0, 9))} {slot}".encode()).digest(),
            draw(st.integers(1, 3)),
            draw(st.sets(st.sampled_from(STUDENTS))),
        )
        for slot in range(size)
    ]


def play(year):
    """Return who comes to each slot, with how many meetings each had been given before."""
    given_before, coming = Counter(), []
    for seed, places, asking in year:
        needs = {student: given_before[student] for student in asking}
        first = order_requests(needs, seed)[:places]
        coming.append({student: needs[student] for student in first})
        given_before.update(first)
    return coming


def first_meetings(coming):
    """Return at which slot each student meets a company for the first time."""
    found = {}
    for slot, visitors in enumerate(coming):
        for student in visitors:
            found.setdefault(student, slot)
    return found


@given(years())
def test_nobody_gets_another_place_while_somebody_with_fewer_is_turned_away(year):
    given_before = Counter()
    for (_seed, _places, asking), coming in zip(year, play(year), strict=True):
        turned_away = [given_before[student] for student in asking - set(coming)]

        assert max(coming.values(), default=0) <= min(turned_away, default=99)
        given_before.update(list(coming))


@given(years(), st.sampled_from(STUDENTS))
def test_asking_for_more_once_one_has_met_somebody_changes_nobodys_first_meeting(year, greedy):
    met_at = first_meetings(play(year)).get(greedy, len(year))
    content = [
        (seed, places, asking - {greedy} if slot > met_at else asking)
        for slot, (seed, places, asking) in enumerate(year)
    ]
    everything = [
        (seed, places, asking | {greedy} if slot > met_at else asking)
        for slot, (seed, places, asking) in enumerate(year)
    ]

    assert first_meetings(play(content)) == first_meetings(play(everything))


@given(years(), st.sampled_from(STUDENTS))
def test_who_asks_for_every_slot_costs_at_most_one_other_a_first_meeting(year, greedy):
    without = [(seed, places, asking - {greedy}) for seed, places, asking in year]
    with_all = [(seed, places, asking | {greedy}) for seed, places, asking in year]

    others = set(first_meetings(play(without)))
    still = set(first_meetings(play(with_all))) - {greedy}

    assert len(others - still) <= 1


def test_who_asks_for_every_slot_has_two_only_after_all_who_asked_have_one():
    asking = {
        "every slot": set(STUDENTS),
        "second": {"A", "B", "C"},
        "third": {"A", "C"},
    }
    year = [(sha256(name.encode()).digest(), 1, who) for name, who in asking.items()]

    coming = play(year)

    assert all(need == 0 for visitors in coming[:2] for need in visitors.values())


def test_the_same_facts_give_the_same_bytes_whatever_their_order():
    one = draw_receipt("slot", 2, {"A": 0, "B": 1, "C": 0}, SECRET)
    other = draw_receipt("slot", 2, {"C": 0, "B": 1, "A": 0}, SECRET)

    assert one == other
    assert check_receipt(one)[-1] == "B"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("secret", "00" * 32, "bound beforehand"),
        ("commitment", "00" * 32, "bound beforehand"),
        ("slot", "another", "bound beforehand"),
        ("places", 3, "something else"),
        ("seed", "00" * 32, "something else"),
        ("order", [["B", 0, "00"]], "something else"),
        ("format", "another", "something else"),
    ],
)
def test_a_receipt_that_was_changed_does_not_follow(name, value, why):
    said = json.loads(draw_receipt("slot", 1, {"A": 0, "B": 0}, SECRET))

    with pytest.raises(DrawDiffers, match=why):
        check_receipt(
            json.dumps(said | {name: value}, sort_keys=True, separators=(",", ":")).encode()
        )


def test_one_more_request_changes_every_lot():
    few = json.loads(draw_receipt("slot", 1, {"A": 0, "B": 0}, SECRET))
    more = json.loads(draw_receipt("slot", 1, {"A": 0, "B": 0, "C": 0}, SECRET))

    lots = [{code: lot for code, _need, lot in said["order"]} for said in (few, more)]
    assert lots[0]["A"] != lots[1]["A"]


def test_anybody_draws_again_from_a_file(tmp_path, capsys):
    file = tmp_path / "loting.json"
    file.write_bytes(draw_receipt("slot", 1, {"A": 1, "B": 0}, SECRET))
    wrong = tmp_path / "ander.json"
    wrong.write_bytes(b"[]")

    assert [main([str(file)]), main([str(wrong)]), main([])] == [0, 1, 2]
    out = capsys.readouterr()
    assert out.out == "1 B\n2 A\n"
    assert "no receipt" in out.err
