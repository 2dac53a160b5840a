"""How pages write days, moments and other values."""

import enum
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import format_date, get_locale

from placements.choices import label
from web.language import language_of

HOME_ZONE = ZoneInfo("Europe/Amsterdam")


def long_day(value: date) -> str:
    """Return ``vrijdag 14 maart 2027``."""
    return str(format_date(value, "EEEE d MMMM y"))


def short_day(value: date) -> str:
    """Return ``14 mrt 2027``."""
    return str(format_date(value, "d MMM y"))


def moment(value: datetime) -> str:
    """Return ``14 maart 2027, 13:45`` in Dutch time."""
    local = value.astimezone(HOME_ZONE)
    return f"{format_date(local.date(), 'd MMMM y')}, {local:%H:%M}"


def clock(value: time) -> str:
    """Return ``08:30``."""
    return f"{value:%H:%M}"


def words(value: enum.StrEnum) -> str:
    """Return what a choice from a closed list says, in the language of the page."""
    return label(value, language_of(get_locale()))


FILTERS = {
    "long_day": long_day,
    "short_day": short_day,
    "moment": moment,
    "clock": clock,
    "words": words,
}
