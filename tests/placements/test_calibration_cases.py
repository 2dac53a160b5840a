"""The cases with a known level and the standard assignments: whole, blind and never reworded."""

import hashlib
import json

import pytest

from blinding.blind import blind
from blinding.known_facts import KnownFacts
from placements.calibration.cases import calibrated_letters, hidden_cases, practice_cases
from placements.catalogue import LEVELS, competences, read_data
from placements.errors import Refusal
from placements.profiles.facts import SECTORS, clean_facts, lines_of

PUBLISHED = {}
CORE = [one.letter for one in competences() if one.is_in_starter_set]
EVERY_CASE = [case for letter in CORE for case in practice_cases(letter) + hidden_cases(letter)]
LOCALES = ("nl", "en")
LONGEST_TEXT = 400


def words_hash(name):
    words = read_data(name)
    canonical = json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return words["version"], hashlib.sha256(canonical.encode()).hexdigest()


def what_blinding_changes(texts):
    return {
        said: shown
        for locale, said in texts
        if (shown := blind(said, KnownFacts(), locale).text) != said
    }


def is_complete(facts, letter, sector):
    try:
        return clean_facts(facts, letter=letter, sector=sector) == facts
    except Refusal:
        return False


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_version_never_changes(name):
    assert words_hash(name) == PUBLISHED[name]


def test_every_file_of_cases_is_published():
    files = {f"calibration/{letter}.json" for letter in calibrated_letters()}

    assert {name for name in PUBLISHED if "/" in name} == files
    assert calibrated_letters() == set(CORE)


@pytest.mark.parametrize("letter", CORE)
def test_every_core_competence_has_enough_cases_and_each_level_to_practise(letter):
    practised, hidden = practice_cases(letter), hidden_cases(letter)

    assert len(practised) >= 6
    assert len(hidden) >= 2
    assert {case.level for case in practised} == set(LEVELS)
    assert [case.id for case in practised + hidden] == [
        f"{letter}-{number}" for number in range(1, len(practised + hidden) + 1)
    ]


def test_no_two_competences_have_the_same_order_of_levels():
    orders = {tuple(case.level for case in practice_cases(letter)) for letter in CORE}

    assert len(orders) == len(CORE)
    assert not any(order in {tuple(sorted(order)), tuple(sorted(order)[::-1])} for order in orders)


def test_the_surface_of_a_case_does_not_tell_its_level():
    for level in LEVELS:
        cases = [case for case in EVERY_CASE if case.level == level]
        lengths = [len(case.text.nl) for case in cases]

        assert min(lengths) < 200 < 300 < max(lengths)
        assert 220 <= sum(lengths) / len(lengths) <= 320
        assert {case.facts["where"][0] for case in cases} == {"school", "work", "elsewhere"}


def test_the_answers_of_a_case_are_those_a_student_can_choose():
    for case in EVERY_CASE:
        chosen = {name: codes for name, codes in case.facts.items() if name != "where"}

        assert any(is_complete(chosen, case.letter, sector) for sector in (None, *SECTORS)), case.id
        assert any(code.startswith(f"{case.letter}.") for code in chosen["actions"]), case.id
        assert all(words for _, words in lines_of(case.facts, "nl")), case.id


@pytest.mark.parametrize("locale", LOCALES)
def test_a_case_is_as_long_as_a_student_may_write_and_has_its_reason(locale):
    for case in EVERY_CASE:
        assert 80 <= len(case.text(locale)) <= LONGEST_TEXT, case.id
        assert str(case.level) in case.reason(locale), case.id
        assert case.reason(locale).endswith("."), case.id


def test_there_is_nothing_to_hide_in_a_case():
    texts = [(locale, case.text(locale)) for case in EVERY_CASE for locale in LOCALES]

    assert what_blinding_changes(texts) == {}


def test_every_competence_has_one_short_assignment_with_four_levels_of_its_own():
    assignments = read_data("assignments.json")["assignments"]

    assert list(assignments) == [one.letter for one in competences()]
    for one in assignments.values():
        assert one["minutes"] <= 20
        assert tuple(step["level"] for step in one["levels"]) == LEVELS
        for locale in LOCALES:
            anchors = [step[locale] for step in one["levels"]]
            assert len(set(anchors)) == len(LEVELS)
            assert all(20 <= len(anchor) <= 200 and anchor.endswith(".") for anchor in anchors)
            assert 150 <= len(one["task"][locale]) <= 450
            assert 40 <= len(one["question"][locale]) <= 200


def test_there_is_nothing_to_hide_in_an_assignment():
    assignments = read_data("assignments.json")["assignments"].values()
    texts = [
        (locale, said[locale])
        for one in assignments
        for said in (one["task"], one["question"], *one["levels"])
        for locale in LOCALES
    ]

    assert what_blinding_changes(texts) == {}
