"""A school writes down what former students tell; a coordinator lets students read it."""

import pytest
from sqlalchemy import select

from records.models.guidance import AlumniStory
from tests.factories import NOW, ProgrammeFactory
from tests.stories import AlumniStoryFactory

PAGE = "/school/stories"
STORY = {
    "title": "Eerst kijken, dan doen",
    "text": "In mijn eerste week keek ik mee. Daarna deed ik het zelf.",
    "agrees": "y",
}


@pytest.fixture
def story(programme, school, mehmet):
    """Mehmet wrote a story that waits for a coordinator."""
    return AlumniStoryFactory(school_id=school.id, programme_id=programme.id, written_by=mehmet.id)


def test_a_mentor_writes_and_a_coordinator_publishes(
    session, as_mehmet, as_carla, as_amina, programme
):
    told = STORY | {"programme_id": str(programme.id)}
    assert as_mehmet.post(f"{PAGE}/new", data=told).status_code == 302
    kept = session.scalars(select(AlumniStory)).one()
    assert STORY["title"] not in as_amina.get("/student/stories").text

    assert as_mehmet.post(f"{PAGE}/{kept.id}/publish").status_code == 403
    as_carla.post(f"{PAGE}/{kept.id}/publish")

    assert STORY["title"] in as_amina.get("/student/stories").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": "Samen met Amina deed ik de kassa."}, "Dit vertelt iets over een student."),
        ({"text": "Mijn collega El Idrissi hielp mij."}, "Dit vertelt iets over een student."),
        ({"text": "Jan de Vries leerde mij alles."}, "Er staat een naam in."),
        ({"agrees": ""}, "Laat het eerst de oud-student lezen"),
        ({"text": "woord " * 300}, "hoogstens 1200 tekens"),
        ({"title": ""}, "Vul een titel in"),
    ],
)
def test_what_cannot_be_told_stays_on_the_page(session, as_carla, amina, programme, wrong, words):
    told = STORY | {"programme_id": str(programme.id)} | wrong

    response = as_carla.post(f"{PAGE}/new", data=told)

    assert response.status_code == 422
    assert words in response.text
    assert told["text"].strip()[:20] in response.text
    assert session.scalars(select(AlumniStory)).all() == []


def test_a_programme_of_another_school_is_no_choice(as_carla, programme):
    told = STORY | {"programme_id": str(ProgrammeFactory().id)}

    assert as_carla.post(f"{PAGE}/new", data=told).status_code == 422


def test_a_story_that_was_taken_away_is_read_no_more(session, as_carla, as_amina, story):
    as_carla.post(f"{PAGE}/{story.id}/publish")
    assert as_carla.post(f"{PAGE}/{story.id}/publish").status_code == 422

    as_carla.post(f"{PAGE}/{story.id}/withdraw")

    assert story.title not in as_amina.get("/student/stories").text
    assert "Weggehaald" in as_carla.get(PAGE).text
    assert (story.published_at, story.is_withdrawn) == (NOW, True)


def test_a_story_that_was_never_published_goes_for_good(session, as_carla, story):
    as_carla.post(f"{PAGE}/{story.id}/withdraw")

    assert session.scalars(select(AlumniStory)).all() == []


def test_nobody_else_has_these_pages(visitor, as_amina, as_anton, as_noor):
    assert visitor.get(PAGE).status_code == 303
    assert {one.get(PAGE).status_code for one in (as_amina, as_anton, as_noor)} == {403}
