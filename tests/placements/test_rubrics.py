"""What a school adds to the rubric: versions, what a round keeps, and files."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from placements.catalogue import competence
from placements.errors import NotAllowed, Refusal, TooLate
from placements.rounds.course import DAYS_IN_ORDER, RoundTerms, open_round
from placements.rubrics.additions import additions_in, content_of, with_addition
from placements.rubrics.reading import Unreadable, read_additions
from placements.rubrics.rounds import competence_in, competences_in
from placements.rubrics.versions import (
    begin_draft,
    discard_draft,
    publish_rubric,
    remove_addition,
    replace_additions,
    write_addition,
)
from placements.vacancies.terms import form_digest
from records.models.account import Role
from records.models.desk.rubric import RoundRubric, SchoolRubric
from records.models.round import Objective
from records.queries.desk.rubrics import find_published_rubric
from tests.factories import NOW, AccountFactory, RoundFactory, VacancyFactory
from tests.rounds import actor_of
from tests.rubrics import RoundRubricFactory, SchoolRubricFactory, addition, publish


def opened(session, coordinator, programme, name="Periode 4"):
    """Let a coordinator open a round today."""
    days = {field: date(2027, 1, 4) + timedelta(7 * n) for n, field in enumerate(DAYS_IN_ORDER)}
    terms = RoundTerms(
        name=name,
        programme_ids=(programme.id,),
        objective=Objective.STABLE,
        public_value_source="drand",
        **days,
    )
    return open_round(session, actor_of(coordinator), terms, now=NOW)


def test_an_example_stands_after_the_words_that_all_schools_share():
    shared, added = competence("E"), addition("E")

    seen = with_addition(shared, added)

    assert seen.anchor(3).text("nl") == (
        f"{shared.anchor(3).text('nl')} Bijvoorbeeld: Level 3 aan onze balie."
    )
    assert seen.anchor(3).text("en").endswith("For example: Level 3 at onze balie.")
    assert seen.does_not_count("nl").startswith(shared.does_not_count("nl"))
    assert seen.student_prompt("en").endswith("Tell at onze balie.")
    assert with_addition(shared, None) is shared


def test_a_new_version_begins_with_the_words_of_the_one_before(session, carla):
    first = publish(carla, addition("E"))

    draft = begin_draft(session, actor_of(carla), now=NOW)

    assert (first.number, draft.number) == (1, 2)
    assert draft.content == first.content
    assert begin_draft(session, actor_of(carla), now=NOW) is draft


def test_a_round_keeps_the_version_with_which_it_was_opened(session, carla, programme):
    before = opened(session, carla, programme, "Voor het eerst")
    first = publish(carla, addition("E", mark="de balie"))
    during = opened(session, carla, programme, "Daarna")

    publish(carla, addition("E", mark="het loket"))
    after = opened(session, carla, programme, "Later")

    session.expire_all()
    assert before.rubric is None
    assert during.rubric is first
    assert competence_in(before, "E") == competence("E")
    assert "aan de balie" in competence_in(during, "E").anchor(2).text("nl")
    assert "het loket" not in competence_in(during, "E").anchor(2).text("nl")
    assert "aan het loket" in competences_in(after)["E"].anchor(2).text("nl")


def test_what_a_school_added_is_part_of_the_fingerprint_of_a_form(session, carla, programme):
    round_ = opened(session, carla, programme)
    place = VacancyFactory(round=round_, programme=programme)
    without = form_digest(place)

    RoundRubricFactory(round_id=round_.id, rubric_id=publish(carla).id)
    session.expire(round_)

    assert form_digest(place) != without


def test_the_fingerprint_of_a_version_is_that_of_every_word_of_its_file(session, carla):
    published = publish(carla, addition("E"), addition("K"))
    canonical = json.dumps(
        published.content, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )

    assert published.digest == hashlib.sha256(canonical.encode()).hexdigest()
    for name, text in addition("E").texts():
        assert f'"nl":"{text.nl}"' in canonical, name
        assert f'"en":"{text.en}"' in canonical, name


def test_a_version_is_published_once(session, carla):
    draft = publish(carla)

    with pytest.raises(TooLate):
        publish_rubric(session, actor_of(carla), draft, now=NOW)


def test_a_version_that_says_nothing_new_is_not_published(session, carla):
    empty = begin_draft(session, actor_of(carla), now=NOW)
    with pytest.raises(Refusal, match="nothing new"):
        publish_rubric(session, actor_of(carla), empty, now=NOW)

    publish(carla)

    same = begin_draft(session, actor_of(carla), now=NOW)
    with pytest.raises(Refusal, match="nothing new"):
        publish_rubric(session, actor_of(carla), same, now=NOW)


@pytest.mark.parametrize("act", ["write", "remove", "replace", "discard"])
def test_a_published_version_is_refused_by_every_act(session, carla, act):
    published, actor = publish(carla), actor_of(carla)
    acts = {
        "write": lambda: write_addition(session, actor, published, addition("K"), now=NOW),
        "remove": lambda: remove_addition(session, actor, published, "E", now=NOW),
        "replace": lambda: replace_additions(session, actor, published, [], now=NOW),
        "discard": lambda: discard_draft(session, actor, published, now=NOW),
    }

    with pytest.raises(NotAllowed, match="never changes"):
        acts[act]()

    assert list(additions_in(published.content)) == ["E"]


@pytest.mark.parametrize(
    "change",
    [
        update(SchoolRubric).values(content={"additions": []}),
        update(SchoolRubric).values(published_at=None, published_by=None, digest=None),
        delete(SchoolRubric),
    ],
)
def test_a_published_version_is_kept_by_the_database(session, carla, change):
    publish(carla)

    with pytest.raises(IntegrityError, match="published_stays"), session.begin_nested():
        session.execute(change)


def test_the_database_lets_a_round_keep_only_what_its_school_published(session, carla, school):
    published, round_ = publish(carla), RoundFactory(school=school)
    draft, elsewhere = SchoolRubricFactory(school_id=carla.school_id, number=2), RoundFactory()

    for rubric, of_round in ((draft, round_), (published, elsewhere)):
        with pytest.raises(IntegrityError, match="published_by_the_school"), session.begin_nested():
            RoundRubricFactory(round_id=of_round.id, rubric_id=rubric.id)
    RoundRubricFactory(round_id=round_.id, rubric_id=published.id)
    for change in (update(RoundRubric).values(rubric_id=draft.id), delete(RoundRubric)):
        with pytest.raises(IntegrityError, match="keeps_its_rubric"), session.begin_nested():
            session.execute(change)


def test_another_school_and_an_assessor_write_nothing(session, carla, anton):
    draft = begin_draft(session, actor_of(carla), now=NOW)
    stranger = actor_of(AccountFactory(role=Role.ADMINISTRATOR))

    for actor in (stranger, actor_of(anton)):
        with pytest.raises(NotAllowed):
            write_addition(session, actor, draft, addition("K"), now=NOW)
    with pytest.raises(NotAllowed):
        begin_draft(session, actor_of(anton), now=NOW)
    assert find_published_rubric(session, school_id=carla.school_id) is None


def test_words_that_ask_for_a_kind_of_person_are_no_example(session, carla):
    draft = begin_draft(session, actor_of(carla), now=NOW)

    with pytest.raises(Refusal, match="accentloos") as refused:
        write_addition(session, actor_of(carla), draft, addition("E", "accentloos"), now=NOW)

    assert refused.value.field == "level_1_nl"
    assert draft.content["additions"] == []


def file_of(*additions, **changes):
    return json.dumps(content_of(additions) | changes).encode()


def test_what_is_exported_can_be_imported_and_is_the_same():
    added = [addition("E"), addition("K", mark="de draaibank")]

    assert read_additions(file_of(*added)) == tuple(added)
    assert content_of(read_additions(file_of(*added))) == content_of(added)


def broken(mend):
    """Return a file with one addition that somebody changed by hand."""
    content = content_of([addition("E")])
    mend(content, content["additions"][0])
    return json.dumps(content).encode()


BROKEN = {
    "an unknown level": (
        lambda _, one: one["levels"][3].update(level=5),
        {"additions[0].levels[3].level", "additions[0].levels"},
    ),
    "a level that is true": (
        lambda _, one: one["levels"][0].update(level=True),
        {"additions[0].levels[0].level"},
    ),
    "a level too few": (lambda _, one: one["levels"].pop(), {"additions[0].levels"}),
    "a missing language": (
        lambda _, one: one["does_not_count"].pop("en"),
        {"additions[0].does_not_count.en"},
    ),
    "a language that is no text": (
        lambda _, one: one["levels"][0].update(nl=7),
        {"additions[0].levels[0].nl"},
    ),
    "an empty text": (
        lambda _, one: one["levels"][1].update(nl=" "),
        {"additions[0].levels[1].nl"},
    ),
    "a long text": (
        lambda _, one: one["evidence_prompt"].update(en="x" * 241),
        {"additions[0].evidence_prompt.en"},
    ),
    "forbidden words": (
        lambda _, one: one["levels"][2].update(nl="Is accentloos."),
        {"additions[0].levels[2].nl"},
    ),
    "an unknown letter": (lambda _, one: one.update(letter="Z"), {"additions[0].letter"}),
    "a letter that is a list": (lambda _, one: one.update(letter=[]), {"additions[0].letter"}),
    "a competence twice": (lambda all_, one: all_["additions"].append(one), {"additions"}),
    "an unknown part": (lambda _, one: one.update(weight=3), {"additions[0].weight"}),
    "an addition that is none": (
        lambda all_, _: all_["additions"].append("E"),
        {"additions[1]"},
    ),
    "another rubric": (lambda all_, _: all_.update(base="2025.1"), {"base"}),
    "half a character": (lambda _, one: one["does_not_count"].update(nl="Hoi \ud83d"), {""}),
    "another format": (lambda all_, _: all_.update(format="x"), {"format"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_with_something_wrong_says_where_and_counts_for_nothing(name):
    mend, where = BROKEN[name]

    with pytest.raises(Unreadable) as refused:
        read_additions(broken(mend))

    assert {place for place, _problem in refused.value.problems} == where


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"{",
        b"[" * 90_000,
        b"\xff\xfe",
        b"9" * 6_000,
        b" " * 100_001,
        b'{"format": 1, "format": 2}',
        b"null",
    ],
)
def test_what_is_no_such_file_is_refused(file):
    with pytest.raises(Unreadable) as refused:
        read_additions(file)

    assert len(refused.value.problems) == 1
