"""The outbox: mail that still has to go, written in the transaction of the act it tells about."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from records.database import Base


class OutboxMessage(Base):
    """One mail to one account. It holds no address and no name: those are read when it is sent."""

    __tablename__ = "outbox_message"

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(60))
    """The template: ``templates/messages/<kind>.txt``."""
    facts: Mapped[dict[str, object]] = mapped_column(JSON)
    """What the template needs; nothing that tells who a student is."""
    queued_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    attempt_count: Mapped[int] = mapped_column(default=0)
