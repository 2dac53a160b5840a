"""What a school adds to the rubric, for tests that begin there."""

from placements.catalogue import LEVELS, Phrase
from placements.rubrics.additions import Addition, content_of
from placements.rubrics.versions import begin_draft, publish_rubric, write_addition
from records.database import db
from records.models.desk.rubric import RoundRubric, SchoolRubric
from tests.factories import NOW, RecordFactory
from tests.rounds import actor_of


def addition(letter="E", mark="onze balie"):
    """Return an addition in which every text can be told from every other."""

    def text(name):
        return Phrase(nl=f"{name} aan {mark}.", en=f"{name} at {mark}.")

    return Addition(
        letter=letter,
        levels=tuple(text(f"Level {level}") for level in LEVELS),
        does_not_count=text("Not counted"),
        evidence_prompt=text("Tell"),
    )


class SchoolRubricFactory(RecordFactory):
    """A draft with examples for E."""

    class Meta:
        model = SchoolRubric

    number = 1
    content = content_of([addition()])
    begun_at = NOW


class RoundRubricFactory(RecordFactory):
    class Meta:
        model = RoundRubric


def publish(keeper, *additions, now=NOW):
    """Let a coordinator or administrator publish a version with these additions."""
    session, actor = db.session(), actor_of(keeper)
    draft = begin_draft(session, actor, now=now)
    for one in additions or (addition(),):
        write_addition(session, actor, draft, one, now=now)
    publish_rubric(session, actor, draft, now=now)
    session.flush()
    return draft
