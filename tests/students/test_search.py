"""Amina looks for places by what she wants to learn, practises, and reads what others know."""

import re

import pytest
from sqlalchemy import select

from placements.guidance.scarcity import Scarcity, regions_of, scarcity_of
from records.models.candidate import Candidate
from records.models.proposal import ProposalState
from records.models.round import RoundPhase
from records.vault.people import Person, store_person
from students.proposals import STANDINGS
from tests.factories import (
    NOW,
    CandidateFactory,
    StudentFactory,
    VacancyFactory,
    WishFactory,
)
from tests.journeys.stage import dutch
from tests.stories import AlumniStoryFactory

SEARCH, JOURNEY, PLACES = "/student/search", "/student/search/journey", "/student/places"
QUIZ = "/student/ranking/quiz"
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]*|(?<=value=")[\w.-]{60,}')
"""What every page has of its own: a token with the time in it."""


@pytest.fixture
def teaching(place, session):
    """A place where planning is learned, further away than the others."""
    vacancy = place("Magazijn", postcode="3811AA", offers=["accessible_building"])
    planning = next(one for one in vacancy.criteria if one.letter == "Q")
    planning.needed_at_start, planning.required_level = False, 1
    session.flush()
    return vacancy


def test_wishes_in_plain_words_bring_the_places_that_teach_them_on_top(
    as_amina, profile, places, teaching, session
):
    page = as_amina.get(SEARCH)
    assert "Plannen en iets afmaken" in page.text
    assert "Plannen en organiseren" not in page.text

    told = as_amina.post(SEARCH, data={"most": "Q", "also": ["E"]}, follow_redirects=True)
    assert "Op 1 plek kun je dit leren." in told.text
    answers = {
        "weekdays": [0, 1, 2, 3, 4],
        "travel_means": "car",
        "travel_limit_minutes": 120,
    }
    found = as_amina.post(JOURNEY, data=answers, follow_redirects=True)

    session.refresh(profile)
    assert [wish.letter for wish in profile.learning_wishes] == ["Q", "E"]
    assert "4 plekken passen bij je." in found.text
    titles = [found.text.index(f">{one.title}<") for one in (teaching, *places)]
    assert min(titles) == titles[0]
    for words in (
        "Werkplekken inrichten",
        "€ 350 per maand",
        "Een gebouw met lift of zonder drempels",
    ):
        assert words.lower() in found.text.lower()


def test_what_is_not_answered_is_asked_again(as_amina, profile, places):
    response = as_amina.post(SEARCH, data={"also": ["E"]})

    assert response.status_code == 422
    assert "Kies wat je het liefst wilt" in response.text
    assert as_amina.post(SEARCH, data={"most": "E", "also": ["K", "Q", "J"]}).status_code == 422


def test_once_profiles_are_closed_the_search_only_shows_places(as_amina, profile, places, round_):
    round_.phase = RoundPhase.SCORING

    assert "<form" not in as_amina.get(SEARCH).text.split('id="main"')[1].split("<footer")[0]
    assert as_amina.post(SEARCH, data={"most": "E"}).status_code == 422


def join(session, programme, round_, count, postcode):
    """Let students who live there take part."""
    for _number in range(count):
        student = StudentFactory(programme=programme)
        email = f"{student.id}@leerling.example"
        home = Person(given_name="A", family_name="B", email=email, postcode=postcode)
        store_person(session, student.id, home)
        CandidateFactory(student=student, round=round_)
    session.flush()


@pytest.mark.parametrize(
    ("others", "about", "living"),
    [(3, None, None), (4, (5, 4), None), (7, (2, 1), 5), (8, (9, 4), 10)],
)
def test_students_are_counted_from_five_and_where_they_live_in_fives(
    session, profile, place, programme, round_, others, about, living
):
    vacancies = [place("Hier", seats=3), place("Ver weg", postcode="9711AA")]
    join(session, programme, round_, others, "3512AB")

    scarcity = scarcity_of(session, profile, vacancies)
    regions = {one.code: one for one in regions_of(session, profile, vacancies)}

    assert scarcity == Scarcity(seats=4, students=others + 1 if about else None)
    assert scarcity.about == about
    assert regions["35"].scarcity == Scarcity(seats=3, students=living)
    assert regions["97"].scarcity == Scarcity(seats=1, students=None)


def test_scarcity_does_not_move_with_the_lists_of_others(
    session, as_amina, profile, places, programme, round_
):
    join(session, programme, round_, 6, "3512AB")
    before = TOKEN.sub("", as_amina.get(PLACES).text)
    rivals = select(Candidate.id).where(Candidate.id != profile.id)
    for rival_id in session.scalars(rivals).all():
        WishFactory(candidate_id=rival_id, vacancy_id=places[0].id, rank=1)

    assert TOKEN.sub("", as_amina.get(PLACES).text) == before
    assert "studenten voor" in before


def test_the_form_of_a_company_is_practised_and_nothing_is_kept(as_amina, profile, place):
    vacancy = place("Netwerkbeheer")
    page = f"/student/places/{vacancy.id}/practise"

    response = as_amina.post(page, data={"E": "2", "K": "4", "Q": "not_yet"})

    assert "2 punten kun je al" in response.text
    for standing in STANDINGS.values():
        assert dutch(str(standing)) in response.text
    assert "/student/profile/evidence/E" in response.text
    assert " checked" not in as_amina.get(page).text


def test_a_point_left_open_is_asked_again_and_the_others_stay(as_amina, profile, place):
    response = as_amina.post(f"/student/places/{place('X').id}/practise", data={"E": "2"})

    assert response.status_code == 422
    assert "Kies wat je nu doet" in response.text
    assert response.text.count(" checked") == 1


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ("dream", 200, "Je favoriet kan dus bovenaan."),
        ("safe", 200, "Zet dus bovenaan wat je het liefst wilt."),
        ("", 422, "Kies een van de twee"),
    ],
)
def test_the_quiz_says_why_an_honest_list_cannot_hurt(
    as_amina, profile, places, answer, status, words
):
    WishFactory(candidate_id=profile.id, vacancy_id=places[0].id, rank=1)

    response = as_amina.post(QUIZ, data={"first": answer})

    assert response.status_code == status
    assert words in response.text


