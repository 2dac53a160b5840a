"""The wording check finds what asks for a kind of person, and leaves words about work be."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.catalogue import competences, read_data
from placements.choices import LISTS, labels, rule
from placements.vacancies.wording import check_wording
from records.models.vacancy import HardRequirementKind

RULES = read_data("wording.json")["rules"]
LANGUAGES = ("nl", "en")
PHRASES = [
    (entry["code"], words.replace("*", "").replace("#", "3"))
    for entry in RULES
    for language in LANGUAGES
    for words in entry["phrases"][language]
]
CLEAN = st.sampled_from(
    [
        "Deeg maken volgens recept",
        "Kan een werkbon invullen",
        "Customers ask where something is",
        "Wij werken in tweetallen en dragen werk over",
    ]
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Een representatieve student", "representatieve"),
        ("Je spreekt accentloos", "accentloos"),
        ("Goede beheersing van de Nederlandse taal", "beheersing van de Nederlandse taal"),
        ("Minimaal 2 jaar ervaring in de zorg", "2 jaar ervaring"),
        ("Drie jaar werkervaring", "Drie jaar werkervaring"),
        ("Iemand die past in ons team", "past in ons team"),
        ("Wij zijn een jong, dynamisch en hecht team: een jong team", "jong team"),
        ("At least 3-4 years of experience", "4 years of experience"),
        ("Someone who fits our team", "fits our team"),
    ],
)
def test_it_names_the_words_that_cannot_be_on_the_form(text, words):
    findings = check_wording(text)

    assert [finding.words for finding in findings] == [words]
    assert findings[0].is_forbidden


@pytest.mark.parametrize("text", ["Wij zoeken een gemotiveerde student", "A real team player"])
def test_words_about_character_are_advice(text):
    (finding,) = check_wording(text)

    assert not finding.is_forbidden


@pytest.mark.parametrize(
    "text",
    [
        "Goede beheersing van de Nederlandse taal: kan een werkbon invullen",
        "Knutselen met kinderen in de leeftijd van 4 tot 8",
        "Vrouwelijke cliënten helpen met wassen",
        "CV-ketels onderhouden",
        "Een app bouwen in React Native",
        "Passievruchten en ander fruit snijden",
        "Junior system administrator",
        "Klik op de knop en controleer de melding",
        "Een representatieve steekproef nemen",
    ],
)
def test_it_leaves_a_description_of_work_be(text):
    assert check_wording(text) == ()


def test_it_leaves_the_words_of_the_catalogue_be():
    texts = [
        text(locale)
        for locale in LANGUAGES
        for one in competences()
        for text in (one.description, *(level.text for level in one.levels))
    ]
    texts += [
        words for kinds in LISTS for locale in LANGUAGES for _, words in labels(kinds, locale)
    ]
    texts += [rule(kind, locale) for kind in HardRequirementKind for locale in LANGUAGES]

    assert [found.words for text in texts for found in check_wording(text)] == []


def test_every_rule_says_why_and_what_to_ask_instead_in_both_languages():
    for entry in RULES:
        assert all(entry[part][language] for part in ("why", "instead") for language in LANGUAGES)


def test_what_it_says_to_ask_instead_passes_the_check():
    for entry in RULES:
        for language in LANGUAGES:
            forbidden = [
                one for one in check_wording(entry["instead"][language]) if one.is_forbidden
            ]

            assert forbidden == []


@given(st.sampled_from(PHRASES), CLEAN, CLEAN, st.sampled_from([str, str.upper, str.title]))
def test_it_finds_every_phrase_whatever_stands_around_it(phrase, before, after, write):
    code, words = phrase

    findings = check_wording(f"{before}. {write(words)}. {after}.")

    assert code in {finding.code for finding in findings}


@given(st.sampled_from(PHRASES))
def test_a_phrase_inside_another_word_is_no_finding(phrase):
    _code, words = phrase

    findings = check_wording(f"x{words}x")

    assert words not in [finding.words for finding in findings]


@given(st.text(max_size=300))
def test_it_answers_any_text_with_words_that_stand_in_it(text):
    words = [finding.words for finding in check_wording(text)]

    assert all(found in unicodedata.normalize("NFKC", text) for found in words)
