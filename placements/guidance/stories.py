"""Stories of former students: a school writes them down, a coordinator lets students read them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from blinding.blind import blind
from blinding.known_facts import KnownFacts
from placements import audit
from placements.actors import Actor
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.people.known import require_nobody_of_school
from placements.policy import require
from placements.policy.guidance import may_publish_story, may_write_story
from records.models.guidance import AlumniStory
from records.queries.rounds import list_programmes_of_school

LONGEST_TITLE: Final = 80
LONGEST_TEXT: Final = 1200
NAMES: Final = frozenset({"name", "initials", "nickname", "phone", "email", "handle"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTerms:
    """What a story says. The former student has read it and agrees."""

    programme_id: UUID
    title: str
    text: str


def write_story(
    session: Session, actor: Actor, school_id: UUID, terms: StoryTerms, *, now: datetime
) -> AlumniStory:
    """Keep a story that nobody reads until a coordinator publishes it.

    Raises
    ------
    NotAllowed
        If the actor is no mentor or coordinator of the school.
    Refusal
        If the programme is another school's, or the story names somebody.
    """
    require(may_write_story(actor, school_id))
    programmes = list_programmes_of_school(session, school_id=school_id)
    if terms.programme_id not in {programme.id for programme in programmes}:
        raise Refusal(msgid("Choose programmes of your own school"), field="programme_id")
    for field, text in (("title", terms.title), ("text", terms.text)):
        require_nobody_of_school(session, school_id, text, field=field)
        _refuse_names(text, field)
    story = AlumniStory(
        school_id=school_id,
        programme_id=terms.programme_id,
        title=terms.title,
        text=terms.text,
        written_by=actor.account_id,
        written_at=now,
    )
    session.add(story)
    session.flush()
    audit.record(session, actor, "story:written", story.id, now=now)
    return story


def publish_story(session: Session, actor: Actor, story: AlumniStory, *, now: datetime) -> None:
    """Let the students of the school read a story.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school.
    TooLate
        If it was published already.
    """
    hold(session, story)
    require(may_publish_story(actor, story.school_id))
    if story.published_at is not None:
        raise TooLate(msgid("Somebody else has just decided about this story."))
    story.published_at, story.published_by = now, actor.account_id
    audit.record(session, actor, "story:published", story.id, now=now)


def withdraw_story(session: Session, actor: Actor, story: AlumniStory, *, now: datetime) -> None:
    """Take a story away: a published one stays in the records, one that was not goes for good.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school.
    """
    hold(session, story)
    require(may_publish_story(actor, story.school_id))
    if story.published_at is None:
        session.delete(story)
    else:
        story.is_withdrawn = True
    audit.record(session, actor, "story:withdrawn", story.id, now=now)


def _refuse_names(text: str, field: str) -> None:
    """Stop where a text holds anybody's name, known here or not."""
    spans = blind(text, KnownFacts(first="", last=""), "nl").spans
    if any(span.kind in NAMES and not span.replacement for span in spans):
        raise Refusal(
            msgid("There is a name in it. Write “a former student” or “a colleague”."), field=field
        )
