"""What is sealed of a meeting: the secret of its draw, and each student's own card afterwards."""

from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from records.models.meeting import Meeting, MeetingRequest
from records.vault.sealing import Place, key_of


def seal_secret(session: Session, meeting_id: UUID, secret: bytes) -> bytes:
    """Return the secret of a draw, sealed until the draw."""
    return key_of(session).seal(place_of_secret(meeting_id), secret.hex())


def open_secret(session: Session, meeting: Meeting) -> bytes:
    """Return the secret of a draw, to draw with."""
    place = place_of_secret(meeting.id)
    return bytes.fromhex(cast("str", key_of(session).open(place, meeting.sealed_secret)))


def store_reflection(session: Session, request: MeetingRequest, answers: dict[str, str]) -> None:
    """Seal what a student wrote about a meeting, replacing what was there."""
    place = place_of_answer(request.id)
    request.sealed_reflection = key_of(session).seal(place, answers)


def open_reflection(session: Session, request: MeetingRequest) -> dict[str, str]:
    """Return what the student wrote; empty if nothing yet."""
    if request.sealed_reflection is None:
        return {}
    place = place_of_answer(request.id)
    return cast("dict[str, str]", key_of(session).open(place, request.sealed_reflection))


def place_of_secret(meeting_id: UUID) -> Place:
    """Return where the secret of a draw is sealed."""
    return Place("meeting", "sealed_secret", meeting_id)


def place_of_answer(request_id: UUID) -> Place:
    """Return where a student's card is sealed."""
    return Place("meeting_request", "sealed_reflection", request_id)
