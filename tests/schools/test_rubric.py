"""The pages of the rubric: versions, writing, looking, files, paper."""

import io
import json
from html import unescape

import pytest

from placements.catalogue import competence, competences
from placements.rubrics.additions import additions_in, content_of
from records.models.account import Role
from records.models.desk.rubric import SchoolRubric
from records.models.round import RoundPhase
from records.queries.desk.rubrics import list_rubrics_of_school
from schools.forms.rubrics import answers_of
from tests.desks import desk_of, round_on_desks
from tests.factories import AccountFactory, RoundFactory, VacancyFactory
from tests.rubrics import RoundRubricFactory, SchoolRubricFactory, addition, publish

WRITTEN = answers_of(addition("K", mark="de draaibank"))


@pytest.fixture
def draft(school):
    return SchoolRubricFactory(school_id=school.id)


def page_of(rubric, rest=""):
    return f"/school/rubric/{rubric.id}{rest}"


def test_a_coordinator_begins_writes_looks_and_publishes(as_carla, session, carla):
    begun = as_carla.post("/school/rubric/begin")
    draft = session.query(SchoolRubric).one()
    assert begun.location == page_of(draft)

    saved = as_carla.post(page_of(draft, "/K"), data=WRITTEN)
    assert saved.location == page_of(draft, "/K/preview")
    seen = as_carla.get(saved.location).text
    shared = competence("K").anchor(2).text("nl")
    assert f"{shared} Bijvoorbeeld: Level 2 aan de draaibank." in seen
    assert "Not counted aan de draaibank." in seen

    assert as_carla.post(page_of(draft, "/publish")).location == page_of(draft)
    assert not draft.is_draft
    assert draft.published_by == carla.id
    assert len(draft.digest) == 64


def test_what_was_typed_stays_where_a_text_is_missing(as_carla, draft):
    answer = as_carla.post(page_of(draft, "/K"), data=WRITTEN | {"level_3_en": " "})

    assert answer.status_code == 422
    assert 'href="#level_3_en"' in answer.text
    assert "Level 4 aan de draaibank." in answer.text
    assert list(additions_in(draft.content)) == ["E"]


def test_a_published_version_cannot_be_written(as_carla, carla):
    published = publish(carla)

    page = as_carla.get(page_of(published))
    assert as_carla.get(page_of(published, "/E")).location == page_of(published)
    assert as_carla.post(page_of(published, "/publish")).status_code == 422
    assert as_carla.post(page_of(published, "/discard")).status_code == 422
    assert as_carla.post(page_of(published, "/E/remove")).status_code == 422
    assert "/import" not in page.text
    assert "/publish" not in page.text


def test_a_draft_is_thrown_away_and_an_addition_taken_out(as_carla, session, draft, school):
    as_carla.post(page_of(draft, "/E/remove"))
    assert draft.content == content_of([])

    assert as_carla.post(page_of(draft, "/discard")).location == "/school/rubric"
    assert list_rubrics_of_school(session, school_id=school.id) == []


def upload(client, draft, content):
    file = (io.BytesIO(content), "additions.json")
    return client.post(page_of(draft, "/import"), data={"file": file})


def test_a_file_that_was_downloaded_gives_the_same_version_elsewhere(as_carla, draft, sign_in):
    elsewhere = AccountFactory(role=Role.ADMINISTRATOR)
    theirs = SchoolRubricFactory(school_id=elsewhere.school_id, content=content_of([]))
    file = as_carla.get(page_of(draft, "/additions.json"))

    answer = upload(sign_in(elsewhere), theirs, file.data)

    assert file.headers["Content-Type"] == "application/json"
    assert answer.status_code == 302
    assert theirs.content == draft.content


def test_a_wrong_file_says_where_and_changes_nothing(as_carla, draft):
    content = content_of([addition("K"), addition("F")])
    content["additions"][1]["levels"][2].pop("en")
    before = draft.content

    answer = upload(as_carla, draft, json.dumps(content).encode())

    assert answer.status_code == 422
    assert "additions[0].levels[2].en" not in answer.text
    assert "additions[1].levels[2].en" in answer.text
    assert draft.content == before


def test_a_huge_file_and_no_file_are_refused(as_carla, draft):
    assert upload(as_carla, draft, b" " * 110_000).status_code == 422
    assert as_carla.post(page_of(draft, "/import"), data={}).status_code == 422


def test_the_whole_rubric_goes_on_paper(as_carla, draft):
    page = as_carla.get(page_of(draft, "/print")).text
    shared = as_carla.get("/school/rubric/shared/print").text

    for text in (page, shared):
        assert all(f">{one.letter}. {one.name('nl')}<" in unescape(text) for one in competences())
    assert "Level 3 aan onze balie." in page
    assert "onze balie" not in shared


def test_the_shared_words_can_be_seen_without_a_version(as_carla):
    assert competence("A").anchor(4).text("nl") in as_carla.get("/school/rubric/shared/A").text
    assert as_carla.get("/school/rubric/shared/Z").status_code == 404
    assert "2026.1" in as_carla.get("/school/rubric").text


def test_another_school_has_other_versions(as_carla):
    theirs = SchoolRubricFactory(school_id=AccountFactory().school_id)

    for rest in ("", "/E", "/E/preview", "/additions.json", "/print"):
        assert as_carla.get(page_of(theirs, rest)).status_code == 404
    assert as_carla.post(page_of(theirs, "/publish")).status_code == 404


def test_who_reads_in_a_round_reads_its_version_and_no_later_one(
    as_anton, as_noor, carla, school, programme, anton, berna, bakery, noor
):
    round_ = round_on_desks(school, programme, anton, berna, letters=("E",))
    first = publish(carla, addition("E", mark="de balie"))
    RoundRubricFactory(round_id=round_.id, rubric_id=first.id)
    forms = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.VACANCIES)
    RoundRubricFactory(round_id=forms.id, rubric_id=first.id)
    place = VacancyFactory(employer=bakery, round=forms, programme=programme, trainer_id=noor.id)
    publish(carla, addition("E", mark="het loket"))

    desk = as_anton.get(f"/school/desk/{desk_of(anton)[0].desk_code}").text
    form = as_noor.get(f"/employer/vacancies/{place.id}/edit").text

    assert "Level 2 aan de balie." in desk
    assert "Not counted aan de balie." in desk
    assert "Level 2 aan de balie." in form
    assert "het loket" not in desk + form
