"""The audit log: who did what to which thing, and when. Rows are only ever added."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from records.database import Base


class AuditEvent(Base):
    """One thing that happened, in words a reviewer can read ten years later."""

    __tablename__ = "audit_event"

    happened_at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[UUID | None]
    """Who did it; null for the service itself."""
    school_id: Mapped[UUID | None] = mapped_column(index=True)
    """The school whose log this line is in; null for the service itself."""
    event: Mapped[str] = mapped_column(String(60), index=True)
    """``subject:participle``, such as ``vacancy:frozen``."""
    subject_id: Mapped[UUID] = mapped_column(index=True)
    details: Mapped[dict[str, object]] = mapped_column(JSON)
    """What changed; never a name, an address or free text about a person."""
