"""Amina's list asks for something she told nothing about: she does the same task as everybody."""

from datetime import date

import pytest
from sqlalchemy import select

import placements.assignments
from placements.assignments import Assignment
from placements.catalogue import LEVELS, Anchor, Phrase
from placements.profiles.blind_copy import blind_copy, is_approved
from records.models.candidate import Evidence, EvidenceKind, ReviewState
from records.models.review import AskedWord
from records.models.round import RoundPhase
from records.queries.rounds import count_texts_to_review
from records.vault.evidence import open_words
from tests.factories import NOW, EvidenceFactory, VacancyFactory, WishFactory

PAGE = "/student/assignments/Q"
ANSWER = "Eerst de bestelling die vandaag weg moet, dan ruimte maken voor de levering."


@pytest.fixture(autouse=True)
def tasks(monkeypatch):
    """One assignment, on planning."""

    def said(words):
        return Phrase(nl=words, en=words)

    task = Assignment(
        letter="Q",
        minutes=10,
        task=said("Er liggen drie dingen te wachten."),
        question=said("In welke volgorde, en waarom?"),
        levels=tuple(Anchor(level, said(f"Volgorde {level}.")) for level in LEVELS),
    )
    monkeypatch.setattr(placements.assignments, "_assignments", lambda: {"Q": task})


@pytest.fixture
def ready(profile, round_, programme, session):
    """Amina told about E and said "this is it"; a place on her list asks for E and Q."""
    place = VacancyFactory(round=round_, programme=programme, frozen=True, criteria=["E", "Q"])
    WishFactory(candidate_id=profile.id, vacancy_id=place.id, rank=1)
    EvidenceFactory(candidate_id=profile.id, letter="E")
    session.refresh(profile)
    profile.approved_digest, profile.approved_at = blind_copy(profile).digest, NOW
    profile.certified_at = NOW
    session.flush()
    return profile


def answer_of(session):
    return session.scalars(select(Evidence).where(Evidence.letter == "Q")).one()


def seen_on(page):
    return page.text.partition('name="seen" value="')[2][:64]


def hand_in(browser, words=ANSWER):
    shown = browser.post(f"{PAGE}/draft", data={"words": words})
    return browser.post(PAGE, data={"words": words, "act": "hand_in", "seen": seen_on(shown)})


def test_it_comes_with_its_date_once_the_profile_is_ready(as_amina, ready, session):
    home, page = as_amina.get("/student/home"), as_amina.get(PAGE)
    ready.certified_at = None
    session.flush()

    assert PAGE in home.text
    assert "Tot en met" in home.text or "tot en met" in home.text or "Je hebt tot" in home.text
    assert "In welke volgorde, en waarom?" in page.text
    assert PAGE not in as_amina.get("/student/home").text
    assert as_amina.get(PAGE).status_code == 404


def test_who_told_about_it_gets_no_assignment(as_amina, ready, session):
    EvidenceFactory(candidate_id=ready.id, letter="Q")
    session.expire(ready)

    assert PAGE not in as_amina.get("/student/home").text
    assert as_amina.post(PAGE, data={"words": ANSWER}).status_code == 404


def test_a_draft_is_kept_and_read_by_nobody(as_amina, ready, round_, session):
    saved = as_amina.post(f"{PAGE}/draft", data={"words": ANSWER})
    waiting = count_texts_to_review(session, round_.id)

    draft = answer_of(session)
    assert saved.status_code == 200
    assert (draft.blind_text, draft.is_draft) == (None, True)
    assert open_words(session, [draft.id])[draft.id] == ANSWER
    assert ANSWER in as_amina.get(PAGE).text
    assert waiting == 0
    assert is_approved(ready)
    assert ready.certified_at == NOW
    assert ANSWER not in as_amina.get("/student/blind-copy").text


def test_handing_in_approves_exactly_what_was_seen_and_leaves_the_profile_ready(
    as_amina, ready, round_, session
):
    before = ready.approved_digest

    answer = hand_in(as_amina)

    text = answer_of(session)
    assert answer.location == "/student/home"
    assert (text.kind, text.review, text.blind_text) == (
        EvidenceKind.ASSIGNMENT,
        ReviewState.WAITING,
        ANSWER,
    )
    assert ready.approved_digest != before
    assert is_approved(ready)
    assert ready.certified_at == NOW
    assert count_texts_to_review(session, round_.id) == 1


def test_what_tells_who_she_is_is_hidden_here_too(as_amina, ready, session):
    hand_in(as_amina, f"{ANSWER} Groetjes Amina El Idrissi.")

    assert "Idrissi" not in answer_of(session).blind_text


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_nobody_hands_in_what_they_did_not_see(as_amina, ready, session, seen):
    answer = as_amina.post(PAGE, data={"words": ANSWER, "act": "hand_in", "seen": seen})

    assert answer.status_code == 422
    assert ANSWER in answer.text
    assert session.scalars(select(Evidence).where(Evidence.letter == "Q")).all() == []


