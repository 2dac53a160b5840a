"""The floors under what the engine finds; the report says where it stands."""

from benchmarks import blinding_measures as measures


def test_the_development_set_is_found_and_its_clean_texts_are_left_alone():
    tally, touched, reviewed = measures.development()

    assert tally.share() >= 0.99
    assert min(tally.share(kind) for kind in tally.sought) >= 0.95
    assert touched <= 0.03
    assert reviewed <= 0.05


def test_names_are_found_whatever_their_origin():
    measured = measures.names(every=3)
    forms = measured.forms

    assert forms["title case"].share() == 1.0
    assert forms["lower case"].share() >= 0.98
    assert forms["misspelt"].share() >= 0.98
    assert measured.touched.share() <= 0.005


def test_sentences_that_tell_a_ground_are_hidden_or_reviewed():
    tally = measures.telling()

    assert tally.share() >= 0.95
    assert min(tally.share(ground) for ground in tally.sought) >= 0.9


def test_sentences_that_nothing_was_learnt_from_are_hidden_or_reviewed():
    measured = measures.unseen()

    assert measured.telling.share() >= 0.86
    assert measured.touched <= 0.05 * measured.clean
    assert measured.reviewed <= 0.1 * measured.clean


def test_identifiers_are_found_in_the_words_of_students():
    assert measures.identifiers().share() >= 0.98


def test_sentences_about_work_are_shown():
    touched, reviewed = measures.work()

    assert touched <= 0.03
    assert reviewed <= 0.08
