"""The floors under what the engine finds; the report says where it stands."""

import pytest

from benchmarks import blinding_measures as measures
from benchmarks.blinding_own import others_names, own_facts


def test_the_development_set_is_found_and_its_clean_texts_are_left_alone():
    tally, touched, reviewed = measures.development()

    assert tally.share() >= 0.99
    assert min(tally.share(kind) for kind in tally.sought) >= 0.95
    assert touched <= 0.03
    assert reviewed <= 0.15


def test_names_are_found_whatever_their_origin():
    measured = measures.names(every=3)
    forms = measured.forms

    assert forms["title case"].share() == 1.0
    assert forms["lower case"].share() >= 0.998
    assert forms["misspelt"].share() >= 0.998
    assert min(map(forms["lower case"].share, forms["lower case"].sought)) >= 0.99
    assert measured.touched.share() <= 0.005


def test_a_name_of_any_origin_is_found_in_the_sentences_of_others():
    tally = others_names(every=3)

    assert tally.share("title") >= 0.998
    assert tally.share("lower") >= 0.985
    assert tally.share("misspelt") >= 0.99


def test_the_facts_of_the_writer_are_found_in_any_form():
    tally = own_facts(every=60)

    assert tally.share() >= 0.999


def test_sentences_that_tell_a_ground_are_hidden_or_reviewed():
    tally = measures.telling()

    assert tally.share() >= 0.95
    assert min(tally.share(ground) for ground in tally.sought) >= 0.9


@pytest.mark.parametrize("name", ["unseen.txt", "unseen_three.txt"])
def test_sentences_that_nothing_was_learnt_from_are_hidden_or_reviewed(name):
    measured = measures.unseen(name)
    told = measured.telling

    assert told.share() >= 0.95
    assert min(told.share(ground) for ground in told.sought) >= 0.9
    assert measured.touched <= 0.03 * measured.clean
    assert measured.reviewed <= 0.2 * measured.clean


def test_what_identifies_somebody_is_found_in_texts_of_others():
    found, touched = measures.marked("marked.txt")
    unseen, _ = measures.marked("marked_unseen.txt")

    assert found.share() >= 0.98
    assert touched <= 0.1
    assert unseen.share() >= 0.97
    assert min(unseen.share(kind) for kind in unseen.sought) >= 0.9


@pytest.mark.parametrize(
    ("name", "least"), [("alike_unseen.txt", 0.95), ("alike_unseen_two.txt", 0.98)]
)
def test_texts_like_the_development_set_are_found_at_first_sight(name, least):
    found, touched = measures.marked(name)
    grounds = [kind for kind in found.sought if kind in measures.PROXIES]

    assert found.share() >= least
    assert min(map(found.share, grounds)) >= 0.95
    assert touched <= 0.11


def test_clean_texts_about_a_trade_are_shown():
    measured = measures.trades("trades_unseen_two.txt")

    assert measured.touched <= 0.09 * measured.clean
    assert measured.hidden <= 0.01 * measured.words


def test_identifiers_are_found_in_the_words_of_students():
    assert measures.identifiers().share() >= 0.98


def test_sentences_about_work_are_shown():
    touched, reviewed = measures.work()

    assert touched <= 0.03
    assert reviewed <= 0.08
