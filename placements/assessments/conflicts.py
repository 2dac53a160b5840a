"""Who should not score whom: a mentor the own students, and nobody one student twice.

The answer only decides on whose desk a text is laid. It is kept nowhere and told to nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from records.queries.desk.conflicts import list_candidates_of_other_rounds, list_mentors_of
from records.vault.candidates import NOBODY, student_ids_of_candidates

Pairs = frozenset[tuple[UUID, UUID]]
"""Assessor and candidate."""


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Who may not score whom, and who had better not while somebody else can."""

    never: Pairs
    """Mentors and their own students."""
    rather_not: Pairs
    """Who was given texts of the same student in another round."""

    def may(self, assessor_id: UUID, candidate_id: UUID) -> bool:
        """Whether this assessor can score this candidate, if need be."""
        return (assessor_id, candidate_id) not in self.never

    def is_free(self, assessor_id: UUID, candidate_id: UUID) -> bool:
        """Whether nothing stands between this assessor and this candidate."""
        one = (assessor_id, candidate_id)
        return one not in self.never and one not in self.rather_not


def find_conflicts(
    session: Session,
    round_id: UUID,
    *,
    candidate_ids: Collection[UUID],
    assessor_ids: Collection[UUID],
) -> Conflicts:
    """Return what stands between these assessors and these candidates."""
    student_of = {
        candidate: student
        for candidate, student in student_ids_of_candidates(session, candidate_ids).items()
        if student != NOBODY
    }
    mentor_of = dict(list_mentors_of(session, set(student_of.values())))
    elsewhere = list_candidates_of_other_rounds(session, round_id, assessor_ids=assessor_ids)
    former = student_ids_of_candidates(session, {candidate for _assessor, candidate in elsewhere})
    scored = {(assessor, former[candidate]) for assessor, candidate in elsewhere}
    return Conflicts(
        never=frozenset(
            (mentor_of[student], candidate)
            for candidate, student in student_of.items()
            if mentor_of.get(student) in assessor_ids
        ),
        rather_not=frozenset(
            (assessor, candidate)
            for candidate, student in student_of.items()
            for assessor in assessor_ids
            if (assessor, student) in scored
        ),
    )