@pytest.mark.parametrize("words", ["", "x" * 1201])
def test_nothing_and_too_much_are_refused_and_stay(as_amina, ready, words):
    assert hand_in(as_amina, words).status_code == 422


def test_after_the_deadline_the_draft_stays_and_nothing_is_handed_in(
    as_amina, ready, round_, session
):
    shown = as_amina.post(f"{PAGE}/draft", data={"words": ANSWER})
    round_.phase, round_.scoring_opens_on = RoundPhase.SCORING, date(2026, 11, 9)
    session.flush()

    answer = as_amina.post(PAGE, data={"words": ANSWER, "act": "hand_in", "seen": seen_on(shown)})

    assert answer.status_code == 422
    assert answer_of(session).is_draft


def test_a_returned_answer_is_written_again(as_amina, ready, session):
    hand_in(as_amina)
    text = answer_of(session)
    text.review, text.review_note = (
        ReviewState.RETURNED,
        "Schrijf het zonder de naam van de straat.",
    )
    ready.approved_digest = ready.approved_at = ready.certified_at = None
    session.flush()

    page = as_amina.get(PAGE)
    answer = hand_in(as_amina, f"{ANSWER} Daarna de lijst.")

    assert "zonder de naam van de straat" in page.text
    assert answer.status_code == 302
    assert text.review is ReviewState.WAITING
    assert as_amina.get("/student/profile/evidence/Q").location == PAGE


STRANGE = "Eerst zet ik Flurpel aan, daarna help ik Amina El Idrissi met de levering van vandaag."


def ask(browser, word="Flurpel", words=STRANGE):
    begins = words.index(word)
    place = f"{begins}-{begins + len(word)}"
    return browser.post(f"{PAGE}/word", data={"words": words, "place": place})


def test_a_hidden_word_can_be_called_ordinary_here_too_and_then_is_shown(
    as_amina, as_mehmet, ready, session
):
    shown = as_amina.post(f"{PAGE}/draft", data={"words": STRANGE})
    asked = ask(as_amina)
    (word,) = session.scalars(select(AskedWord))
    waiting = as_mehmet.get("/school/words").text
    hidden = as_amina.get(PAGE).text
    as_mehmet.post(f"/school/words/{word.id}", data={"answer": "allow"})
    hand_in(as_amina, STRANGE)

    assert shown.text.count(f'formaction="{PAGE}/word"') == 1
    assert asked.status_code == 302
    assert "flurpel" in waiting
    assert "levering van vandaag" not in waiting
    assert "Gevraagd" in hidden
    assert f"{PAGE}/word" not in hidden
    assert "Flurpel" in answer_of(session).blind_text
    assert "Idrissi" not in answer_of(session).blind_text


def test_asking_keeps_what_was_typed_and_follows_the_word(as_amina, ready, session):
    assert ask(as_amina).status_code == 302
    later = f"Ik begin. {STRANGE}"
    as_amina.post(f"{PAGE}/draft", data={"words": later})

    assert open_words(session, [answer_of(session).id]) == {answer_of(session).id: later}
    (word,) = session.scalars(select(AskedWord))
    assert later[word.begins : word.ends] == "Flurpel"
    hand_in(as_amina, later)
    assert [one.begins for one in session.scalars(select(AskedWord))] == [word.begins]


@pytest.mark.parametrize("place", ["", "x-y", "9-", "99999999999-3", "0-5"])
def test_no_word_and_an_answer_that_was_handed_in_otherwise_change_nothing(
    as_amina, ready, session, place
):
    hand_in(as_amina, STRANGE)
    typed = f"{STRANGE} En dan?"

    answers = [
        as_amina.post(f"{PAGE}/word", data={"words": STRANGE, "place": place}),
        ask(as_amina, words=typed),
    ]

    assert [one.status_code for one in answers] == [422, 422]
    assert "Deze tekst is veranderd" in answers[0].text
    assert f"{typed}</textarea>" in answers[1].text
    assert session.scalars(select(AskedWord)).all() == []


@pytest.mark.parametrize("browser", ["as_carla", "as_anton", "as_mehmet", "as_noor"])
def test_only_students_do_assignments(browser, ready, request):
    person = request.getfixturevalue(browser)

    assert person.get(PAGE).status_code == 403
    assert person.post(f"{PAGE}/draft", data={"words": ANSWER}).status_code == 403
    assert ask(person).status_code == 403


def test_visitors_sign_in_first(visitor):
    assert visitor.get(PAGE).status_code == 303
