"""The closed lists: every code that can be stored has its words, and no words lack a code."""

import pytest

from placements.catalogue import read_data
from placements.choices import LISTS, WorkOffer, label, labels, rule
from records.models.vacancy import HardRequirementKind

EVERY_LIST = pytest.mark.parametrize("choices", LISTS, ids=lambda choices: choices.__name__)


@EVERY_LIST
def test_every_code_has_words_and_every_word_a_code(choices):
    entries = read_data("choices.json")[LISTS[choices]]

    assert list(entries) == [choice.value for choice in choices]


@EVERY_LIST
def test_no_two_choices_of_a_list_read_the_same(choices):
    for locale in ("nl", "en"):
        words = [text for _, text in labels(choices, locale)]

        assert all(words)
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("kind", HardRequirementKind)
def test_every_hard_requirement_names_the_rule_it_rests_on(kind):
    assert "artikel" in rule(kind, "nl")
    assert "article" in rule(kind, "en")
    assert len(rule(kind, "nl")) <= 200  # what the database keeps


def test_a_choice_reads_in_the_language_of_the_page():
    assert label(WorkOffer.QUIET_ROOM, "nl") == "Een rustige ruimte, ook om te bidden"
    assert label(WorkOffer.QUIET_ROOM, "en") == "A quiet room, also for prayer"
