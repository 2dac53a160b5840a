"""Students read plain Dutch, and no word that says they are not good enough."""

import re

import pytest

from tests.house.reading import Text, all_dutch, scored, texts

LOWEST_MEAN = 95
"""A ratchet: what is added may not make the whole harder to read."""
FLOOR = 45
LONGEST_SENTENCE = 22
WORDS_THAT_HURT = re.compile(
    r"\b(afgewezen|afwijzing|kli(k|kt|kte)(?!\w)|klikgesprek|(niet|on)\s?geschikt|kandida(at|ten))\b",
    re.IGNORECASE,
)
OFFICE = (
    "De beroepspraktijkvormingsovereenkomst wordt na goedkeuring door de examencommissie "
    "geformaliseerd overeenkomstig de vigerende kwaliteitsvoorschriften."
)


def test_what_students_read_is_plain_dutch():
    found = scored()

    assert len(found) > 200
    assert sum(one.score for one in found) / len(found) >= LOWEST_MEAN
    assert [one.words for one in found if one.score < FLOOR] == []
    assert [one.words for one in found if one.longest_sentence > LONGEST_SENTENCE] == []


def test_the_dutch_of_an_office_falls_through_the_floor():
    assert Text(OFFICE, "office").score < 0


def test_no_text_says_that_somebody_was_turned_down():
    hurting = [one.words for one in (*all_dutch(), *texts()) if WORDS_THAT_HURT.search(one.words)]

    assert hurting == []


@pytest.mark.parametrize(
    ("words", "hurts"),
    [
        ("Je bent afgewezen.", True),
        ("Er was geen klik.", True),
        ("Deze kandidaat is ongeschikt.", True),
        ("Niet geschikt voor deze plek.", True),
        ("Deze plek past nu niet bij je.", False),
    ],
)
def test_a_word_that_hurts_is_found(words, hurts):
    assert bool(WORDS_THAT_HURT.search(words)) is hurts
