"""The rubric of one round: the shared words, and what the school had added when it opened."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from placements.catalogue import RUBRIC_VERSION, Competence, competence, competences
from placements.rubrics.additions import Addition, additions_in, with_addition
from records.models.desk.rubric import RoundRubric, SchoolRubric
from records.models.round import Round
from records.queries.desk.rubrics import find_published_rubric, list_rubrics_of_school


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


def edition_of(round_: Round) -> str:
    """Name the rubric of a round: the shared version, and the digest of what the school added.

    Examples
    --------
    >>> edition_of(Round())
    '2026.1'
    """
    return f"{RUBRIC_VERSION}+{round_.rubric.digest}" if round_.rubric else RUBRIC_VERSION


def version_in(session: Session, round_: Round, letter: str) -> str:
    """Name the words of one competence in a round: ``2026.1``, or ``2026.1+2`` with examples.

    The number is the school's first version with exactly these examples, so a version that only
    changes other competences leaves this one under its name.
    """
    added = additions_in(round_.rubric.content).get(letter) if round_.rubric else None
    published = list_rubrics_of_school(session, school_id=round_.school_id)
    return _version_of(letter, added, published)


def versions_now(session: Session, school_id: UUID | None) -> Mapping[str, str]:
    """Name the words of each competence in a round that this school would open now, by letter."""
    versions = list_rubrics_of_school(session, school_id=school_id)
    newest = next((one for one in versions if not one.is_draft), None)
    added = additions_in(newest.content) if newest else {}
    return {
        one.letter: _version_of(one.letter, added.get(one.letter), versions)
        for one in competences()
    }


def _version_of(letter: str, added: Addition | None, versions: Iterable[SchoolRubric]) -> str:
    if added is None:
        return RUBRIC_VERSION
    same = (
        one.number
        for one in versions
        if not one.is_draft and additions_in(one.content).get(letter) == added
    )
    return f"{RUBRIC_VERSION}+{min(same)}"
