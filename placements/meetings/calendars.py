"""A meeting as a calendar file. Calendars leak: nobody's name stands in it."""

from icalendar import Calendar, Event, vText

from placements.choices import label
from placements.trials.calendars import PRODUCT
from records.models.meeting import Meeting


def meeting_calendar(meeting: Meeting, locale: str) -> bytes:
    """Return a meeting for a calendar; the same bytes for the same facts."""
    event = Event()
    event.add("uid", f"{meeting.id}@proefplek")
    event.add("dtstamp", meeting.offered_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", f"{label(meeting.kind, locale)}: {meeting.employer.name}")
    event.add("location", vText(meeting.venue))
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
