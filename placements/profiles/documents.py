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
from records.models.candidate import Candidate, Document
from records.models.student import Student
from records.models.vacancy import HardRequirementKind
from records.queries.blind.reviews import list_documents_of_school
from records.queries.students import get_student
from records.vault.candidates import student_ids_of_candidates
from records.vault.people import open_person


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
    students = student_ids_of_candidates(session, {one.candidate_id for one in documents})
    mine = {
        student_id: open_person(
            session, student_id, reader_id=actor.account_id, purpose="documents", now=now
        ).full_name
        for student_id in sorted(set(students.values()))
        if may_note_document(actor, get_student(session, student_id))
    }
    lines = [
        DocumentLine(
            id=one.id,
            student_name=mine[students[one.candidate_id]],
            kind=one.kind,
            round_name=session.get_one(Candidate, one.candidate_id).round.name,
            is_seen=one.seen_by is not None,
        )
        for one in documents
        if students[one.candidate_id] in mine
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
