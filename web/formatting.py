"""How pages write days, moments and other values."""

import enum
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from babel.lists import format_list
from flask_babel import format_currency, format_date, format_decimal, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from placements.catalogue import competence, level_names
from placements.choices import label
from placements.errors import Refusal
from placements.profiles.facts import Facts, lines_of
from web.language import language_of

HOME_ZONE = ZoneInfo("Europe/Amsterdam")
HEADINGS = {
    "where": _l("Where"),
    "task": _l("Task"),
    "actions": _l("Own part"),
    "help": _l("Help"),
    "hitch": _l("What made it hard"),
    "frequency": _l("How often"),
    "duration": _l("How long"),
    "people": _l("How many people"),
    "tool": _l("Used"),
    "certificate": _l("Certificate"),
    "result": _l("Result"),
    "seen_by": _l("Seen by"),
}
"""What stands before each chosen answer about a piece of evidence."""


def long_day(value: date) -> str:
    """Return ``vrijdag 14 maart 2027``."""
    return str(format_date(value, "EEEE d MMMM y"))


def short_day(value: date) -> str:
    """Return ``14 mrt 2027``."""
    return str(format_date(value, "d MMM y"))


def month(value: date) -> str:
    """Return ``maart 2027``."""
    return str(format_date(value, "MMMM y"))


def week_day(value: date) -> str:
    """Return ``vr 14 mrt 2027``, for a list of days on which somebody has to act."""
    return str(format_date(value, "EEE d MMM y"))


def day_span(first: date, last: date) -> str:
    """Return ``ma 9 nov tot en met zo 29 nov 2026``; the first year only when it differs."""
    style = "EEE d MMM" if first.year == last.year else "EEE d MMM y"
    begin = str(format_date(first, style))
    return str(_("%(first)s to %(last)s", first=begin, last=week_day(last)))


def moment(value: datetime) -> str:
    """Return ``vrijdag 14 maart 2027, 13:45`` in Dutch time."""
    local = value.astimezone(HOME_ZONE)
    return f"{long_day(local.date())}, {local:%H:%M}"


def short_moment(value: datetime) -> str:
    """Return ``14 mrt 2027, 13:45`` in Dutch time, for a column of a table."""
    local = value.astimezone(HOME_ZONE)
    return f"{short_day(local.date())}, {local:%H:%M}"


def clock(value: time) -> str:
    """Return ``08:30``."""
    return f"{value:%H:%M}"


def clock_of(value: datetime) -> str:
    """Return ``13:45`` in Dutch time."""
    return f"{value.astimezone(HOME_ZONE):%H:%M}"


def words(value: enum.StrEnum) -> str:
    """Return what a choice from a closed list says, in the language of the page."""
    return label(value, language_of(get_locale()))


def weekday_name(number: int) -> str:
    """Return ``maandag`` for 0 … ``zondag`` for 6."""
    return str(format_date(date(2024, 1, 1 + number), "EEEE"))  # a Monday


def weekdays(bits: int) -> str:
    """Return ``maandag, dinsdag en vrijdag`` for a bit per day, Monday = 1.

    Three days or more in a row become ``maandag tot en met vrijdag``.
    """
    days = [number for number in range(7) if bits >> number & 1]
    names = [weekday_name(number) for number in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return str(_("%(first)s through %(last)s", first=names[0], last=names[-1]))
    return format_list(names, locale=get_locale())


def competence_name(letter: str) -> str:
    """Return ``Samenwerken en overleggen`` for E."""
    return competence(letter).name(language_of(get_locale()))


def told(facts: Facts) -> list[tuple[object, list[str]]]:
    """Return what was chosen about a piece of evidence: headings and words, in a fixed order."""
    locale = language_of(get_locale())
    return [(HEADINGS[question], words) for question, words in lines_of(facts, locale)]


def mean_level(level: Fraction | None) -> str:
    """Return a mean level in words; between two levels, both of them."""
    if level is None or level.denominator == 1:
        return level_name(None if level is None else int(level))
    low, high = level_name(int(level)), level_name(int(level) + 1)
    return str(_("Between %(low)s and %(high)s", low=low, high=high))


def level_name(level: int | None) -> str:
    """Return ``Met hulp`` for 2, and for None that nothing was observed yet."""
    return level_names()[level](language_of(get_locale()))


def tenths(number: int) -> str:
    """Return ``13,3`` for 133 tenths, and ``13`` for 130."""
    return str(format_decimal(Decimal(number) / 10, format="0.#"))


def hundredths(number: float) -> str:
    """Return ``0,70`` for 0.704, and ``-0,12``: a coefficient, never more exact than it is."""
    return str(format_decimal(Decimal(number), format="0.00"))


def euros(cents: int) -> str:
    """Return ``€ 15,05`` for 1505 cents."""
    return str(format_currency(Decimal(cents) / 100, "EUR"))


def tenth(number: float) -> str:
    """Return ``0,8`` for 0.8: a ratio, never more exact than it may be."""
    return str(format_decimal(number, format="0.0"))


def spoken(refusal: Refusal) -> str:
    """Return why not, in the language of the page, with its days and moments written out."""
    facts = {name: _spoken_fact(value) for name, value in refusal.facts.items()}
    return str(_(refusal.message, **facts))


def _spoken_fact(value: object) -> object:
    if isinstance(value, datetime):
        return moment(value)
    return long_day(value) if isinstance(value, date) else value


FILTERS = {
    "long_day": long_day,
    "short_day": short_day,
    "month": month,
    "week_day": week_day,
    "day_span": day_span,
    "moment": moment,
    "short_moment": short_moment,
    "clock": clock,
    "clock_of": clock_of,
    "words": words,
    "weekdays": weekdays,
    "competence_name": competence_name,
    "hundredths": hundredths,
    "tenths": tenths,
    "euros": euros,
    "level_name": level_name,
    "mean_level": mean_level,
    "tenth": tenth,
    "told": told,
}
