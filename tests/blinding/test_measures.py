"""The floors under what the engine finds; the report says where it stands."""

from benchmarks import blinding_measures as measures


def test_the_development_set_is_found_and_its_clean_texts_are_left_alone():
    tally, touched, reviewed = measures.development()

    assert tally.share() >= 0.99
    assert min(tally.share(kind) for kind in tally.sought) >= 0.95
    assert touched <= 0.03
    assert reviewed <= 0.08


def test_names_are_found_whatever_their_origin():
    forms = measures.names()

    assert forms["title case"].share() >= 0.998
    assert forms["lower case"].share() >= 0.98
    assert forms["misspelt"].share() >= 0.98
    assert min(forms["title case"].share(origin) for origin in forms["title case"].sought) >= 0.95


def test_sentences_that_tell_a_ground_are_hidden_or_reviewed():
    tally = measures.telling()

    assert tally.share() >= 0.95
    assert min(tally.share(ground) for ground in tally.sought) >= 0.9


def test_identifiers_are_found_in_the_words_of_students():
    assert measures.identifiers().share() >= 0.98


def test_sentences_about_work_are_shown():
    touched, reviewed = measures.work()

    assert touched <= 0.03
    assert reviewed <= 0.08
