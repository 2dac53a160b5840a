"""The catalogue: 25 competences, each complete in both languages, and words that never shift."""

import re

import pytest

from placements.catalogue import (
    LEVELS,
    RUBRIC_VERSION,
    competence,
    competences,
    level_names,
    read_data,
    rubric_hash,
)

PUBLISHED = {
    "2026.1": "973a0ce7be40f2c1edf6d8ca72404431c8fdbf847dab05a28249cff3d11a40ee",
}
EVERY_COMPETENCE = pytest.mark.parametrize("one", competences(), ids=lambda one: one.letter)
LOCALES = ("nl", "en")


def test_there_are_25_competences_in_the_order_of_the_alphabet():
    letters = "".join(one.letter for one in competences())

    assert letters == "ABCDEFGHIJKLMNOPQRSTUVWXY"


def test_a_published_version_never_changes():
    assert read_data("rubrics.json")["version"] == RUBRIC_VERSION
    assert rubric_hash() == PUBLISHED[RUBRIC_VERSION]


@EVERY_COMPETENCE
def test_every_competence_has_four_anchors_that_differ(one):
    for locale in LOCALES:
        texts = [anchor.text(locale) for anchor in one.levels]

        assert tuple(anchor.level for anchor in one.levels) == LEVELS
        assert len(set(texts)) == len(LEVELS)
        assert all(text.endswith(".") for text in texts)


@EVERY_COMPETENCE
@pytest.mark.parametrize("locale", LOCALES)
def test_every_competence_is_whole_in_both_languages(one, locale):
    phrases = (one.name, one.description, one.does_not_count, one.assessor_prompt)

    assert all(said(locale).strip() for said in phrases)
    assert one.assessor_prompt(locale).endswith("?")


@EVERY_COMPETENCE
def test_students_of_all_competences_get_a_question_of_the_same_shape(one):
    assert re.fullmatch(
        r"Vertel over een keer dat [^:]+: wat was er, wat deed jij, wat kwam eruit\?",
        one.student_prompt("nl"),
    )
    assert re.fullmatch(
        r"Tell about a time when [^:]+: what was going on, what did you do, what came of it\?",
        one.student_prompt("en"),
    )


@EVERY_COMPETENCE
def test_the_dutch_sentences_stay_short_enough_to_read(one):
    texts = [one.description.nl, one.does_not_count.nl, *(step.text.nl for step in one.levels)]

    sentences = [words for text in texts for words in re.split(r"(?<=[.?])\s+", text)]

    assert max(len(sentence.split()) for sentence in sentences) <= 25


def test_where_something_was_learned_does_not_count():
    assert "bijbaan" in competence("K").does_not_count("nl")
    assert competence("K").does_not_count("nl").startswith("Waar de student het heeft geleerd")


def test_drive_and_ambition_is_left_out_of_the_default_form():
    assert [one.letter for one in competences() if not one.is_in_default_form] == ["W"]


def test_not_yet_observed_has_a_name_but_is_no_level():
    names = level_names()

    assert names[None]("nl") == "Nog niet gezien"
    assert sorted(level for level in names if level is not None) == list(LEVELS)


def test_another_locale_than_dutch_reads_english():
    assert competence("Q").name("nl_NL") == "Plannen en organiseren"
    assert competence("Q").name("en_GB") == "Planning and organising"


def test_there_is_no_level_five():
    with pytest.raises(ValueError, match="not 5"):
        competence("A").anchor(5)
    assert competence("A").anchor(4).level == 4
