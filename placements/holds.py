"""Taking a row for this transaction, so that two people who act at once do not both succeed."""

from sqlalchemy.orm import Session

from records.database import Base


def hold(session: Session, row: Base) -> None:
    """Lock a row until this transaction ends, and read it as it is now."""
    session.flush()  # a refresh would forget what this transaction has changed
    session.refresh(row, with_for_update=True)
