"""Taking a row for this transaction, so that two people who act at once do not both succeed.

The lock is on the row itself and not on what was loaded beside it: PostgreSQL refuses to lock the
far side of an outer join, and a busy school would wait for its own name.
"""

from sqlalchemy.orm import Session

from records.database import Base


def hold(session: Session, row: Base) -> None:
    """Lock a row until this transaction ends, and read it as it is now."""
    session.flush()  # a refresh would forget what this transaction has changed
    session.refresh(row, with_for_update={"of": type(row)})


def hold_still(session: Session, row: Base) -> None:
    """Keep others from changing a row until this transaction ends, and read it as it is now."""
    session.flush()  # a refresh would forget what this transaction has changed
    session.refresh(row, with_for_update={"of": type(row), "read": True})
