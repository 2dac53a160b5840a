"""What a student keeps for itself: reflections, and how sure it is. Nobody else reads them back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from records.models.guidance import SelfCheckMoment
from records.models.student import Student
from records.vault.opening import vault_open
from records.vault.sealing import Place, key_of
from records.vault.tables import VaultReflection, VaultSelfCheck

Facts = Mapping[str, str]


def store_reflection(session: Session, student_id: UUID, facts: Facts) -> UUID:
    """Seal a reflection of this student."""
    row_id = uuid4()
    sealed = key_of(session).seal(place_of_reflection(row_id), dict(facts))
    session.add(VaultReflection(id=row_id, student_id=student_id, sealed=sealed))
    session.flush()
    return row_id


def open_reflections(session: Session, student_id: UUID) -> Mapping[UUID, Facts]:
    """Return the student's own reflections by their ids."""
    query = select(VaultReflection).where(VaultReflection.student_id == student_id)
    with vault_open(session):
        rows = session.scalars(query.order_by(VaultReflection.id)).all()
    key = key_of(session)
    return {
        row.id: cast("Facts", key.open(place_of_reflection(row.id), row.sealed)) for row in rows
    }


def forget_reflection(session: Session, student_id: UUID, reflection_id: UUID) -> bool:
    """Forget one of the student's own reflections; say whether there was one."""
    with vault_open(session):
        row = session.get(VaultReflection, reflection_id)
    if row is None or row.student_id != student_id:
        return False
    session.delete(row)
    session.flush()
    return True


def store_self_check(
    session: Session,
    student_id: UUID,
    *,
    round_id: UUID,
    moment: SelfCheckMoment,
    answers: Sequence[int],
) -> None:
    """Seal the answers of a student at one moment, replacing what was there."""
    forget_self_check(session, student_id, round_id=round_id, moment=moment)
    row_id = uuid4()
    session.add(
        VaultSelfCheck(
            id=row_id,
            student_id=student_id,
            round_id=round_id,
            moment=moment,
            sealed=key_of(session).seal(place_of_self_check(row_id), list(answers)),
        )
    )
    session.flush()


def open_self_checks(
    session: Session, student_id: UUID
) -> Mapping[tuple[UUID, SelfCheckMoment], Sequence[int]]:
    """Return the student's own answers by round and moment."""
    query = select(VaultSelfCheck).where(VaultSelfCheck.student_id == student_id)
    with vault_open(session):
        rows = session.scalars(query.order_by(VaultSelfCheck.id)).all()
    return {(row.round_id, row.moment): _answers(session, row) for row in rows}


def forget_self_check(
    session: Session, student_id: UUID, *, round_id: UUID, moment: SelfCheckMoment
) -> None:
    """Forget what a student answered at one moment."""
    query = select(VaultSelfCheck).where(
        VaultSelfCheck.student_id == student_id,
        VaultSelfCheck.round_id == round_id,
        VaultSelfCheck.moment == moment,
    )
    with vault_open(session):
        rows = session.scalars(query.order_by(VaultSelfCheck.id)).all()
    for row in rows:
        session.delete(row)
    session.flush()


def answers_of_cohorts(
    session: Session, round_id: UUID, moment: SelfCheckMoment
) -> Mapping[UUID, Sequence[Sequence[int]]]:
    """Return all answers at a moment of a round by programme, for counting and nothing else."""
    query = (
        select(VaultSelfCheck, Student.programme_id)
        .join(Student, Student.id == VaultSelfCheck.student_id)
        .where(VaultSelfCheck.round_id == round_id, VaultSelfCheck.moment == moment)
        .order_by(VaultSelfCheck.id)
    )
    with vault_open(session):
        rows = session.execute(query).all()
    found: dict[UUID, list[Sequence[int]]] = defaultdict(list)
    for row, programme_id in rows:
        found[programme_id].append(_answers(session, row))
    return found


def forget_own_words(session: Session, student_id: UUID) -> None:
    """Forget everything that a student kept for itself."""
    with vault_open(session):
        kept = [
            *session.scalars(
                select(VaultReflection.id).where(VaultReflection.student_id == student_id)
            ),
            *session.scalars(
                select(VaultSelfCheck.id).where(VaultSelfCheck.student_id == student_id)
            ),
        ]
    session.execute(delete(VaultReflection).where(VaultReflection.id.in_(kept)))
    session.execute(delete(VaultSelfCheck).where(VaultSelfCheck.id.in_(kept)))


def place_of_reflection(row_id: UUID) -> Place:
    """Return where a reflection is sealed."""
    return Place("vault_reflection", "sealed", row_id)


def place_of_self_check(row_id: UUID) -> Place:
    """Return where the answers at one moment are sealed."""
    return Place("vault_self_check", "sealed", row_id)


def _answers(session: Session, row: VaultSelfCheck) -> Sequence[int]:
    return cast("list[int]", key_of(session).open(place_of_self_check(row.id), row.sealed))
