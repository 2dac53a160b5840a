"""The days of a trial as a calendar file. Calendars leak: nobody's name stands in it."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vText

from placements.catalogue import Phrase
from placements.days import moment_of
from records.models.employer import Employer
from records.models.trial import Trial

FIRST_DAY = Phrase(nl="Eerste dag proefstage", en="First day of the trial internship")
ASSESSMENT = Phrase(nl="Beoordeling proefstage", en="Assessment of the trial internship")
TALK_LASTS = timedelta(hours=1)
PRODUCT = "-//Proefplek//Proefstage//NL"


def trial_calendar(trial: Trial, locale: str) -> bytes:
    """Return the first day and the assessment of a trial; the same bytes for the same facts."""
    vacancy = trial.proposal.vacancy
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for kind, name, starts_at, ends_at in (
        (
            "start",
            FIRST_DAY,
            moment_of(trial.starts_on, vacancy.starts_at),
            moment_of(trial.starts_on, vacancy.ends_at),
        ),
        ("assessment", ASSESSMENT, trial.assessment_at, trial.assessment_at + TALK_LASTS),
    ):
        event = Event()
        event.add("uid", f"{trial.id}-{kind}@proefplek")
        event.add("dtstamp", trial.proposal.revealed_at or datetime(2000, 1, 1, tzinfo=UTC))
        event.add("dtstart", starts_at)
        event.add("dtend", ends_at)
        event.add("summary", f"{name(locale)}: {vacancy.title}")
        event.add("location", vText(address_of(vacancy.employer)))
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def address_of(employer: Employer) -> str:
    """Return where the work is, on one line."""
    postcode = f"{employer.postcode[:4]} {employer.postcode[4:].strip()}"
    return f"{employer.name}, {employer.street}, {postcode} {employer.town}"
