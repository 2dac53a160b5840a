"""Amina says of a hidden word: this is an ordinary word."""

import pytest
from sqlalchemy import select

from records.models.audit import AuditEvent
from records.models.review import AskedWord
from records.models.round import RoundPhase
from tests.students.conftest import ANSWERS

PAGE = "/student/profile/evidence/E"
WORDS = "Ik zette Flurpel aan. Amina El Idrissi belde daarna 06-12345678."


@pytest.fixture
def told(as_amina, profile):
    as_amina.post(PAGE, data=ANSWERS | {"words": WORDS})


def ask(browser, word, words=WORDS):
    begins = words.index(word)
    return browser.post(f"{PAGE}/word", data={"begins": begins, "ends": begins + len(word)})


def asked_in(session):
    return [(one.begins, one.ends) for one in session.scalars(select(AskedWord))]


def test_the_page_offers_it_for_words_that_may_be_ordinary_and_for_nothing_else(as_amina, told):
    page = as_amina.get(PAGE).text

    assert page.count("Dit is een gewoon woord</button>") == 1
    assert f'name="begins" value="{WORDS.index("Flurpel")}"' in page


def test_asking_keeps_where_the_word_stands_and_not_the_word(as_amina, told, amina, session):
    assert ask(as_amina, "Flurpel").status_code == 302

    assert asked_in(session) == [(9, 16)]
    event = session.scalars(select(AuditEvent).where(AuditEvent.event == "word:asked")).one()
    assert (event.actor_id, event.details) == (None, {"letter": "E"})
    page = as_amina.get(PAGE).text
    assert "Gevraagd" in page
    assert "Dit is een gewoon woord</button>" not in page


def test_asking_twice_is_asking_once(as_amina, told, session):
    for _press in range(2):
        assert ask(as_amina, "Flurpel").status_code == 302

    assert len(asked_in(session)) == 1


@pytest.mark.parametrize("word", ["Amina", "El", "06-12345678", "daarna"])
def test_what_no_word_can_open_is_not_asked_for(as_amina, told, session, word):
    response = ask(as_amina, word)

    assert response.status_code == 422
    assert "Deze tekst is veranderd" in response.text
    assert f"{WORDS}</textarea>" in response.text
    assert asked_in(session) == []


@pytest.mark.parametrize("place", [{}, {"begins": "x", "ends": "y"}, {"begins": 10**9, "ends": 0}])
def test_a_place_that_is_none_is_answered(as_amina, told, place):
    assert as_amina.post(f"{PAGE}/word", data=place).status_code == 422


def test_the_question_follows_the_word_in_what_she_writes_next(as_amina, told, session):
    ask(as_amina, "Flurpel")

    later = "Eerst las ik. " + WORDS
    as_amina.post(PAGE, data=ANSWERS | {"words": later})
    begins = later.index("Flurpel")
    assert asked_in(session) == [(begins, begins + len("Flurpel"))]

    as_amina.post(PAGE, data=ANSWERS | {"words": "Ik belde zelf."})
    assert asked_in(session) == []


def test_removing_the_text_takes_the_question_with_it(as_amina, told, session):
    ask(as_amina, "Flurpel")

    as_amina.post(f"{PAGE}/remove")

    assert asked_in(session) == []


def test_once_profiles_are_closed_nothing_is_asked(as_amina, told, round_, session):
    round_.phase = RoundPhase.SCORING

    assert ask(as_amina, "Flurpel").status_code == 422
    assert asked_in(session) == []


def test_where_nothing_is_told_there_is_no_word(as_amina, profile):
    assert as_amina.post(f"{PAGE}/word", data={"begins": 0, "ends": 1}).status_code == 404


def test_nobody_else_has_this_page(visitor, as_mehmet, as_noor):
    assert visitor.post(f"{PAGE}/word").status_code == 401
    assert as_mehmet.post(f"{PAGE}/word").status_code == 403
    assert as_noor.post(f"{PAGE}/word").status_code == 403