def test_cards_give_something_to_do_and_to_say(as_amina):
    text = as_amina.get("/student/practice").text

    assert text.count("govuk-details__summary-text") == 12
    assert "Ik praat liever over het werk." in text


def test_stories_of_the_own_programme_come_first(as_amina, programme, school, carla, session):
    other = VacancyFactory().programme
    for title, of, published in (
        ("Elders", other, True),
        ("Eigen", programme, True),
        ("Nog niet", programme, False),
    ):
        AlumniStoryFactory(
            title=title,
            school_id=school.id,
            programme_id=of.id,
            written_by=carla.id,
            published=published,
        )

    text = as_amina.get("/student/stories").text

    assert text.index("Eigen") < text.index("Elders")
    assert "Nog niet" not in text


def test_every_page_says_when_to_hear_what_to_do_and_whom_to_call(
    as_amina, profile, places, round_, session
):
    text = as_amina.get(PLACES).text
    assert "Je hoort het uiterlijk op vrijdag 27 november 2026." in text
    assert "Vraag? Mehmet" in text
    assert "Ga verder met je profiel" in text

    profile.approved_digest, profile.certified_at = "0" * 64, NOW
    round_.phase = RoundPhase.SCORING
    assert "Oefen alvast" in as_amina.get(PLACES).text


def test_with_a_proposal_the_line_says_until_when(as_amina, proposal, at):
    text = as_amina.get("/student/practice").text

    assert proposal.state is ProposalState.PROPOSED
    assert "Antwoord uiterlijk op" in text


@pytest.mark.parametrize("page", [SEARCH, JOURNEY, "/student/outlook", "/student/practice"])
def test_nobody_else_has_these_pages(visitor, as_carla, as_noor, page):
    assert visitor.get(page).status_code == 303
    assert as_carla.get(page).status_code == as_noor.get(page).status_code == 403
