"""The rubric of one round: the shared words, and what the school had added when it opened."""

from sqlalchemy.orm import Session

from placements.catalogue import Competence, competence, competences
from placements.rubrics.additions import additions_in, with_addition
from records.models.desk.rubric import RoundRubric
from records.models.round import Round
from records.queries.desk.rubrics import find_published_rubric


def keep_rubric(session: Session, round_: Round) -> None:
    """Let a round that opens keep the version that is published now, if there is one."""
    published = find_published_rubric(session, school_id=round_.school_id)
    if published is not None:
        session.add(RoundRubric(round_id=round_.id, rubric_id=published.id))
        session.flush()
        session.expire(round_, ["rubric"])


def competence_in(round_: Round, letter: str) -> Competence:
    """Return one competence as everybody in this round reads it."""
    added = additions_in(round_.rubric.content) if round_.rubric else {}
    return with_addition(competence(letter), added.get(letter))


def competences_in(round_: Round) -> dict[str, Competence]:
    """Return the 25 competences as everybody in this round reads them, by letter."""
    added = additions_in(round_.rubric.content) if round_.rubric else {}
    return {one.letter: with_addition(one, added.get(one.letter)) for one in competences()}
