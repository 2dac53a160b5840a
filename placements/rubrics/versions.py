"""Versions of a school's additions: begun as a copy, written, and published once and for all."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.errors import NotAllowed, Refusal, TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.rubrics import may_begin_rubric, may_revise_rubric
from placements.rubrics.additions import Addition, additions_in, content_digest, content_of
from placements.rubrics.reading import LANGUAGES, wrong_words
from records.models.desk.rubric import SchoolRubric
from records.models.school import School
from records.queries.desk.rubrics import count_rubrics, find_draft_rubric, find_published_rubric

PUBLISHED = msgid("This version has been published and never changes. Begin a new version.")


def begin_draft(session: Session, actor: Actor, *, now: datetime) -> SchoolRubric:
    """Return the draft of the school; a new one begins with what was published last.

    Raises
    ------
    NotAllowed
        If the actor is neither coordinator nor administrator.
    """
    require(may_begin_rubric(actor))
    school = session.get_one(School, actor.school_id, with_for_update=True)
    draft = find_draft_rubric(session, school_id=school.id)
    if draft is not None:
        return draft
    former = find_published_rubric(session, school_id=school.id)
    draft = SchoolRubric(
        school_id=school.id,
        number=count_rubrics(session, school_id=school.id) + 1,
        content=former.content if former else content_of([]),
        begun_at=now,
    )
    session.add(draft)
    session.flush()
    audit.record(session, actor, "rubric:begun", draft.id, now=now)
    return draft


def write_addition(
    session: Session, actor: Actor, draft: SchoolRubric, addition: Addition, *, now: datetime
) -> None:
    """Put an addition in a draft, in place of what the draft said of that competence.

    Raises
    ------
    NotAllowed
        If the actor does not keep the rubric of this school, or the version is published.
    Refusal
        If a text is empty, too long, or asks for a kind of person.
    """
    _hold_draft(session, actor, draft)
    for name, text in addition.texts():
        for language in LANGUAGES:
            for problem in wrong_words(text(language)):
                field = f"{name}_{language}"
                raise Refusal(problem.message, field=field, **problem.facts)
    additions = additions_in(draft.content) | {addition.letter: addition}
    draft.content = content_of(additions.values())
    audit.record(session, actor, "rubric:written", draft.id, now=now, letter=addition.letter)


def remove_addition(
    session: Session, actor: Actor, draft: SchoolRubric, letter: str, *, now: datetime
) -> None:
    """Take what a draft adds to one competence out of it.

    Raises
    ------
    NotAllowed
        If the actor does not keep the rubric of this school, or the version is published.
    """
    _hold_draft(session, actor, draft)
    kept = [one for one in additions_in(draft.content).values() if one.letter != letter]
    draft.content = content_of(kept)
    audit.record(session, actor, "rubric:shortened", draft.id, now=now, letter=letter)


def replace_additions(
    session: Session,
    actor: Actor,
    draft: SchoolRubric,
    additions: Iterable[Addition],
    *,
    now: datetime,
) -> None:
    """Put what was read from a file in place of everything in a draft.

    Raises
    ------
    NotAllowed
        If the actor does not keep the rubric of this school, or the version is published.
    """
    _hold_draft(session, actor, draft)
    draft.content = content_of(additions)
    letters = [row["letter"] for row in draft.content["additions"]]
    audit.record(session, actor, "rubric:imported", draft.id, now=now, letters=letters)


def publish_rubric(session: Session, actor: Actor, draft: SchoolRubric, *, now: datetime) -> None:
    """Publish a version: rounds opened from now on have it, and it never changes again.

    Raises
    ------
    NotAllowed
        If the actor does not keep the rubric of this school.
    TooLate
        If it was published already.
    Refusal
        If it says the same as the version before it.
    """
    try:
        _hold_draft(session, actor, draft)
    except NotAllowed:
        if draft.is_draft:
            raise
        raise TooLate(PUBLISHED) from None
    former = find_published_rubric(session, school_id=draft.school_id)
    if draft.content == (former.content if former else content_of([])):
        raise Refusal(msgid("This version says nothing new. Write something first."))
    draft.digest = content_digest(draft.content)
    draft.published_at = now
    draft.published_by = actor.account_id
    audit.record(session, actor, "rubric:published", draft.id, now=now, digest=draft.digest)


def discard_draft(session: Session, actor: Actor, draft: SchoolRubric, *, now: datetime) -> None:
    """Throw a draft away.

    Raises
    ------
    NotAllowed
        If the actor does not keep the rubric of this school, or the version is published.
    """
    _hold_draft(session, actor, draft)
    audit.record(session, actor, "rubric:discarded", draft.id, now=now)
    session.delete(draft)


def _hold_draft(session: Session, actor: Actor, draft: SchoolRubric) -> None:
    hold(session, draft)
    require(may_revise_rubric(actor, draft), PUBLISHED)
