"""A replayed round says what the scalar rules say, pair by pair."""

import copy
from fractions import Fraction

import pytest

from matching.lottery import draw_lot
from matching.notation import read_levels, read_terms
from matching.replay import FROZEN, places_without_order, replay
from matching.shapes import NotAsShaped, require_shape
from scoring.bands import band
from scoring.fit import Requirement, fit
from tests.matching.frozen_rounds import COMPETENCES, frozen_round

SEED = bytes(32)


def run(frozen, accepted=None, declined=(), withdrawn=None):
    require_shape(frozen, FROZEN, "input")
    return replay(
        frozen, SEED, accepted=accepted or {}, declined=declined, withdrawn=withdrawn or {}
    )


def scalar_band(frozen, result, candidate, place):
    asked = {
        name: Requirement(**read_terms(text)._asdict())
        for name, text in frozen["places"][place]["asks"].items()
    }
    found = fit(asked, read_levels(COMPETENCES, frozen["candidates"][candidate]["levels"]))
    if not (found.is_rankable and found.meets_essentials):
        return None
    return band(found.value, result["squared_errors"][place])


@pytest.mark.parametrize("seed", range(5))
def test_every_band_is_the_one_of_the_scalar_rules(seed):
    frozen = frozen_round(seed)

    result = run(frozen)

    for candidate, entry in frozen["candidates"].items():
        assert result["candidates"][candidate]["bands"] == [
            scalar_band(frozen, result, candidate, place) for place in entry["wishes"]
        ]


@pytest.mark.parametrize("lots", ["per-student", "per-place"])
def test_every_candidate_has_the_first_wish_whose_published_line_admits_them(lots):
    for seed in range(8):
        frozen = frozen_round(seed, lots=lots)

        result = run(frozen)

        for candidate, entry in frozen["candidates"].items():
            own = result["candidates"][candidate]
            own_lots = own["lot"] if lots == "per-place" else [own["lot"]] * len(entry["wishes"])
            admitted = [
                place
                for place, number, lot in zip(entry["wishes"], own["bands"], own_lots, strict=True)
                if number is not None
                and (result["cutoffs"][place] is None or [number, lot] <= result["cutoffs"][place])
            ]
            assert own["place"] == (admitted[0] if admitted else None)


def test_lots_are_those_of_the_lottery():
    frozen = frozen_round()
    one, per_place = run(frozen), run(frozen | {"lots": "per-place"})

    assert one["candidates"]["K3"]["lot"] == draw_lot(SEED, "K3").hex()
    assert per_place["candidates"]["K3"]["lot"] == [
        draw_lot(SEED, "K3", wish).hex() for wish in frozen["candidates"]["K3"]["wishes"]
    ]


def test_a_place_where_everyone_is_equal_has_one_band():
    frozen = frozen_round(3)
    result = run(frozen)

    bands = {
        result["candidates"][candidate]["bands"][entry["wishes"].index("P1")]
        for candidate, entry in frozen["candidates"].items()
        if "P1" in entry["wishes"]
    }

    assert result["squared_errors"]["P1"] == 0
    assert bands <= {0, None}


def test_most_placed_places_at_least_as_many_and_publishes_no_line():
    for seed in range(8):
        frozen = frozen_round(seed)
        stable, most = run(frozen), run(frozen | {"objective": "most-placed"})

        def placed(result):
            return sum(entry["place"] is not None for entry in result["candidates"].values())

        assert placed(most) >= placed(stable)
        assert (stable["blocking_pairs"], most["cutoffs"]) == (0, {})


def test_who_accepted_stays_and_who_declined_goes_elsewhere():
    frozen = frozen_round(2)
    first = {name: entry["place"] for name, entry in run(frozen)["candidates"].items()}
    stays, goes = [name for name, place in first.items() if place][:2]

    again = run(frozen, {stays: first[stays]}, [(goes, first[goes])])["candidates"]

    assert again[stays]["place"] == first[stays]
    assert again[goes]["place"] != first[goes]
    assert [again[name]["lot"] for name in first] == [
        run(frozen)["candidates"][name]["lot"] for name in first
    ]


def test_taking_away_a_candidate_never_reorders_the_others_bands():
    frozen = frozen_round(4)
    without = frozen | {
        "candidates": {k: entry for k, entry in frozen["candidates"].items() if k != "K5"}
    }
    before, after = run(frozen), run(without)
    assert before["squared_errors"] != after["squared_errors"]

    for place in frozen["places"]:
        asked = {
            name: Requirement(required=read_terms(text).required, weight=read_terms(text).weight)
            for name, text in frozen["places"][place]["asks"].items()
        }
        fits = sorted(
            fit(asked, read_levels(COMPETENCES, entry["levels"])).value
            for entry in without["candidates"].values()
        )
        for error in (before["squared_errors"][place], after["squared_errors"][place]):
            numbers = [band(value, error) for value in fits]
            assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize("letter", ["plan", "safety"])
def test_a_competence_that_is_left_out_is_as_if_nobody_had_asked_it(letter):
    for seed in range(6):
        frozen = frozen_round(seed)
        unasked = copy.deepcopy(frozen)
        for place in unasked["places"].values():
            place["asks"].pop(letter, None)

        left_out = run(frozen | {"left_out": {letter: "too little alike"}})

        assert left_out == run(unasked)


def test_a_competence_that_is_left_out_must_be_known():
    with pytest.raises(NotAsShaped, match="left_out names an unknown competence charm"):
        run(frozen_round(left_out={"charm": "too little alike"}))


