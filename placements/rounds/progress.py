"""How far a round is, in whole numbers: for a mentor of the own students, for others of all."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from placements.actors import Actor, Role
from placements.assessments.differences import FAR_APART
from records.models.round import Round
from records.queries.desk.assessments import count_open_scores, count_texts
from records.queries.rounds import (
    count_frozen_vacancies,
    list_certified_candidate_ids,
    list_student_ids_of_round,
)
from records.vault.candidates import student_ids_of_candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What has been done in a round."""

    places: int
    students: int
    certified: int
    texts: int
    scored_texts: int
    is_of_own_students: bool


def progress_of(session: Session, actor: Actor, round_: Round) -> Progress:
    """Return how far a round is, as far as it concerns the actor."""
    is_mentor = actor.role is Role.MENTOR
    students = list_student_ids_of_round(
        session, round_.id, mentor_id=actor.account_id if is_mentor else None
    )
    ready = student_ids_of_candidates(session, list_certified_candidate_ids(session, round_.id))
    texts = count_texts(session, round_.id)
    return Progress(
        places=sum(count_frozen_vacancies(session, round_.id).values()),
        students=len(students),
        certified=len(set(students) & set(ready.values())),
        texts=texts,
        scored_texts=texts - count_open_scores(session, round_.id, far_apart=FAR_APART),
        is_of_own_students=is_mentor,
    )
