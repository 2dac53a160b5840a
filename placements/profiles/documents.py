"""Documents that places ask by law: the student says to have one, and staff see the paper itself.

Nothing is uploaded. Here names meet documents and never a candidate code: those who look at papers
learn nothing about whose texts are whose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.holds import hold
from placements.policy import require
from placements.policy.profiles import may_note_document
from placements.profiles.profile import DECLARED_DOCUMENTS
from records.models.candidate import Document
from records.models.student import Student
from records.models.vacancy import HardRequirementKind
from records.queries.blind.reviews import list_documents_of_school
from records.queries.students import get_student, list_students
from records.vault.candidates import student_ids_of_candidates
from records.vault.people import open_people


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A paper that a student says to have, as the mentor ticks it."""

    id: UUID
    student_name: str
    kind: HardRequirementKind
    round_name: str
    is_seen: bool


def list_documents_to_see(
    session: Session, actor: Actor, *, now: datetime
) -> Sequence[DocumentLine]:
    """Return the documents this member of staff may tick; every look is in the ledger.

    What still has to be seen comes first, then by name.
    """
    if actor.school_id is None:
        return []
    documents = list_documents_of_school(
        session, school_id=actor.school_id, kinds=DECLARED_DOCUMENTS
    )
    owners = student_ids_of_candidates(session, {one.candidate_id for one, _round in documents})
    students = list_students(session, set(owners.values()))
    mine = open_people(
        session,
        [student.id for student in students if may_note_document(actor, student)],
        reader_id=actor.account_id,
        purpose="documents",
        now=now,
    )
    lines = [
        DocumentLine(
            id=one.id,
            student_name=mine[owners[one.candidate_id]].full_name,
            kind=one.kind,
            round_name=round_name,
            is_seen=one.seen_by is not None,
        )
        for one, round_name in documents
        if owners[one.candidate_id] in mine
    ]
    return sorted(lines, key=_order)


def note_document(
    session: Session, actor: Actor, document: Document, *, is_seen: bool, now: datetime
) -> None:
    """Note that a member of staff has the paper in hand, or take that back.

    Raises
    ------
    NotAllowed
        If it is a student of another mentor or another school.
    """
    hold(session, document)
    require(may_note_document(actor, student_of(session, document)))
    if is_seen == (document.seen_by is not None):
        return
    document.seen_by = actor.account_id if is_seen else None
    audit.record(session, actor, "document:seen", document.id, now=now, is_seen=is_seen)


def student_of(session: Session, document: Document) -> Student:
    """Return whose document it is."""
    owners = student_ids_of_candidates(session, [document.candidate_id])
    return get_student(session, owners[document.candidate_id])


def _order(line: DocumentLine) -> tuple[object, ...]:
    return line.is_seen, line.student_name.casefold(), line.kind, line.round_name, line.id
