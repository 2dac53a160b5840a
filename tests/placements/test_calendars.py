"""The calendar file: two moments, the same bytes every time, and nobody's name."""

import pytest
from icalendar import Calendar

from placements.trials.calendars import trial_calendar
from tests.trial_stage import ASSESSMENT


def test_it_holds_the_first_day_and_the_assessment(trial):
    start, assessment = Calendar.from_ical(trial_calendar(trial, "nl")).walk("VEVENT")

    assert str(start["summary"]) == "Eerste dag proefstage: Banketbakker"
    assert start.decoded("dtstart").isoformat() == "2027-02-01T07:30:00+00:00"
    assert str(assessment["summary"]) == "Beoordeling proefstage: Banketbakker"
    assert assessment.decoded("dtstart") == ASSESSMENT
    assert "3511 AA Utrecht" in str(start["location"])


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_nobody_s_name_stands_in_it(trial, locale):
    content = trial_calendar(trial, locale).decode().replace("\r\n ", "")

    for name in ("Amina", "Idrissi", "Noor", "Mehmet", trial.proposal.candidate.code):
        assert name not in content


def test_it_is_the_same_every_time(trial):
    assert trial_calendar(trial, "en") == trial_calendar(trial, "en")
