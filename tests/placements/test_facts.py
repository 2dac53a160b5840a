"""The lists of answers: whole in both languages, closed, and with nothing that tells who it was."""

import pytest

from placements.catalogue import competences
from placements.errors import Refusal
from placements.profiles.blind_copy import BlindCopy, BlindEvidence
from placements.profiles.facts import (
    KINDS_OF_PLACE,
    QUESTIONS,
    SECTORS,
    answers_to,
    clean_facts,
    facts_to_read,
    lines_of,
    sector_of,
)
from records.models.candidate import EvidenceSetting
from tests.words import FACTS

EVERY_LIST = [
    (question.name, letter.letter, sector)
    for question in QUESTIONS
    for letter in competences()
    for sector in (*SECTORS, None)
]


def test_every_competence_has_answers_to_every_question_in_every_sector():
    counts = {one: sum(len(group.choices) for group in answers_to(*one)) for one in EVERY_LIST}

    assert min(counts.values()) >= 4
    assert max(counts.values()) <= 40


def test_every_answer_is_whole_in_both_languages_and_differs_from_the_others():
    for locale in ("nl", "en"):
        for one in EVERY_LIST:
            words = [said(locale) for group in answers_to(*one) for said in group.choices.values()]
            assert all(word and word == word.strip() and len(word) <= 60 for word in words)
            assert len(set(words)) == len(words), one


@pytest.mark.parametrize(
    ("crebo", "sector"),
    [
        ("25480", "care"),
        ("25191", "ict"),
        ("25342", "technology"),
        ("25168", "hospitality"),
        ("25078", "technology"),
        ("99999", None),
    ],
)
def test_a_programme_has_the_list_of_its_domain(crebo, sector):
    assert sector_of(crebo) == sector


def test_readers_see_what_kind_of_place_it_was_and_not_which():
    assert set(KINDS_OF_PLACE) == set(EvidenceSetting)
    elsewhere = [
        facts_to_read(setting, FACTS)
        for setting in (EvidenceSetting.CARE_AT_HOME, EvidenceSetting.SPORT)
    ]

    assert elsewhere[0] == elsewhere[1]
    assert dict(lines_of(elsewhere[0], "nl"))["where"] == ["buiten school en werk"]


def test_answers_are_kept_in_the_order_of_the_lists_whatever_comes_first():
    turned = {name: list(reversed(codes)) for name, codes in reversed(FACTS.items())}

    kept = clean_facts(turned, letter="E", sector=None)

    assert list(kept.items()) == list(FACTS.items())


@pytest.mark.parametrize(
    "wrong",
    [
        {"task": []},
        {"task": ["care.wash"]},
        {"actions": ["K.check"]},
        {"actions": ["E.agree", "E.report", "E.help", "E.ask"]},
        {"help": ["shown", "alone"]},
        {"tool": ["ict.windows"]},
    ],
)
def test_what_is_missing_too_much_or_on_no_list_of_the_programme_is_refused(wrong):
    with pytest.raises(Refusal) as refused:
        clean_facts(FACTS | wrong, letter="E", sector=None)

    assert refused.value.field == next(iter(wrong))


def test_the_digest_of_a_copy_covers_every_answer():
    def digest(facts):
        return BlindCopy((BlindEvidence("E", "Ik hielp.", facts),)).digest

    shown = facts_to_read(EvidenceSetting.SPORT, FACTS)
    changed = [shown | {name: ["other"]} for name in shown]

    assert len({digest(one) for one in (shown, *changed, {})}) == len(changed) + 2
    assert digest(dict(reversed(shown.items()))) == digest(shown)


def test_evidence_of_before_the_lists_keeps_the_digest_its_student_approved():
    copy = BlindCopy((BlindEvidence("K", "Ik testte."), BlindEvidence("E", "Ik hielp.")))

    assert copy.digest == "706ff1d7b503fd1d45602f3256d959265b3a83066889465fc6cec63913dc0103"


@pytest.mark.parametrize(
    ("text", "facts", "needs_rewrite"),
    [
        ("", FACTS, False),
        ("", {}, True),
        ("[…]", FACTS, True),
        ("Ik […] en […].", FACTS, False),
        ("Ik […] en […] en […].", FACTS, True),
    ],
)
def test_at_most_two_gaps_and_something_to_judge(text, facts, needs_rewrite):
    assert BlindEvidence("E", text, facts).needs_rewrite is needs_rewrite
