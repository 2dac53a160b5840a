"""Drawing the places of a meeting, after the last day to ask."""

from datetime import datetime

from sqlalchemy.orm import Session

from matching.slots import check_receipt, draw_receipt
from placements.holds import hold
from placements.meetings.needs import needs_for
from placements.meetings.offers import log, tell_company, tell_students
from records.models.meeting import Meeting, MeetingState, RequestState
from records.queries.meetings import list_requests
from records.vault.meetings import open_secret


def draw_meeting(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """Draw once: the fewest meetings first, then lots; the receipt shows the secret.

    Whoever draws several does so in the order of their days: a place at the first one counts at
    the next.
    """
    hold(session, meeting)
    if meeting.state is not MeetingState.OFFERED:
        return
    requests = {one.code: one for one in list_requests(session, meeting.id, RequestState.ASKED)}
    needs = needs_for(session, meeting, [one.student_id for one in requests.values()])
    receipt = draw_receipt(
        str(meeting.id),
        meeting.places,
        {code: needs[one.student_id] for code, one in requests.items()},
        open_secret(session, meeting),
    )
    for position, code in enumerate(check_receipt(receipt)):
        request = requests[code]
        has_place = position < meeting.places
        request.position = position
        request.state = RequestState.GRANTED if has_place else RequestState.WAITING
    for number, code in enumerate(sorted(requests), start=1):
        requests[code].number = number
    meeting.receipt, meeting.drawn_at, meeting.state = receipt, now, MeetingState.DRAWN
    session.flush()
    log(session, None, "meeting:drawn", meeting, now=now, requests=len(requests))
    tell_students(session, meeting, "meeting_granted", RequestState.GRANTED, now=now)
    tell_students(session, meeting, "meeting_waiting", RequestState.WAITING, now=now)
    coming = min(meeting.places, len(requests))
    tell_company(session, meeting, "meeting_drawn_company", now=now, coming=coming)
