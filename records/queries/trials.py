"""Reads of trials, and of who can assess one."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models.assessment import RoundAssessor


def find_assessor_of_programme(
    session: Session, *, round_id: UUID, programme_id: UUID
) -> UUID | None:
    """Return the first assessor of a programme in a round."""
    return session.scalar(
        select(RoundAssessor.account_id)
        .where(RoundAssessor.round_id == round_id, RoundAssessor.programme_id == programme_id)
        .order_by(RoundAssessor.seat, RoundAssessor.id)
        .limit(1)
    )
