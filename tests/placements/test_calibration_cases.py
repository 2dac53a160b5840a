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

PUBLISHED = {
    "assignments.json": (
        "2026.1",
        "7c5a7df0a40f4b64f575e7287ebc1f2ef5081b561855fa8a437fa083bf797195",
    ),
    "calibration/E.json": (
        "2026.1",
        "5170a8e8bf49d6fbdca8520641b16f31224ec17d036b244101f54b0f3e9a1ca4",
    ),
    "calibration/F.json": (
        "2026.1",
        "cd2f12b30d539f6b1f6bb9185bc966bdefaddd1b65b615f4464dfa59049376bc",
    ),
    "calibration/K.json": (
        "2026.1",
        "19b731bf78d2b7df85b4b68a3565d92ce69d39c2ecf1519f41c9f4c5c83dd120",
    ),
    "calibration/L.json": (
        "2026.1",
        "06d52a83e300640f5a08dac1533f2abd52587ec506420cc9747afc005d6708e2",
    ),
    "calibration/P.json": (
        "2026.1",
        "7435c9d5e3430e34cbf4990c5868644c328b521fda27a7a4cd282f89649f7ab5",
    ),
    "calibration/Q.json": (
        "2026.1",
        "fa28a45fbb01750332ea63b384c4b12ec68e7f1c1e3d50a1d9139289d9eb3ef6",
    ),
    "calibration/R.json": (
        "2026.1",
        "9abc86d288286588db70e95ce1900bfd61ee4943bb54c26fc81c895394b78552",
    ),
    "calibration/T.json": (
        "2026.1",
        "1053b03a4e6db66e67056613654b32760b96bad111fa71667b5ac273d7880095",
    ),
}
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