def test_places_whose_levels_tell_nobody_apart_are_named():
    frozen = frozen_round(n_candidates=60, n_places=1)
    frozen["places"]["P0"] |= {"asks": {"plan": "3 weight 1"}}
    for number, entry in enumerate(frozen["candidates"].values()):
        one, other = divmod(number % 4, 2)
        entry["wishes"] = ["P0"]
        entry["levels"] = "".join([*"000" * 3, f"{one + 1}{other + 1}0", *"000"])

    agreeing = copy.deepcopy(frozen)
    for entry in agreeing["candidates"].values():
        entry["levels"] = entry["levels"].replace("120", "110")

    assert places_without_order(frozen) == ["P0"]
    assert places_without_order(agreeing) == []


def test_a_round_without_anyone_or_anything_has_an_empty_result():
    empty = frozen_round() | {"candidates": {}, "places": {}}

    assert run(empty) == {
        "squared_errors": {},
        "cutoffs": {},
        "candidates": {},
        "blocking_pairs": 0,
    }


def test_the_error_of_a_place_is_pooled_with_the_prior_of_the_round():
    frozen = frozen_round() | {"candidates": {}}
    frozen["prior"] = {"count": 5, "squared_error": 10_000_000}

    errors = run(frozen)["squared_errors"]

    assert {errors[place] for place in errors if place != "P1"} == {10_000_000}
    assert Fraction(10_000_000, 10**9) == Fraction(1, 10) ** 2


def change(frozen, *path, to):
    inner = frozen
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return frozen


@pytest.mark.parametrize(
    ("path", "to", "message"),
    [
        (("candidates", "K1", "wishes"), ["P9"], r"K1\.wishes names an unknown place P9"),
        (("candidates", "K1", "wishes"), ["P1", "P1"], r"K1\.wishes names a place twice"),
        (("candidates", "K1", "levels"), "120" * 4, r"K1\.levels must have .*, 15 in all$"),
        (("candidates", "K1", "levels"), "120" * 4 + "125", r"K1\.levels must have levels from 1"),
        (("candidates", "K1", "levels"), "120" * 4 + "12é", r"K1\.levels must have levels from 1"),
        (("candidates", "K1", "levels"), "120" * 4 + "12/", r"K1\.levels must have levels from 1"),
        (("candidates", "K1", "levels"), "120" * 4 + "012", r"1 to 4, then zeros, per competence"),
        (("candidates", "K1", "levels"), "120" * 4 + "102", r"1 to 4, then zeros, per competence"),
        (("candidates", "K1", "levels"), [1], r"K1\.levels must be a text"),
        (("competences",), ["plan", "plan"], "names a competence twice"),
        (("competences",), ["plan"], r"places\.P0\.asks names an unknown competence \w+"),
        (("places", "P1", "seats"), -1, r"P1\.seats must be a whole number from 0"),
        (("places", "P1", "asks", "safety"), "4 weight 1", r"P1\.asks\.safety must be like '3 w"),
        (("places", "P1", "asks", "safety"), "3 weight 01", r"P1\.asks\.safety must be like"),
        (("places", "P1", "asks", "safety"), "3 weight 1001", r"P1\.asks\.safety must be like"),
        (("places", "P1", "asks", "safety"), "3 weight 1\n", r"P1\.asks\.safety must be like"),
        (
            ("places", "P1", "asks", "safety"),
            "1 weight 1 essential",
            "an essential must ask more than level 1",
        ),
        (("lots",), "none", r"input\.lots must be one of per-student, per-place"),
    ],
)
def test_input_that_contradicts_itself_is_refused_by_name(path, to, message):
    with pytest.raises(NotAsShaped, match=message):
        run(change(frozen_round(), *path, to=to))


@pytest.mark.parametrize(
    ("accepted", "declined", "message"),
    [
        ({"K99": "P1"}, [], r"accepted\.K99 is an unknown candidate"),
        ({"K1": "P99"}, [], r"accepted\.K1 was not possible at P99"),
        ({}, [("K99", "P1")], "declined names an unknown pair K99, P1"),
        ({}, [("K1", "P99")], "declined names an unknown pair K1, P99"),
    ],
)
def test_answers_of_nobody_or_to_nothing_are_refused(accepted, declined, message):
    with pytest.raises(NotAsShaped, match=message):
        run(frozen_round(), accepted, declined)


def test_seats_that_have_gone_since_the_deadline_are_as_if_they_had_never_been():
    frozen = frozen_round(2)
    place = next(code for code, terms in frozen["places"].items() if terms["seats"] == 2)
    smaller = frozen_round(2)
    smaller["places"][place]["seats"] = 1

    assert run(frozen, withdrawn={place: 1}) == run(smaller)


@pytest.mark.parametrize("withdrawn", [{"P99": 1}, {"P1": 3}, {"P1": -1}])
def test_seats_that_were_never_there_cannot_go(withdrawn):
    with pytest.raises(NotAsShaped, match="names seats that were not there"):
        run(frozen_round(), withdrawn=withdrawn)


def test_more_acceptances_than_seats_are_refused():
    frozen = frozen_round(2)
    result = run(frozen)
    place = next(
        wish
        for name, entry in frozen["candidates"].items()
        for wish, number in zip(entry["wishes"], result["candidates"][name]["bands"], strict=True)
        if number is not None
    )
    frozen["places"][place]["seats"] = 0
    everyone = {
        name: place
        for name, entry in frozen["candidates"].items()
        if place in entry["wishes"]
        and result["candidates"][name]["bands"][entry["wishes"].index(place)] is not None
    }

    with pytest.raises(NotAsShaped, match="more candidates than seats"):
        run(frozen, everyone)
