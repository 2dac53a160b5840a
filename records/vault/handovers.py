"""What is sealed of a handover: to which address it goes, until its mail is on its way."""

from uuid import UUID

from sqlalchemy.orm import Session

from records.models.handover import Handover
from records.vault.sealing import Place, key_of


def seal_address(session: Session, handover_id: UUID, address: str) -> bytes:
    """Return the address of a colleague, sealed."""
    return key_of(session).seal(place_of_address(handover_id), address)


def open_address(session: Session, handover: Handover) -> str:
    """Return to which address a handover goes that has yet to settle."""
    assert handover.sealed_address is not None  # noqa: S101 - it waits, the database says so
    return str(key_of(session).open(place_of_address(handover.id), handover.sealed_address))


def place_of_address(handover_id: UUID) -> Place:
    """Return where the address of a colleague is sealed."""
    return Place("handover", "sealed_address", handover_id)
