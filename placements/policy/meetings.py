"""Who may do what with a meeting: whoever offers it, the school, and the students it is for."""

from datetime import datetime

from placements.actors import Actor, Role
from records.models.meeting import Meeting, MeetingKind, MeetingState
from records.models.student import Student


def may_offer_meeting(actor: Actor) -> bool:
    """Anyone of a company; or a coordinator, for a company that rather calls."""
    return actor.is_employer or actor.role is Role.COORDINATOR


def may_change_meeting(actor: Actor, meeting: Meeting) -> bool:
    """Only its company and the coordinators of the school, as long as it is not cancelled."""
    return _takes_part(actor, meeting) and meeting.state is not MeetingState.CANCELLED


def may_ask_for_meeting(actor: Actor, student: Student, meeting: Meeting) -> bool:
    """Only a student, and only of a programme that the meeting is for."""
    return actor.role is Role.STUDENT and any(
        programme.id == student.programme_id for programme in meeting.programmes
    )


def may_read_visitors(actor: Actor, meeting: Meeting) -> bool:
    """Only a coordinator of the school: the service never tells a company who comes."""
    return actor.role is Role.COORDINATOR and actor.school_id == meeting.school_id


def may_note_attendance(actor: Actor, meeting: Meeting, *, now: datetime) -> bool:
    """From its beginning on: the school, which can correct it, or once the company.

    At a guest lesson the school is the host, and the company learns of nobody.
    """
    if meeting.state is not MeetingState.DRAWN or now < meeting.starts_at:
        return False
    if actor.is_employer:
        return (
            actor.employer_id == meeting.employer_id
            and meeting.kind is not MeetingKind.GUEST_LESSON
            and meeting.attendance_noted_at is None
        )
    return may_read_visitors(actor, meeting)


def may_answer_about_meeting(actor: Actor, meeting: Meeting, *, now: datetime) -> bool:
    """Only its company, once it is over: of the meeting it speaks, and never of a person."""
    return (
        actor.is_employer
        and actor.employer_id == meeting.employer_id
        and meeting.state is MeetingState.DRAWN
        and now >= meeting.ends_at
    )


def may_see_who_met_nobody(actor: Actor) -> bool:
    """Only a coordinator, of the own school."""
    return actor.role is Role.COORDINATOR


def _takes_part(actor: Actor, meeting: Meeting) -> bool:
    if actor.is_employer:
        return actor.employer_id == meeting.employer_id
    return may_read_visitors(actor, meeting)
